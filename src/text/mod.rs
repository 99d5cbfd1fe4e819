//! Text and positions in it: spans, repairs, and normalised text that maps back to the document.

mod clean;
mod lines;
pub mod repair;
mod span;
mod words;

pub use clean::{Clean, HYPHENS, Join};
pub use lines::{LineIndex, Place};
pub use repair::{Repair, Repairs};
pub use span::Span;
pub use words::words;
