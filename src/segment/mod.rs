//! Segments: sentences, and passages of several blocks read as one.

mod clause;
mod passage;
mod sentence;

pub use clause::clauses;
pub use passage::{BlockSpan, Edge, Passage, PassageUnit, texts};
pub use sentence::sentences;
