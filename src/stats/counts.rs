//! Counts of the contents of a corpus.

use crate::lang::Lang;
use crate::record::{BeadKind, Record, Status};
use serde::Serialize;
use std::collections::BTreeMap;
use unicode_segmentation::UnicodeSegmentation;

/// Numbers of documents, quotes, beads and words in a corpus. Serialised, they are the output of
/// `diglot stats --format json`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Documents, also those without quotes.
    pub documents: usize,
    /// Quotes by the language of the original and by status.
    pub quotes: BTreeMap<Lang, BTreeMap<Status, usize>>,
    /// Beads by their numbers of source and target segments; a quote without translation has none.
    pub beads: BTreeMap<BeadKind, usize>,
    /// Words (Unicode Standard Annex 29) of everything quoted and translated.
    pub words: WordCounts,
}

/// Number of words, by side and language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WordCounts {
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

    /// Number of quotes.
    pub fn quotes(&self) -> usize {
        self.quotes.values().flat_map(BTreeMap::values).sum()
    }

    /// Number of quotes that wait for a translation.
    pub fn untranslated(&self) -> usize {
        let waiting = |counts: &BTreeMap<Status, usize>| counts.get(&Status::Untranslated).copied();
        self.quotes.values().filter_map(waiting).sum()
    }
}

fn words(text: &str) -> usize {
    text.unicode_words().count()
}

/// The status of a quote whose beads have these: the one that needs most work wins. So a quote counts as
/// accepted only when no bead waits for a reviewer, and as rejected only when all beads are.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_accepted_when_no_bead_waits() {
        use Status::*;
        assert_eq!(status_of_quote(&[Accepted, Proposed]), Proposed);
        assert_eq!(status_of_quote(&[Accepted, Rejected]), Accepted);
        assert_eq!(status_of_quote(&[Rejected]), Rejected);
        assert_eq!(status_of_quote(&[Waived]), Waived);
    }
}
