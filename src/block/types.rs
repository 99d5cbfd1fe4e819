//! The results of parsing a text.

use crate::document::DeclaredKind;
use crate::lang::Lang;
use crate::text::markup::Markup;
use crate::text::{Clean, Span};
use std::ops::Range;

/// A text in blocks, with its markup.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ParsedText {
    /// Its blocks, in order.
    pub blocks: Vec<Block>,
    /// Its markup.
    pub markup: Markup,
}

/// A paragraph-level piece of a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// From its first character to its last, including markers such as `> ` and `- `.
    pub span: Span,
    /// Its text without markup, mapped back.
    pub clean: Clean,
    /// Where its lines begin in the clean text, if its lines are verse or a list of short lines;
    /// empty for running prose.
    pub lines: Vec<usize>,
    /// Whether it continues the paragraph of the block before it: no blank line is between.
    pub adjoins: bool,
    /// Whether it is in a block quotation.
    pub quoted: bool,
    /// Whether the file says what it is. Then no likeness makes it furniture.
    pub declared: bool,
    /// The ranges that are slanted, in bytes of the clean text.
    pub slanted: Vec<Range<usize>>,
    /// Footnotes that it refers to: label and place in the clean text.
    pub references: Vec<(String, usize)>,
}

/// The kind of a block.
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
    /// A line that says where the text before it is from.
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

impl BlockKind {
    /// What a block is of which the file says this.
    pub(super) fn of_declared(kind: &DeclaredKind) -> Self {
        match kind {
            DeclaredKind::Heading(level) => Self::Heading(*level),
            DeclaredKind::ListItem => Self::Item,
            DeclaredKind::Note(label) => Self::Note(label.clone()),
            DeclaredKind::BlockQuotation => Self::Prose,
            DeclaredKind::RunningHead | DeclaredKind::PageNumber => Self::Furniture,
        }
    }
}

impl Block {
    /// A block of a kind without any lines or marks of its own.
    pub(super) fn new(kind: BlockKind, span: Span, clean: Clean) -> Self {
        Self {
            kind,
            span,
            clean,
            lines: Vec::new(),
            adjoins: false,
            quoted: false,
            declared: false,
            slanted: Vec::new(),
            references: Vec::new(),
        }
    }

    /// The clean text.
    pub fn text(&self) -> &str {
        self.clean.text()
    }

    /// Whether a sentence may continue after it: page furniture, notes and ornaments can interrupt a
    /// sentence without being part of it.
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
