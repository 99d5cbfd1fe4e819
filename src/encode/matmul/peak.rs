//! What speed is possible at all, to judge a measured one by.

use super::instructions::Instructions;
use std::time::{Duration, Instant};

/// How many turns are timed together: long beside reading the clock, short beside a time slice.
const TURNS: u64 = 20_000;

/// Multiply-adds per second of the arithmetic alone, on one core.
///
/// The inner loop runs on registers only, with as many sums as a tile has, all independent of each
/// other, and without its reads of activations and weights: whatever keeps [`multiply`] below this
/// figure is memory and loops. Batches are timed for `duration` and the fastest counts, because
/// other programs and a falling clock rate only ever slow a batch down. With
/// [`Instructions::Portable`] the compiler may still spill registers, and the figure is a guide.
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
/// assert!(peak(Instructions::best(), Duration::from_millis(1)) > 0.0);
/// ```
pub fn peak(instructions: Instructions, duration: Duration) -> f64 {
    let kernel = instructions
        .kernel()
        .unwrap_or_else(|| panic!("this CPU lacks {}", instructions.name()));
    let begin = Instant::now();
    let mut fastest = Duration::MAX;
    loop {
        let start = Instant::now();
        kernel.spin(TURNS);
        fastest = fastest.min(start.elapsed());
        if begin.elapsed() >= duration {
            break;
        }
    }
    (TURNS * kernel.products_per_turn()) as f64 / fastest.as_secs_f64()
}
