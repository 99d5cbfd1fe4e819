//! The flat form of a bead, one on a line: what `alignments/` stores, what every exporter writes and what
//! JSON Lines carries between programs.

mod bead;
mod flatten;
mod segments;
mod side;
mod status;

pub use bead::{BeadKind, Record, rounded_score};
pub(crate) use flatten::joined_spans;
pub use flatten::records;
#[cfg(feature = "review")]
pub(crate) use segments::joined_parts;
pub(crate) use segments::{covered, divided, joined_sides};
pub use side::{BeadSide, Cut};
pub use status::Status;
