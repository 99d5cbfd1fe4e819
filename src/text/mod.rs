//! Text and positions in it.

mod span;

pub use span::Span;
