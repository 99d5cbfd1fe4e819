//! JSON Lines, the native format: one bead per line, with all fields, and diglot reads it again.
//!
//! A line is a [`Record`](crate::record::Record) with its document's checksum. Reading what was written
//! gives the same records. An unknown field is an error: otherwise it would be lost.

mod read;
#[cfg(test)]
mod tests;
mod write;

pub use read::{ImportedCorpus, read};

use super::format::{ExportFormat, Exporter};

pub(super) const FORMAT: ExportFormat = ExportFormat {
    name: "jsonl",
    extensions: &["jsonl", "ndjson"],
    description: "JSON Lines, one bead per line: all fields, and diglot can read it again",
    action: Exporter::File(write::write),
};
