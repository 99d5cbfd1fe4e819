//! The best path through a weighed lattice (Viterbi), with the probability of each of its steps.

use super::forward::Maximum;
use super::posteriors::Posteriors;
use super::step::PathStep;
use super::weighed::{BEAD, DELETION, INSERTION, NEVER, WAYS, WeighedLattice};

/// A step of the best path.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ScoredStep {
    /// Its texts.
    pub step: PathStep,
    /// Its probability among all paths.
    pub probability: f64,
    /// How alike its sides are, if it has two: see [`BeadArc::likeness`](super::BeadArc::likeness).
    pub likeness: Option<f32>,
}

/// Where the last step to a place comes from.
struct BackPointer {
    place: (usize, usize),
    /// How the path reaches that place; `None`: in the best way.
    way: Option<usize>,
    probability: f64,
    likeness: Option<f32>,
}

impl WeighedLattice<'_> {
    /// The best path from end to end (Viterbi).
    pub(crate) fn best_path(&self) -> Vec<ScoredStep> {
        let best = self.forward::<Maximum>().ways;
        let posteriors = self.posteriors();
        let (mut row, mut column) = (
            self.places.source_len(),
            self.places.row(self.places.source_len()).1,
        );
        let mut steps = Vec::new();
        let mut way = None;
        while (row, column) != (0, self.places.row(0).0) {
            let before = self
                .places
                .cell(row, column)
                .and_then(|cell| self.before(&best, &posteriors, (row, column), cell, way));
            // There is always a way back (Band::connected). Without one, all texts would be left alone.
            let back = before.unwrap_or(BackPointer {
                place: match row.checked_sub(1) {
                    Some(above) => (above, column),
                    None => (row, column - 1),
                },
                way: None,
                probability: 0.0,
                likeness: None,
            });
            steps.push(ScoredStep {
                step: PathStep {
                    source: back.place.0..row,
                    target: back.place.1..column,
                },
                probability: back.probability,
                likeness: back.likeness,
            });
            (row, column) = back.place;
            way = back.way;
        }
        steps.reverse();
        steps
    }

    /// The step that the best path to a place ends with. `way` is how the path reaches the place, `None` in
    /// the best way.
    fn before(
        &self,
        best: &[[f64; WAYS]],
        posteriors: &Posteriors,
        (row, column): (usize, usize),
        cell: usize,
        way: Option<usize>,
    ) -> Option<BackPointer> {
        // The first of the best ways, so that ties are always decided in the same way.
        let taken = way.unwrap_or_else(|| {
            (0..WAYS).fold(BEAD, |taken, way| {
                if best[cell][way] > best[cell][taken] {
                    way
                } else {
                    taken
                }
            })
        });
        let weight = best[cell][taken];
        match taken {
            BEAD => {
                let at = self.arc_to(row, column, weight, best)?;
                let arc = self.arcs[at];
                let place = (arc.source as usize, arc.target as usize);
                Some(BackPointer {
                    place,
                    way: None,
                    probability: posteriors.arcs[at],
                    likeness: Some(arc.likeness),
                })
            }
            DELETION => {
                let from = self.places.cell(row.checked_sub(1)?, column)?;
                let way = [BEAD, DELETION].into_iter().find(|&way| {
                    best[from][way] + self.deletion(way) + self.deletions[from] == weight
                })?;
                Some(BackPointer {
                    place: (row - 1, column),
                    way: Some(way),
                    probability: posteriors.deletions[from],
                    likeness: None,
                })
            }
            _ => {
                let from = self.places.cell(row, column.checked_sub(1)?)?;
                let way = [BEAD, DELETION, INSERTION].into_iter().find(|&way| {
                    best[from][way] + self.insertion(way) + self.insertions[from] == weight
                })?;
                Some(BackPointer {
                    place: (row, column - 1),
                    way: Some(way),
                    probability: posteriors.insertions[from],
                    likeness: None,
                })
            }
        }
    }

    /// The index of the bead that the best path to a place ends with; `weight` is that of the path.
    fn arc_to(
        &self,
        row: usize,
        column: usize,
        weight: f64,
        best: &[[f64; WAYS]],
    ) -> Option<usize> {
        let first = self
            .arcs
            .partition_point(|arc| (arc.source_end(), arc.target_end()) < (row, column));
        (first..self.arcs.len())
            .take_while(|&at| {
                let arc = self.arcs[at];
                (arc.source_end(), arc.target_end()) == (row, column)
            })
            .find(|&at| {
                let arc = self.arcs[at];
                let from = self.places.cell(arc.source as usize, arc.target as usize);
                from.is_some_and(|from| {
                    best[from].into_iter().fold(NEVER, f64::max) + arc.weight == weight
                })
            })
    }
}
