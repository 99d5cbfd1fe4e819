//! Segments: sentences and clauses, and passages of several blocks read as one.
//!
//! Enters: clean text of blocks, and the tables of its language. Leaves: sentences, units of passages, and
//! clauses, each with its place in the text. Nothing is refused, and nothing but spaces is lost.

mod clause;
mod passage;
mod sentence;

pub use clause::clauses;
pub(crate) use passage::{BlockSpan, Edge, Passage, PassageUnit, texts};
pub use sentence::sentences;
