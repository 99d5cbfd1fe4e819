//! Formats to export a corpus to: JSON Lines, TMX, CSV, TSV.
//!
//! The input is documents and their records. The output is bytes that depend on nothing else: not on the
//! clock, the order of threads or the machine. Every format writes the document, the place and the
//! checksum of each bead. The beads are selected once for all formats (see [`ExportedCorpus`]). A format
//! leaves out only what it cannot express: TMX has no bead with one side.
//!
//! A format is a file of this folder and a row of [`FORMATS`]. A format that diglot also reads is a folder,
//! with the reader beside the writer: see [`jsonl`].

mod corpus;
mod csv;
mod format;
pub mod jsonl;
mod spans;
#[cfg(test)]
mod tests;
mod tmx;

pub use corpus::{Corpus, ExportOptions, ExportedBead, ExportedCorpus};
pub use format::{ExportFormat, Exporter};

use crate::format::Registry;

/// Every format, in the order in which help shows them.
pub static FORMATS: Registry<Exporter> =
    Registry::new(&[jsonl::FORMAT, tmx::FORMAT, csv::CSV, csv::TSV]);
