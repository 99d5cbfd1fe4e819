//! An original that is translated in part only: sentences that nothing in the translation renders,
//! because the translator left them out or the copyist lost them.

use super::{Checked, CheckedQuote, FindingSubject, Look, Observation, Rule, Severity};
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

/// Of the sentences that are less surely without counterpart three of four have one after all, in a
/// free translation.
const SURE: f64 = 0.75;

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    lonely(checked, Half::Original)
}

/// One of the two texts of a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    Original,
    Translation,
}

impl Half {
    fn of(self, record: &Record) -> Option<&BeadSide> {
        match self {
            Half::Original => record.source.as_ref(),
            Half::Translation => record.target.as_ref(),
        }
    }

    fn other(self) -> Self {
        match self {
            Half::Original => Half::Translation,
            Half::Translation => Half::Original,
        }
    }

    fn segments<'a>(self, seen: &CheckedQuote<'a>) -> &'a [Segment] {
        match self {
            Half::Original => &seen.quote.source,
            Half::Translation => &seen.quote.target,
        }
    }

    fn count(self, record: &Record) -> usize {
        match self {
            Half::Original => record.kind.source,
            Half::Translation => record.kind.target,
        }
    }
}

/// For each translated quote with sentences of one half that the other has not, one observation.
pub(super) fn lonely(checked: &Checked<'_>, half: Half) -> Vec<Observation> {
    let quotes = checked.quotes().filter(CheckedQuote::is_translated);
    quotes
        .filter_map(|seen| {
            let beads = lonely_beads(&seen, half, &checked.options.library);
            let first = beads.first()?;
            let sides = beads.iter().filter_map(|record| half.of(record));
            let spans: Vec<_> = sides.flat_map(|side| side.spans.clone()).collect();
            let observation = Observation::at(&spans, message(&seen, &beads, half));
            Some(match beads.len() {
                1 => observation.of_bead(first),
                _ => observation.of_quote(&seen.quote.id),
            })
        })
        .map(|observation| match half {
            Half::Original => {
                observation.help("translate them, or mark in the translation what it leaves out")
            }
            Half::Translation => observation
                .help("see whether the original is whole, and where the translation ends"),
        })
        .collect()
}

/// The beads of a translated quote that have one half alone, with words in it, and that nobody has
/// decided on.
pub(super) fn lonely_beads<'a>(
    seen: &CheckedQuote<'a>,
    half: Half,
    library: &Library,
) -> Vec<&'a Record> {
    let counts = |side: &BeadSide| has_words(&side.text) && !announces(side, library);
    let is_lonely = |record: &&Record| {
        record.status.is_open()
            && record.score >= SURE
            && half.other().of(record).is_none()
            && half.of(record).is_some_and(counts)
    };
    seen.records.iter().filter(is_lonely).collect()
}

/// Whether a sentence only says that a translation follows, and was taken for a part of the text.
fn announces(side: &BeadSide, library: &Library) -> bool {
    let tables = library.tables(side.lang);
    let says = |word: Range<usize>| {
        let word = side.text[word].to_lowercase();
        tables.translation_words.contains(&word)
    };
    side.text.trim_end().ends_with(':') && words(&side.text).any(says)
}

fn message(seen: &CheckedQuote<'_>, beads: &[&Record], half: Half) -> String {
    let spoken = |segment: &&Segment| has_words(&segment.text);
    let all = half.segments(seen).iter().filter(spoken).count();
    let count: usize = beads.iter().map(|record| half.count(record)).sum();
    let chars = |text: &str| text.chars().count();
    let sides = beads.iter().filter_map(|record| half.of(record));
    let lonely: usize = sides.map(|side| chars(&side.text)).sum();
    let segments = half.segments(seen).iter();
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
    match half {
        Half::Original => format!("{of} no counterpart in the translation"),
        Half::Translation => format!("{of} no counterpart in the original"),
    }
}

/// Whether a text says anything: a lone "1." does not.
fn has_words(text: &str) -> bool {
    text.contains(char::is_alphabetic)
}
