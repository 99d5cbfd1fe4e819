//! The encoder's arithmetic with fractions: everything but the products of matrices.
//!
//! Each function here is compiled twice, for any CPU and for those with AVX2, and gives the same bits
//! either way: every number is rounded after each operation, as IEEE 754 says, none is contracted
//! with the next, and sums are added up in [`LANES`] parts in an order of their own.

#![allow(unsafe_code)]

use super::matmul::Instructions;

/// Greatest activation, in absolute value.
pub(super) const LARGEST_ACTIVATION: i16 = (1 << 14) - 1;
/// Number of parts of a sum: part `l` adds up the numbers at `l`, `l + LANES` and so on.
const LANES: usize = 16;
/// Increase of a variance, so that nothing is divided by 0 (the constant of the model).
const EPSILON: f32 = 1e-12;

/// Defines functions that are compiled for some instruction sets, and chosen from by their first
/// argument.
macro_rules! for_each_cpu {
    ($($(#[$meta:meta])* pub fn $name:ident($($argument:ident: $type:ty),* $(,)?) $(-> $output:ty)? $body:block)*) => {$(
        $(#[$meta])*
        pub(super) fn $name(instructions: Instructions, $($argument: $type),*) $(-> $output)? {
            #[inline(always)]
            fn plain($($argument: $type),*) $(-> $output)? $body

            #[cfg(target_arch = "x86_64")]
            if instructions != Instructions::Portable && is_x86_feature_detected!("avx2") {
                #[target_feature(enable = "avx2")]
                fn avx2($($argument: $type),*) $(-> $output)? {
                    plain($($argument),*)
                }
                // SAFETY: the CPU has AVX2, as was just asked.
                return unsafe { avx2($($argument),*) };
            }
            let _ = instructions;
            plain($($argument),*)
        }
    )*};
}

for_each_cpu! {
    /// `out[c] = sums[c] * steps[c] + bias[c]`.
    pub fn scale(sums: &[i32], steps: &[f32], bias: &[f32], out: &mut [f32]) {
        for (((out, &sum), step), bias) in out.iter_mut().zip(sums).zip(steps).zip(bias) {
            *out = sum as f32 * step + bias;
        }
    }

    /// `out[c] = max(sums[c] * steps[c] + bias[c], 0) + rest[c]`, where `rest` is in units.
    pub fn scale_rectify_add(sums: &[i32], steps: &[f32], bias: &[f32], rest: &[f32], out: &mut [f32]) {
        let rows = out.iter_mut().zip(sums).zip(steps).zip(bias).zip(rest);
        for ((((out, &sum), step), bias), rest) in rows {
            *out = (sum as f32 * step + bias).max(0.0) + rest;
        }
    }

    /// Brings a row to mean 0 and variance 1 (Ba, Kiros and Hinton, "NetworkLayer Normalization", 2016).
    pub fn normalize(row: &mut [f32]) {
        let n = row.len() as f32;
        let mean = sum(row, |x| x) / n;
        let variance = sum(row, |x| (x - mean) * (x - mean)) / n;
        let scale = 1.0 / (variance + EPSILON).sqrt();
        for x in row {
            *x = (*x - mean) * scale;
        }
    }

    /// `row[c] = row[c] * gain[c] + bias[c]`.
    pub fn gain(row: &mut [f32], gain: &[f32], bias: &[f32]) {
        for ((x, gain), bias) in row.iter_mut().zip(gain).zip(bias) {
            *x = *x * gain + bias;
        }
    }

    /// `sum[c] += row[c]`.
    pub fn add(sum: &mut [f32], row: &[f32]) {
        for (sum, x) in sum.iter_mut().zip(row) {
            *sum += x;
        }
    }

    /// Whole activations: each number times `units`, and at most the largest.
    pub fn quantize(row: &[f32], units: f32, out: &mut [i16]) {
        for (out, x) in out.iter_mut().zip(row) {
            *out = whole(x * units);
        }
    }

    /// Whole activations as numbers; `units` of them are 1.
    pub fn dequantize(row: &[i16], units: f32, out: &mut [f32]) {
        let unit = 1.0 / units;
        for (out, &x) in out.iter_mut().zip(row) {
            *out = f32::from(x) * unit;
        }
    }

    /// Whole activations in the finest units that the largest number allows. Returns how many units are
    /// 1; for a row of zeros, 1.
    pub fn quantize_finely(row: &[f32], out: &mut [i16]) -> f32 {
        let units = finest_units(largest(row), LARGEST_ACTIVATION.into());
        for (out, x) in out.iter_mut().zip(row) {
            *out = whole(x * units);
        }
        units
    }

    /// The same in whole numbers of eight bits, from -127 to 127. Returns the value of one unit.
    pub fn quantize_to_bytes(row: &[f32], out: &mut [i8]) -> f32 {
        let largest = largest(row);
        let units = finest_units(largest, i8::MAX.into());
        for (out, x) in out.iter_mut().zip(row) {
            *out = whole(x * units) as i8;
        }
        largest / f32::from(i8::MAX)
    }

    /// The sum of the squares.
    pub fn squares(row: &[f32]) -> f32 {
        sum(row, |x| x * x)
    }
}

/// The largest absolute number of a row.
#[inline(always)]
fn largest(row: &[f32]) -> f32 {
    let mut largest = [0.0_f32; LANES];
    for part in row.chunks(LANES) {
        for (largest, x) in largest.iter_mut().zip(part) {
            *largest = largest.max(x.abs());
        }
    }
    largest.into_iter().fold(0.0, f32::max)
}

/// Number of units that are 1 if the largest number is `most` units; 1 if the largest is 0.
#[inline(always)]
fn finest_units(largest: f32, most: f32) -> f32 {
    // Less than any activation that matters, and great enough to have an inverse.
    if largest > 1e-20 { most / largest } else { 1.0 }
}

/// The nearest whole number, the even one of two, within the activations.
#[inline(always)]
fn whole(x: f32) -> i16 {
    const LIMIT: f32 = LARGEST_ACTIVATION as f32;
    /// 1.5 * 2^23: between there and its double, numbers are 1 apart, so that adding it rounds.
    const ROUND: f32 = 12_582_912.0;
    let limited = x.clamp(-LIMIT, LIMIT);
    ((limited + ROUND).to_bits() as i32).wrapping_sub(ROUND.to_bits() as i32) as i16
}

/// The sum of `part` over a row, in the order described above.
#[inline(always)]
fn sum(row: &[f32], part: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; LANES];
    let (chunks, rest) = row.as_chunks::<LANES>();
    for chunk in chunks {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane += part(x);
        }
    }
    for (lane, &x) in lanes.iter_mut().zip(rest) {
        *lane += part(x);
    }
    let mut width = LANES / 2;
    while width > 0 {
        for lane in 0..width {
            lanes[lane] += lanes[lane + width];
        }
        width /= 2;
    }
    lanes[0]
}
