//! Text and positions in it: spans, repairs, normalised text that maps back to the document, and text
//! as a terminal shows it.

mod boundary;
mod clean;
mod lines;
mod lower;
mod nearest;
pub mod repair;
mod shown;
mod span;
mod stretch;
mod words;

pub(crate) use boundary::{ceil_boundary, floor_boundary};
pub use clean::{Clean, HYPHENS, Join};
pub(crate) use clean::{composes, is_invisible};
pub use lines::{LineIndex, Place};
pub(crate) use lower::push_lower;
pub use nearest::nearest;
pub use repair::{Repair, Repairs};
pub(crate) use shown::{CUT, cut, picture, wrapped};
pub use shown::{counted, printable};
pub use span::Span;
pub use stretch::Stretch;
pub use words::words;
pub(crate) use words::{is_letter, is_word_char, lower_words};
