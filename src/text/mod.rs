//! Text and positions in it: spans, markup, repairs, normalised text that maps back to the document, and
//! text on a terminal.
//!
//! Each of these uses those before it, and of the rest of the program only errors.

mod boundary;
mod clean;
mod line_range;
mod lines;
mod lower;
pub(crate) mod markup;
mod nearest;
pub mod repair;
mod script;
mod span;
mod style;
mod terminal;
mod words;

pub(crate) use boundary::{ceil_boundary, floor_boundary};
pub use clean::{Clean, HYPHENS, Join};
pub(crate) use clean::{composes, is_invisible};
pub use line_range::LineRange;
pub use lines::{LineColumn, LineIndex};
pub(crate) use lower::push_lower;
pub use nearest::nearest;
pub use repair::{Repair, Repairs};
pub use script::Script;
pub use span::Span;
pub use style::{Painter, Style};
pub(crate) use terminal::{CUT, cut, picture, wrapped};
pub use terminal::{counted, printable};
pub use words::words;
pub(crate) use words::{is_letter, is_word_char, lower_words};
