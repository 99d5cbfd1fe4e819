//! 512 bits: a line of weights is one vector.

#![allow(unsafe_code)]

use super::kernel::{COLUMNS, Kernel, WeightLine, kernel};
use super::peak::spin;
use super::rows::ActivationRows;
use super::steps::TileSteps;
use std::arch::asm;
use std::arch::x86_64::{
    __m512i, _mm512_add_epi32, _mm512_loadu_si512, _mm512_madd_epi16, _mm512_set1_epi32,
    _mm512_setzero_si512, _mm512_storeu_si512,
};
use std::array::from_fn;
use std::hint::black_box;

pub(super) type Sums = __m512i;
pub(super) type Pairs = __m512i;
pub(super) type Pair = __m512i;

#[target_feature(enable = "avx512f,avx512bw")]
pub(super) fn zero() -> Sums {
    _mm512_setzero_si512()
}

#[target_feature(enable = "avx512f,avx512bw")]
pub(super) fn load(line: &WeightLine) -> Pairs {
    // SAFETY: a line is 64 bytes.
    unsafe { _mm512_loadu_si512(line.0.as_ptr().cast()) }
}

#[target_feature(enable = "avx512f,avx512bw")]
pub(super) fn broadcast([a, b]: [i16; 2]) -> Pair {
    _mm512_set1_epi32(i32::from(a as u16) | i32::from(b) << 16)
}

#[target_feature(enable = "avx512f,avx512bw")]
fn multiply_add(sums: Sums, weights: Pairs, pair: Pair) -> Sums {
    _mm512_add_epi32(sums, _mm512_madd_epi16(weights, pair))
}

#[target_feature(enable = "avx512f,avx512bw")]
pub(super) fn store(sums: Sums, out: &mut [i32; COLUMNS]) {
    // SAFETY: sixteen sums are 64 bytes.
    unsafe { _mm512_storeu_si512(out.as_mut_ptr().cast(), sums) }
}

#[target_feature(enable = "avx512f,avx512bw")]
pub(super) fn opaque(mut pair: Pair) -> Pair {
    // SAFETY: there is no instruction in it.
    unsafe { asm!("/* {} */", inout(zmm_reg) pair, options(nomem, nostack, preserves_flags)) }
    pair
}

kernel! {
    #[target_feature(enable = "avx512f,avx512bw")]
    rows: [1 2 3 4 5 6 7 8], lines: 2, run: 1, spin: Some(spin)
}

spin! {
    #[target_feature(enable = "avx512f,avx512bw")]
}
