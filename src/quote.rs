//! Quotes and their alignment: what extraction finds and alignment fills in.

use crate::lang::Lang;
use crate::text::Span;
use std::ops::Range;

/// An original in Russian or French with its translation, or without one (TEI's `cit`).
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// Stable id: see [`crate::id::quote_id`].
    pub id: String,
    /// Language of the original.
    pub lang: Lang,
    /// Language of the translation.
    pub target_lang: Lang,
    /// Whether the original stands inside a sentence of the author's.
    pub inline: bool,
    /// The original, segment by segment.
    pub source: Vec<Segment>,
    /// The translation, segment by segment; empty when the document gives none.
    pub target: Vec<Segment>,
    /// How source and target segments go together: in order, covering each segment once; empty
    /// without a translation.
    pub beads: Vec<Bead>,
    /// Probability, 0 to 1, that this link (or its absence) is right.
    pub confidence: f64,
    /// Where the document puts the translation; `None` for an original without one, and for two
    /// whole texts.
    pub layout: Option<Layout>,
}

/// Where a document puts a translation, seen from its original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Layout {
    /// Behind a line that announces it: "Translated:".
    Cued,
    /// Behind the original.
    After,
    /// Before it.
    Before,
    /// In the same row of a table, or in the facing column.
    Beside,
    /// In turn with the original, a line or a stanza each.
    Interleaved,
    /// In the same sentence or paragraph, between brackets, quotation marks or dashes.
    Gloss,
    /// In the text, and the original in a footnote or endnote.
    OriginalInNote,
    /// In a footnote or endnote, and the original in the text.
    TranslationInNote,
    /// It is that of the version in another language beside the original.
    Shared,
    /// Far off, in another part of the document.
    Elsewhere,
    /// Where a person said.
    Pinned,
}

impl Layout {
    /// The word that files and listings use.
    pub fn as_str(self) -> &'static str {
        match self {
            Layout::Cued => "cued",
            Layout::After => "after",
            Layout::Before => "before",
            Layout::Beside => "beside",
            Layout::Interleaved => "interleaved",
            Layout::Gloss => "gloss",
            Layout::OriginalInNote => "original-in-note",
            Layout::TranslationInNote => "translation-in-note",
            Layout::Shared => "shared",
            Layout::Elsewhere => "elsewhere",
            Layout::Pinned => "pinned",
        }
    }
}

/// A link, or its absence, that is surer than this is not called doubtful.
const DOUBTFUL: f64 = 0.7;

impl Quote {
    /// Whether the document translates it.
    pub fn is_translated(&self) -> bool {
        !self.target.is_empty()
    }

    /// Whether its link, or its absence, is so unsure that somebody should look.
    pub fn is_doubtful(&self) -> bool {
        self.confidence < DOUBTFUL
    }
}

/// A sentence-like piece of a quote's source or target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Normalised text.
    pub text: String,
    /// What it came from, in the document: several spans when a page break or a footnote falls
    /// inside it.
    pub spans: Vec<Span>,
}

/// The smallest group of source and target segments that translate each other (Brown et al. 1991,
/// section 3; Gale and Church 1993, section 2).
#[derive(Clone, Debug, PartialEq)]
pub struct Bead {
    /// Indices of the source segments; empty for an insertion.
    pub source: Range<usize>,
    /// Indices of the target segments; empty for a deletion.
    pub target: Range<usize>,
    /// Probability, 0 to 1, that it is right.
    pub score: f64,
}

/// Texts of one quote joined as its whole text is: with single spaces.
pub(crate) fn joined<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.collect::<Vec<_>>().join(" ")
}
