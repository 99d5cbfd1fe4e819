//! A document's blocks: its paragraph-level pieces, each with its kind and its clean text.
//!
//! Enters: a document's text. Leaves: blocks in order, covering all that is text in it. What a block
//! *is* (a heading, a footnote, a running head) is decided from its form and from what repeats in
//! the document; what language it is in is decided in [`crate::extract`].

mod join;
mod kind;
mod parse;
mod table;

pub use join::continues;
pub use kind::{is_lone_line, leading_cue};
pub use parse::parse;

use crate::lang::Lang;
use crate::text::{Clean, Span};
use std::ops::Range;

/// A paragraph-level piece of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// From its first character to its last, markers such as `> ` and `- ` included.
    pub span: Span,
    /// Its text without marks, mapped back.
    pub clean: Clean,
    /// Where its lines begin in the clean text, if its lines are verse or a list of short lines;
    /// empty for running prose.
    pub lines: Vec<usize>,
    /// Whether it goes on in the paragraph of the block before it: no blank line is between.
    pub adjoins: bool,
    /// Whether it stands in a block quotation.
    pub quoted: bool,
    /// Its slanted stretches, in bytes of the clean text.
    pub slanted: Vec<Range<usize>>,
    /// Footnotes that it refers to: label and place in the clean text.
    pub references: Vec<(String, usize)>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text.
    Prose,
    /// A heading of this level; 0 for a lone short line that reads like one.
    Heading(u8),
    /// A list item.
    Item,
    /// A footnote or endnote, with its label.
    Note(String),
    /// A line that announces a translation into this language.
    Cue(Lang),
    /// A line that says where what stands before it is from.
    Attribution,
    /// A rule, an ornament, a stray letter.
    Separator,
    /// A running head or a page number.
    Furniture,
    /// An entry of a bibliography.
    Bibliography,
    /// A cell of a table.
    Cell {
        /// Which table of the document, from 0.
        table: usize,
        /// Its row, from 0.
        row: usize,
    },
    /// Front matter.
    Metadata,
}

impl Block {
    /// The clean text.
    pub fn text(&self) -> &str {
        self.clean.text()
    }

    /// Whether the text of a sentence may run over it: page furniture, notes and ornaments stand
    /// in the way of a sentence without being part of it.
    pub fn is_interruption(&self) -> bool {
        matches!(
            self.kind,
            BlockKind::Separator
                | BlockKind::Furniture
                | BlockKind::Note(_)
                | BlockKind::Metadata
                | BlockKind::Attribution
        )
    }
}
