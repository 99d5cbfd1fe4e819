//! Text and positions in it: spans, normalised text that maps back to the document, and text as a
//! terminal shows it.

mod clean;
mod lines;
mod shown;
mod span;
mod stretch;
mod words;

pub use clean::{Clean, HYPHENS, Join};
pub use lines::{LineIndex, Place};
pub(crate) use shown::{CUT, counted, cut, picture, printable, wrapped};
pub use span::Span;
pub use stretch::Stretch;
pub(crate) use words::is_word_char;
pub use words::words;
