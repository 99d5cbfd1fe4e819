//! A project: a folder with `diglot.toml`, documents in `corpus/`, their alignments and people's
//! decisions in `alignments/`, exports in `dist/`.

mod candidate;
mod check;
mod correct;
mod engine;
mod exports;
mod home;
mod init;
mod mend;

pub use candidate::Candidate;
pub use check::{Gate, NewBaseline, Outcome, today};
pub use correct::{Correction, DocumentRange};
pub use engine::Engine;
pub use exports::Export;
pub use init::init;
pub use mend::Mended;

use crate::check::{Selection, Severity};
use crate::config::{self, Config};
use crate::document::DocumentInfo;
use crate::error::{Error, ErrorKind, Result};
use crate::export::{Corpus, Options};
use crate::extract;
use crate::input::{self, Source};
use crate::lang::Library;
use crate::output;
use crate::pipeline::{self, Progress};
use crate::record::Record;
use crate::stats::Stats;
use crate::store::{self, Conflict, Store};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A project on disk.
#[derive(Clone, Debug)]
pub struct Project {
    /// The folder of `diglot.toml`; an empty path is the current folder.
    root: PathBuf,
    /// What the file says.
    config: Config,
    /// The files that a build writes into its folder of exports.
    exports: Vec<Export>,
    /// What it says of rules.
    checks: Selection,
    /// The least severity that fails its checks.
    fail_on: Severity,
}

/// All that a project holds, people's decisions folded in.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    /// The documents that have been aligned, by id.
    pub documents: Vec<DocumentInfo>,
    /// Their beads, in the order of the documents.
    pub records: Vec<Record>,
    /// Decisions that no longer fit.
    pub conflicts: Vec<Conflict>,
    /// Lines of decisions, from 1, that a crash left unfinished, and their files.
    pub unfinished: Vec<(PathBuf, usize)>,
}

impl Contents {
    /// As exporters take it.
    pub fn corpus(&self) -> Corpus<'_> {
        Corpus {
            documents: &self.documents,
            records: &self.records,
        }
    }
}

/// What a build did.
#[derive(Debug)]
pub struct Report {
    /// The project after it.
    pub contents: Contents,
    /// How many documents there are in the corpus.
    pub total: usize,
    /// Documents in which nothing is quoted.
    pub without_quotes: Vec<PathBuf>,
    /// Documents whose alignment was removed, as they are gone and nobody had decided on them.
    pub removed: Vec<String>,
    /// Documents that are gone and on which somebody had decided: the decisions are kept.
    pub kept: Vec<String>,
    /// What went wrong, in the order of the documents.
    pub failed: Vec<Error>,
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
        let exports = exports::exports(&config)?;
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
    pub fn in_folder(root: &Path) -> Result<Self> {
        let config = Config::read(&root.join(config::FILE_NAME))?;
        Self::new(root.to_owned(), config)
    }

    /// Whether the file at `path`, given from the root, lies in its corpus.
    pub fn has(&self, path: &Path) -> bool {
        let corpus = input::absolute(&self.root.join(&self.config.project.corpus.0));
        corpus.is_ok_and(|corpus| path.starts_with(corpus))
    }

    /// Its folder; an empty path is the current folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// DocumentRange its baseline is, or would be: what `check` found before and lets stand.
    pub fn baseline(&self) -> PathBuf {
        self.root.join(&self.config.check.baseline.0)
    }

    /// The least severity that fails its checks.
    pub fn fail_on(&self) -> Severity {
        self.fail_on
    }

    /// What extraction looks for in its documents.
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

    /// The documents in its corpus, by id; errors stand for those that cannot be had.
    pub fn documents(&self) -> Result<Vec<Result<Source>>> {
        let project = &self.config.project;
        input::corpus(&self.root.join(&project.corpus.0), &project.extensions)
    }

    /// Aligns `documents` (see [`Project::documents`]) and stores what the machine says of each.
    /// What fails is in the report; the others go on.
    pub fn build(
        &self,
        documents: Vec<Result<Source>>,
        engine: &Engine<'_>,
        progress: Progress,
    ) -> Result<Report> {
        let total = documents.len();
        let present = ids_if_all_known(&documents);
        let store = self.store();
        let options = self.extraction();
        let results = pipeline::for_each(documents, progress, |source: Source| {
            let decisions = store.decisions(&source.id)?;
            let constraints = store::constraints(&decisions);
            let document = input::read(&source)?;
            let (document, records, unmet) = engine.align(document, &options, &constraints);
            store.write_machine(&DocumentInfo::from(&document), &records)?;
            let unobeyed = store::unobeyed(&decisions, &unmet, &records);
            Ok((
                records.is_empty().then(|| document.path().to_owned()),
                unobeyed,
            ))
        });

        engine.cache.prune();
        let mut failed = Vec::new();
        let mut without_quotes = Vec::new();
        let mut unobeyed = Vec::new();
        for result in results {
            match result {
                Ok((path, conflicts)) => {
                    without_quotes.extend(path);
                    unobeyed.extend(conflicts);
                }
                Err(error) => failed.push(error),
            }
        }
        let (removed, kept) = match present {
            Some(present) => clean_up(&store, &present)?,
            None => Default::default(),
        };
        let mut contents = self.fold_all(&mut failed)?;
        contents.conflicts.extend(unobeyed);
        Ok(Report {
            contents,
            total,
            without_quotes,
            removed,
            kept,
            failed,
        })
    }

