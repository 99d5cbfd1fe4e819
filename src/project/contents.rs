//! The content of a project, from its alignments and decisions.

use super::folder::Project;
use crate::document::DocumentInfo;
use crate::error::{Error, Result};
use crate::export::Corpus;
use crate::pipeline::Processed;
use crate::record::Record;
use crate::store::Conflict;
use std::path::PathBuf;

/// Aligned documents with people's decisions folded in.
#[derive(Clone, Debug, Default)]
pub struct AlignedCorpus {
    /// The aligned documents, by id.
    pub documents: Vec<DocumentInfo>,
    /// Their beads, in the order of the documents.
    pub records: Vec<Record>,
    /// Decisions that no longer match their texts.
    pub conflicts: Vec<Conflict>,
    /// Lines of decisions that a crash left unfinished: their files, and their numbers from 1.
    pub unfinished: Vec<(PathBuf, usize)>,
}

impl AlignedCorpus {
    /// Adds a document with its beads.
    pub fn add(&mut self, processed: Processed) {
        self.documents.push(DocumentInfo::from(&processed.document));
        self.records.extend(processed.records);
    }

    /// The documents and beads, as exporters take them.
    pub fn corpus(&self) -> Corpus<'_> {
        Corpus {
            documents: &self.documents,
            records: &self.records,
        }
    }
}

impl Project {
    /// The aligned documents of the project, with people's decisions.
    pub fn contents(&self) -> Result<AlignedCorpus> {
        let mut failed = Vec::new();
        let contents = self.fold_all(&mut failed)?;
        match failed.into_iter().next() {
            Some(error) => Err(error),
            None => Ok(contents),
        }
    }

    pub(super) fn fold_all(&self, failed: &mut Vec<Error>) -> Result<AlignedCorpus> {
        let store = self.store();
        let mut contents = AlignedCorpus::default();
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
}
