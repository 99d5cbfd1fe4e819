//! The lattice: every bead that is considered, between the places that a path may go through.
//!
//! A place is how many source and how many target texts have been consumed. Beads with two sides
//! lead from place to place; so do deletions (a source text that nothing translates) and insertions
//! (a target text that translates nothing), one text at a time. The first of a gap costs more than
//! the next (affine gaps: Gotoh 1982). Where both stand between two beads, the deletions come first,
//! so that a gap has one path and its probability is not split.

use crate::lattice::{Band, PathStep};

/// A bead with two sides that is considered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arc {
    /// Source texts before it.
    pub source: u32,
    /// Target texts before it.
    pub target: u32,
    /// How many of each it joins.
    pub shape: (u8, u8),
    /// How alike its sides are, against what translations are: from about 1 on they are.
    pub likeness: f32,
    /// Its weight, in nats.
    pub weight: f64,
}

impl Arc {
    /// Source texts before what comes behind it.
    pub fn source_end(&self) -> usize {
        self.source as usize + usize::from(self.shape.0)
    }

    /// Target texts before what comes behind it.
    pub fn target_end(&self) -> usize {
        self.target as usize + usize::from(self.shape.1)
    }
}

/// What gaps weigh, in nats, beside what speaks for the single texts in them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gap {
    /// The first text.
    pub open: f64,
    /// Each further one.
    pub extend: f64,
}

/// Where paths may begin and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// From the first place to the last.
    Whole,
    /// At any place of the first row and of the last, where it is not a row of the text's end.
    Part {
        /// Whether the first row is the text's beginning.
        begins: bool,
        /// Whether the last row is the text's end.
        ends: bool,
    },
}

/// Places, beads and gaps.
pub struct Lattice<'a> {
    /// The places. Its rows count from the lattice's first source text.
    pub places: &'a Band,
    /// The beads, by the place where they end.
    pub arcs: &'a [Arc],
    /// For each place, what speaks for leaving the next source text alone there.
    pub deletions: &'a [f64],
    /// For each place, what speaks for leaving the next target text alone there.
    pub insertions: &'a [f64],
    /// What gaps weigh.
    pub gap: Gap,
    /// Where paths begin and end.
    pub scope: Scope,
}

/// How a path comes to a place, or goes on from it.
const BEAD: usize = 0;
const DELETION: usize = 1;
const INSERTION: usize = 2;
const WAYS: usize = 3;

const NEVER: f64 = f64::NEG_INFINITY;
/// By how much, as a logarithm, all ways to a place weigh more than the best of them at the most.
const MOST_ADDED: f64 = 1.1;
/// More than what rounding may change of a logarithm.
const ROUNDING: f64 = 1e-6;

/// A step of the best path.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// The step.
    pub step: PathStep,
    /// Its probability among all paths.
    pub probability: f64,
    /// How alike its sides are, if it has two: see [`Arc::likeness`].
    pub likeness: Option<f32>,
}

/// Where the last step to a place comes from.
struct Back {
    place: (usize, usize),
    /// How that place was reached; `None`: in the best way.
    way: Option<usize>,
    probability: f64,
    likeness: Option<f32>,
}

/// What adds up over all paths, or is the best of them.
trait Sum {
    fn add(a: f64, b: f64) -> f64;
}

/// Of logarithms of weights.
struct Logs;

impl Sum for Logs {
    fn add(a: f64, b: f64) -> f64 {
        let (high, low) = if a > b { (a, b) } else { (b, a) };
        // What is smaller than the last bit changes nothing.
        if low < high - 37.0 || low == NEVER {
            return high;
        }
        // Not the system's: those differ from one to the next.
        high + libm::log1p(libm::exp(low - high))
    }
}

/// The better one.
struct Best;

impl Sum for Best {
    fn add(a: f64, b: f64) -> f64 {
        a.max(b)
    }
}

/// For each place, the weight of the ways to it, or from it, by their last, or next, step.
struct Ways(Vec<[f64; WAYS]>);

/// The ways to each place.
struct Forward {
    ways: Vec<[f64; WAYS]>,
    /// All of a place together: many beads begin there.
    all: Vec<f64>,
}

