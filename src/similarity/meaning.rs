//! How alike in meaning runs of texts are: what alignment weighs beside their surface.

use super::measure::Measure;
use super::texts::{Reach, TextRun, TextSide};
use crate::encode::CompactVectors;
use std::ops::Range;

/// Two sequences of texts whose runs can be compared by their meaning.
pub trait Meaning: Sync {
    /// The measure of meaning.
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

    /// The vectors of all texts of both sides, if meaning is measured by vectors: the coarse alignment
    /// uses them.
    fn vectors(&self) -> Option<[&CompactVectors; 2]>;

    /// Prepares the comparison of runs within a part of each side.
    fn window(&self, source: Range<usize>, target: Range<usize>) -> Box<dyn MeaningWindow + '_>;
}

/// The single texts of two sequences, prepared for comparison.
pub trait SingleTexts {
    /// How alike a source and a target text are, -1 to 1.
    fn cosine(&self, source: usize, target: usize) -> f32;

    /// How alike a text is to the texts of the other side on average.
    fn background(&self, side: TextSide, text: usize) -> f32;
}

/// A part of two sequences, prepared for comparing any runs in it of at most
/// [`LONGEST_RUN`](super::LONGEST_RUN) texts. Indices count from the beginning of the sequences. It
/// panics when asked about texts outside the part.
pub trait MeaningWindow {
    /// How alike two runs are, -1 to 1.
    fn runs(&self, source: TextRun, target: TextRun) -> f32;

    /// How alike a run is to the texts of the other side on average.
    fn background(&self, side: TextSide, run: TextRun) -> f32;

    /// Where a text's clauses are among all clauses of its side; empty where clauses are not known.
    fn clauses(&self, side: TextSide, text: usize) -> Range<usize>;

    /// How alike a clause and a run of the other side are.
    fn clause_and_run(&self, side: TextSide, clause: usize, other: TextRun) -> f32;

    /// How alike two clauses are.
    fn clause_and_clause(&self, source: usize, target: usize) -> f32;

    /// The length of a clause, in characters.
    fn clause_length(&self, side: TextSide, clause: usize) -> usize;
}
