//! Text and positions in it: spans, and normalised text that maps back to the document.

mod clean;
mod lines;
mod span;
mod words;

pub use clean::{Clean, HYPHENS, Join};
pub use lines::{LineIndex, Place};
pub use span::Span;
pub use words::words;
