//! Plain arithmetic, which the compiler turns into what vectors the target has at least.

use super::kernel::{COLUMNS, Kernel, WeightLine, kernel};
use super::rows::ActivationRows;
use super::steps::TileSteps;
use std::array::from_fn;

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
        let first = i32::from(a) * i32::from(weights[c]);
        let second = i32::from(b) * i32::from(weights[COLUMNS + c]);
        sums[c].wrapping_add(first).wrapping_add(second)
    })
}

fn store(sums: Sums, out: &mut [i32; COLUMNS]) {
    *out = sums;
}

// Of one row LLVM keeps the sums in vectors; of two it makes single numbers again.
kernel! { rows: [1], lines: 1, run: 16, spin: None }
