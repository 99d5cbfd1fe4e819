//! A translation, its absence or its end that the machine is not sure of. Somebody should look once; after
//! that, the decision is not doubted.

use crate::check::checked::{Checked, CheckedQuote};
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use crate::quote::Announcement;
use crate::record::Record;

pub(super) const RULE: Rule = Rule {
    code: "doubtful-link",
    severity: Severity::Info,
    on: true,
    about: FindingSubject::Quote,
    summary: "the translation of an original is doubtful",
    page: include_str!("../../../docs/rules/doubtful-link.md"),
    look: Look::Document(look),
};

/// Least score of a bead at the end of a translation in running text that is not doubtful: of those below it,
/// half are wrong.
const SURE_EDGE: f64 = 0.6;

/// Least confidence of an absence that is not doubtful. It is lower than that of a link, as only one in
/// twenty absences below that is wrong.
const SURE_ABSENCE: f64 = 0.35;

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let quotes = checked.quotes().filter(|quote| !quote.is_decided());
    quotes
        .flat_map(|quote| match is_doubtful(&quote) {
            true => vec![whole(&quote, checked)],
            false => edges(&quote)
                .map(|edge| at_edge(edge, &quote, checked))
                .collect(),
        })
        .collect()
}

fn is_doubtful(quote: &CheckedQuote<'_>) -> bool {
    match quote.is_translated() {
        true => quote.found.is_doubtful(),
        false => quote.found.confidence < SURE_ABSENCE,
    }
}

fn whole(quote: &CheckedQuote<'_>, checked: &Checked<'_>) -> Observation {
    let percent = (100.0 * quote.found.confidence).round();
    let message = match quote.is_translated() {
        true => format!("the translation of this original is only {percent} % sure"),
        false => format!("it is only {percent} % sure that this original has no translation"),
    };
    let help = match (checked.project, quote.is_translated()) {
        (None, _) => "check whether it is right".to_owned(),
        (_, true) => format!(
            "if it is right, use `diglot decide {0} accept`; if not, say where it is with `diglot \
             decide {0} target LINES`",
            quote.found.id
        ),
        (_, false) => format!(
            "if there is none, use `diglot decide {0} untranslated`; otherwise say where it is with \
             `diglot decide {0} target LINES`",
            quote.found.id
        ),
    };
    Observation::at(&quote.source_spans(), message)
        .of_quote(&quote.found.id)
        .help(help)
}

/// Which end of a translation.
#[derive(Clone, Copy)]
enum TranslationEnd {
    First,
    Last,
}

/// The doubtful ends of a translation in running text, which only its sense marks.
fn edges<'a>(
    quote: &CheckedQuote<'a>,
) -> impl Iterator<Item = (TranslationEnd, &'a Record)> + use<'a> {
    let records = quote.records;
    let layout = quote.found.layout;
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

/// Whether a bead is doubtful because its quote's link is, or because it is an end of one.
pub(super) fn covers(quote: &CheckedQuote<'_>, record: &Record) -> bool {
    quote.found.is_doubtful() || edges(quote).any(|(_, edge)| edge.bead == record.bead)
}

fn at_edge(
    (end, record): (TranslationEnd, &Record),
    quote: &CheckedQuote<'_>,
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
            "if it is right, use `diglot decide {} accept`; if not, say where it is with `diglot \
             decide {} target LINES`",
            record.bead, quote.found.id
        ),
        None => "check whether it is right".to_owned(),
    };
    let message = format!("it is only {percent} % sure that the translation {verb} here");
    Observation::at(spans, message).of_bead(record).help(help)
}
