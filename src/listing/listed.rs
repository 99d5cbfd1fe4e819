//! The passages of a document that are listed: quotes, and passages that were passed over.

use crate::document::Document;
use crate::extract::{Extraction, PassedOver};
use crate::quote::{Bead, Quote, Segment};
use crate::text::Span;
use std::ops::Range;

/// A document and what was found in it.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedDocument {
    /// The document.
    pub document: Document,
    /// Its quotes, and what was passed over.
    pub extraction: Extraction,
}

/// A passage of a document that is listed.
#[derive(Clone, Copy)]
pub(super) enum ListedPassage<'a> {
    Quote(&'a Quote),
    PassedOver(&'a PassedOver),
}

impl ListedDocument {
    /// All that is listed of it, in the document's order.
    pub(super) fn passages(&self) -> Vec<ListedPassage<'_>> {
        let Extraction {
            quotes,
            passed_over,
            ..
        } = &self.extraction;
        let quotes = quotes.iter().map(|quote| {
            let first = spans(&quote.source).map(|span| span.start).min();
            (first, ListedPassage::Quote(quote))
        });
        let passed_over = passed_over.iter().map(|passed| {
            let first = passed.spans.iter().map(|span| span.start).min();
            (first, ListedPassage::PassedOver(passed))
        });
        let mut passages: Vec<_> = quotes.chain(passed_over).collect();
        passages.sort_by_key(|(first, _)| *first);
        passages.into_iter().map(|(_, passage)| passage).collect()
    }
}

/// The spans of all segments.
pub(super) fn spans(segments: &[Segment]) -> impl Iterator<Item = Span> {
    segments.iter().flat_map(|segment| &segment.spans).copied()
}

/// The bead, from 1, that a segment of one side belongs to; `of` picks the side.
pub(super) fn bead_of(
    quote: &Quote,
    segment: usize,
    of: fn(&Bead) -> &Range<usize>,
) -> Option<usize> {
    let mut beads = quote.beads.iter();
    Some(beads.position(|bead| of(bead).contains(&segment))? + 1)
}

/// The document's text where a passage was passed over, in one line.
pub(super) fn passed_text(document: &Document, passed: &PassedOver) -> String {
    let words = passed
        .spans
        .iter()
        .flat_map(|span| span.slice(document.text()).split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}
