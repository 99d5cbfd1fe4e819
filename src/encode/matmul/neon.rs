//! 128 bits on ARM: a line of weights is four vectors, each of two `k` by four columns.
//!
//! `smlal` multiplies four columns by one activation and adds to four sums, so here the columns of
//! one `k` are neighbours, four at a time.

#![allow(unsafe_code)]

use super::kernel::{COLUMNS, Kernel, WeightLine, kernel};
use super::peak::spin;
use super::rows::ActivationRows;
use super::steps::TileSteps;
use std::arch::aarch64::{
    int16x4_t, int16x8_t, int32x4_t, vdup_n_s32, vdupq_n_s32, vget_low_s16, vld1q_s16,
    vmlal_high_lane_s16, vmlal_lane_s16, vreinterpret_s16_s32, vst1q_s32,
};
use std::arch::asm;
use std::array::from_fn;
use std::hint::black_box;

type Sums = [int32x4_t; 4];
type Pairs = [int16x8_t; 4];
type Pair = int16x4_t;

#[target_feature(enable = "neon")]
fn zero() -> Sums {
    [vdupq_n_s32(0); 4]
}

#[target_feature(enable = "neon")]
fn load(line: &WeightLine) -> Pairs {
    let (quarters, _) = line.0.as_chunks::<8>();
    // SAFETY: a quarter is eight numbers of 16 bits, which is what the load reads.
    from_fn(|quarter| unsafe { vld1q_s16(quarters[quarter].as_ptr()) })
}

#[target_feature(enable = "neon")]
fn broadcast([a, b]: [i16; 2]) -> Pair {
    vreinterpret_s16_s32(vdup_n_s32(i32::from(a as u16) | i32::from(b) << 16))
}

#[target_feature(enable = "neon")]
fn multiply_add(sums: Sums, weights: Pairs, pair: Pair) -> Sums {
    from_fn(|quarter| {
        let sums = vmlal_lane_s16::<0>(sums[quarter], vget_low_s16(weights[quarter]), pair);
        vmlal_high_lane_s16::<1>(sums, weights[quarter], pair)
    })
}

#[target_feature(enable = "neon")]
fn store(sums: Sums, out: &mut [i32; COLUMNS]) {
    let (quarters, _) = out.as_chunks_mut::<4>();
    for (out, sums) in quarters.iter_mut().zip(sums) {
        // SAFETY: a quarter is four numbers of 32 bits, which is what the store writes.
        unsafe { vst1q_s32(out.as_mut_ptr(), sums) }
    }
}

#[target_feature(enable = "neon")]
fn opaque(mut pair: Pair) -> Pair {
    // SAFETY: there is no instruction in it.
    unsafe { asm!("/* {0:v} */", inout(vreg) pair, options(nomem, nostack, preserves_flags)) }
    pair
}

// 24 vectors of sums, four of weights and one of activations, of 32.
kernel! {
    #[target_feature(enable = "neon")]
    rows: [1 2 3 4 5 6], lines: 1, run: 4, spin: Some(spin)
}

spin! {
    #[target_feature(enable = "neon")]
}
