//! Counts the documents, quotes, beads and words of a corpus.
//!
//! The input is the records of a corpus, with people's decisions. The output is [`Stats`], written in one
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
