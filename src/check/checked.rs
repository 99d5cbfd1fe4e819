//! The input of rules for one document.

use crate::block::Markup;
use crate::document::{Document, DocumentInfo};
use crate::extract::{ExtractOptions, Extraction};
use crate::quote::{Layout, Quote};
use crate::record::{Record, Status, joined_sides};
use crate::store::{Conflict, Waiver};
use crate::text::Span;

/// A document to check: with its quotes as the machine finds them, and its beads after people's
/// decisions.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// The document.
    pub document: &'a Document,
    /// The quotes in it.
    pub extraction: &'a Extraction,
    /// Its beads, decisions folded in.
    pub records: &'a [Record],
    /// The options of the search.
    pub options: &'a ExtractOptions,
    /// The project's data about it; `None` for a document outside projects.
    pub project: Option<InProject<'a>>,
}

/// A project's data about a document.
#[derive(Clone, Copy, Debug)]
pub struct InProject<'a> {
    /// Decisions that no longer fit.
    pub conflicts: &'a [Conflict],
    /// Which findings people waived.
    pub waivers: &'a [Waiver],
    /// The document that its stored alignment was made from; `None` when there is no such file.
    pub stored: Option<&'a DocumentInfo>,
}

/// A quote as rules look at it.
#[derive(Clone, Copy, Debug)]
pub(super) struct CheckedQuote<'a> {
    /// As the machine finds it.
    pub found: &'a Quote,
    /// Its beads, decisions folded in; at least one.
    pub records: &'a [Record],
}

impl<'a> CheckedQuote<'a> {
    /// Where the original is.
    pub(super) fn source_spans(&self) -> Vec<Span> {
        let sides = self.records.iter().filter_map(|r| r.source.as_ref());
        sides.flat_map(|side| side.spans.iter().copied()).collect()
    }

    /// Where the translation is.
    pub(super) fn target_spans(&self) -> Vec<Span> {
        let sides = self.records.iter().filter_map(|r| r.target.as_ref());
        sides.flat_map(|side| side.spans.iter().copied()).collect()
    }

    /// Whether it has a translation, rejected or not.
    pub(super) fn is_translated(&self) -> bool {
        self.records.iter().any(|record| record.target.is_some())
    }

    /// Whether a person has decided on it: that it is right, wrong, or where it is.
    pub(super) fn is_decided(&self) -> bool {
        let is_machines =
            |record: &Record| record.status.is_open() || record.status == Status::Untranslated;
        self.found.layout == Some(Layout::PINNED) || !self.records.iter().all(is_machines)
    }

    /// The whole original, and the whole translation.
    pub(super) fn texts(&self) -> [String; 2] {
        let sources = self.records.iter().filter_map(|r| r.source.as_ref());
        let targets = self.records.iter().filter_map(|r| r.target.as_ref());
        [joined_sides(sources), joined_sides(targets)]
    }
}

impl<'a> Checked<'a> {
    /// The quotes that have beads, in order.
    pub(super) fn quotes(&self) -> impl Iterator<Item = CheckedQuote<'a>> {
        let mut quotes = self.extraction.quotes.iter();
        self.records
            .chunk_by(|a, b| a.quote == b.quote)
            .filter_map(move |records| {
                // Both are in the order of the document; a quote without segments has no beads.
                let found = quotes.find(|quote| quote.id == records[0].quote)?;
                Some(CheckedQuote { found, records })
            })
    }

    /// Whether fixes may be offered: only where the document's file is its text, so that an edit of the text
    /// is one of the file.
    pub(super) fn can_be_fixed(&self) -> bool {
        self.document.is_verbatim()
    }

    /// The document's markup, as it was scanned to find the quotes.
    pub(super) fn markup(&self) -> &'a Markup {
        &self.extraction.markup
    }
}
