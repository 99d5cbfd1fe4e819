//! Weighed lattices against all of their paths.

use super::band::Band;
use super::step::PathStep;
use super::viterbi::ScoredStep;
use super::weighed::{BEAD, BeadArc, DELETION, GapWeights, INSERTION, PathScope, WeighedLattice};
use proptest::prelude::*;
use std::ops::Range;

/// A full lattice of n by m texts with weights that differ from seed to seed.
struct FullLattice {
    places: Band,
    arcs: Vec<BeadArc>,
    deletions: Vec<f64>,
    insertions: Vec<f64>,
}

impl FullLattice {
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
                        arcs.push(BeadArc {
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

    fn lattice(&self) -> WeighedLattice<'_> {
        WeighedLattice {
            places: &self.places,
            arcs: &self.arcs,
            deletions: &self.deletions,
            insertions: &self.insertions,
            gap: GapWeights {
                open: -2.0,
                extend: -0.5,
            },
            scope: PathScope::Whole,
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
        let full = FullLattice::new(seed, n, m);
        let paths = full.all();
        let best = full.lattice().best_path();
        let steps: Vec<PathStep> = best.iter().map(|taken| taken.step.clone()).collect();
        let own = paths.iter().find(|(path, _)| *path == steps);
        let most = paths.iter().map(|(_, weight)| *weight).fold(f64::MIN, f64::max);
        prop_assert!(own.is_some_and(|(_, weight)| (weight - most).abs() < 1e-9));
        let total: f64 = paths.iter().map(|(_, weight)| weight.exp()).sum();
        for ScoredStep { step, probability: score, .. } in &best {
            let with = paths.iter().filter(|(path, _)| path.contains(step));
            let share = with.map(|(_, weight)| weight.exp()).sum::<f64>() / total;
            prop_assert!((share - score).abs() < 1e-9, "{step:?}: {share} {score}");
        }
    }

    #[test]
    fn a_path_covers_every_text_once_and_in_order(
        seed: u64, n in 0..60usize, m in 0..60usize,
    ) {
        let full = FullLattice::new(seed, n, m);
        let mut at = (0, 0);
        for ScoredStep { step, probability: score, .. } in full.lattice().best_path() {
            prop_assert_eq!((step.source.start, step.target.start), at);
            prop_assert!((0.0..=1.0).contains(&score));
            at = (step.source.end, step.target.end);
        }
        prop_assert_eq!(at, (n, m));
    }
}
