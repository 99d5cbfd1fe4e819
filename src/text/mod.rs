//! Text and positions in it.

mod lines;
mod span;

pub use lines::{LineIndex, Place};
pub use span::Span;
