//! An original that is translated only in part: nothing in the translation translates some of its
//! sentences, because the translator left them out or the copyist lost them.

use crate::check::checked::{Checked, CheckedQuote};
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use crate::lang::Library;
use crate::quote::Segment;
use crate::record::{BeadSide, Record};
use crate::text::words;
use std::ops::Range;

pub(super) const RULE: Rule = Rule {
    code: "partial-translation",
    severity: Severity::Warning,
    on: true,
    about: FindingSubject::Quote,
    summary: "sentences of an original are not translated",
    page: include_str!("../../../docs/rules/partial-translation.md"),
    look: Look::Document(look),
};

/// Least score of a bead whose sentence is reported: of the sentences below it that seem to have no
/// counterpart, three of four have one after all, in a free translation.
const SURE: f64 = 0.75;

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    lonely(checked, QuoteSide::Original)
}

/// One of the two texts of a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum QuoteSide {
    Original,
    Translation,
}

impl QuoteSide {
    fn of(self, record: &Record) -> Option<&BeadSide> {
        match self {
            QuoteSide::Original => record.source.as_ref(),
            QuoteSide::Translation => record.target.as_ref(),
        }
    }

    fn other(self) -> Self {
        match self {
            QuoteSide::Original => QuoteSide::Translation,
            QuoteSide::Translation => QuoteSide::Original,
        }
    }

    fn segments<'a>(self, quote: &CheckedQuote<'a>) -> &'a [Segment] {
        match self {
            QuoteSide::Original => &quote.found.source,
            QuoteSide::Translation => &quote.found.target,
        }
    }

    fn count(self, record: &Record) -> usize {
        match self {
            QuoteSide::Original => record.kind.source,
            QuoteSide::Translation => record.kind.target,
        }
    }
}

/// One observation for each translated quote with sentences on one side that have no counterpart on the other.
pub(super) fn lonely(checked: &Checked<'_>, side: QuoteSide) -> Vec<Observation> {
    let quotes = checked.quotes().filter(CheckedQuote::is_translated);
    quotes
        .filter_map(|quote| {
            let beads = lonely_beads(&quote, side, &checked.options.library);
            let first = beads.first()?;
            let sides = beads.iter().filter_map(|record| side.of(record));
            let spans: Vec<_> = sides.flat_map(|side| side.spans.clone()).collect();
            let observation = Observation::at(&spans, message(&quote, &beads, side));
            Some(match beads.len() {
                1 => observation.of_bead(first),
                _ => observation.of_quote(&quote.found.id),
            })
        })
        .map(|observation| match side {
            QuoteSide::Original => {
                observation.help("translate them, or mark the omission in the translation")
            }
            QuoteSide::Translation => observation
                .help("check that the original is complete, and where the translation ends"),
        })
        .collect()
}

/// The beads of a translated quote that have only this side, with words in it, and that nobody has decided
/// on.
pub(super) fn lonely_beads<'a>(
    quote: &CheckedQuote<'a>,
    side: QuoteSide,
    library: &Library,
) -> Vec<&'a Record> {
    let counts = |side: &BeadSide| has_words(&side.text) && !announces(side, library);
    let is_lonely = |record: &&Record| {
        record.status.is_open()
            && record.score >= SURE
            && side.other().of(record).is_none()
            && side.of(record).is_some_and(counts)
    };
    quote.records.iter().filter(is_lonely).collect()
}

/// Whether a sentence only announces a translation, and was taken for a part of the text.
fn announces(side: &BeadSide, library: &Library) -> bool {
    let tables = library.tables(side.lang);
    let says = |word: Range<usize>| {
        let word = side.text[word].to_lowercase();
        tables.translation_words.contains(&word)
    };
    side.text.trim_end().ends_with(':') && words(&side.text).any(says)
}

fn message(quote: &CheckedQuote<'_>, beads: &[&Record], side: QuoteSide) -> String {
    let spoken = |segment: &&Segment| has_words(&segment.text);
    let all = side.segments(quote).iter().filter(spoken).count();
    let count: usize = beads.iter().map(|record| side.count(record)).sum();
    let chars = |text: &str| text.chars().count();
    let sides = beads.iter().filter_map(|record| side.of(record));
    let lonely: usize = sides.map(|side| chars(&side.text)).sum();
    let segments = side.segments(quote).iter();
    let whole: usize = segments.map(|segment| chars(&segment.text)).sum();
    let share = (100 * lonely).div_ceil(whole.max(1)).min(100);
    let (sentences, verb) = match (count.max(1), all) {
        (1, 1) => ("sentence", "has"),
        (1, _) => ("sentences", "has"),
        _ => ("sentences", "have"),
    };
    let of = format!(
        "{count} of {} {sentences} ({share} % of the text) {verb}",
        all.max(count)
    );
    match side {
        QuoteSide::Original => format!("{of} no counterpart in the translation"),
        QuoteSide::Translation => format!("{of} no counterpart in the original"),
    }
}

/// Whether a text says anything: a lone "1." does not.
fn has_words(text: &str) -> bool {
    text.contains(char::is_alphabetic)
}
