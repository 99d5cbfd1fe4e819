//! A number in digits that the other side of a quote does not have, neither in digits nor in words: a
//! mistake of the author, of the scanner or of the translator. Quotes are compared as a whole, so that a
//! number may move to the next sentence.

use crate::check::checked::{Checked, CheckedQuote};
use crate::check::numbers::{Number, Numbers};
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use crate::lang::Lang;
use crate::record::{BeadSide, Record, Status};

pub(super) const RULE: Rule = Rule {
    code: "numbers-differ",
    severity: Severity::Warning,
    on: true,
    about: FindingSubject::Quote,
    summary: "a number is only in the original or only in the translation",
    page: include_str!("../../../docs/rules/numbers-differ.md"),
    look: Look::Document(look),
};

/// Least score of a bead whose numbers are compared: below it, its sentences may have other partners.
const SURE: f64 = 0.5;

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let quotes = checked.quotes().filter(|quote| {
        quote.is_translated() && (!quote.found.is_doubtful() || quote.is_decided())
    });
    quotes.flat_map(|quote| of_quote(&quote, checked)).collect()
}

/// The observations about one quote: the numbers of each bead are looked for in the whole other side.
fn of_quote(quote: &CheckedQuote<'_>, checked: &Checked<'_>) -> Vec<Observation> {
    let read = |side: &Option<BeadSide>, lang: Lang| {
        let tables = checked.options.library.tables(lang);
        side.as_ref().map(|side| Numbers::of(&side.text, tables))
    };
    let beads: Vec<[Option<Numbers>; 2]> = quote
        .records
        .iter()
        .map(|record| {
            [
                read(&record.source, quote.found.lang),
                read(&record.target, quote.found.target_lang),
            ]
        })
        .collect();
    let mut all = [Numbers::default(), Numbers::default()];
    for bead in &beads {
        for (all, numbers) in all.iter_mut().zip(bead) {
            numbers.iter().for_each(|numbers| all.extend(numbers));
        }
    }
    let [sources, targets] = &all;
    let all = [sources, targets];
    let compared = quote.records.iter().zip(&beads);
    compared
        .filter_map(|(record, [source, target])| {
            let is_sure = !record.status.is_open() || record.score >= SURE;
            if record.status == Status::Rejected || !is_sure {
                return None;
            }
            let (one, other) = (record.source.as_ref()?, record.target.as_ref()?);
            let lost = odd(one, source.as_ref()?, all);
            let gained = odd(other, target.as_ref()?, [targets, sources]);
            observation(record, one, &lost, other, &gained)
        })
        .collect()
}

/// The numbers of a side that the other text does not have, as they are written; `own` and `other` are all
/// numbers of the two texts.
fn odd<'a>(side: &'a BeadSide, numbers: &Numbers, [own, other]: [&Numbers; 2]) -> Vec<&'a str> {
    let has =
        |number: &Number| other.have(number) || (own.have_next(number) && other.have_next(number));
    let odd = numbers.wanting.iter().filter(|number| !has(number));
    odd.filter_map(|number| side.text.get(number.range.clone()))
        .collect()
}

fn observation(
    record: &Record,
    source: &BeadSide,
    lost: &[&str],
    target: &BeadSide,
    gained: &[&str],
) -> Option<Observation> {
    let (side, odd, message) = match (lost, gained) {
        ([], []) => return None,
        (lost, []) => {
            let message = format!(
                "the translation does not have the original's {}",
                listed(lost)
            );
            (source, lost, message)
        }
        ([], gained) => {
            let message = format!(
                "the original does not have the translation's {}",
                listed(gained)
            );
            (target, gained, message)
        }
        (lost, gained) => {
            let message = format!(
                "the original has {} where the translation has {}",
                listed(lost),
                listed(gained)
            );
            (target, gained, message)
        }
    };
    let observation = Observation::at(&side.spans, message).of_bead(record);
    Some(observation.help(format!("compare {} with the other text", listed(odd))))
}

fn listed(numbers: &[&str]) -> String {
    numbers.join(", ")
}
