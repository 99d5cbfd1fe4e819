//! Encodes the lines of a file, for `bench/encoder.py`.
//!
//! `encoder_vectors vectors LINES OUT [MODEL]` writes 512 numbers of 32 bits a line to OUT, low byte
//! first, and prints the milliseconds to make the model ready and, on Linux, the most memory that the
//! process needed, in megabytes.
//!
//! `encoder_vectors figures LINES - [MODEL]` prints lines of a name and figures: lines a second with one
//! thread and with two; the same for preparing the vectors of runs; and the cosines between the vectors of
//! runs of two to six lines and those of their joined texts, the mean and the least. It omits runs longer
//! than the file.
//!
//! MODEL is a model file; without it the one compiled in is used.

#![allow(clippy::print_stdout)]

use diglot::encode::matmul::Instructions;
use diglot::encode::{Encoder, cosine};
use std::borrow::Cow;
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::ops::Range;
use std::time::Instant;

/// Number of times that each figure is measured. The fastest counts: other programs only slow it down.
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [what, lines, out, model @ ..] = arguments.as_slice() else {
        return Err("needs WHAT LINES OUT [MODEL]".into());
    };
    let begin = Instant::now();
    let read;
    let encoder = match model.first() {
        None => Encoder::embedded(),
        Some(path) => {
            let content = Cow::Owned(fs::read(path)?);
            read = Encoder::from_bytes(content, Instructions::best())?;
            &read
        }
    };
    println!("load {:.1}", begin.elapsed().as_secs_f64() * 1e3);
    let lines = fs::read_to_string(lines)?;
    let lines: Vec<&str> = lines.lines().collect();
    match what.as_str() {
        "vectors" => {
            let mut out = BufWriter::new(File::create(out)?);
            for x in encoder.encode(&lines).iter().flatten() {
                out.write_all(&x.to_le_bytes())?;
            }
            out.flush()?;
            print_peak();
            Ok(())
        }
        "figures" => figures(encoder, &lines),
        _ => Err(format!("`{what}` is neither vectors nor figures").into()),
    }
}

/// Prints the most memory that this process needed. The number that its parent gets includes the parent.
fn print_peak() {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    if let Some(kilobytes) = kilobytes {
        println!("peak {:.1}", kilobytes / 1024.0);
    }
}

fn figures(encoder: &Encoder, lines: &[&str]) -> Result<(), Box<dyn Error>> {
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()?;
        let speed = |work: &(dyn Fn() + Sync)| {
            let seconds = (0..ROUNDS)
                .map(|_| {
                    let begin = Instant::now();
                    pool.install(work);
                    begin.elapsed().as_secs_f64()
                })
                .fold(f64::MAX, f64::min);
            lines.len() as f64 / seconds
        };
        let alone = speed(&|| drop(encoder.encode(lines)));
        let runs = speed(&|| drop(encoder.runs(lines)));
        println!("lines-{threads} {alone:.0}\nruns-{threads} {runs:.0}");
    }
    for length in 2..=6 {
        let runs: Vec<Range<usize>> = (length..=lines.len())
            .map(|end| end - length..end)
            .collect();
        if runs.is_empty() {
            break;
        }
        let joined: Vec<String> = runs
            .iter()
            .map(|run| lines[run.clone()].join(" "))
            .collect();
        let joined: Vec<&str> = joined.iter().map(String::as_str).collect();
        let whole = encoder.encode(&joined);
        let parts = encoder.runs(lines).vectors(&runs);
        let alike = whole.iter().zip(&parts).map(|(a, b)| cosine(a, b));
        let least = alike.clone().fold(1.0, f32::min);
        let mean = alike.sum::<f32>() / runs.len() as f32;
        println!("run-{length} {mean:.6} {least:.6}");
    }
    Ok(())
}
