//! The aligner: two sequences, prepared once, of which any part is aligned with any part.

use super::prune::{LEAST_PROBABILITY, prune};
use super::setup::{AlignmentSetup, usual_ratio};
use super::surface::SideSurfaces;
use super::weights::AlignerWeights;
use crate::lattice::ScoredStep;
use crate::quote::Bead;
use crate::similarity::{Meaning, Similarity, TextPair};
use std::ops::Range;

/// Share of two texts that goes together at least, if they translate each other.
const RELATED: f64 = 0.1;
/// Number of texts of a side below which nothing can be said about that share.
const FEW_TEXTS: usize = 8;

/// Two sequences of texts, prepared for aligning any part of one with any part of the other.
pub struct Aligner<'a> {
    pair: TextPair<'a>,
    pub(super) meaning: Box<dyn Meaning + 'a>,
    surfaces: [SideSurfaces; 2],
    /// Characters of the target for one of the source.
    ratio: f64,
}

impl<'a> Aligner<'a> {
    /// Prepares two sequences: computes once what is the same for each text.
    pub fn new(similarity: &'a dyn Similarity, pair: TextPair<'a>) -> Self {
        let surfaces = [pair.source, pair.target].map(|side| SideSurfaces::of(side.texts));
        let all = [0..pair.source.texts.len(), 0..pair.target.texts.len()];
        Self {
            meaning: similarity.meaning(pair),
            ratio: usual_ratio(&surfaces, &all, pair.lengths()),
            surfaces,
            pair,
        }
    }

    /// Aligns some source texts with some target texts, from end to end. The beads count from the
    /// first text of each.
    ///
    /// # Panics
    ///
    /// If a range goes beyond the texts.
    pub fn align(&self, source: Range<usize>, target: Range<usize>) -> Vec<Bead> {
        let setup = self.setup(&[source, target]);
        let pruned = prune(&*self.meaning, &setup, self.weights(), LEAST_PROBABILITY);
        let path = pruned.lattice().best_path();
        let belief = self.belief(&path, &setup);
        path.into_iter().map(|step| bead(step, belief)).collect()
    }

    /// How far the pairs of two texts can be believed, 0 to 1. If next to nothing of two texts goes
    /// together, or if what goes together is hardly alike, then what looks alike does so by chance.
    pub(super) fn belief(&self, path: &[ScoredStep], setup: &AlignmentSetup<'_>) -> f64 {
        let texts = setup.bounds[0].len().min(setup.bounds[1].len());
        if texts < FEW_TEXTS {
            return 1.0;
        }
        let pairs = || path.iter().filter(|scored| scored.likeness.is_some());
        let sizes = pairs().map(|scored| scored.step.source.len().min(scored.step.target.len()));
        let share = sizes.sum::<usize>() as f64 / texts as f64;
        let likeness = pairs().filter_map(|scored| scored.likeness).map(f64::from);
        let mean = likeness.sum::<f64>() / pairs().count().max(1) as f64;
        let by_meaning = if self.meaning.can_see() {
            mean * mean
        } else {
            1.0
        };
        (share / RELATED).min(by_meaning).min(1.0)
    }

    /// The weights for what measures meaning here.
    pub(super) fn weights(&self) -> &'static AlignerWeights {
        AlignerWeights::of(self.meaning.measure())
    }

    /// All texts of both sides.
    pub(super) fn all(&self) -> [Range<usize>; 2] {
        [self.pair.source, self.pair.target].map(|side| 0..side.texts.len())
    }

    /// Prepares the alignment of a part of each side.
    pub(super) fn setup(&self, bounds: &[Range<usize>; 2]) -> AlignmentSetup<'_> {
        AlignmentSetup::new(
            &*self.meaning,
            &self.pair,
            &self.surfaces,
            bounds,
            self.ratio,
        )
    }
}

/// A step of the best path as a bead.
pub(super) fn bead(scored: ScoredStep, belief: f64) -> Bead {
    let belief = if scored.likeness.is_some() {
        belief
    } else {
        1.0
    };
    Bead {
        source: scored.step.source,
        target: scored.step.target,
        score: scored.probability * belief,
    }
}
