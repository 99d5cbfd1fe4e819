//! The highest possible speed, for comparison with a measured one.

use super::instructions::Instructions;
use std::time::{Duration, Instant};

/// Number of turns that are timed together: long beside reading the clock, short beside a time slice.
const TURNS: u64 = 20_000;

/// Multiply-adds per second of the arithmetic alone, on one core.
///
/// The inner loop runs on registers only, with as many sums as the highest tile has, all independent
/// of each other, and without its reads of activations and weights: whatever keeps [`multiply`] below
/// this figure is memory and loops. Batches are timed for `duration` and the fastest counts, because
/// other programs and a falling clock rate only ever slow a batch down.
///
/// `None` with [`Instructions::Portable`], where it cannot be measured: the compiler chooses
/// the vectors, and chooses others, or none, when the reads are gone.
///
/// [`multiply`]: super::multiply
///
/// # Panics
///
/// If this CPU lacks the instructions.
///
/// ```
/// use diglot::encode::matmul::{Instructions, peak};
/// use std::time::Duration;
///
/// assert_eq!(peak(Instructions::Portable, Duration::from_millis(1)), None);
/// ```
pub fn peak(instructions: Instructions, duration: Duration) -> Option<f64> {
    let kernel = instructions
        .kernel()
        .unwrap_or_else(|| panic!("this CPU lacks {}", instructions.name()));
    let begin = Instant::now();
    let mut fastest = Duration::MAX;
    loop {
        let start = Instant::now();
        if !kernel.spin(TURNS) {
            return None;
        }
        fastest = fastest.min(start.elapsed());
        if begin.elapsed() >= duration {
            break;
        }
    }
    Some((TURNS * kernel.products_per_turn()) as f64 / fastest.as_secs_f64())
}

/// Defines `spin`: see [`Kernel::spin`](super::kernel::Kernel::spin).
///
/// In scope must be what [`kernel!`](super::kernel::kernel) asks for, and `opaque(Pair) -> Pair`: the
/// same pair, which the compiler must take for any other. Without it the products, always the same,
/// would be computed once.
macro_rules! spin {
    ($(#[$attribute:meta])*) => {
        /// See [`Kernel::spin`].
        $(#[$attribute])*
        fn spin(turns: u64) {
            let mut sums = [[zero(); LINES]; ROWS];
            let lines = black_box([WeightLine([1; 2 * COLUMNS]); LINES]);
            let weights: [Pairs; LINES] = from_fn(|l| load(&lines[l]));
            let mut pair = broadcast(black_box([1, 1]));
            for _ in 0..turns {
                for row in &mut sums {
                    pair = opaque(pair);
                    for (sums, &weights) in row.iter_mut().zip(&weights) {
                        *sums = multiply_add(*sums, weights, pair);
                    }
                }
            }
            let mut out = [0; COLUMNS];
            for sums in sums.as_flattened() {
                store(*sums, &mut out);
                black_box(&out);
            }
        }
    };
}

pub(super) use spin;
