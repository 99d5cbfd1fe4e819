//! 512 bits, with an instruction that multiplies pairs and adds the products to the sums.

#![allow(unsafe_code)]

use super::avx512::{Pair, Pairs, Sums, broadcast, load, opaque, store, zero};
use super::kernel::{COLUMNS, Kernel, WeightLine, kernel};
use super::peak::spin;
use super::rows::ActivationRows;
use super::steps::TileSteps;
use std::arch::asm;
use std::array::from_fn;
use std::hint::black_box;

#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn multiply_add(mut sums: Sums, weights: Pairs, pair: Pair) -> Sums {
    // Not the intrinsic, because LLVM takes it apart into `vpmaddwd` and `vpaddd` where it believes
    // that to be faster.
    // SAFETY: it reads and writes these three registers only.
    unsafe {
        asm!(
            "vpdpwssd {sums}, {weights}, {pair}",
            sums = inout(zmm_reg) sums,
            weights = in(zmm_reg) weights,
            pair = in(zmm_reg) pair,
            options(pure, nomem, nostack, preserves_flags),
        );
    }
    sums
}

kernel! {
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    rows: [1 2 3 4 5 6 7 8], lines: 2, run: 1, spin: Some(spin)
}

spin! {
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
}
