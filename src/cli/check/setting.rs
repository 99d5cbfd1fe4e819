//! The setting of a run of `diglot check`: folders, demands and the day.

use diglot::check::Demands;
use diglot::config;
use diglot::error::{Error, Result};
use diglot::project::today;
use std::env;
use std::path::{Path, PathBuf};

/// Folders, demands and the day of a run.
pub(super) struct CheckSetting {
    /// The current folder.
    pub here: PathBuf,
    /// The project's folder, relative to the current folder; empty for the current folder itself.
    pub root: PathBuf,
    /// The rules that the user asked for.
    pub demands: Demands,
    /// The day, in UTC, such as `2026-11-24`.
    pub today: String,
}

impl CheckSetting {
    /// The setting in the current folder.
    pub(super) fn here(demands: Demands) -> Result<Self> {
        let here = env::current_dir().map_err(|error| Error::io("find", Path::new("."), error))?;
        let root = config::find_root(&here).unwrap_or(&here);
        Ok(Self {
            root: config::way_up(&here, root),
            demands,
            today: today(),
            here,
        })
    }
}
