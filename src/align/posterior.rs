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
        .map_or(f64::NEG_INFINITY, |cell| forward[cell]);
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
            let own = match (step.source.len(), step.target.len()) {
                (1, 0) => skip_source(),
                (0, 1) => skip_target(),
                (a, b) => MOVES
                    .iter()
                    .position(|&(x, y, _)| (x, y) == (a, b))
                    .map_or(f64::NEG_INFINITY, |k| {
                        value(evidence, step.source.end, step.target.end, k)
                    }),
            };
            (forward[from] + own / TEMPERATURE + backward[to] - total)
                .exp()
                .clamp(0.0, 1.0)
        })
        .collect()
}

/// The logarithm of the summed weight of all ways to reach each cell.
fn forward(evidence: &dyn Evidence, corridor: &Corridor) -> Vec<f64> {
    let mut sums = vec![f64::NEG_INFINITY; corridor.cells()];
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
                    && sums[before] > f64::NEG_INFINITY
                {
                    sum = add(sum, sums[before] + value(evidence, i, j, k) / TEMPERATURE);
                }
            }
            // One order only, deletions before insertions, so that a gap has one path.
            if i > 0
                && let Some(before) = corridor.cell(i - 1, j)
            {
                sum = add(sum, sums[before] + skip_source() / TEMPERATURE);
            }
            if j > 0
                && let Some(before) = corridor.cell(i, j - 1)
            {
                sum = add(sum, sums[before] + skip_target() / TEMPERATURE);
            }
            sums[cell] = sum;
        }
    }
    sums
}

/// The logarithm of the summed weight of all ways from each cell to the end.
fn backward(evidence: &dyn Evidence, corridor: &Corridor, n: usize, m: usize) -> Vec<f64> {
    let mut sums = vec![f64::NEG_INFINITY; corridor.cells()];
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
                    && sums[after] > f64::NEG_INFINITY
                {
                    sum = add(
                        sum,
                        sums[after] + value(evidence, i + a, j + b, k) / TEMPERATURE,
                    );
                }
            }
            if let Some(after) = corridor.cell(i + 1, j) {
                sum = add(sum, sums[after] + skip_source() / TEMPERATURE);
            }
            if let Some(after) = corridor.cell(i, j + 1) {
                sum = add(sum, sums[after] + skip_target() / TEMPERATURE);
            }
            sums[cell] = sum;
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
