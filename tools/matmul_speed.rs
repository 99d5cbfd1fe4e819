//! Prints how fast matrices are multiplied: for each set of instructions that this CPU has, the peak
//! of its arithmetic, and for each shape that an encoder has the speed and its share of that peak, in
//! multiply-adds (G: 10^9) per second.
//!
//! `matmul_speed [MILLISECONDS]`: the time for each figure, 200 by default. One core. The fastest run counts:
//! other programs only slow it down.

#![allow(clippy::print_stdout)]

use diglot::encode::matmul::{ActivationRows, Instructions, PackedWeights, multiply, peak};
use std::error::Error;
use std::time::{Duration, Instant};

/// ActivationRows, their length, how far apart they begin, and columns.
const SHAPES: [(usize, usize, usize, usize); 13] = [
    (100, 512, 512, 768),
    (1000, 512, 512, 768),
    (100, 512, 512, 256),
    (1000, 512, 256, 256),
    (1000, 768, 256, 256),
    (100, 1280, 256, 256),
    (1000, 1280, 256, 256),
    (1, 1280, 1280, 512),
    (8, 1280, 1280, 512),
    (64, 1280, 1280, 512),
    (8, 512, 512, 640),
    (64, 512, 512, 640),
    (64, 320, 320, 512),
];

fn main() -> Result<(), Box<dyn Error>> {
    let duration = match std::env::args().nth(1) {
        Some(milliseconds) => Duration::from_millis(milliseconds.parse()?),
        None => Duration::from_millis(200),
    };
    for instructions in Instructions::available() {
        let peak = peak(instructions, duration);
        match peak {
            Some(peak) => println!("{}: peak {:.1} G/s", instructions.name(), peak / 1e9),
            None => println!("{}", instructions.name()),
        }
        for (count, inner, stride, columns) in SHAPES {
            let data = numbers((count - 1) * stride + inner);
            let rows = ActivationRows::new(&data, inner, stride, count);
            let weights =
                PackedWeights::pack(&numbers(inner * columns), inner, columns, instructions);
            let speed = speed(rows, &weights, duration);
            let share = peak.map(|peak| format!(" {:5.1} %", 100.0 * speed / peak));
            println!(
                "{count:5} x {inner:4} (stride {stride:4}) x {columns:3} {:7.1} G/s{}",
                speed / 1e9,
                share.unwrap_or_default()
            );
        }
    }
    Ok(())
}

/// Multiply-adds per second of the fastest product within the duration.
fn speed(rows: ActivationRows<'_>, weights: &PackedWeights, duration: Duration) -> f64 {
    let mut out = vec![0; rows.count() * weights.columns()];
    let mut fastest = Duration::MAX;
    let begin = Instant::now();
    while begin.elapsed() < duration {
        let start = Instant::now();
        multiply(rows, weights, &mut out);
        fastest = fastest.min(start.elapsed());
    }
    std::hint::black_box(&out);
    (rows.count() * rows.inner() * weights.columns()) as f64 / fastest.as_secs_f64()
}

/// Small numbers of either sign; which ones does not matter to the speed.
fn numbers(count: usize) -> Vec<i16> {
    (0..count).map(|i| (i * 37 % 255) as i16 - 127).collect()
}
