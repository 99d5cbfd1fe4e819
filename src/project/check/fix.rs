//! Documents as their findings want them.

use super::run::{CheckOutcome, JudgedDocument};
use crate::check::{FixedText, fixed};
use crate::output;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// A document that can be mended without doubt.
#[derive(Clone, Debug)]
pub struct FixedDocument {
    /// Where it is, as messages name it.
    pub path: PathBuf,
    /// Where it is seen from the folder in which the program was called, with `/` between folders;
    /// absolute if it is not below.
    pub relative: String,
    /// Its text as it is.
    pub old: String,
    /// As it would be.
    pub new: FixedText,
}

impl CheckOutcome {
    /// The documents that can be mended without doubt, in their order, each once.
    pub fn mended(&self) -> Vec<FixedDocument> {
        let mut seen = BTreeSet::new();
        let documents = self.report.files.iter().zip(&self.judged);
        documents
            .filter_map(|(file, judged)| {
                let JudgedDocument {
                    candidate,
                    checksum,
                    text,
                    findings,
                } = judged;
                // Most documents have nothing to mend, and are not read once more.
                let has_edits = findings.iter().any(|finding| !finding.edits.is_empty());
                // A link and the file that it leads to are one.
                let place = || fs::canonicalize(&file.path).unwrap_or_else(|_| file.path.clone());
                if !has_edits || !seen.insert(place()) {
                    return None;
                }
                let old = match text {
                    Some(text) => text.clone(),
                    None => candidate.text_again(checksum),
                };
                Some(FixedDocument {
                    path: file.path.clone(),
                    relative: file.relative.clone(),
                    new: fixed(&old, findings, candidate.options())?,
                    old,
                })
            })
            .collect()
    }
}

impl FixedDocument {
    /// Writes it into its file: whole or not at all.
    ///
    /// # Errors
    ///
    /// What writing reports.
    pub fn write(&self) -> crate::Result<()> {
        output::write(&self.path, |out| out.write_all(self.new.text.as_bytes()))
    }
}
