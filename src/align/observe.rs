//! What the features see of two texts: what their weights are fitted on.

use super::bead::Candidate;
use super::clauses::Clauses;
use super::deletion::{LONE_FEATURES, Lone};
use super::features::{CLAUSE_FEATURES, FEATURES};
use super::prune::{self, Considered};
use super::{Aligner, Frame};
use crate::similarity::TextSide;
use std::ops::Range;

/// A feature's kind (`bead`, `clause` or `lone`) and name, as in the files of weights.
pub fn names() -> Vec<(&'static str, &'static str)> {
    let beads = FEATURES.iter().map(|feature| ("bead", feature.name));
    let clauses = CLAUSE_FEATURES
        .iter()
        .map(|feature| ("clause", feature.name));
    let lone = LONE_FEATURES.iter().map(|feature| ("lone", feature.name));
    beads.chain(clauses).chain(lone).collect()
}

/// The beads that are considered, the places that paths may go through, and what the features see of
/// each.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    /// For each number of source texts consumed, the first and last number of target texts.
    pub rows: Vec<(usize, usize)>,
    /// The beads: source texts, target texts.
    pub beads: Vec<(Range<usize>, Range<usize>)>,
    /// For each bead the values of the features of kind `bead`, then `clause`.
    pub bead_values: Vec<f64>,
    /// For each place, row by row, the values of the features of kind `lone` for leaving the next
    /// source text alone there, then those for the next target text. 0 where there is none.
    pub lone_values: [Vec<f64>; 2],
}

impl Aligner<'_> {
    /// What the features see when all texts are aligned with all and beads, and places, that are at
    /// least so probable after the first pass are considered. [`Aligner::align`] considers those of
    /// 1e-6; the first pass itself is fitted on more.
    pub fn observe(&self, least: f64) -> Observed {
        let bounds = [
            0..self.pair.source.texts.len(),
            0..self.pair.target.texts.len(),
        ];
        let frame = self.frame(&bounds);
        let considered = prune::prune(&*self.meaning, &frame, self.weights(), least);
        let mut observed = Observed {
            rows: (0..=considered.places.source_len())
                .map(|row| considered.places.row(row))
                .collect(),
            ..Observed::default()
        };
        for part in prune::parts(bounds[0].len()) {
            self.observe_part(&frame, &considered, &part, &mut observed);
        }
        observed
    }

    fn observe_part(
        &self,
        frame: &Frame<'_>,
        considered: &Considered,
        part: &Range<usize>,
        observed: &mut Observed,
    ) {
        let places = &considered.places;
        let [source, target] = prune::window_over(frame, places, part);
        let window = self.meaning.window(source, target);
        let scene = frame.scene(&*window);
        let own = prune::rows_of(part);
        for arc in considered
            .arcs
            .iter()
            .filter(|arc| own.contains(&arc.source_end()))
        {
            let (row, column) = (arc.source as usize, arc.target as usize);
            let shape = (usize::from(arc.shape.0), usize::from(arc.shape.1));
            let bead = prune::candidate(&scene, row, column, shape);
            observed
                .beads
                .push((row..arc.source_end(), column..arc.target_end()));
            observed.bead_values.extend(bead_values(&bead));
        }
        for row in own {
            let (lo, hi) = places.row(row);
            for column in lo..=hi {
                for (side, text, at, end) in [
                    (TextSide::Source, row, column, frame.bounds[0].end),
                    (TextSide::Target, column, row, frame.bounds[1].end),
                ] {
                    let lone = (text < end).then(|| Lone::new(&scene, side, text, at));
                    let values = LONE_FEATURES
                        .iter()
                        .map(|feature| lone.as_ref().map_or(0.0, |lone| (feature.value)(lone)));
                    observed.lone_values[side as usize].extend(values);
                }
            }
        }
    }
}

fn bead_values(bead: &Candidate<'_>) -> Vec<f64> {
    let clauses = Clauses::of(bead);
    let own = FEATURES.iter().map(|feature| (feature.value)(bead));
    let of_clauses = CLAUSE_FEATURES.iter().map(|feature| {
        clauses
            .as_ref()
            .map_or(0.0, |clauses| (feature.value)(bead, clauses))
    });
    own.chain(of_clauses).collect()
}
