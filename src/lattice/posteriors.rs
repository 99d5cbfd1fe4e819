//! The probability of each bead among all paths through a weighed lattice (forward-backward).

use super::forward::{ForwardWeights, LogSum, PathSum};
use super::weighed::{BEAD, BeadArc, DELETION, INSERTION, NEVER, WAYS, WeighedLattice};

/// Most that all ways to a place together weigh more than the best of them, as a logarithm.
const MOST_ADDED: f64 = 1.1;
/// More than rounding may change a logarithm.
const ROUNDING: f64 = 1e-6;

/// Probabilities of beads, in the order of the lattice, and of texts left alone, by place.
pub(crate) struct Posteriors {
    /// The probability of each bead.
    pub arcs: Vec<f64>,
    /// For each place, the probability of leaving the next source text alone there.
    pub deletions: Vec<f64>,
    /// For each place, the probability of leaving the next target text alone there.
    pub insertions: Vec<f64>,
}

impl WeighedLattice<'_> {
    /// The probability of each bead, deletion and insertion among all paths (forward-backward).
    pub(crate) fn posteriors(&self) -> Posteriors {
        self.posteriors_above(0.0)
    }

    /// The same; a probability below `least` may be 0 instead.
    pub(crate) fn posteriors_above(&self, least: f64) -> Posteriors {
        let lowest = libm::log(least) - ROUNDING;
        let forward = self.forward::<LogSum>();
        let backward = self.backward();
        let total = self.total(&forward);
        let probability = |weight: f64| {
            let log = weight - total;
            if log.is_nan() || log < lowest {
                0.0
            } else {
                libm::exp(log).clamp(0.0, 1.0)
            }
        };
        let arcs = self
            .arcs
            .iter()
            .map(|arc| {
                let from = self.places.cell(arc.source as usize, arc.target as usize);
                let to = self.places.cell(arc.source_end(), arc.target_end());
                let (Some(from), Some(to)) = (from, to) else {
                    return 0.0;
                };
                probability(forward.all[from] + arc.weight + backward[to][BEAD])
            })
            .collect();
        // Most ways are too improbable for their sum to matter.
        let through = |before: &[f64], alone: f64, after: f64| {
            let best = before.iter().copied().fold(NEVER, f64::max);
            if best + MOST_ADDED + alone + after - total < lowest {
                return 0.0;
            }
            let before = before.iter().copied().fold(NEVER, LogSum::add);
            probability(before + alone + after)
        };
        let mut deletions = vec![0.0; self.places.cells()];
        let mut insertions = vec![0.0; self.places.cells()];
        for row in 0..=self.places.source_len() {
            let (lo, hi) = self.places.row(row);
            for column in lo..=hi {
                let Some(cell) = self.places.cell(row, column) else {
                    continue;
                };
                if let Some(to) = self.places.cell(row + 1, column) {
                    let ways =
                        [BEAD, DELETION].map(|way| forward.ways[cell][way] + self.deletion(way));
                    let after = backward[to][DELETION];
                    deletions[cell] = through(&ways, self.deletions[cell], after);
                }
                if column < hi {
                    let ways = [BEAD, DELETION, INSERTION]
                        .map(|way| forward.ways[cell][way] + self.insertion(way));
                    let after = backward[cell + 1][INSERTION];
                    insertions[cell] = through(&ways, self.insertions[cell], after);
                }
            }
        }
        Posteriors {
            arcs,
            deletions,
            insertions,
        }
    }

    /// The weight of all paths together.
    fn total(&self, forward: &ForwardWeights) -> f64 {
        let last = self.places.source_len();
        let (lo, hi) = self.places.row(last);
        (lo..=hi)
            .filter(|&column| self.is_end(last, column))
            .filter_map(|column| self.places.cell(last, column))
            .flat_map(|cell| forward.ways[cell])
            .fold(NEVER, LogSum::add)
    }

    /// The weights of the ways from each place to the end, by the way of the step that leads to it.
    fn backward(&self) -> Vec<[f64; WAYS]> {
        // In the order of where they begin.
        let mut arcs: Vec<&BeadArc> = self.arcs.iter().collect();
        arcs.sort_by_key(|arc| (arc.source, arc.target));
        let mut arcs = arcs.into_iter().rev().peekable();
        let mut ways = vec![[NEVER; WAYS]; self.places.cells()];
        for row in (0..=self.places.source_len()).rev() {
            let (lo, hi) = self.places.row(row);
            for column in (lo..=hi).rev() {
                let Some(cell) = self.places.cell(row, column) else {
                    continue;
                };
                let mut bead = if self.is_end(row, column) { 0.0 } else { NEVER };
                while let Some(arc) =
                    arcs.next_if(|arc| (arc.source as usize, arc.target as usize) == (row, column))
                {
                    if let Some(to) = self.places.cell(arc.source_end(), arc.target_end()) {
                        bead = LogSum::add(bead, ways[to][BEAD] + arc.weight);
                    }
                }
                let mut own = [bead; WAYS];
                if let Some(to) = self.places.cell(row + 1, column) {
                    let alone = self.deletions[cell];
                    for way in [BEAD, DELETION] {
                        let weight = ways[to][DELETION] + self.deletion(way) + alone;
                        own[way] = LogSum::add(own[way], weight);
                    }
                }
                if column < hi {
                    let alone = self.insertions[cell];
                    for way in [BEAD, DELETION, INSERTION] {
                        let weight = ways[cell + 1][INSERTION] + self.insertion(way) + alone;
                        own[way] = LogSum::add(own[way], weight);
                    }
                }
                ways[cell] = own;
            }
        }
        ways
    }
}
