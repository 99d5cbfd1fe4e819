//! A translation, its absence or its end that the machine is not sure of. Somebody should look once;
//! what a person has said of a quote is doubted no more.

use super::{Checked, CheckedQuote, FindingSubject, Look, Observation, Rule, Severity};
use crate::quote::Announcement;
use crate::record::Record;

pub(super) const RULE: Rule = Rule {
    code: "doubtful-link",
    severity: Severity::Info,
    on: true,
    about: FindingSubject::Quote,
    summary: "it is doubtful what translates an original",
    page: include_str!("../../../docs/rules/doubtful-link.md"),
    look: Look::Document(look),
};

/// Of the beads at the ends of translations in running text that are less sure than this, half are
/// wrong.
const SURE_EDGE: f64 = 0.6;

/// An absence is doubted when a translation is likelier by so much: of those that are less sure than
/// a link has to be, one in twenty is wrong.
const SURE_ABSENCE: f64 = 0.35;

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let quotes = checked.quotes().filter(|seen| !seen.is_decided());
    quotes
        .flat_map(|seen| match is_doubtful(&seen) {
            true => vec![whole(&seen, checked)],
            false => edges(&seen)
                .map(|edge| at_edge(edge, &seen, checked))
                .collect(),
        })
        .collect()
}

fn is_doubtful(seen: &CheckedQuote<'_>) -> bool {
    match seen.is_translated() {
        true => seen.quote.is_doubtful(),
        false => seen.quote.confidence < SURE_ABSENCE,
    }
}

fn whole(seen: &CheckedQuote<'_>, checked: &Checked<'_>) -> Observation {
    let percent = (100.0 * seen.quote.confidence).round();
    let message = match seen.is_translated() {
        true => format!("the translation of this original is only {percent} % sure"),
        false => format!("that this original has no translation is only {percent} % sure"),
    };
    let help = match (checked.project, seen.is_translated()) {
        (None, _) => "look whether it is right".to_owned(),
        (_, true) => format!(
            "say that it is right with `diglot decide {0} accept`, or where it stands with `diglot \
             decide {0} target LINES`",
            seen.quote.id
        ),
        (_, false) => format!(
            "say that there is none with `diglot decide {0} untranslated`, or where it stands with \
             `diglot decide {0} target LINES`",
            seen.quote.id
        ),
    };
    Observation::at(&seen.source_spans(), message)
        .of_quote(&seen.quote.id)
        .help(help)
}

/// Which end of a translation.
#[derive(Clone, Copy)]
enum TranslationEnd {
    First,
    Last,
}

/// The ends of a translation in running text, which nothing but its sense marks, that are doubtful.
fn edges<'a>(
    seen: &CheckedQuote<'a>,
) -> impl Iterator<Item = (TranslationEnd, &'a Record)> + use<'a> {
    let records = seen.records;
    let layout = seen.quote.layout;
    let is_running = layout.is_some_and(|l| l.announcement() == Announcement::Nothing);
    let ends = match records {
        [first, .., last] if is_running => {
            vec![(TranslationEnd::First, first), (TranslationEnd::Last, last)]
        }
        _ => Vec::new(),
    };
    let is_doubtful = |&(_, record): &(TranslationEnd, &Record)| {
        record.score < SURE_EDGE && record.source.is_some() && record.target.is_some()
    };
    ends.into_iter().filter(is_doubtful)
}

/// Whether the doubt of a bead is that of its quote's link or its end.
pub(super) fn covers(seen: &CheckedQuote<'_>, record: &Record) -> bool {
    seen.quote.is_doubtful() || edges(seen).any(|(_, edge)| edge.bead == record.bead)
}

fn at_edge(
    (end, record): (TranslationEnd, &Record),
    seen: &CheckedQuote<'_>,
    checked: &Checked<'_>,
) -> Observation {
    let side = record.target.as_ref();
    let spans = side.map_or(&[][..], |side| &side.spans);
    let verb = match end {
        TranslationEnd::First => "begins",
        TranslationEnd::Last => "ends",
    };
    let percent = (100.0 * record.score).round();
    let help = match checked.project {
        Some(_) => format!(
            "if it is right, say `diglot decide {} accept`; if not, say where it stands with `diglot \
             decide {} target LINES`",
            record.bead, seen.quote.id
        ),
        None => "look whether it is right".to_owned(),
    };
    let message = format!("it is only {percent} % sure that the translation {verb} here");
    Observation::at(spans, message).of_bead(record).help(help)
}
