//! JSON Lines, the native interchange: one bead a line, all of it, and readable again.
//!
//! A line is a [`Record`] with its document's checksum. Reading what was written gives the same
//! records. A field that is not known is refused rather than lost.

mod read;
#[cfg(test)]
mod tests;
mod write;

pub use read::{ImportedCorpus, read};

use super::format::{ExportFormat, Exporter};

pub(super) const FORMAT: ExportFormat = ExportFormat {
    name: "jsonl",
    extensions: &["jsonl", "ndjson"],
    description: "JSON Lines, one bead a line: everything, and readable again",
    action: Exporter::File(write::write),
};
