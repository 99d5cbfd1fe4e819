//! A project as a folder on disk: its configuration, and the places of its files.

use super::export_target::{ExportTarget, export_targets};
use crate::check::{Selection, Severity};
use crate::config::{self, Config};
use crate::error::{ErrorKind, Result};
use crate::extract;
use crate::input::{self, CorpusFiles, DocumentFile, FilesNotRead};
use crate::lang::Library;
use crate::store::Store;
use std::path::{Path, PathBuf};

/// A project on disk.
#[derive(Clone, Debug)]
pub struct Project {
    /// The folder of `diglot.toml`; an empty path is the current folder.
    pub(super) root: PathBuf,
    /// The contents of the file.
    pub(super) config: Config,
    /// The files that a build writes into the folder of exports.
    pub(super) exports: Vec<ExportTarget>,
    /// Its settings of rules.
    pub(super) checks: Selection,
    /// The least severity that fails a check.
    fail_on: Severity,
}

impl Project {
    /// The project of the folder `start` or the nearest one above it. Paths in it are relative to
    /// `start`, which must be the current folder, so that messages stay short.
    pub fn find(start: &Path) -> Result<Self> {
        let Some(root) = config::find_root(start) else {
            return Err(ErrorKind::NoProject {
                start: start.to_owned(),
            }
            .into());
        };
        let root = config::way_up(start, root);
        let config = Config::read(&root.join(config::FILE_NAME))?;
        Self::new(root, config)
    }

    fn new(root: PathBuf, config: Config) -> Result<Self> {
        let exports = export_targets(&config)?;
        let checks = Selection::new(&config)?;
        let fail_on = fail_on(&config)?;
        Ok(Self {
            root,
            config,
            exports,
            checks,
            fail_on,
        })
    }

    /// The project in the folder `root`, where its `diglot.toml` is.
    ///
    /// # Errors
    ///
    /// There is no such file, or it does not read.
    pub fn open(root: impl AsRef<Path>) -> Result<Self> {
        let root = root.as_ref();
        let config = Config::read(&root.join(config::FILE_NAME))?;
        Self::new(root.to_owned(), config)
    }

    /// Whether the file at the absolute `path` is in its corpus.
    pub fn has(&self, path: &Path) -> bool {
        let corpus = input::absolute(&self.root.join(&self.config.project.corpus.0));
        corpus.is_ok_and(|corpus| path.starts_with(corpus))
    }

    /// Its folder; an empty path is the current folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The path of its baseline, the file of accepted findings, whether it exists or not.
    pub fn baseline(&self) -> PathBuf {
        self.root.join(&self.config.check.baseline.0)
    }

    /// The least severity that fails a check.
    pub fn fail_on(&self) -> Severity {
        self.fail_on
    }

    /// The options of extraction for its documents.
    pub fn extraction(&self) -> extract::ExtractOptions {
        let languages = &self.config.languages;
        extract::ExtractOptions {
            source_langs: languages
                .source
                .iter()
                .map(|lang| *lang.get_ref())
                .collect(),
            target_lang: *languages.target.get_ref(),
            repairs: self.config.repair,
            library: Library::default().with(&self.config.language),
        }
    }

    /// Its alignments and decisions.
    pub fn store(&self) -> Store {
        Store::new(self.root.join(&self.config.project.alignments.0))
    }

    /// The documents in its corpus, by id, with an error in the place of each that cannot be listed.
    pub fn documents(&self) -> Result<Vec<Result<DocumentFile>>> {
        Ok(self.corpus_files()?.documents)
    }

    /// The files in its corpus that are not documents; none if the corpus cannot be listed, which
    /// [`Project::documents`] reports.
    pub fn files_not_read(&self) -> FilesNotRead {
        self.corpus_files()
            .map_or_else(|_| FilesNotRead::default(), |files| files.not_read)
    }

    /// Both, from one walk over the corpus.
    ///
    /// # Errors
    ///
    /// The corpus folder cannot be listed.
    pub fn corpus_files(&self) -> Result<CorpusFiles> {
        let keys = &self.config.project;
        input::corpus(&self.root.join(&keys.corpus.0), &keys.extensions)
    }
}

/// The least severity that fails a check, from the configuration.
fn fail_on(config: &Config) -> Result<Severity> {
    let written = &config.check.fail_on;
    Severity::from_name(written.get_ref()).ok_or_else(|| {
        let name = written.get_ref();
        let message =
            format!("`{name}` is not a severity; the severities are `error`, `warning` and `info`");
        config.fault(written, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_has_by_default_the_options_that_hold_without_one() {
        let project = Project::new(PathBuf::new(), Config::default()).unwrap();
        assert_eq!(project.extraction(), extract::ExtractOptions::default());
    }
}
