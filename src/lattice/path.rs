//! The search for a translation among other text: the best path that begins and ends anywhere on the target
//! side (Viterbi), over all beads in a band, by an [`Evidence`] that is quick to compute.

use super::band::{Band, BandRow};
use super::step::PathStep;
use crate::similarity::Evidence;

/// The shapes of beads and their costs: source texts, target texts, nats. The costs are those of a
/// measured prototype; 1-1 is by far the most common.
const MOVES: &[(usize, usize, f64)] = &[
    (1, 1, 0.0),
    (1, 2, 0.7),
    (2, 1, 0.7),
    (2, 2, 1.2),
    (1, 3, 1.8),
    (3, 1, 1.8),
    (2, 3, 2.0),
    (3, 2, 2.0),
    (3, 3, 2.0),
    (1, 4, 2.6),
    (4, 1, 2.6),
    (2, 4, 2.8),
    (4, 2, 2.8),
    (1, 5, 3.4),
    (5, 1, 3.4),
    (1, 6, 4.0),
    (6, 1, 4.0),
];

/// Cost of every bead, in nats: evidence is not independent, so the threshold is above chance.
const BEAD_COST: f64 = 0.3;
/// Cost of leaving a target text alone, in nats.
const SKIP_TARGET: f64 = 2.2;
/// Cost of leaving a source text alone, in nats.
const SKIP_SOURCE: f64 = 1.6;

/// More than rounding may add to the score of a path, in nats.
const ROUNDING: f64 = 1e-6;

/// A way through the lattice.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LatticePath {
    /// Its beads in order.
    pub steps: Vec<PathStep>,
    /// The sum of their evidence less their costs, in nats, with the worth of the ends.
    pub score: f64,
}

/// Where a path may begin and end on the target side, and what that is worth.
pub(crate) struct PathEnds<'a> {
    /// The worth of beginning before target text j, in nats; minus infinity where a path may not begin.
    pub start: Box<dyn Fn(usize) -> f64 + 'a>,
    /// The worth of ending before target text j, in nats.
    pub end: Box<dyn Fn(usize) -> f64 + 'a>,
    /// The additional cost of skipping target text j, in nats.
    pub barrier: Box<dyn Fn(usize) -> f64 + 'a>,
    /// Whether neither the first nor the last step may be an insertion, so that the path begins and
    /// ends where its translation does.
    pub ends_in_bead: bool,
}

impl PathEnds<'_> {
    /// Paths from the first to the last of `m` target texts.
    pub(crate) fn closed(m: usize) -> Self {
        let only = |at: usize| move |j: usize| if j == at { 0.0 } else { f64::NEG_INFINITY };
        Self {
            start: Box::new(only(0)),
            end: Box::new(only(m)),
            barrier: Box::new(|_| 0.0),
            ends_in_bead: false,
        }
    }
}

// How a cell is reached, other than by an insertion. A number below these is the index of a move.
/// The source text before the cell is skipped.
const SKIPPED_SOURCE: u8 = 201;
/// A path begins at the cell.
const BEGIN: u8 = 202;
/// No path reaches the cell.
const NOWHERE: u8 = 255;

/// Most source texts of a bead.
const MOST_SOURCES: usize = 6;

/// The worth of skipping a source text, in nats.
fn skip_source() -> f64 {
    -SKIP_SOURCE
}

/// The worth of skipping a target text, in nats.
fn skip_target() -> f64 {
    -SKIP_TARGET
}

