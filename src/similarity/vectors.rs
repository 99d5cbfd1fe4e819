//! Meaning by the sentence encoder: the cosines of the vectors of runs and of clauses.

use super::meaning::{Meaning, MeaningWindow, SingleTexts};
use super::measure::Measure;
use super::texts::{LONGEST_RUN, Reach, TextPair, TextRun, TextSequence, TextSide};
use crate::encode::{self, CompactVectors, Encoder};
use crate::segment::clauses;
use std::ops::Range;

/// Runs whose vectors are held at once before they are made compact.
const AT_ONCE: usize = 256;
/// Mean cosine of two texts that have nothing to do with each other.
const STRANGERS: f32 = 0.08;
/// Weight of [`STRANGERS`] against the mean of the texts, in texts.
const STRANGERS_WEIGHT: f32 = 20.0;

/// The vectors of both sides.
pub(super) struct VectorMeaning<'a> {
    sides: [SequenceVectors<'a>; 2],
}

/// The vectors of one side.
struct SequenceVectors<'a> {
    runs: encode::RunEncoder<'a>,
    /// The vectors of its single texts.
    singles: CompactVectors,
    /// The mean of the vectors of its single texts.
    mean: Vec<f32>,
    /// How alike each text is to the texts of the other side on average.
    background: Vec<f32>,
    /// Where each text's clauses begin.
    clauses: Vec<usize>,
    /// The length of each clause, in characters.
    clause_lengths: Vec<usize>,
}

impl<'a> VectorMeaning<'a> {
    pub(super) fn new(encoder: &'a Encoder, pair: &TextPair<'_>) -> Self {
        let mut sides = [pair.source, pair.target].map(|side| SequenceVectors::new(encoder, side));
        let [a, b] = &mut sides;
        a.compare_with(b);
        b.compare_with(a);
        Self { sides }
    }

    fn side(&self, side: TextSide) -> &SequenceVectors<'a> {
        &self.sides[side as usize]
    }
}

impl<'a> SequenceVectors<'a> {
    fn new(encoder: &'a Encoder, side: TextSequence<'_>) -> Self {
        let in_clauses: Vec<Vec<&str>> = side.texts.iter().map(|text| clauses(text)).collect();
        let runs = encoder.runs_in_parts(&in_clauses);
        let mut singles = CompactVectors::default();
        let mut mean = vec![0.0; encode::WIDTH];
        let all: Vec<Range<usize>> = (0..side.texts.len()).map(|i| i..i + 1).collect();
        for some in all.chunks(AT_ONCE) {
            let vectors = runs.vectors(some);
            for vector in &vectors {
                for (sum, x) in mean.iter_mut().zip(vector) {
                    *sum += x;
                }
            }
            singles.extend(&vectors);
        }
        for x in &mut mean {
            *x /= all.len().max(1) as f32;
        }
        let mut starts = vec![0];
        for clauses in &in_clauses {
            starts.push(starts[starts.len() - 1] + clauses.len());
        }
        let clause_lengths = in_clauses
            .iter()
            .flatten()
            .map(|clause| clause.chars().count())
            .collect();
        Self {
            runs,
            singles,
            mean,
            background: Vec::new(),
            clauses: starts,
            clause_lengths,
        }
    }
}

impl SequenceVectors<'_> {
    /// Computes the background of its texts.
    fn compare_with(&mut self, other: &SequenceVectors<'_>) {
        self.background = (0..self.singles.len())
            .map(|text| other.background_of(&self.singles.vector(text)))
            .collect();
    }

    /// How alike a vector is to those of its texts on average.
    fn background_of(&self, vector: &[f32]) -> f32 {
        let texts = self.singles.len() as f32;
        let mean: f32 = vector.iter().zip(&self.mean).map(|(a, b)| a * b).sum();
        (mean * texts + STRANGERS * STRANGERS_WEIGHT) / (texts + STRANGERS_WEIGHT)
    }
}

