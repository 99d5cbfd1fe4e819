use super::{ActivationRows, Instructions, PackedWeights, multiply, peak};
use std::time::Duration;

/// Steele, Lea and Flood's SplitMix64: the same numbers on every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// Numbers from `-bound` to `bound`.
    fn numbers(&mut self, count: usize, bound: i16) -> Vec<i16> {
        (0..count)
            .map(|_| (self.below(2 * bound as usize + 1) as i32 - i32::from(bound)) as i16)
            .collect()
    }
}

/// The definition: no blocks, no panels, and no overflow to think of.
fn naive(rows: ActivationRows<'_>, weights: &[i16], columns: usize) -> Vec<i64> {
    let mut out = vec![0; rows.count() * columns];
    for r in 0..rows.count() {
        for (k, &activation) in rows.row(r).iter().enumerate() {
            for column in 0..columns {
                let weight = weights[k * columns + column];
                out[r * columns + column] += i64::from(activation) * i64::from(weight);
            }
        }
    }
    out
}

/// What these instructions make of it, written over numbers that must not show through.
fn product(
    rows: ActivationRows<'_>,
    weights: &[i16],
    columns: usize,
    instructions: Instructions,
) -> Vec<i64> {
    let weights = PackedWeights::pack(weights, rows.inner(), columns, instructions);
    let mut out = vec![i32::MIN; rows.count() * columns];
    multiply(rows, &weights, &mut out);
    out.into_iter().map(i64::from).collect()
}

fn assert_exact(rows: ActivationRows<'_>, weights: &[i16], columns: usize) {
    let expected = naive(rows, weights, columns);
    for instructions in Instructions::available() {
        assert!(
            product(rows, weights, columns, instructions) == expected,
            "{}: {} rows of {}, {} apart, by {columns} columns",
            instructions.name(),
            rows.count(),
            rows.inner(),
            rows.stride()
        );
    }
}

/// Random numbers in rows and weights of a shape. 40 000 products of 12 and 13 bits fit 31.
fn assert_exact_at_random(count: usize, inner: usize, stride: usize, columns: usize) {
    let mut random = Random((count * 1_000_003 + inner * 1009 + stride * 31 + columns) as u64);
    let length = count.saturating_sub(1) * stride + inner;
    let data = random.numbers(length, 200);
    let weights = random.numbers(inner * columns, 250);
    assert_exact(
        ActivationRows::new(&data, inner, stride, count),
        &weights,
        columns,
    );
}

#[test]
fn every_small_shape_is_exact() {
    for count in 0..10 {
        for inner in 0..6 {
            for columns in [0, 1, 2, 15, 16, 17, 31, 32, 33, 48, 65] {
                assert_exact_at_random(count, inner, inner, columns);
            }
        }
    }
}

#[test]
fn every_height_of_a_tile_is_exact_at_every_parity() {
    for count in 1..40 {
        for inner in [63, 64] {
            assert_exact_at_random(count, inner, inner, 37);
        }
    }
}

#[test]
fn random_shapes_are_exact_with_rows_that_overlap_or_leave_gaps() {
    let mut random = Random(1);
    for _ in 0..150 {
        let inner = random.below(300);
        let stride = random.below(400);
        assert_exact_at_random(random.below(60), inner, stride, random.below(100));
    }
}

#[test]
fn the_shapes_of_an_encoder_are_exact() {
    for (count, inner, stride, columns) in [
        (101, 512, 512, 768),
        (50, 1280, 256, 256),
        (7, 1280, 1280, 512),
        (3, 512, 512, 640),
        (64, 320, 320, 512),
    ] {
        assert_exact_at_random(count, inner, stride, columns);
    }
}

#[test]
fn more_rows_than_a_block_are_exact() {
    assert_exact_at_random(700, 512, 128, 33);
    assert_exact_at_random(30, 9_001, 9_001, 3);
}

#[test]
fn rows_may_all_be_the_same_row() {
    assert_exact_at_random(9, 5, 0, 18);
}

