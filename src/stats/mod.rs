//! How much a corpus holds: documents, quotes, beads and words, counted.
//!
//! In come the records of a corpus, people's decisions folded in; out go [`Stats`], and bytes in one
//! of the [`FORMATS`].

mod counts;
mod format;
mod json;
mod table;
#[cfg(test)]
mod tests;

pub use counts::{Stats, WordCounts};
pub use format::{StatsFormat, StatsWriter};

use crate::format::Registry;

/// Every format, in the order in which help shows them.
pub static FORMATS: Registry<StatsWriter> = Registry::new(&[table::FORMAT, json::FORMAT]);
