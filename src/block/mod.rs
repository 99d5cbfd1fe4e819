//! A document's blocks: its paragraph-level pieces, each with its kind and its clean text.
//!
//! Enters: a document's text. Leaves: blocks in order, covering all that is text in it, and the markup
//! that the text was scanned for, once, for all who ask about it later. What a block *is* (a heading, a
//! footnote, a running head) is decided from its form and from what repeats in the document; what
//! language it is in is decided in [`crate::extract`].

mod attribution;
mod builder;
mod classify;
mod columns;
mod cue;
mod html_table;
mod join;
mod landmarks;
mod line;
mod lone_line;
mod number;
mod types;
mod visible_text;

pub(crate) use crate::text::markup::{HtmlTag, Markup, MarkupKind};
pub use builder::parse;
pub(crate) use cue::leading_cue;
pub(crate) use join::continues;
pub use landmarks::Landmarks;
pub(crate) use lone_line::is_lone_line;
pub(crate) use types::{Block, BlockKind, ParsedText};
