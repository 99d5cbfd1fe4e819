//! Replacements: the text that repairs show instead of the document's.

use crate::text::span::Span;

/// A span of the document that is shown as something else, or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    /// Where it is.
    pub span: Span,
    /// The text that is shown; empty for nothing.
    pub shown: String,
    /// What it is.
    pub kind: ReplacementKind,
}

/// The kind of text that is replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReplacementKind {
    /// Tags, emphasis, escapes, link targets: not part of the text.
    Markup,
    /// A mark that begins or ends slanted text: titles and foreign words, by English custom.
    Slant,
    /// Characters that represent others.
    Characters,
    /// A line break inside a line: `<br>`.
    Break,
    /// A reference to the footnote of this label.
    NoteReference(String),
    /// The way back from a footnote to its reference: "↩".
    Backlink,
}

impl Replacement {
    pub(super) fn new(start: usize, end: usize, shown: &str, kind: ReplacementKind) -> Self {
        Self {
            span: Span::new(start, end),
            shown: shown.to_owned(),
            kind,
        }
    }
}
