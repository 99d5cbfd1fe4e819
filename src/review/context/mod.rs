//! A document's own text while it is under review: the text around a quote, and places in it.
//!
//! Enters: a document, and where its quotes are. Leaves: the text around a quote, cut into pieces; the span of
//! a quote that grows or shrinks; the place of a caret in the document.

mod around;
mod boundary;
mod cache;
mod document_text;

pub use around::ContextWindow;
pub(super) use around::marks;
pub(super) use cache::TextCache;
pub(super) use document_text::DocumentText;
