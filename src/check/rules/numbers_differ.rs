//! A number in digits that the other side of a quote does not have, neither in digits nor in words: a
//! slip of the pen, of the scanner or of the translator. Quotes are compared as a whole, so that a
//! number may move to the next sentence.

use super::{Checked, CheckedQuote, FindingSubject, Look, Observation, Rule, Severity};
use crate::check::numbers::{Number, Numbers};
use crate::lang::Lang;
use crate::record::{BeadSide, Record, Status};

pub(super) const RULE: Rule = Rule {
    code: "numbers-differ",
    severity: Severity::Warning,
    on: true,
    about: FindingSubject::Quote,
    summary: "a number of an original or a translation is not in the other",
    page: include_str!("../../../docs/rules/numbers-differ.md"),
    look: Look::Document(look),
};

/// Where a bead is less sure than this its sentences may have other partners.
const SURE: f64 = 0.5;

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let quotes = checked
        .quotes()
        .filter(|seen| seen.is_translated() && (!seen.quote.is_doubtful() || seen.is_decided()));
    quotes.flat_map(|seen| of_quote(&seen, checked)).collect()
}

/// The numbers of each side of each bead of a quote, with all that the quote's sides can mean.
fn of_quote(seen: &CheckedQuote<'_>, checked: &Checked<'_>) -> Vec<Observation> {
    let read = |side: &Option<BeadSide>, lang: Lang| {
        let tables = checked.options.library.tables(lang);
        side.as_ref().map(|side| Numbers::of(&side.text, tables))
    };
    let beads: Vec<[Option<Numbers>; 2]> = seen
        .records
        .iter()
        .map(|record| {
            [
                read(&record.source, seen.quote.lang),
                read(&record.target, seen.quote.target_lang),
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
    let compared = seen.records.iter().zip(&beads);
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

/// The numbers of a side that the other text has not, as they are written; `own` and `other` are all
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
