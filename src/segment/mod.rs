//! Segments: sentences, and passages of several blocks read as one.

mod passage;
mod sentence;

pub use passage::{Edge, Passage, Piece, Unit, texts};
pub use sentence::sentences;