/// The best path that consumes all source texts; `None` if the ends allow no path.
///
/// Where source and target texts are left alone between two beads, the deletions come before the
/// insertions, so that a gap has one path: no deletion directly follows an insertion.
pub(crate) fn best_path(
    evidence: &dyn Evidence,
    band: &Band,
    ends: &PathEnds<'_>,
) -> Option<LatticePath> {
    let n = band.source_len();
    // Of the paths to each cell: the best, and the best that does not end in an insertion.
    let mut best = vec![f64::NEG_INFINITY; band.cells()];
    let mut open = vec![f64::NEG_INFINITY; band.cells()];
    let mut origins = Origins {
        open: vec![NOWHERE; band.cells()],
        inserted: vec![false; band.cells()],
    };
    let mut ceilings = Vec::new();
    let mut bounds = Vec::new();
    for i in 0..=n {
        let (lo, hi) = band.row(i);
        // The cells of this row and of the rows above it, by their distance.
        let above: [BandRow; MOST_SOURCES + 1] = std::array::from_fn(|a| {
            i.checked_sub(a)
                .map_or(BandRow::default(), |i| band.cells_of(i))
        });
        // The most that each bead is worth, by its shape and where it ends.
        let width = hi + 1 - lo;
        bounds.clear();
        bounds.resize(MOVES.len() * width, f64::NEG_INFINITY);
        for (bounds, &(a, b, cost)) in bounds.chunks_mut(width).zip(MOVES) {
            let (from, to) = (above[a].first() + b, above[a].end() + b);
            let ends = lo.max(from)..(hi + 1).min(to);
            if ends.is_empty() || i < a {
                continue;
            }
            let before = &best[above[a].cells(ends.start - b..ends.end - b)];
            ceilings.resize(ends.len(), 0.0);
            evidence.ceilings(i - a..i, b, ends.clone(), &mut ceilings);
            let bounds = &mut bounds[ends.start - lo..ends.end - lo];
            for ((bound, before), ceiling) in bounds.iter_mut().zip(before).zip(&ceilings) {
                *bound = before + f64::from(*ceiling) - cost - BEAD_COST + ROUNDING;
            }
        }
        for j in lo..=hi {
            let Some(cell) = above[0].cell(j) else {
                continue;
            };
            let (mut score, mut origin) = if i == 0 {
                ((ends.start)(j), BEGIN)
            } else {
                (f64::NEG_INFINITY, NOWHERE)
            };
            let mut offer = |value: f64, by: u8| {
                if value > score {
                    (score, origin) = (value, by);
                }
            };
            if i > 0 {
                let skipped = above[1]
                    .cell(j)
                    .map_or(f64::NEG_INFINITY, |before| open[before] + skip_source());
                // A bead that is worth no more than this is not computed.
                let mut least = skipped;
                for (k, &(a, b, cost)) in MOVES.iter().enumerate() {
                    if bounds[k * width + j - lo] > least
                        && let Some(before) = above[a].cell(j - b).map(|before| best[before])
                    {
                        let bead = evidence.bead(i - a..i, j - b..j);
                        let value = before + (bead - cost - BEAD_COST);
                        offer(value, k as u8);
                        least = least.max(value);
                    }
                }
                offer(skipped, SKIPPED_SOURCE);
            }
            open[cell] = score;
            best[cell] = score;
            if score > f64::NEG_INFINITY {
                origins.open[cell] = origin;
            }
            // A path that has not begun skips no target text: it begins later.
            if j > lo && (i > 0 || !ends.ends_in_bead) {
                let skip = best[cell - 1] + skip_target() - (ends.barrier)(j - 1);
                if skip > score {
                    best[cell] = skip;
                    origins.inserted[cell] = true;
                }
            }
        }
    }
    let reached = if ends.ends_in_bead { &open } else { &best };
    let (lo, hi) = band.row(n);
    let mut last: Option<(f64, usize)> = None;
    for j in lo..=hi {
        let Some(cell) = band.cell(n, j) else {
            continue;
        };
        let score = reached[cell] + (ends.end)(j);
        if score > last.map_or(f64::NEG_INFINITY, |(score, _)| score) {
            last = Some((score, j));
        }
    }
    let (score, end) = last?;
    Some(LatticePath {
        steps: origins.trace(band, (n, end), ends.ends_in_bead)?,
        score,
    })
}

/// The best path from end to end of `n` source and `m` target texts; `None` if the lattice is too large to
/// look at all of it.
pub(crate) fn best_closed_path(evidence: &dyn Evidence, n: usize, m: usize) -> Option<LatticePath> {
    match Band::is_small(n, m) {
        true => best_path(evidence, &Band::full(n, m), &PathEnds::closed(m)),
        false => None,
    }
}

/// How each cell is reached.
struct Origins {
    /// By the best path that does not end in an insertion.
    open: Vec<u8>,
    /// Whether an insertion is better.
    inserted: Vec<bool>,
}

