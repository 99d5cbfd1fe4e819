//! 512 bits, with an instruction that multiplies pairs and adds the products to the sums.

use super::avx512::{Pair, Pairs, Sums, broadcast, load, opaque, store, zero};
use super::kernel::{COLUMNS, Kernel, Line, kernel};
use super::rows::Rows;
use std::arch::x86_64::_mm512_dpwssd_epi32;
use std::array::from_fn;
use std::hint::black_box;

#[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
fn multiply_add(sums: Sums, weights: Pairs, pair: Pair) -> Sums {
    _mm512_dpwssd_epi32(sums, weights, pair)
}

kernel! {
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    rows: [1 2 3 4 5 6 7 8], lines: 2, run: 1
}
