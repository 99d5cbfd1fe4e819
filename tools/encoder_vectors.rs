//! Encodes the lines of a file, for `bench/encoder.py`.
//!
//! `encoder_vectors LINES [MODEL]`: to standard output 512 numbers of 32 bits a line, low byte first;
//! to standard error what it took.

use diglot::encode::matmul::{Instructions, peak};
use diglot::encode::{Encoder, Vector};
use std::borrow::Cow;
use std::error::Error;
use std::io::{self, Write};
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let instructions = Instructions::best();
    let begin = Instant::now();
    let loaded;
    let encoder = match arguments.get(1) {
        Some(path) => {
            loaded = Encoder::from_bytes(Cow::Owned(std::fs::read(path)?), instructions)?;
            &loaded
        }
        None => Encoder::embedded(),
    };
    eprintln!("load {:.1} ms", begin.elapsed().as_secs_f64() * 1e3);
    let content = std::fs::read_to_string(&arguments[0])?;
    let lines: Vec<&str> = content.lines().collect();
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()?;
        let mut best = f64::MAX;
        let mut vectors: Vec<Vector> = Vec::new();
        for _ in 0..3 {
            let begin = Instant::now();
            vectors = pool.install(|| encoder.encode(&lines));
            best = best.min(begin.elapsed().as_secs_f64());
        }
        eprintln!(
            "{threads} threads: {:.0} lines/s",
            lines.len() as f64 / best
        );
        let mut best = f64::MAX;
        for _ in 0..3 {
            let begin = Instant::now();
            pool.install(|| encoder.runs(&lines));
            best = best.min(begin.elapsed().as_secs_f64());
        }
        eprintln!(
            "{threads} threads, runs: {:.0} lines/s",
            lines.len() as f64 / best
        );
        if threads == 1 {
            let mut out = io::stdout().lock();
            for x in vectors.iter().flatten() {
                out.write_all(&x.to_le_bytes())?;
            }
        }
    }
    if let Some(peak) = peak(instructions, Duration::from_millis(300)) {
        eprintln!("{} {:.1} G/s", instructions.name(), peak / 1e9);
    }
    Ok(())
}
