//! Documents with the edits of their findings.

use super::outcome::{CheckOutcome, JudgedDocument};
use crate::check::{FixedText, fixed};
use crate::output;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// A document that can be fixed without doubt.
#[derive(Clone, Debug)]
pub struct FixedDocument {
    /// Where it is, as messages name it.
    pub path: PathBuf,
    /// Its path relative to the folder in which the program was called, with `/` between folders;
    /// absolute if it is not below.
    pub relative: String,
    /// Its text as it is.
    pub old: String,
    /// Its text as it would be.
    pub new: FixedText,
}

/// Whether fixes may be written into the file of a document: its file is its text, so that nothing else is lost.
fn can_be_fixed(document: &JudgedDocument) -> bool {
    document.version.is_verbatim
}

impl CheckOutcome {
    /// The documents that can be fixed without doubt, in their order, each once.
    pub fn fixed(&self) -> Vec<FixedDocument> {
        let mut known = BTreeSet::new();
        let documents = self.report.files.iter().zip(&self.judged);
        documents
            .filter(|(_, judged)| can_be_fixed(judged))
            .filter_map(|(file, judged)| {
                let JudgedDocument {
                    input,
                    version,
                    findings,
                } = judged;
                // Most documents have no edits, and are not read once more.
                let has_edits = findings.iter().any(|finding| !finding.edits.is_empty());
                // A link and the file that it leads to are one.
                let place = || fs::canonicalize(&file.path).unwrap_or_else(|_| file.path.clone());
                if !has_edits || !known.insert(place()) {
                    return None;
                }
                let old = input.text(version);
                Some(FixedDocument {
                    path: file.path.clone(),
                    relative: file.relative.clone(),
                    new: fixed(&old, findings, input.options())?,
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
