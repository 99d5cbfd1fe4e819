//! Segments: sentences, and passages of several blocks read as one.

mod passage;
mod sentence;

pub use passage::{Edge, Passage, Piece, Unit};
pub use sentence::sentences;
