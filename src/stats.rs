//! How much a corpus holds: documents, quotes, beads and words, counted.

use crate::lang::Lang;
use crate::record::{BeadKind, Record, Status};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use unicode_segmentation::UnicodeSegmentation;

/// The counts. Serialised, it is what `diglot stats --format json` prints; as text, its table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Documents, also those that quote nothing.
    pub documents: usize,
    /// Quotes by the language of the original and by status.
    pub quotes: BTreeMap<Lang, BTreeMap<Status, usize>>,
    /// Beads by how many source and target segments they join; a quote without translation has
    /// none.
    pub beads: BTreeMap<BeadKind, usize>,
    /// Words (Unicode Standard Annex 29) of everything quoted and translated.
    pub words: Words,
}

/// Words by side and language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Words {
    /// Of the originals.
    pub source: BTreeMap<Lang, usize>,
    /// Of the translations.
    pub target: BTreeMap<Lang, usize>,
}

impl Stats {
    /// Counts the records of `documents` documents.
    pub fn new(documents: usize, records: &[Record]) -> Self {
        let mut stats = Self {
            documents,
            ..Self::default()
        };
        let mut quotes: BTreeMap<&str, (Option<Lang>, Vec<Status>)> = BTreeMap::new();
        for record in records {
            let (lang, statuses) = quotes.entry(&record.quote).or_default();
            statuses.push(record.status);
            if let Some(side) = &record.source {
                *lang = Some(side.lang);
                *stats.words.source.entry(side.lang).or_default() += words(&side.text);
            }
            if let Some(side) = &record.target {
                *stats.words.target.entry(side.lang).or_default() += words(&side.text);
            }
            if !matches!(record.status, Status::Untranslated | Status::Waived) {
                *stats.beads.entry(record.kind).or_default() += 1;
            }
        }
        for (lang, statuses) in quotes.into_values() {
            // Every quote has an original, so one of its beads has a source.
            if let Some(lang) = lang {
                let by_status = stats.quotes.entry(lang).or_default();
                *by_status.entry(status_of_quote(&statuses)).or_default() += 1;
            }
        }
        stats
    }

    /// How many quotes there are.
    pub fn quotes(&self) -> usize {
        self.quotes.values().flat_map(BTreeMap::values).sum()
    }

    /// How many of them wait for a translation.
    pub fn untranslated(&self) -> usize {
        let waiting = |counts: &BTreeMap<Status, usize>| counts.get(&Status::Untranslated).copied();
        self.quotes.values().filter_map(waiting).sum()
    }
}

fn words(text: &str) -> usize {
    text.unicode_words().count()
}

/// The status of a quote whose beads have these: what is still to be done wins, so a quote counts
/// as accepted only when nothing of it waits for a reviewer, and as rejected only when all of it is.
fn status_of_quote(beads: &[Status]) -> Status {
    const FIRST: [Status; 6] = [
        Status::Untranslated,
        Status::Waived,
        Status::NeedsWork,
        Status::Proposed,
        Status::Edited,
        Status::Accepted,
    ];
    FIRST
        .into_iter()
        .find(|status| beads.contains(status))
        .unwrap_or(Status::Rejected)
}

impl fmt::Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut header = vec!["quotes".to_owned()];
        header.extend(Status::ALL.iter().map(Status::to_string));
        header.push("total".to_owned());
        let mut quotes = vec![header];
        let mut total = BTreeMap::new();
        for (lang, counts) in &self.quotes {
            quotes.push(row(lang.as_str(), counts));
            for (status, count) in counts {
                *total.entry(*status).or_default() += count;
            }
        }
        quotes.push(row("total", &total));

        let words = [
            ("source", &self.words.source),
            ("target", &self.words.target),
        ];
        let words = words.iter().flat_map(|(side, counts)| {
            counts
                .iter()
                .map(move |(lang, count)| (format!("{side} {lang}"), *count))
        });
        let beads = self.beads.iter().map(|(kind, n)| (kind.to_string(), *n));
        write!(f, "documents  {}\n\n{}", self.documents, Table(quotes))?;
        write!(f, "\n{}", Table(counts("beads", beads)))?;
        write!(f, "\n{}", Table(counts("words", words)))
    }
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

/// Rows of equally many cells; the first is a label, the others are numbers.
struct Table(Vec<Vec<String>>);

impl fmt::Display for Table {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::bead;

    #[test]
    fn counts_and_shows_them_as_a_table() {
        let mut untranslated = bead("a", "q2.1", "Мороз и солнце", "");
        untranslated.status = Status::Untranslated;
        let mut accepted = bead("a", "q1.1", "Вот и зима.", "Winter is here.");
        accepted.status = Status::Accepted;
        let proposed = bead("a", "q1.2", "Холодно.", "It is cold.");
        let stats = Stats::new(2, &[accepted, proposed, untranslated]);
        assert_eq!(
            stats.to_string(),
            "\
documents  2

quotes  proposed  needs-work  accepted  edited  rejected  waived  untranslated  total
ru             1           0         0       0         0       0             1      2
total          1           0         0       0         0       0             1      2

beads
1-1    2
total  2

words
source ru   7
target en   6
total      13
"
        );
        assert_eq!(
            serde_json::to_string(&stats).unwrap(),
            r#"{"documents":2,"quotes":{"ru":{"proposed":1,"untranslated":1}},"beads":{"1-1":2},"words":{"source":{"ru":7},"target":{"en":6}}}"#
        );
    }

    #[test]
    fn a_quote_is_accepted_when_nothing_of_it_waits() {
        use Status::*;
        assert_eq!(status_of_quote(&[Accepted, Proposed]), Proposed);
        assert_eq!(status_of_quote(&[Accepted, Rejected]), Accepted);
        assert_eq!(status_of_quote(&[Rejected]), Rejected);
        assert_eq!(status_of_quote(&[Waived]), Waived);
    }
}
