//! Plain arithmetic on weights that lie as `neon` has them, so that this order is tested on any CPU.

use super::kernel::{COLUMNS, Kernel, WeightLine, kernel};
use super::rows::ActivationRows;
use super::steps::TileSteps;
use std::array::from_fn;

/// Number of columns of one `k` that are neighbours: a vector of NEON.
const RUN: usize = 4;

type Sums = [i32; COLUMNS];
type Pairs = [i16; 2 * COLUMNS];
type Pair = [i16; 2];

fn zero() -> Sums {
    [0; COLUMNS]
}

fn load(line: &WeightLine) -> Pairs {
    line.0
}

fn broadcast(pair: [i16; 2]) -> Pair {
    pair
}

fn multiply_add(sums: Sums, weights: Pairs, [a, b]: Pair) -> Sums {
    from_fn(|c| {
        let at = c / RUN * 2 * RUN + c % RUN;
        let first = i32::from(a) * i32::from(weights[at]);
        let second = i32::from(b) * i32::from(weights[at + RUN]);
        sums[c].wrapping_add(first).wrapping_add(second)
    })
}

fn store(sums: Sums, out: &mut [i32; COLUMNS]) {
    *out = sums;
}

kernel! { rows: [1 2 3 4 5 6], lines: 1, run: 4, spin: None }