#[test]
fn extreme_numbers_are_exact_up_to_the_bound() {
    let extremes = [i16::MIN, i16::MAX, i16::MIN, i16::MIN, i16::MAX, i16::MAX];
    for inner in 1..=2 {
        for at in 0..extremes.len() - inner {
            let weights: Vec<i16> = extremes[at..][..inner].repeat(20);
            // Two products of -2^15 each reach 2^31, which is out of contract: see the next test.
            let data: Vec<i16> = [i16::MAX, -i16::MAX].repeat(4);
            assert_exact(ActivationRows::new(&data, inner, 1, 6), &weights, 20);
        }
    }
    let largest = [i16::MIN; 9];
    assert_exact(ActivationRows::new(&largest, 1, 1, 9), &[i16::MIN; 17], 17);
    // 2^15 * (2^16 - 1) is the last product below 2^31 that uses two full weights.
    let weights = PackedWeights::pack(&[i16::MAX, i16::MIN], 2, 1, Instructions::best());
    assert_eq!(weights.largest_column_sum(), (1 << 16) - 1);
    assert_exact(
        ActivationRows::new(&[i16::MIN; 2], 2, 2, 1),
        &[i16::MAX, i16::MIN],
        1,
    );
}

#[test]
fn sums_beyond_32_bits_wrap_around_alike() {
    for inner in [2, 3, 7, 64] {
        let (data, values) = (vec![i16::MIN; inner * 7], vec![i16::MIN; inner * 17]);
        let rows = ActivationRows::new(&data, inner, inner, 7);
        let expected = (inner as i64 * (1 << 30)) as i32;
        for instructions in Instructions::available() {
            let sums = product(rows, &values, 17, instructions);
            assert_eq!(sums, vec![i64::from(expected); 7 * 17], "{instructions:?}");
        }
    }
}

#[test]
fn the_largest_column_sum_is_over_all_columns() {
    let mut values = vec![1; 3 * 40];
    values[2 * 40 + 39] = i16::MIN;
    for instructions in Instructions::available() {
        let weights = PackedWeights::pack(&values, 3, 40, instructions);
        assert_eq!(weights.largest_column_sum(), 2 + 32_768);
    }
    let none = PackedWeights::pack(&[], 0, 40, Instructions::best());
    assert_eq!(none.largest_column_sum(), 0);
}

#[test]
fn the_best_instructions_are_available() {
    assert!(Instructions::available().any(|i| i == Instructions::best()));
}

#[test]
fn a_peak_is_a_speed() {
    for instructions in Instructions::available() {
        match peak(instructions, Duration::from_millis(1)) {
            Some(peak) => assert!(peak.is_finite() && peak > 0.0, "{instructions:?}: {peak}"),
            None => {
                assert!([Instructions::Portable, Instructions::Quarters].contains(&instructions))
            }
        }
    }
}

#[test]
#[should_panic(expected = "3 rows of 4, 2 apart, do not lie in 7 activations")]
fn rows_beyond_the_data_are_refused() {
    ActivationRows::new(&[0; 7], 4, 2, 3);
}

#[test]
#[should_panic(expected = "do not lie in")]
fn rows_beyond_all_memory_are_refused() {
    ActivationRows::new(&[0; 7], 4, usize::MAX / 2, 4);
}

#[test]
#[should_panic(expected = "the inner dimensions differ")]
fn rows_of_another_length_are_refused() {
    let weights = PackedWeights::pack(&[0; 6], 3, 2, Instructions::best());
    multiply(ActivationRows::new(&[0; 4], 4, 4, 1), &weights, &mut [0; 2]);
}

#[test]
#[should_panic(expected = "out is not count × columns long")]
fn an_output_of_another_length_is_refused() {
    let weights = PackedWeights::pack(&[0; 6], 3, 2, Instructions::best());
    multiply(ActivationRows::new(&[0; 6], 3, 3, 2), &weights, &mut [0; 3]);
}

#[test]
#[should_panic(expected = "this CPU lacks")]
fn instructions_of_another_cpu_are_refused() {
    let foreign = if cfg!(target_arch = "aarch64") {
        Instructions::Avx2
    } else {
        Instructions::Neon
    };
    PackedWeights::pack(&[], 0, 0, foreign);
}
