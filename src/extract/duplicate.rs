//! A second scan of a quote: the same text with other faults.
//!
//! Two originals have the same text if they share most runs of letters, and are two scans of it if
//! they do not share all: an author who quotes a sentence again copies it, a scanner does not.

use super::original::Original;
use std::collections::HashSet;

/// Letters of a run.
const RUN: usize = 5;
/// The letters of one run, twelve bits each: those tell the letters of one text apart.
const LETTER: u32 = 12;
const MASK: u64 = (1 << (LETTER * RUN as u32)) - 1;
/// Fewest runs of a text that can be told.
const LEAST_RUNS: usize = 80;
/// Share of the runs of the shorter text that stand in the longer one.
const SAME: std::ops::Range<f64> = 0.45..0.96;
/// How many times as long as the other one may be.
const MOST_RATIO: usize = 2;

/// The runs of letters of a text.
pub struct Runs(HashSet<u64>);

impl Runs {
    /// Of an original.
    pub fn of(original: &Original) -> Self {
        let units = original.passage.units.iter();
        Self::of_texts(units.map(|unit| unit.text.as_str()))
    }

    /// Of texts that stand one behind the other.
    pub fn of_texts<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut window: u64 = 0;
        let letters = texts.flat_map(str::chars).filter(|c| c.is_alphabetic());
        let runs = letters.flat_map(char::to_lowercase).map(|c| {
            let letter = u64::from(c as u32) & ((1 << LETTER) - 1);
            window = (window << LETTER | letter) & MASK;
            window
        });
        Self(runs.skip(RUN - 1).collect())
    }

    /// Whether two texts are two scans of one.
    pub fn is_scan_of(&self, other: &Self) -> bool {
        let (short, long) = match self.0.len() <= other.0.len() {
            true => (&self.0, &other.0),
            false => (&other.0, &self.0),
        };
        if short.len() < LEAST_RUNS || long.len() > MOST_RATIO * short.len() {
            return false;
        }
        let shared = short.iter().filter(|run| long.contains(run)).count();
        SAME.contains(&(shared as f64 / short.len() as f64))
    }
}
