//! What holds for a run of `diglot check` from where it is called.

use crate::check::{Baseline, Demands, Severity};
use crate::config;
use crate::error::{Error, Result};
use crate::project::Project;
use std::env;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Where things are, and what holds unless the user says otherwise.
pub struct Setting {
    /// The current folder.
    pub here: PathBuf,
    /// The folder of the project, or else the current one; empty for the current one.
    pub root: PathBuf,
    /// Where the baseline is, or would be.
    pub baseline_path: PathBuf,
    /// What is in it, if it is there.
    pub baseline: Option<Baseline>,
    /// The least severity that fails a check.
    pub fail_on: Severity,
    /// What is asked for in this run.
    pub demands: Demands,
    /// The day, in UTC, as in `2026-11-24`.
    pub today: String,
}

impl Setting {
    /// What holds in the current folder: what the project says that it lies in, if it lies in one.
    pub fn here() -> Result<Self> {
        let here = env::current_dir().map_err(|error| Error::io("find", Path::new("."), error))?;
        let project = match config::find_root(&here) {
            Some(_) => Some(Project::find(&here)?),
            None => None,
        };
        let root = project.as_ref().map_or(Path::new(""), Project::root);
        Ok(Self {
            root: root.to_owned(),
            baseline_path: match &project {
                Some(project) => project.baseline(),
                None => root.join(config::Check::default().baseline.0),
            },
            baseline: None,
            fail_on: project.as_ref().map_or(Severity::Error, Project::fail_on),
            demands: Demands::default(),
            today: today(),
            here,
        })
    }
}

fn today() -> String {
    let now = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
    now.chars().take("2026-11-24".len()).collect()
}