impl Meaning for VectorMeaning<'_> {
    fn measure(&self) -> Measure {
        Measure::Encoder
    }

    fn singles<'m>(
        &'m self,
        _: Range<usize>,
        _: Range<usize>,
        _: &Reach<'_>,
    ) -> Box<dyn SingleTexts + 'm> {
        Box::new(self)
    }

    fn can_see(&self) -> bool {
        true
    }

    fn vectors(&self) -> Option<[&CompactVectors; 2]> {
        Some([&self.sides[0].singles, &self.sides[1].singles])
    }

    fn window(&self, source: Range<usize>, target: Range<usize>) -> Box<dyn MeaningWindow + '_> {
        let [a, b] = &self.sides;
        Box::new(VectorWindow {
            whole: self,
            sides: [WindowRuns::new(a, b, source), WindowRuns::new(b, a, target)],
        })
    }
}

impl SingleTexts for &VectorMeaning<'_> {
    fn cosine(&self, source: usize, target: usize) -> f32 {
        let [own, other] = &self.sides;
        own.singles.cosine(source, &other.singles, target)
    }

    fn background(&self, side: TextSide, text: usize) -> f32 {
        self.side(side).background[text]
    }
}

/// A part of both sides with the vectors of its runs.
struct VectorWindow<'m> {
    whole: &'m VectorMeaning<'m>,
    sides: [WindowRuns; 2],
}

/// The vectors of all runs of 1 to [`LONGEST_RUN`] texts of a part of one side.
struct WindowRuns {
    /// The first text.
    first: usize,
    vectors: CompactVectors,
    /// How alike each run is to the texts of the other side on average.
    background: Vec<f32>,
    /// For each text, the index of the first of the runs that begin with it.
    starting: Vec<usize>,
}

impl WindowRuns {
    fn new(own: &SequenceVectors<'_>, other: &SequenceVectors<'_>, texts: Range<usize>) -> Self {
        let mut starting = Vec::with_capacity(texts.len());
        let mut runs = Vec::new();
        for first in texts.clone() {
            starting.push(runs.len());
            let longest = texts.end.min(first + LONGEST_RUN);
            runs.extend((first + 1..=longest).map(|end| first..end));
        }
        let mut vectors = CompactVectors::default();
        let mut background = Vec::with_capacity(runs.len());
        for some in runs.chunks(AT_ONCE) {
            let some = own.runs.vectors_in_turn(some);
            background.extend(some.iter().map(|vector| other.background_of(vector)));
            vectors.extend(&some);
        }
        Self {
            first: texts.start,
            vectors,
            background,
            starting,
        }
    }

    /// The index of a run.
    fn of(&self, run: TextRun) -> usize {
        self.starting[run.first - self.first] + run.len - 1
    }
}

impl VectorWindow<'_> {
    fn runs_of(&self, side: TextSide) -> &WindowRuns {
        &self.sides[side as usize]
    }
}

impl MeaningWindow for VectorWindow<'_> {
    fn runs(&self, source: TextRun, target: TextRun) -> f32 {
        let [own, other] = &self.sides;
        own.vectors
            .cosine(own.of(source), &other.vectors, other.of(target))
    }

    fn background(&self, side: TextSide, run: TextRun) -> f32 {
        let runs = self.runs_of(side);
        runs.background[runs.of(run)]
    }

    fn clauses(&self, side: TextSide, text: usize) -> Range<usize> {
        let starts = &self.whole.side(side).clauses;
        starts[text]..starts[text + 1]
    }

    fn clause_and_run(&self, side: TextSide, clause: usize, other: TextRun) -> f32 {
        let runs = self.runs_of(side.other());
        let own = self.whole.side(side).runs.parts();
        own.cosine(clause, &runs.vectors, runs.of(other))
    }

    fn clause_and_clause(&self, source: usize, target: usize) -> f32 {
        let [own, other] = &self.whole.sides;
        own.runs.parts().cosine(source, other.runs.parts(), target)
    }

    fn clause_length(&self, side: TextSide, clause: usize) -> usize {
        self.whole.side(side).clause_lengths[clause]
    }
}
