//! `diglot init`: makes the current folder a project.

use super::ui::Ui;
use diglot::error::{Error, Result};
use diglot::project;
use std::env;
use std::path::Path;
use std::process::ExitCode;

/// Make the current folder a project
///
/// Writes a commented `diglot.toml` and the folders `corpus/` and `alignments/`. In a git repository, also
/// adds lines to `.gitignore` (a build can make the exports again) and to `.gitattributes` (two reviewers'
/// decisions merge by union). Changes nothing if there is already a `diglot.toml`.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  mkdir letters && cd letters && diglot init")]
pub(super) struct Arguments {}

pub(super) fn run(_: Arguments, ui: &Ui) -> Result<ExitCode> {
    let folder = env::current_dir().map_err(|error| Error::io("find", Path::new("."), error))?;
    for path in project::init(&folder)? {
        ui.say(format_args!("wrote {}", path.display()))?;
    }
    ui.say("put documents into corpus/, then run `diglot build`")?;
    Ok(ExitCode::SUCCESS)
}
