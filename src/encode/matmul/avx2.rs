//! 256 bits: a line of weights is two vectors, a tile of six rows by sixteen columns twelve.
//!
//! Twelve vectors of sums, two of weights, one of activations and one of products are the sixteen
//! registers there are.

#![allow(unsafe_code)]

use super::kernel::{COLUMNS, Kernel, WeightLine, kernel};
use super::peak::spin;
use super::rows::ActivationRows;
use super::steps::TileSteps;
use std::arch::asm;
use std::arch::x86_64::{
    __m256i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_set1_epi32,
    _mm256_setzero_si256, _mm256_storeu_si256,
};
use std::array::from_fn;
use std::hint::black_box;

type Sums = [__m256i; 2];
type Pairs = [__m256i; 2];
type Pair = __m256i;

#[target_feature(enable = "avx2")]
fn zero() -> Sums {
    [_mm256_setzero_si256(); 2]
}

#[target_feature(enable = "avx2")]
fn load(line: &WeightLine) -> Pairs {
    let halves: *const __m256i = line.0.as_ptr().cast();
    // SAFETY: a line is 64 bytes, and these loads are of 32 each, at 0 and at 32.
    unsafe {
        [
            _mm256_loadu_si256(halves),
            _mm256_loadu_si256(halves.add(1)),
        ]
    }
}

#[target_feature(enable = "avx2")]
fn broadcast([a, b]: [i16; 2]) -> Pair {
    _mm256_set1_epi32(i32::from(a as u16) | i32::from(b) << 16)
}

#[target_feature(enable = "avx2")]
fn multiply_add(sums: Sums, weights: Pairs, pair: Pair) -> Sums {
    [
        _mm256_add_epi32(sums[0], _mm256_madd_epi16(weights[0], pair)),
        _mm256_add_epi32(sums[1], _mm256_madd_epi16(weights[1], pair)),
    ]
}

#[target_feature(enable = "avx2")]
fn store(sums: Sums, out: &mut [i32; COLUMNS]) {
    let halves: *mut __m256i = out.as_mut_ptr().cast();
    // SAFETY: sixteen sums are 64 bytes, and these stores are of 32 each, at 0 and at 32.
    unsafe {
        _mm256_storeu_si256(halves, sums[0]);
        _mm256_storeu_si256(halves.add(1), sums[1]);
    }
}

#[target_feature(enable = "avx2")]
fn opaque(mut pair: Pair) -> Pair {
    // SAFETY: there is no instruction in it.
    unsafe { asm!("/* {} */", inout(ymm_reg) pair, options(nomem, nostack, preserves_flags)) }
    pair
}

kernel! {
    #[target_feature(enable = "avx2")]
    rows: [1 2 3 4 5 6], lines: 1, run: 1, spin: Some(spin)
}

spin! {
    #[target_feature(enable = "avx2")]
}
