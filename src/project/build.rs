//! A build: from the corpus to its alignments, and from these to the exports.

use super::contents::AlignedCorpus;
use super::folder::Project;
use crate::document::DocumentInfo;
use crate::engine::Engine;
use crate::error::{Error, ErrorKind, Result};
use crate::export::ExportOptions;
use crate::input::{self, DocumentFile};
use crate::pipeline::Progress;
use crate::stats::Stats;
use crate::store::{self, Store};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// The report of a build.
#[derive(Debug)]
pub struct BuildReport {
    /// The content of the project after the build.
    pub contents: AlignedCorpus,
    /// The number of documents in the corpus.
    pub total: usize,
    /// Documents without quotes.
    pub without_quotes: Vec<PathBuf>,
    /// Documents that no longer exist and have no decisions: their alignments were removed.
    pub removed: Vec<String>,
    /// Documents that no longer exist and have decisions: their alignments were removed, the decisions kept.
    pub kept: Vec<String>,
    /// The errors, in the order of the documents.
    pub failed: Vec<Error>,
}

impl Project {
    /// Aligns `documents` (see [`Project::documents`]) and stores the alignment of each. A document that fails is
    /// in the report, and does not stop the others.
    pub fn build(
        &self,
        documents: Vec<Result<DocumentFile>>,
        engine: &Engine,
        progress: Progress,
    ) -> Result<BuildReport> {
        let total = documents.len();
        let present = ids_if_all_known(&documents);
        let store = self.store();
        let options = self.extraction();
        let build = |source: DocumentFile| {
            let decisions = store.decisions(&source.id)?;
            let constraints = store::constraints(&decisions);
            let document = input::read(&source)?;
            let (document, records, unmet) = engine.beads(document, &options, &constraints);
            store.write_machine(&DocumentInfo::from(&document), &records)?;
            let unobeyed = store::unobeyed(&decisions, &unmet, &records);
            let without_quotes = records.is_empty().then(|| document.path().to_owned());
            Ok((without_quotes, unobeyed))
        };
        let results = engine.for_each(documents, progress, build);
        engine.cache().prune();
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
        Ok(BuildReport {
            contents,
            total,
            without_quotes,
            removed,
            kept,
            failed,
        })
    }

    /// Writes the exports that the configuration names and returns their paths.
    pub fn export(&self, contents: &AlignedCorpus) -> Result<Vec<PathBuf>> {
        let dist = self.root.join(&self.config.project.dist.0);
        let mut written = Vec::new();
        for export in &self.exports {
            let path = dist.join(&export.file);
            let folder = path.parent().unwrap_or(&dist);
            fs::create_dir_all(folder)
                .map_err(|error| Error::io("make the folder", folder, error))?;
            let options = ExportOptions {
                include_rejected: export.include_rejected,
            };
            export.format.save(&contents.corpus(), &options, &path)?;
            written.push(path);
        }
        Ok(written)
    }
}

/// The ids of all documents in the corpus, or `None` if a part of the corpus could not be listed: documents
/// there may still exist.
fn ids_if_all_known(documents: &[Result<DocumentFile>]) -> Option<BTreeSet<String>> {
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

/// Removes the alignments of documents that are no longer `present`, and keeps decisions. Returns the documents
/// without decisions, and those with.
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

impl BuildReport {
    /// A summary, in one sentence.
    pub fn summary(&self) -> String {
        let AlignedCorpus {
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

    /// An error if documents failed.
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
