//! `diglot check --watch`: checks again whenever a file that the check depends on changes.
//!
//! It looks at the files once a second, by size and time of change. Events of the file system would be
//! quicker, but are not available on network drives and in containers, where people also check books. The
//! results for unchanged documents come from the cache.

use super::arguments::Arguments;
use super::once::once;
use crate::cli::ui::Ui;
use diglot::error::{Error, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, SystemTime};

const PAUSE: Duration = Duration::from_secs(1);

/// Files with the time and size that show a change; `None` for a file that does not exist.
type Stamps = BTreeMap<PathBuf, Option<(SystemTime, u64)>>;

/// Checks repeatedly until the user ends it.
pub(super) fn watch(arguments: &Arguments, ui: &Ui) -> Result<ExitCode> {
    if arguments.files.reads_standard_input() {
        return Err(Error::usage("standard input cannot be watched: name files"));
    }
    loop {
        let before = stamps(arguments, ui);
        // An error may be temporary, for example while somebody edits the configuration.
        if let Err(error) = once(arguments, ui) {
            ui.error(&error);
        }
        ui.note("watching for changes; Ctrl+C ends");
        while stamps(arguments, ui) == before {
            thread::sleep(PAUSE);
        }
    }
}

/// The stamps of all files that a check of these documents depends on; none while they cannot be listed.
fn stamps(arguments: &Arguments, ui: &Ui) -> Stamps {
    let quiet = Ui {
        quiet: true,
        jobs: ui.jobs.clone(),
    };
    let inputs = arguments
        .files
        .inputs(arguments.baseline.as_deref(), &quiet)
        .unwrap_or_default();
    let files = inputs.iter().flatten().flat_map(|c| c.depends_on());
    let own = arguments.encoder.file().into_iter();
    let stamped = |path: PathBuf| {
        let stamp = stamp(&path);
        (path, stamp)
    };
    files.chain(own).map(stamped).collect()
}

fn stamp(path: &Path) -> Option<(SystemTime, u64)> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
