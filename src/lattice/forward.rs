//! The weights of the ways to each place of a weighed lattice: of all together, or of the best.

use super::weighed::{BEAD, DELETION, INSERTION, NEVER, WAYS, WeighedLattice};

/// How the weights of several paths become one.
pub(super) trait PathSum {
    fn add(a: f64, b: f64) -> f64;
}

/// The logarithm of the sum of weights that are given as logarithms.
pub(super) struct LogSum;

impl PathSum for LogSum {
    fn add(a: f64, b: f64) -> f64 {
        let (high, low) = if a > b { (a, b) } else { (b, a) };
        // What is less than the last bit changes nothing.
        if low < high - 37.0 || low == NEVER {
            return high;
        }
        // Not the functions of the system, which differ from one system to the next.
        high + libm::log1p(libm::exp(low - high))
    }
}

/// The weight of the best path.
pub(super) struct Maximum;

impl PathSum for Maximum {
    fn add(a: f64, b: f64) -> f64 {
        a.max(b)
    }
}

/// The weights of the ways from the beginning to each place.
pub(super) struct ForwardWeights {
    /// By the way of the last step.
    pub ways: Vec<[f64; WAYS]>,
    /// All ways together. Many beads begin at one place.
    pub all: Vec<f64>,
}

impl WeighedLattice<'_> {
    /// The weights of the ways from the beginning to each place.
    pub(super) fn forward<S: PathSum>(&self) -> ForwardWeights {
        let mut ways = vec![[NEVER; WAYS]; self.places.cells()];
        let mut all = vec![NEVER; self.places.cells()];
        let mut arcs = self.arcs.iter().peekable();
        for row in 0..=self.places.source_len() {
            let (lo, hi) = self.places.row(row);
            for column in lo..=hi {
                let Some(cell) = self.places.cell(row, column) else {
                    continue;
                };
                let mut own = [NEVER; WAYS];
                if self.is_start(row, column) {
                    own[BEAD] = 0.0;
                }
                while let Some(arc) =
                    arcs.next_if(|arc| (arc.source_end(), arc.target_end()) == (row, column))
                {
                    let from = self.places.cell(arc.source as usize, arc.target as usize);
                    if let Some(from) = from {
                        own[BEAD] = S::add(own[BEAD], all[from] + arc.weight);
                    }
                }
                if let Some(from) = row
                    .checked_sub(1)
                    .and_then(|row| self.places.cell(row, column))
                {
                    let alone = self.deletions[from];
                    for way in [BEAD, DELETION] {
                        let weight = ways[from][way] + self.deletion(way) + alone;
                        own[DELETION] = S::add(own[DELETION], weight);
                    }
                }
                if column > lo {
                    let alone = self.insertions[cell - 1];
                    for way in [BEAD, DELETION, INSERTION] {
                        let weight = ways[cell - 1][way] + self.insertion(way) + alone;
                        own[INSERTION] = S::add(own[INSERTION], weight);
                    }
                }
                ways[cell] = own;
                all[cell] = own.into_iter().fold(NEVER, S::add);
            }
        }
        ForwardWeights { ways, all }
    }
}
