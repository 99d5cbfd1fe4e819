//! How alike in meaning runs of texts are: what alignment weighs beside their form.

use super::Reach;
use crate::encode::Compact;
use std::ops::Range;

/// One of the two sequences that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextSide {
    /// The originals.
    Source,
    /// The translations.
    Target,
}

impl TextSide {
    /// Both, in order.
    pub const BOTH: [TextSide; 2] = [TextSide::Source, TextSide::Target];

    /// The other one.
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
    /// Index of the first.
    pub first: usize,
    /// How many, from 1.
    pub len: usize,
}

impl TextRun {
    /// A run of one.
    pub fn one(first: usize) -> Self {
        Self { first, len: 1 }
    }

    /// The index behind its last.
    pub fn end(self) -> usize {
        self.first + self.len
    }

    /// Its indices.
    pub fn range(self) -> Range<usize> {
        self.first..self.end()
    }
}

/// What measures meaning: alignment has weights for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// The sentence encoder.
    Encoder,
    /// Names, numbers, cognates and words whose translation is known.
    Words,
}

/// Two sequences of texts whose runs can be compared.
pub trait Meaning: Sync {
    /// By what.
    fn measure(&self) -> Measure;

    /// Prepares the comparison of each of some source texts with those of some target texts that it
    /// reaches.
    fn singles<'m>(
        &'m self,
        source: Range<usize>,
        target: Range<usize>,
        reach: &Reach<'_>,
    ) -> Box<dyn SingleTexts + 'm>;

    /// Whether texts that translate each other would look alike: not where no word's translation is
    /// known.
    fn can_see(&self) -> bool;

    /// Vectors of all texts of both sides, if it works with vectors: what a rough alignment goes by.
    fn vectors(&self) -> Option<[&Compact; 2]>;

    /// Prepares the comparison of runs within a part of each side.
    fn window(&self, source: Range<usize>, target: Range<usize>) -> Box<dyn MeaningWindow + '_>;
}

/// Single texts of two sequences, ready for comparing.
pub trait SingleTexts {
    /// How alike a source and a target text are, -1 to 1.
    fn cosine(&self, source: usize, target: usize) -> f32;

    /// How alike a text is to any text of the other side, in the mean.
    fn background(&self, side: TextSide, text: usize) -> f32;
}

/// A part of two sequences, ready for comparing any runs in it of at most [`super::LONGEST_RUN`]
/// texts. Indices count from the beginning of the sequences. It panics when asked about what is not
/// in it.
pub trait MeaningWindow {
    /// How alike two runs are, -1 to 1.
    fn runs(&self, source: TextRun, target: TextRun) -> f32;

    /// How alike a run is to any text of the other side, in the mean.
    fn background(&self, side: TextSide, run: TextRun) -> f32;

    /// Where a text's clauses are among all of its side; empty where clauses are not known.
    fn clauses(&self, side: TextSide, text: usize) -> Range<usize>;

    /// How alike a clause and a run of the other side are.
    fn clause_and_run(&self, side: TextSide, clause: usize, other: TextRun) -> f32;

    /// How alike two clauses are.
    fn clause_and_clause(&self, source: usize, target: usize) -> f32;

    /// The characters of a clause.
    fn clause_length(&self, side: TextSide, clause: usize) -> usize;
}
