//! What holds for a run of `diglot check` from where it is called.

use diglot::check::Demands;
use diglot::config;
use diglot::error::{Error, Result};
use diglot::project::today;
use std::env;
use std::path::{Path, PathBuf};

/// Where things are, and what is asked for.
pub struct CheckSetting {
    /// The current folder.
    pub here: PathBuf,
    /// The folder of the project that it lies in, seen from it; empty for the current folder itself.
    pub root: PathBuf,
    /// What is asked for in this run.
    pub demands: Demands,
    /// The day, in UTC, as in `2026-11-24`.
    pub today: String,
}

impl CheckSetting {
    /// What holds in the current folder.
    pub fn here(demands: Demands) -> Result<Self> {
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
