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
    /// Whether the original is inside a sentence of the author's.
    pub inline: bool,
    /// The original, segment by segment.
    pub source: Vec<Segment>,
    /// The translation, segment by segment; empty if the document gives none.
    pub target: Vec<Segment>,
    /// How source and target segments go together: in order, covering each segment once; empty without a
    /// translation.
    pub beads: Vec<Bead>,
    /// Probability, 0 to 1, that this link (or its absence) is right.
    pub confidence: f64,
    /// Where the document puts the translation; `None` for an original without one, and for two
    /// whole texts.
    pub layout: Option<Layout>,
}

/// Where a document puts a translation, seen from its original.
///
/// Layouts whose place the page itself gives are rows of a table in [`extract`](mod@crate::extract);
/// [`layouts`](crate::extract::layouts) lists all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Layout {
    word: &'static str,
    announcement: Announcement,
}

/// The evidence that a translation is where a layout puts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Announcement {
    /// A person.
    Person,
    /// The page: a cue, a table, brackets, a footnote mark.
    Page,
    /// Nothing but its meaning.
    Nothing,
}

impl Layout {
    /// After a line that announces it: "Translated:".
    pub const CUED: Self = Self::new("cued", Announcement::Page);
    /// After the original.
    pub const AFTER: Self = Self::new("after", Announcement::Nothing);
    /// Before the original.
    pub const BEFORE: Self = Self::new("before", Announcement::Nothing);
    /// It is the translation of the version in another language beside the original.
    pub const SHARED: Self = Self::new("shared", Announcement::Page);
    /// Far off, in another part of the document.
    pub const ELSEWHERE: Self = Self::new("elsewhere", Announcement::Nothing);
    /// Where a person said.
    pub const PINNED: Self = Self::new("pinned", Announcement::Person);

    /// The layouts that the page does not give.
    pub(crate) const NOT_OF_PAGE: [Self; 6] = [
        Self::CUED,
        Self::AFTER,
        Self::BEFORE,
        Self::SHARED,
        Self::ELSEWHERE,
        Self::PINNED,
    ];

    /// A layout of this name, in kebab case.
    pub(crate) const fn new(word: &'static str, announcement: Announcement) -> Self {
        Self { word, announcement }
    }

    /// The word that files and listings use.
    pub fn as_str(self) -> &'static str {
        self.word
    }

    /// The evidence that the translation is there. The confidence of a link depends on it.
    pub fn announcement(self) -> Announcement {
        self.announcement
    }
}

/// Least probability of what is not called doubtful, 0 to 1.
pub(crate) const DOUBTFUL_BELOW: f64 = 0.7;

/// Whether something of this probability (a link, its absence, a bead) is so unsure that somebody should
/// look at it.
pub(crate) fn is_doubtful(probability: f64) -> bool {
    probability < DOUBTFUL_BELOW
}

impl Quote {
    /// Whether the document translates it.
    pub fn is_translated(&self) -> bool {
        !self.target.is_empty()
    }

    /// The texts of its beads, original and translation of each; none without a translation.
    ///
    /// ```
    /// use diglot::{Document, Engine};
    ///
    /// let text = "Она писала: «Лёд вскрылся в мае 1902 г.» (\"The ice broke in May 1902.\")\n";
    /// let document = Document::from_text("ice", text);
    /// let quotes = Engine::without_encoder().extract(&document, &Default::default()).quotes;
    /// let [_, translation] = quotes[0].pairs().next().unwrap();
    /// assert_eq!(translation, "The ice broke in May 1902.");
    /// ```
    pub fn pairs(&self) -> impl Iterator<Item = [String; 2]> {
        pairs(&self.beads, &self.source, &self.target)
    }

    /// Whether its link, or its absence, is so uncertain that somebody should look at it.
    pub fn is_doubtful(&self) -> bool {
        is_doubtful(self.confidence)
    }
}

/// A sentence-like piece of a quote's source or target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Normalised text.
    pub text: String,
    /// Its spans in the document: several if a page break or a footnote is inside it.
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

/// The texts of each bead: of its source segments and of its target segments, empty where it has none.
pub(crate) fn pairs<'a>(
    beads: &'a [Bead],
    source: &'a [Segment],
    target: &'a [Segment],
) -> impl Iterator<Item = [String; 2]> {
    let text = |segments: &[Segment]| joined(segments.iter().map(|segment| &segment.text[..]));
    beads.iter().map(move |bead| {
        [
            text(&source[bead.source.clone()]),
            text(&target[bead.target.clone()]),
        ]
    })
}

/// The texts of a quote joined with single spaces, as its whole text is.
pub(crate) fn joined<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.collect::<Vec<_>>().join(" ")
}
