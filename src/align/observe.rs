//! The values of the features for two texts: what their weights are fitted on.

use super::aligner::Aligner;
use super::bead::BeadCandidate;
use super::clauses::Clauses;
use super::deletion::{LONE_FEATURES, LoneText};
use super::features::{CLAUSE_FEATURES, FEATURES};
use super::prune::{self, PrunedLattice};
use super::setup::AlignmentSetup;
use crate::similarity::TextSide;
use std::ops::Range;

/// The kind (`bead`, `clause` or `lone`) and name of each feature, as in the files of weights.
pub fn feature_names() -> Vec<(&'static str, &'static str)> {
    let beads = FEATURES.iter().map(|feature| ("bead", feature.name));
    let clauses = CLAUSE_FEATURES
        .iter()
        .map(|feature| ("clause", feature.name));
    let lone = LONE_FEATURES.iter().map(|feature| ("lone", feature.name));
    beads.chain(clauses).chain(lone).collect()
}

/// The beads that are left after pruning, the places that paths may go through, and the values of the
/// features for each.
#[derive(Clone, Debug, Default)]
pub struct FeatureValues {
    /// For each number of source texts consumed, the first and the last number of target texts consumed.
    pub rows: Vec<(usize, usize)>,
    /// The beads: source texts, target texts.
    pub beads: Vec<(Range<usize>, Range<usize>)>,
    /// For each bead, the values of the features of kind `bead`, then `clause`.
    pub bead_values: Vec<f64>,
    /// For each place, row by row, the values of the features of kind `lone` for leaving the next source
    /// text alone there; then those for the next target text. 0 where there is none.
    pub lone_values: [Vec<f64>; 2],
}

impl Aligner<'_> {
    /// The values of the features when all texts are aligned with all, and the first pass prunes beads and
    /// places that are less probable than `least`. [`Aligner::align`] prunes at 1e-6; the first pass itself
    /// is fitted on more beads.
    pub fn observe(&self, least: f64) -> FeatureValues {
        let bounds = self.all();
        let setup = self.setup(&bounds);
        let pruned = prune::prune(&*self.meaning, &setup, self.weights(), least);
        let mut values = FeatureValues {
            rows: (0..=pruned.places.source_len())
                .map(|row| pruned.places.row(row))
                .collect(),
            ..FeatureValues::default()
        };
        for part in prune::parts(bounds[0].len()) {
            self.values_of_part(&setup, &pruned, &part, &mut values);
        }
        values
    }

    fn values_of_part(
        &self,
        setup: &AlignmentSetup<'_>,
        pruned: &PrunedLattice,
        part: &Range<usize>,
        values: &mut FeatureValues,
    ) {
        let places = &pruned.places;
        let [source, target] = prune::window_over(setup, places, part);
        let window = self.meaning.window(source, target);
        let context = setup.context(&*window);
        let own = prune::rows_of(part);
        for arc in pruned
            .arcs
            .iter()
            .filter(|arc| own.contains(&arc.source_end()))
        {
            let (row, column) = (arc.source as usize, arc.target as usize);
            let shape = (usize::from(arc.shape.0), usize::from(arc.shape.1));
            let bead = prune::candidate(&context, row, column, shape);
            values
                .beads
                .push((row..arc.source_end(), column..arc.target_end()));
            values.bead_values.extend(bead_values(&bead));
        }
        for row in own {
            let (lo, hi) = places.row(row);
            for column in lo..=hi {
                for (side, text, at, end) in [
                    (TextSide::Source, row, column, setup.bounds[0].end),
                    (TextSide::Target, column, row, setup.bounds[1].end),
                ] {
                    let lone = (text < end).then(|| LoneText::new(&context, side, text, at));
                    let own = LONE_FEATURES
                        .iter()
                        .map(|feature| lone.as_ref().map_or(0.0, |lone| (feature.value)(lone)));
                    values.lone_values[side as usize].extend(own);
                }
            }
        }
    }
}

fn bead_values(bead: &BeadCandidate<'_>) -> Vec<f64> {
    let clauses = Clauses::of(bead);
    let own = FEATURES.iter().map(|feature| (feature.value)(bead));
    let of_clauses = CLAUSE_FEATURES.iter().map(|feature| {
        clauses
            .as_ref()
            .map_or(0.0, |clauses| (feature.value)(bead, clauses))
    });
    own.chain(of_clauses).collect()
}
