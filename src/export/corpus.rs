//! The corpus to export, and the selection of its beads.

use crate::document::DocumentInfo;
use crate::record::{Record, Status};
use std::collections::HashMap;
use std::io;

/// The documents to export, and their records in the order to write them in.
#[derive(Clone, Copy, Debug)]
pub struct Corpus<'a> {
    /// The documents that the records come from.
    pub documents: &'a [DocumentInfo],
    /// The beads.
    pub records: &'a [Record],
}

/// Which beads to export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExportOptions {
    /// Whether to write the beads that a reviewer rejected, too.
    pub include_rejected: bool,
}

/// A corpus as exporters see it: the selected beads, each with its document.
#[derive(Debug)]
pub struct ExportedCorpus<'a> {
    /// The documents, those without beads included.
    pub documents: &'a [DocumentInfo],
    /// The options of this export.
    pub options: &'a ExportOptions,
    records: &'a [Record],
    by_id: HashMap<&'a str, &'a DocumentInfo>,
}

/// A selected bead with its document.
#[derive(Clone, Copy, Debug)]
pub struct ExportedBead<'a> {
    /// The document that the bead comes from.
    pub document: &'a DocumentInfo,
    /// The bead.
    pub record: &'a Record,
}

impl<'a> ExportedCorpus<'a> {
    /// Selects the beads of a corpus.
    ///
    /// # Errors
    ///
    /// [`io::ErrorKind::InvalidInput`] for a record whose document is not in the corpus: the export
    /// could not say where it comes from.
    pub(super) fn new(corpus: &Corpus<'a>, options: &'a ExportOptions) -> io::Result<Self> {
        let documents = corpus.documents.iter();
        let exported = Self {
            documents: corpus.documents,
            options,
            records: corpus.records,
            by_id: documents
                .map(|document| (document.id.as_str(), document))
                .collect(),
        };
        let mut leaving = exported.leaving();
        match leaving.find(|record| !exported.by_id.contains_key(record.document.as_str())) {
            None => Ok(exported),
            Some(record) => {
                let message = format!(
                    "bead `{}` belongs to document `{}`, which is not in the corpus",
                    record.bead, record.document
                );
                Err(io::Error::new(io::ErrorKind::InvalidInput, message))
            }
        }
    }

    /// The beads, in the order to write them in. Each call begins at the first one again, so a format
    /// that has to know all before it writes the first goes over them twice.
    pub fn beads(&self) -> impl Iterator<Item = ExportedBead<'a>> {
        self.leaving().map(|record| ExportedBead {
            // `new` checked that the document is there.
            document: self.by_id[record.document.as_str()],
            record,
        })
    }

    fn leaving(&self) -> impl Iterator<Item = &'a Record> + use<'a> {
        let include_rejected = self.options.include_rejected;
        let records = self.records.iter();
        records.filter(move |record| include_rejected || record.status != Status::Rejected)
    }
}
