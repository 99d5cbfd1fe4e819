//! The folder that the paths of findings start from, and what applies to its documents.

use crate::check::{Baseline, Demands, Selection, Severity};
use crate::config;
use crate::error::{Error, Result};
use crate::extract;
use crate::input;
use crate::project::folder::Project;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the nearest `diglot.toml` above a document, or else the current folder.
#[derive(Debug)]
pub(super) struct CheckRoot {
    /// The folder, as an absolute path.
    pub folder: PathBuf,
    /// The project in it.
    pub project: Option<Project>,
    /// The options of the search in its documents.
    pub options: extract::ExtractOptions,
    /// Which rules are applied there.
    pub selection: Selection,
    /// The least severity that fails a check.
    pub fail_on: Severity,
    /// Where its baseline is, or would be.
    pub baseline_path: PathBuf,
    /// The baseline, if it is there.
    pub baseline: Option<Baseline>,
    /// Whether all its documents are checked, so that a finding that is not found is gone.
    pub whole: bool,
}

impl CheckRoot {
    /// The folder of `project`; its baseline is at `baseline` if that is given, or else where the project says.
    ///
    /// # Errors
    ///
    /// A baseline that does not read.
    pub(super) fn of_project(
        project: Project,
        baseline: Option<&Path>,
        whole: bool,
    ) -> Result<Self> {
        let path = baseline.map_or_else(|| project.baseline(), Path::to_owned);
        Ok(Self {
            folder: input::absolute(project.root())?,
            options: project.extraction(),
            selection: project.checks.clone(),
            fail_on: project.fail_on(),
            baseline: read(&path)?,
            baseline_path: path,
            project: Some(project),
            whole,
        })
    }

    /// The folder `here`, for documents outside projects.
    ///
    /// # Errors
    ///
    /// As for [`CheckRoot::of_project`].
    pub(super) fn of_none(here: PathBuf, baseline: Option<&Path>) -> Result<Self> {
        let usual = config::CheckKeys::default().baseline.0;
        let path = baseline.map_or(usual, Path::to_owned);
        Ok(Self {
            folder: here,
            project: None,
            options: extract::ExtractOptions::default(),
            selection: Selection::default(),
            fail_on: Severity::Error,
            baseline: read(&path)?,
            baseline_path: path,
            whole: false,
        })
    }

    /// Which rules are applied there in a run with these demands.
    pub(super) fn selection(&self, demands: &Demands) -> Selection {
        self.selection.clone().with(demands.clone())
    }
}

/// The baseline at a path, if there is one.
fn read(path: &Path) -> Result<Option<Baseline>> {
    if !path.exists() {
        return Ok(None);
    }
    let text = fs::read_to_string(path).map_err(|error| Error::io("read", path, error))?;
    Baseline::parse(path, text).map(Some)
}

/// A folder relative to `here`, so that messages stay short; both paths are absolute.
pub(super) fn seen_from(here: &Path, folder: &Path) -> PathBuf {
    if let Ok(below) = folder.strip_prefix(here) {
        return below.to_owned();
    }
    match here.starts_with(folder) {
        true => config::way_up(here, folder),
        false => folder.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_named_relative_to_the_current_one() {
        let seen = |here: &str, folder: &str| {
            let path = seen_from(Path::new(here), Path::new(folder));
            path.to_str().unwrap().to_owned()
        };
        assert_eq!(seen("/a/b", "/a/b"), "");
        assert_eq!(seen("/a/b", "/a/b/c"), "c");
        assert_eq!(seen("/a/b/c", "/a"), "../..");
        assert_eq!(seen("/a/b", "/a/c"), "/a/c");
    }
}