impl Lattice<'_> {
    fn is_start(&self, row: usize, column: usize) -> bool {
        row == 0
            && match self.scope {
                Scope::Part { begins: false, .. } => true,
                _ => column == self.places.row(0).0,
            }
    }

    fn is_end(&self, row: usize, column: usize) -> bool {
        let last = self.places.source_len();
        row == last
            && match self.scope {
                Scope::Part { ends: false, .. } => true,
                _ => column == self.places.row(last).1,
            }
    }

    /// What a deletion behind a step of some way weighs, the text's own part left out.
    fn deletion(&self, after: usize) -> f64 {
        match after {
            BEAD => self.gap.open,
            DELETION => self.gap.extend,
            _ => NEVER,
        }
    }

    fn insertion(&self, after: usize) -> f64 {
        match after {
            INSERTION => self.gap.extend,
            _ => self.gap.open,
        }
    }

    /// The ways from the beginning to each place.
    fn forward<S: Sum>(&self) -> Forward {
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
        Forward { ways, all }
    }

    /// The ways from each place to the end, by the step that led to it.
    fn backward(&self) -> Ways {
        // In the order of where they begin.
        let mut arcs: Vec<&Arc> = self.arcs.iter().collect();
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
                        bead = Logs::add(bead, ways[to][BEAD] + arc.weight);
                    }
                }
                let mut own = [bead; WAYS];
                if let Some(to) = self.places.cell(row + 1, column) {
                    let alone = self.deletions[cell];
                    for way in [BEAD, DELETION] {
                        let weight = ways[to][DELETION] + self.deletion(way) + alone;
                        own[way] = Logs::add(own[way], weight);
                    }
                }
                if column < hi {
                    let alone = self.insertions[cell];
                    for way in [BEAD, DELETION, INSERTION] {
                        let weight = ways[cell + 1][INSERTION] + self.insertion(way) + alone;
                        own[way] = Logs::add(own[way], weight);
                    }
                }
                ways[cell] = own;
            }
        }
        Ways(ways)
    }

    /// The probability of everything that is considered, among all paths.
    pub fn posteriors(&self) -> Posteriors {
        self.posteriors_above(0.0)
    }

    /// The same; what is less probable than `least` may be 0 instead.
    pub fn posteriors_above(&self, least: f64) -> Posteriors {
        let lowest = libm::log(least) - ROUNDING;
        let forward = self.forward::<Logs>();
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
                probability(forward.all[from] + arc.weight + backward.0[to][BEAD])
            })
            .collect();
        // Of ways that go on so: most are too improbable for their sum to matter.
        let through = |before: &[f64], alone: f64, after: f64| {
            let best = before.iter().copied().fold(NEVER, f64::max);
            if best + MOST_ADDED + alone + after - total < lowest {
                return 0.0;
            }
            let before = before.iter().copied().fold(NEVER, Logs::add);
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
                    let after = backward.0[to][DELETION];
                    deletions[cell] = through(&ways, self.deletions[cell], after);
                }
                if column < hi {
                    let ways = [BEAD, DELETION, INSERTION]
                        .map(|way| forward.ways[cell][way] + self.insertion(way));
                    let after = backward.0[cell + 1][INSERTION];
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

    /// The weight of all ways together.
    fn total(&self, forward: &Forward) -> f64 {
        let last = self.places.source_len();
        let (lo, hi) = self.places.row(last);
        (lo..=hi)
            .filter(|&column| self.is_end(last, column))
            .filter_map(|column| self.places.cell(last, column))
            .flat_map(|cell| forward.ways[cell])
            .fold(NEVER, Logs::add)
    }

    /// The best path from end to end (Viterbi).
    pub fn best_path(&self) -> Vec<Taken> {
        let best = self.forward::<Best>().ways;
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
            // There is always a way back (Band::connected); were there none, all would be alone.
            let back = before.unwrap_or(Back {
                place: match row.checked_sub(1) {
                    Some(above) => (above, column),
                    None => (row, column - 1),
                },
                way: None,
                probability: 0.0,
                likeness: None,
            });
            steps.push(Taken {
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

    /// The step that the best path to a place ends with. `way` is how the place is reached, `None` in
    /// the best way.
    fn before(
        &self,
        best: &[[f64; WAYS]],
        posteriors: &Posteriors,
        (row, column): (usize, usize),
        cell: usize,
        way: Option<usize>,
    ) -> Option<Back> {
        // The first of the best, so that equals are always decided alike.
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
                Some(Back {
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
                Some(Back {
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
                Some(Back {
                    place: (row, column - 1),
                    way: Some(way),
                    probability: posteriors.insertions[from],
                    likeness: None,
                })
            }
        }
    }

    /// The bead that the best path to a place, of some weight, ends with.
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

/// Probabilities, in the order of what they are of.
pub struct Posteriors {
    /// Of each bead.
    pub arcs: Vec<f64>,
    /// For each place, of leaving the next source text alone there.
    pub deletions: Vec<f64>,
    /// For each place, of leaving the next target text alone there.
    pub insertions: Vec<f64>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::ops::Range;

    /// A full lattice of n by m texts with weights that differ from seed to seed.
    struct Full {
        places: Band,
        arcs: Vec<Arc>,
        deletions: Vec<f64>,
        insertions: Vec<f64>,
    }

    impl Full {
        fn new(seed: u64, n: usize, m: usize) -> Self {
            let mut bits = seed | 1;
            let mut noise = || {
                bits ^= bits << 13;
                bits ^= bits >> 7;
                bits ^= bits << 17;
                (bits % 1000) as f64 / 100.0 - 6.0
            };
            let places = Band::full(n, m);
            let mut arcs = Vec::new();
            for row in 1..=n {
                for column in 1..=m {
                    for (a, b) in [(1, 1), (1, 2), (2, 1), (2, 2)] {
                        if a <= row && b <= column {
                            arcs.push(Arc {
                                source: (row - a) as u32,
                                target: (column - b) as u32,
                                shape: (a as u8, b as u8),
                                likeness: 0.0,
                                weight: noise(),
                            });
                        }
                    }
                }
            }
            let deletions = (0..places.cells()).map(|_| noise() / 4.0).collect();
            let insertions = (0..places.cells()).map(|_| noise() / 4.0).collect();
            Self {
                places,
                arcs,
                deletions,
                insertions,
            }
        }

        fn lattice(&self) -> Lattice<'_> {
            Lattice {
                places: &self.places,
                arcs: &self.arcs,
                deletions: &self.deletions,
                insertions: &self.insertions,
                gap: Gap {
                    open: -2.0,
                    extend: -0.5,
                },
                scope: Scope::Whole,
            }
        }

        /// Every path from end to end, with its weight.
        fn all(&self) -> Vec<(Vec<PathStep>, f64)> {
            let lattice = self.lattice();
            let end = (self.places.source_len(), self.places.row(0).1);
            let mut unfinished = vec![(Vec::new(), 0.0, BEAD)];
            let mut paths = Vec::new();
            while let Some((steps, weight, way)) = unfinished.pop() {
                let at = steps
                    .last()
                    .map_or((0, 0), |step: &PathStep| (step.source.end, step.target.end));
                if at == end {
                    paths.push((steps, weight));
                    continue;
                }
                let mut go = |source: Range<usize>, target: Range<usize>, more: f64, way: usize| {
                    let mut steps = steps.clone();
                    steps.push(PathStep { source, target });
                    unfinished.push((steps, weight + more, way));
                };
                for arc in &self.arcs {
                    if (arc.source as usize, arc.target as usize) == at {
                        go(
                            at.0..arc.source_end(),
                            at.1..arc.target_end(),
                            arc.weight,
                            BEAD,
                        );
                    }
                }
                let cell = self.places.cell(at.0, at.1).unwrap();
                if at.0 < end.0 && way != INSERTION {
                    let weight = lattice.deletion(way) + self.deletions[cell];
                    go(at.0..at.0 + 1, at.1..at.1, weight, DELETION);
                }
                if at.1 < end.1 {
                    let weight = lattice.insertion(way) + self.insertions[cell];
                    go(at.0..at.0, at.1..at.1 + 1, weight, INSERTION);
                }
            }
            paths
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn no_path_is_better_and_scores_are_shares_of_all_paths(
            seed: u64, n in 0..=4usize, m in 0..=4usize,
        ) {
            let full = Full::new(seed, n, m);
            let paths = full.all();
            let best = full.lattice().best_path();
            let steps: Vec<PathStep> = best.iter().map(|taken| taken.step.clone()).collect();
            let own = paths.iter().find(|(path, _)| *path == steps);
            let most = paths.iter().map(|(_, weight)| *weight).fold(f64::MIN, f64::max);
            prop_assert!(own.is_some_and(|(_, weight)| (weight - most).abs() < 1e-9));
            let total: f64 = paths.iter().map(|(_, weight)| weight.exp()).sum();
            for Taken { step, probability: score, .. } in &best {
                let with = paths.iter().filter(|(path, _)| path.contains(step));
                let share = with.map(|(_, weight)| weight.exp()).sum::<f64>() / total;
                prop_assert!((share - score).abs() < 1e-9, "{step:?}: {share} {score}");
            }
        }

        #[test]
        fn a_path_covers_every_text_once_and_in_order(
            seed: u64, n in 0..60usize, m in 0..60usize,
        ) {
            let full = Full::new(seed, n, m);
            let mut at = (0, 0);
            for Taken { step, probability: score, .. } in full.lattice().best_path() {
                prop_assert_eq!((step.source.start, step.target.start), at);
                prop_assert!((0.0..=1.0).contains(&score));
                at = (step.source.end, step.target.end);
            }
            prop_assert_eq!(at, (n, m));
        }
    }
}
