//! How probable each bead of a path is among all paths (forward-backward).

use super::lattice::{MOVES, skip_source, skip_target, value};
use super::{Corridor, Step};
use crate::similarity::Evidence;

/// What evidence counts for in probabilities: fitted on aligned novels, so that about a share p of the
/// beads with score p are right.
const TEMPERATURE: f64 = 0.65;

/// The posterior probability, 0 to 1, of each step of a path from end to end of the corridor.
pub fn posteriors(
    evidence: &dyn Evidence,
    corridor: &Corridor,
    m: usize,
    steps: &[Step],
) -> Vec<f64> {
    let n = corridor.source_len();
    let forward = forward(evidence, corridor);
    let backward = backward(evidence, corridor, n, m);
    let total = corridor
        .cell(n, m)
        .map_or(f64::NEG_INFINITY, |cell| forward.all[cell]);
    steps
        .iter()
        .map(|step| {
            let (from, to) = (
                corridor.cell(step.source.start, step.target.start),
                corridor.cell(step.source.end, step.target.end),
            );
            let (Some(from), Some(to)) = (from, to) else {
                return 0.0;
            };
            let (before, own, after) = match (step.source.len(), step.target.len()) {
                (1, 0) => (forward.open[from], skip_source(), backward.all[to]),
                (0, 1) => (forward.all[from], skip_target(), backward.open[to]),
                (a, b) => {
                    let own = MOVES
                        .iter()
                        .position(|&(x, y, _)| (x, y) == (a, b))
                        .map_or(f64::NEG_INFINITY, |k| {
                            value(evidence, step.source.end, step.target.end, k)
                        });
                    (forward.all[from], own, backward.all[to])
                }
            };
            (before + own / TEMPERATURE + after - total)
                .exp()
                .clamp(0.0, 1.0)
        })
        .collect()
}

/// For each cell, the logarithm of the summed weight of the ways to it or from it. A deletion does
/// not follow directly on an insertion (see `best_path`), or a gap of both would be counted once
/// for each order that they can stand in.
struct Sums {
    /// All of them.
    all: Vec<f64>,
    /// Those to the cell that do not end in an insertion; those from it that do not begin with a
    /// deletion.
    open: Vec<f64>,
}

impl Sums {
    fn new(cells: usize) -> Self {
        Self {
            all: vec![f64::NEG_INFINITY; cells],
            open: vec![f64::NEG_INFINITY; cells],
        }
    }
}

/// The ways from the beginning to each cell.
fn forward(evidence: &dyn Evidence, corridor: &Corridor) -> Sums {
    let mut sums = Sums::new(corridor.cells());
    for i in 0..=corridor.source_len() {
        let (lo, hi) = corridor.row(i);
        for j in lo..=hi {
            let Some(cell) = corridor.cell(i, j) else {
                continue;
            };
            let mut sum = if (i, j) == (0, 0) {
                0.0
            } else {
                f64::NEG_INFINITY
            };
            for (k, &(a, b, _)) in MOVES.iter().enumerate() {
                if a > i || b > j {
                    continue;
                }
                if let Some(before) = corridor.cell(i - a, j - b)
                    && sums.all[before] > f64::NEG_INFINITY
                {
                    sum = add(
                        sum,
                        sums.all[before] + value(evidence, i, j, k) / TEMPERATURE,
                    );
                }
            }
            if i > 0
                && let Some(before) = corridor.cell(i - 1, j)
            {
                sum = add(sum, sums.open[before] + skip_source() / TEMPERATURE);
            }
            sums.open[cell] = sum;
            if j > 0
                && let Some(before) = corridor.cell(i, j - 1)
            {
                sum = add(sum, sums.all[before] + skip_target() / TEMPERATURE);
            }
            sums.all[cell] = sum;
        }
    }
    sums
}

