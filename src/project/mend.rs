//! Documents as their findings want them.

use super::check::Outcome;
use crate::check::{Fixed, fixed};
use crate::output;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A document that can be mended without doubt.
#[derive(Clone, Debug)]
pub struct Mended {
    /// Where it is, as messages name it.
    pub path: PathBuf,
    /// Where it is seen from the folder in which the program was called, with `/` between folders;
    /// absolute if it is not below.
    pub relative: String,
    /// Its text as it is.
    pub old: String,
    /// As it would be.
    pub new: Fixed,
}

impl Outcome {
    /// The documents that can be mended without doubt, in their order, each once.
    pub fn mended(&self) -> Vec<Mended> {
        let mut seen = BTreeSet::new();
        let documents = self.report.files.iter().zip(&self.found).zip(&self.texts);
        documents
            .filter(|((file, _), _)| seen.insert(&file.relative))
            .filter_map(|((file, (_, findings)), (candidate, text))| {
                // Most documents have nothing to mend, and are not read once more.
                let has_edits = findings.iter().any(|finding| !finding.edits.is_empty());
                let old = match text {
                    _ if !has_edits => return None,
                    Some(text) => text.clone(),
                    None => candidate.text_again(),
                };
                Some(Mended {
                    path: file.path.clone(),
                    relative: file.relative.clone(),
                    new: fixed(&old, findings, candidate.options())?,
                    old,
                })
            })
            .collect()
    }
}

impl Mended {
    /// Writes it into its file: whole or not at all.
    ///
    /// # Errors
    ///
    /// What writing reports.
    pub fn write(&self) -> crate::Result<()> {
        output::write(&self.path, |out| out.write_all(self.new.text.as_bytes()))
    }
}
