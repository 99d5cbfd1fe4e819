//! What finds quotes in documents, and remembers what it found.

use crate::cache::Cache;
use crate::document::Document;
use crate::extract::constraint::{Constraint, UnmetConstraint};
use crate::extract::{ExtractOptions, Extraction};
use crate::pipeline::{self, Processed};
use crate::record::Record;
use crate::similarity::Similarity;

/// What texts are compared with, and what came of that before.
#[derive(Clone, Copy)]
pub struct Engine<'a> {
    /// What texts are compared with.
    pub similarity: &'a dyn Similarity,
    /// What that is: what another one found does not count.
    pub model: &'a str,
    /// What was found before.
    pub cache: &'a Cache,
}

impl Engine<'_> {
    /// The beads of a document, none of them decided on, and the constraints that it has no place for.
    pub(crate) fn align(
        &self,
        document: Document,
        options: &ExtractOptions,
        constraints: &[Constraint],
    ) -> (Document, Vec<Record>, Vec<UnmetConstraint>) {
        let key = self.cache.key(
            "aligned",
            &[
                document.id(),
                document.checksum(),
                &format!("{options:?}"),
                &format!("{constraints:?}"),
                self.model,
            ],
        );
        if let Some(records) = self.cache.get(&key) {
            return (document, records, Vec::new());
        }
        let Processed {
            document,
            extraction: Extraction { unmet, .. },
            records,
        } = pipeline::process_read(document, options, constraints, self.similarity);
        // What could not be obeyed is rare, and is told anew each time.
        if unmet.is_empty() {
            self.cache.put(&key, &records);
        }
        (document, records, unmet)
    }
}