impl Origins {
    /// The steps to `end`; with `open`, of the best path that does not end in an insertion.
    fn trace(&self, band: &Band, end: (usize, usize), mut open: bool) -> Option<Vec<PathStep>> {
        let (mut i, mut j) = end;
        let mut steps = Vec::new();
        loop {
            let cell = band.cell(i, j)?;
            let (a, b) = match self.open[cell] {
                _ if !open && self.inserted[cell] => (0, 1),
                BEGIN => break,
                SKIPPED_SOURCE => (1, 0),
                NOWHERE => return None,
                k => {
                    let (a, b, _) = MOVES[k as usize];
                    (a, b)
                }
            };
            steps.push(PathStep {
                source: i - a..i,
                target: j - b..j,
            });
            (i, j) = (i - a, j - b);
            // A deletion does not follow an insertion.
            open = b == 0;
        }
        steps.reverse();
        Some(steps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::ops::Range;

    /// Evidence from -6 to 4 nats that differs from bead to bead and from seed to seed.
    struct Noise(u64);

    impl Evidence for Noise {
        fn bead(&self, source: Range<usize>, target: Range<usize>) -> f64 {
            let mut bits = self.0;
            for n in [source.start, source.end, target.start, target.end] {
                bits = (bits ^ n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                bits ^= bits >> 29;
            }
            (bits % 1000) as f64 / 100.0 - 6.0
        }

        fn shares_meaning(&self, _: Range<usize>, _: Range<usize>) -> bool {
            true
        }
    }

    /// The worth of a step.
    fn worth(evidence: &dyn Evidence, step: &PathStep) -> f64 {
        match (step.source.len(), step.target.len()) {
            (1, 0) => -SKIP_SOURCE,
            (0, 1) => -SKIP_TARGET,
            (a, b) => {
                let (_, _, cost) = MOVES.iter().find(|&&(x, y, _)| (x, y) == (a, b)).unwrap();
                evidence.bead(step.source.clone(), step.target.clone()) - cost - BEAD_COST
            }
        }
    }

    /// Every step in an n by m lattice.
    fn all_steps(n: usize, m: usize) -> Vec<PathStep> {
        let shapes = MOVES.iter().map(|&(a, b, _)| (a, b));
        let mut steps = Vec::new();
        for (a, b) in shapes.chain([(1, 0), (0, 1)]) {
            for i in a..=n {
                steps.extend((b..=m).map(|j| PathStep {
                    source: i - a..i,
                    target: j - b..j,
                }));
            }
        }
        steps
    }

    /// Every path through an n by m lattice from (0, `start`) to any end, gaps in every order.
    fn all_paths(n: usize, m: usize, start: usize) -> Vec<Vec<PathStep>> {
        let steps = all_steps(n, m);
        let (mut unfinished, mut paths) = (vec![Vec::new()], Vec::new());
        while let Some(path) = unfinished.pop() {
            let (i, j) = end(&path, start);
            for step in &steps {
                if (step.source.start, step.target.start) == (i, j) {
                    unfinished.push([path.as_slice(), std::slice::from_ref(step)].concat());
                }
            }
            if i == n {
                paths.push(path);
            }
        }
        paths
    }

    fn end(path: &[PathStep], start: usize) -> (usize, usize) {
        path.last()
            .map_or((0, start), |step| (step.source.end, step.target.end))
    }

    fn is_ordered(path: &[PathStep]) -> bool {
        !path
            .windows(2)
            .any(|pair| is_insertion(&pair[0]) && pair[1].target.is_empty())
    }

    fn is_insertion(step: &PathStep) -> bool {
        step.source.is_empty()
    }

    /// The worth of a path's steps and ends together.
    fn score(evidence: &dyn Evidence, path: &[PathStep], start: usize, ends: &PathEnds<'_>) -> f64 {
        let steps = path.iter().map(|step| {
            let barrier = is_insertion(step).then(|| (ends.barrier)(step.target.start));
            worth(evidence, step) - barrier.unwrap_or_default()
        });
        (ends.start)(start) + steps.sum::<f64>() + (ends.end)(end(path, start).1)
    }

    /// The best of all paths between the ends, with its score.
    fn by_brute_force(
        evidence: &dyn Evidence,
        n: usize,
        m: usize,
        ends: &PathEnds<'_>,
    ) -> Option<(f64, Vec<PathStep>)> {
        let mut best: Option<(f64, Vec<PathStep>)> = None;
        for start in 0..=m {
            for path in all_paths(n, m, start) {
                let outside =
                    path.first().is_some_and(is_insertion) || path.last().is_some_and(is_insertion);
                if !is_ordered(&path) || (ends.ends_in_bead && outside) {
                    continue;
                }
                let score = score(evidence, &path, start, ends);
                if score > best.as_ref().map_or(f64::NEG_INFINITY, |best| best.0) {
                    best = Some((score, path));
                }
            }
        }
        best
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_path_is_better(seed: u64, n in 0..=4usize, m in 0..=4usize) {
            let evidence = Noise(seed);
            let path = best_path(&evidence, &Band::full(n, m), &PathEnds::closed(m)).unwrap();
            let (score, steps) = by_brute_force(&evidence, n, m, &PathEnds::closed(m)).unwrap();
            prop_assert!((path.score - score).abs() < 1e-9, "{} < {score}: {steps:?}", path.score);
            prop_assert!(is_ordered(&path.steps), "{:?}", path.steps);
            // A deletion after an insertion is worth no more.
            let unordered = all_paths(n, m, 0).into_iter().filter(|path| end(path, 0) == (n, m));
            let worth = |path: Vec<PathStep>| path.iter().map(|step| worth(&evidence, step)).sum();
            let best = unordered.map(worth).fold(f64::NEG_INFINITY, f64::max);
            prop_assert!((path.score - best).abs() < 1e-9);
        }

        #[test]
        fn no_path_between_free_ends_is_better(
            seed: u64,
            n in 1..=3usize,
            ends in proptest::collection::vec((-5.0..2.0f64, -5.0..2.0f64, 0.0..3.0f64), 1..=5),
            closed in 0..5usize,
            ends_in_bead: bool,
        ) {
            let (evidence, m) = (Noise(seed), ends.len() - 1);
            let ends = PathEnds {
                start: Box::new(|j| if j == closed { f64::NEG_INFINITY } else { ends[j].0 }),
                end: Box::new(|j| ends[j].1),
                barrier: Box::new(|j| ends[j].2),
                ends_in_bead,
            };
            let path = best_path(&evidence, &Band::full(n, m), &ends);
            match (path, by_brute_force(&evidence, n, m, &ends)) {
                (Some(path), Some((best, steps))) => {
                    prop_assert!((path.score - best).abs() < 1e-9, "{path:?} is not {steps:?}");
                    let start = path.steps[0].target.start;
                    let own = score(&evidence, &path.steps, start, &ends);
                    prop_assert!((path.score - own).abs() < 1e-9, "{path:?} is worth {own}");
                }
                (path, brute) => prop_assert!(path.is_none() && brute.is_none()),
            }
        }
    }

    /// Evidence for beads of one source and one target segment with one index.
    struct Diagonal;

    impl Evidence for Diagonal {
        fn bead(&self, source: Range<usize>, target: Range<usize>) -> f64 {
            let right = source == target && source.len() == 1;
            if right { 4.0 } else { -9.0 }
        }

        fn shares_meaning(&self, _: Range<usize>, _: Range<usize>) -> bool {
            true
        }
    }

    /// The steps of a path as `a-b`.
    fn shapes(path: &LatticePath) -> Vec<String> {
        let shape = |step: &PathStep| format!("{}-{}", step.source.len(), step.target.len());
        path.steps.iter().map(shape).collect()
    }

    #[test]
    fn deletions_come_before_insertions() {
        struct Misfit;
        impl Evidence for Misfit {
            fn bead(&self, _: Range<usize>, _: Range<usize>) -> f64 {
                -12.0
            }
            fn shares_meaning(&self, _: Range<usize>, _: Range<usize>) -> bool {
                false
            }
        }
        let path = best_path(&Misfit, &Band::full(2, 2), &PathEnds::closed(2)).unwrap();
        assert_eq!(shapes(&path), ["1-0", "1-0", "0-1", "0-1"]);
    }

    #[test]
    fn a_path_with_free_ends_leaves_texts_outside_it_out() {
        let free = || -> Box<dyn Fn(usize) -> f64> { Box::new(|_| 0.0) };
        let ends = PathEnds {
            start: free(),
            end: free(),
            barrier: free(),
            ends_in_bead: true,
        };
        let path = best_path(&Diagonal, &Band::full(2, 5), &ends).unwrap();
        assert_eq!(shapes(&path), ["1-1", "1-1"]);
        let closed = best_path(&Diagonal, &Band::full(2, 5), &PathEnds::closed(5)).unwrap();
        assert_eq!(shapes(&closed), ["1-1", "1-1", "0-1", "0-1", "0-1"]);
    }

    #[test]
    fn a_path_that_ends_in_a_bead_ends_in_no_insertion_however_good_the_end() {
        let ends = PathEnds {
            start: Box::new(|j| if j == 0 { 0.0 } else { f64::NEG_INFINITY }),
            end: Box::new(|j| if j == 3 { 50.0 } else { 0.0 }),
            barrier: Box::new(|_| 0.0),
            ends_in_bead: true,
        };
        let path = best_path(&Diagonal, &Band::full(2, 3), &ends).unwrap();
        let last = path.steps.last().unwrap();
        assert!(last.target.end == 3 && !is_insertion(last), "{path:?}");
    }

    #[test]
    fn ends_that_allow_no_path_give_none() {
        let ends = PathEnds {
            start: Box::new(|_| f64::NEG_INFINITY),
            ..PathEnds::closed(2)
        };
        assert_eq!(best_path(&Diagonal, &Band::full(2, 2), &ends), None);
    }
}
