//! The sum of the products of bytes, by which compact vectors are compared: exact, and so the same on
//! any CPU. A build compares millions of them.

#![allow(unsafe_code)]

use super::matmul::Instructions;

/// `Σ a[i] * b[i]`, as far as both go.
pub(super) fn product(instructions: Instructions, a: &[i8], b: &[i8]) -> i32 {
    #[cfg(target_arch = "x86_64")]
    if instructions != Instructions::Portable && is_x86_feature_detected!("avx2") {
        // SAFETY: the CPU has AVX2, as was just asked.
        return unsafe { avx2::product(a, b) };
    }
    let _ = instructions;
    portable(a, b)
}

fn portable(a: &[i8], b: &[i8]) -> i32 {
    let products = a.iter().zip(b).map(|(&a, &b)| i32::from(a) * i32::from(b));
    products.sum()
}

/// Written out, because LLVM compiles the plain loop to one that takes twice as long.
#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{
        __m256i, _mm_loadu_si128, _mm256_add_epi32, _mm256_cvtepi8_epi16, _mm256_madd_epi16,
        _mm256_setzero_si256, _mm256_storeu_si256,
    };

    /// Number of bytes that fill a vector as numbers of 16 bits.
    const BYTES: usize = 16;
    /// Number of independent sums: an addition need not wait for the one before.
    const SUMS: usize = 4;

    #[target_feature(enable = "avx2")]
    pub(super) fn product(a: &[i8], b: &[i8]) -> i32 {
        let (a, a_rest) = a.as_chunks::<{ SUMS * BYTES }>();
        let (b, b_rest) = b.as_chunks::<{ SUMS * BYTES }>();
        let mut sums = [_mm256_setzero_si256(); SUMS];
        for (a, b) in a.iter().zip(b) {
            let (a, b) = (a.as_chunks().0, b.as_chunks().0);
            for (sum, (a, b)) in sums.iter_mut().zip(a.iter().zip(b)) {
                *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(widened(a), widened(b)));
            }
        }
        let sum = _mm256_add_epi32(
            _mm256_add_epi32(sums[0], sums[1]),
            _mm256_add_epi32(sums[2], sums[3]),
        );
        let mut lanes = [0_i32; 8];
        // SAFETY: eight sums are 32 bytes, which is what the store writes.
        unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), sum) };
        lanes.iter().sum::<i32>() + super::portable(a_rest, b_rest)
    }

    #[target_feature(enable = "avx2")]
    fn widened(bytes: &[i8; BYTES]) -> __m256i {
        // SAFETY: sixteen bytes are what the load reads.
        _mm256_cvtepi8_epi16(unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_of_instructions_gives_the_same_product() {
        let bytes: Vec<i8> = (0..1100_u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as i8)
            .collect();
        let extreme = [i8::MIN; 512];
        for instructions in Instructions::available() {
            for length in [0, 1, 15, 16, 63, 64, 65, 127, 512, 550] {
                let (a, b) = (&bytes[..length], &bytes[550..][..length]);
                let pairs = a.iter().zip(b);
                let expected: i64 = pairs.map(|(&a, &b)| i64::from(a) * i64::from(b)).sum();
                let found = product(instructions, a, b);
                assert_eq!(i64::from(found), expected, "{instructions:?} {length}");
            }
            assert_eq!(product(instructions, &extreme, &extreme), 512 << 14);
        }
    }
}
