//! Formats to download a corpus in: JSON Lines, TMX, CSV, TSV.
//!
//! In come the documents and their records; out go bytes that depend on nothing else: no clock, no
//! order of threads, no machine. Every format gives the document, the place and the checksum of
//! each bead. Which beads leave at all is decided once, for every format (see [`ExportedCorpus`]); a
//! format may only leave out what it has no form for (TMX has none for a bead with one side).
//!
//! A format is a file of this folder and a row of [`FORMATS`]. One that is read again, too, is a folder
//! with its reader beside its writer: see [`jsonl`].

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
