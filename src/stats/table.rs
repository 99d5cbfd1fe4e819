//! Counts as tables for people.

use super::counts::Stats;
use super::format::{StatsFormat, StatsWriter};
use crate::record::Status;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};

pub(super) const FORMAT: StatsFormat = StatsFormat {
    name: "table",
    extensions: &[],
    description: "a table for people",
    action: StatsWriter(write),
};

fn write(stats: &Stats, out: &mut dyn Write) -> io::Result<()> {
    let mut header = vec!["quotes".to_owned()];
    header.extend(Status::ALL.iter().map(Status::to_string));
    header.push("total".to_owned());
    let mut quotes = vec![header];
    let mut total = BTreeMap::new();
    for (lang, counts) in &stats.quotes {
        quotes.push(row(lang.as_str(), counts));
        for (status, count) in counts {
            *total.entry(*status).or_default() += count;
        }
    }
    quotes.push(row("total", &total));

    let words = [
        ("source", &stats.words.source),
        ("target", &stats.words.target),
    ];
    let words = words.iter().flat_map(|(side, counts)| {
        counts
            .iter()
            .map(move |(lang, count)| (format!("{side} {lang}"), *count))
    });
    let beads = stats.beads.iter().map(|(kind, n)| (kind.to_string(), *n));
    write!(
        out,
        "documents  {}\n\n{}",
        stats.documents,
        TextTable(quotes)
    )?;
    write!(out, "\n{}", TextTable(counts("beads", beads)))?;
    write!(out, "\n{}", TextTable(counts("words", words)))
}

fn row(label: &str, counts: &BTreeMap<Status, usize>) -> Vec<String> {
    let numbers = Status::ALL.map(|status| counts.get(&status).copied().unwrap_or_default());
    let mut row = vec![label.to_owned()];
    row.extend(numbers.iter().map(usize::to_string));
    row.push(numbers.iter().sum::<usize>().to_string());
    row
}

/// Rows of a label and a number, with their sum.
fn counts(label: &str, counts: impl Iterator<Item = (String, usize)>) -> Vec<Vec<String>> {
    let mut rows = vec![vec![label.to_owned(), String::new()]];
    let mut total = 0;
    for (label, count) in counts {
        total += count;
        rows.push(vec![label, count.to_string()]);
    }
    rows.push(vec!["total".to_owned(), total.to_string()]);
    rows
}

/// Rows with the same number of cells; the first cell is a label, the others are numbers.
struct TextTable(Vec<Vec<String>>);

impl fmt::Display for TextTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.0.first().map_or(0, Vec::len);
        let widths: Vec<usize> = (0..columns)
            .map(|i| self.0.iter().map(|row| row[i].len()).max().unwrap_or(0))
            .collect();
        for row in &self.0 {
            let mut line = String::new();
            for (i, (cell, &width)) in row.iter().zip(&widths).enumerate() {
                line += &match i {
                    0 => format!("{cell:<width$}"),
                    _ => format!("  {cell:>width$}"),
                };
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}