/// The ways from each cell to the end.
fn backward(evidence: &dyn Evidence, corridor: &Corridor, n: usize, m: usize) -> Sums {
    let mut sums = Sums::new(corridor.cells());
    for i in (0..=n).rev() {
        let (lo, hi) = corridor.row(i);
        for j in (lo..=hi).rev() {
            let Some(cell) = corridor.cell(i, j) else {
                continue;
            };
            let mut sum = if (i, j) == (n, m) {
                0.0
            } else {
                f64::NEG_INFINITY
            };
            for (k, &(a, b, _)) in MOVES.iter().enumerate() {
                if let Some(after) = corridor.cell(i + a, j + b)
                    && sums.all[after] > f64::NEG_INFINITY
                {
                    sum = add(
                        sum,
                        sums.all[after] + value(evidence, i + a, j + b, k) / TEMPERATURE,
                    );
                }
            }
            if let Some(after) = corridor.cell(i, j + 1) {
                sum = add(sum, sums.open[after] + skip_target() / TEMPERATURE);
            }
            sums.open[cell] = sum;
            if let Some(after) = corridor.cell(i + 1, j) {
                sum = add(sum, sums.all[after] + skip_source() / TEMPERATURE);
            }
            sums.all[cell] = sum;
        }
    }
    sums
}

/// log(exp a + exp b).
fn add(a: f64, b: f64) -> f64 {
    let (high, low) = if a >= b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY {
        high
    } else {
        high + (low - high).exp().ln_1p()
    }
}

#[cfg(test)]
mod tests {
    use super::super::lattice::tests::{Noise, all_steps, ordered_paths, worth};
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn each_step_has_its_share_of_all_paths(seed: u64, n in 0..=4usize, m in 0..=4usize) {
            let evidence = Noise(seed);
            let weighed: Vec<(Vec<Step>, f64)> = ordered_paths(n, m)
                .into_iter()
                .map(|path| {
                    let worth: f64 = path.iter().map(|step| worth(&evidence, step)).sum();
                    (path, (worth / TEMPERATURE).exp())
                })
                .collect();
            let total: f64 = weighed.iter().map(|(_, weight)| weight).sum();
            let steps = all_steps(n, m);
            let scores = posteriors(&evidence, &Corridor::full(n, m), m, &steps);
            for (step, score) in steps.iter().zip(scores) {
                let through = weighed.iter().filter(|(path, _)| path.contains(step));
                let share = through.map(|(_, weight)| weight).sum::<f64>() / total;
                prop_assert!((score - share).abs() < 1e-9, "{step:?}: {score}, not {share}");
            }
        }

        #[test]
        fn each_segment_is_covered_for_certain(seed: u64, n in 0..=12usize, m in 0..=12usize) {
            let steps = all_steps(n, m);
            let scores = posteriors(&Noise(seed), &Corridor::full(n, m), m, &steps);
            let sum = |covers: &dyn Fn(&Step) -> bool| -> f64 {
                let covering = steps.iter().zip(&scores).filter(|(step, _)| covers(step));
                covering.map(|(_, score)| score).sum()
            };
            for i in 0..n {
                let sum = sum(&|step| step.source.contains(&i));
                prop_assert!((sum - 1.0).abs() < 1e-9, "source {i}: {sum}");
            }
            for j in 0..m {
                let sum = sum(&|step| step.target.contains(&j));
                prop_assert!((sum - 1.0).abs() < 1e-9, "target {j}: {sum}");
            }
        }
    }

    #[test]
    fn a_gap_on_both_sides_counts_once() {
        struct Never;
        impl Evidence for Never {
            fn bead(&self, _: std::ops::Range<usize>, _: std::ops::Range<usize>) -> f64 {
                f64::NEG_INFINITY
            }
            fn shares_meaning(&self, _: std::ops::Range<usize>, _: std::ops::Range<usize>) -> bool {
                false
            }
        }
        let gap = [
            Step {
                source: 0..1,
                target: 0..0,
            },
            Step {
                source: 1..1,
                target: 0..1,
            },
        ];
        assert_eq!(
            posteriors(&Never, &Corridor::full(1, 1), 1, &gap),
            [1.0, 1.0]
        );
    }
}
