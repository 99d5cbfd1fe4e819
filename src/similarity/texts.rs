//! The texts that are compared: two sequences, and runs of texts in them.

use crate::lang::{Lang, facts};
use std::ops::Range;

/// Longest run of texts that evidence looks into, in texts.
pub(crate) const LONGEST_RUN: usize = 7;

/// A sequence of texts in one language.
#[derive(Clone, Copy, Debug)]
pub struct TextSequence<'a> {
    /// Their language.
    pub lang: Lang,
    /// The texts in order, normalised.
    pub texts: &'a [&'a str],
}

/// Two sequences of texts that are compared.
#[derive(Clone, Copy, Debug)]
pub struct TextPair<'a> {
    /// The originals.
    pub source: TextSequence<'a>,
    /// The texts among which their translations are searched for.
    pub target: TextSequence<'a>,
    /// The relation of the two sequences.
    pub relation: Relation,
}

impl TextPair<'_> {
    /// Usual ratio of lengths between the two languages: characters of the target for one of the source.
    pub fn lengths(&self) -> f64 {
        facts(self.target.lang).length / facts(self.source.lang).length
    }
}

/// The relation of two sequences, known before they are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// One translates the other from end to end.
    Parallel,
    /// The translation is somewhere in the target, among other text.
    Within,
}

/// From the index of a source text to the target texts that it may be compared with.
pub(crate) type Reach<'a> = dyn Fn(usize) -> Range<usize> + 'a;

/// One of the two sequences that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSide {
    /// The originals.
    Source,
    /// The translations.
    Target,
}

impl TextSide {
    /// Both sides, source first.
    pub const BOTH: [TextSide; 2] = [TextSide::Source, TextSide::Target];

    /// The other side.
    pub fn other(self) -> Self {
        match self {
            TextSide::Source => TextSide::Target,
            TextSide::Target => TextSide::Source,
        }
    }
}

/// Consecutive texts of one side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextRun {
    /// Index of the first text.
    pub first: usize,
    /// Number of texts, at least 1.
    pub len: usize,
}

impl TextRun {
    /// A run of one text.
    pub fn one(first: usize) -> Self {
        Self { first, len: 1 }
    }

    /// The index after its last text.
    pub fn end(self) -> usize {
        self.first + self.len
    }

    /// The indices of its texts.
    pub fn range(self) -> Range<usize> {
        self.first..self.end()
    }
}