    /// All that has been aligned, with people's decisions.
    pub fn contents(&self) -> Result<Contents> {
        let mut failed = Vec::new();
        let contents = self.fold_all(&mut failed)?;
        match failed.into_iter().next() {
            Some(error) => Err(error),
            None => Ok(contents),
        }
    }

    fn fold_all(&self, failed: &mut Vec<Error>) -> Result<Contents> {
        let store = self.store();
        let mut contents = Contents::default();
        for id in store.documents()? {
            match store.load(&id) {
                Ok(loaded) => {
                    contents.documents.push(loaded.header);
                    contents.records.extend(loaded.records);
                    contents.conflicts.extend(loaded.conflicts);
                    let path = store.decisions_path(&id)?;
                    let lines = loaded.unfinished.into_iter();
                    contents
                        .unfinished
                        .extend(lines.map(|line| (path.clone(), line)));
                }
                // Decisions that cannot be read have failed the document's build already.
                Err(error) if failed.iter().any(|f| f.to_string() == error.to_string()) => {}
                Err(error) => failed.push(error),
            }
        }
        Ok(contents)
    }

    /// Writes the exports that the configuration names and returns their paths.
    pub fn export(&self, contents: &Contents) -> Result<Vec<PathBuf>> {
        let dist = self.root.join(&self.config.project.dist.0);
        let mut written = Vec::new();
        for export in &self.exports {
            let path = dist.join(&export.file);
            let folder = path.parent().unwrap_or(&dist);
            fs::create_dir_all(folder)
                .map_err(|error| Error::io("make the folder", folder, error))?;
            let options = Options {
                include_rejected: export.include_rejected,
            };
            output::write(&path, |out| {
                export.format.write(&contents.corpus(), &options, out)
            })?;
            written.push(path);
        }
        Ok(written)
    }
}

/// The least severity that fails a check, as the configuration has it.
fn fail_on(config: &Config) -> Result<Severity> {
    let written = &config.check.fail_on;
    Severity::from_name(written.get_ref()).ok_or_else(|| {
        let name = written.get_ref();
        let message = format!("`{name}` is no severity; known are `error`, `warning` and `info`");
        config.fault(written, message)
    })
}

/// The ids of all documents in the corpus, or `None` when a part of it could not be listed: what is
/// not seen then may still be there.
fn ids_if_all_known(documents: &[Result<Source>]) -> Option<BTreeSet<String>> {
    documents
        .iter()
        .map(|source| match source {
            Ok(source) => Some(source.id.clone()),
            Err(error) => match error.kind() {
                ErrorKind::SameId { id, .. } => Some(id.clone()),
                _ => None,
            },
        })
        .collect()
}

/// Removes the alignments of documents that are not `present` any more; what people decided on them
/// stays. Returns the documents that nobody had decided on, and the others.
fn clean_up(store: &Store, present: &BTreeSet<String>) -> Result<(Vec<String>, Vec<String>)> {
    let mut removed = store.documents()?;
    removed.retain(|id| !present.contains(id));
    for id in &removed {
        store.remove_machine(id)?;
    }
    let mut kept = store.orphans()?;
    kept.retain(|id| !present.contains(id));
    removed.retain(|id| !kept.contains(id));
    Ok((removed, kept))
}

impl Report {
    /// What was built, in one sentence.
    pub fn summary(&self) -> String {
        let Contents {
            documents, records, ..
        } = &self.contents;
        let stats = Stats::new(documents.len(), records);
        format!(
            "{} document{}, {} quote{}, {} of them without a translation",
            stats.documents,
            plural(stats.documents),
            stats.quotes(),
            plural(stats.quotes()),
            stats.untranslated()
        )
    }

    /// An error when documents failed.
    pub fn finish(&self) -> Result<()> {
        match self.failed.len() {
            0 => Ok(()),
            failed => Err(ErrorKind::Partial {
                failed: failed.min(self.total),
                total: self.total,
            }
            .into()),
        }
    }
}

fn plural(number: usize) -> &'static str {
    if number == 1 { "" } else { "s" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_looks_by_default_for_what_is_looked_for_without_one() {
        let project = Project::new(PathBuf::new(), Config::default()).unwrap();
        assert_eq!(project.extraction(), extract::ExtractOptions::default());
    }
}
