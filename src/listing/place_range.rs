//! Where a text begins and ends, in lines and columns.

use crate::document::Document;
use crate::text::{LineColumn, LineIndex, Span};
use std::fmt;

/// The places of a text's first and last character, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PlaceRange {
    pub first: LineColumn,
    pub last: LineColumn,
}

impl PlaceRange {
    /// The range from the beginning of the first span to the end of the last one.
    pub(super) fn new(
        document: &Document,
        index: &LineIndex,
        spans: impl Iterator<Item = Span>,
    ) -> Self {
        let (start, end) = spans.fold((usize::MAX, 0), |(start, end), span| {
            (start.min(span.start), end.max(span.end))
        });
        let place = |offset| index.line_column(document.text(), offset);
        let first = start.min(end);
        Self {
            first: place(first),
            // An offset inside a character counts as that character.
            last: place(end.saturating_sub(1).max(first)),
        }
    }
}

impl fmt::Display for PlaceRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PlaceRange { first, last } = self;
        let (line, column) = (first.line, first.column);
        write!(f, "{line}:{column}–{}:{}", last.line, last.column)
    }
}
