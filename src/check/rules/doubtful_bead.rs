//! A bead that is more likely wrong than right. Where the whole link is doubtful, or the end of it,
//! `doubtful-link` says so instead.

use super::doubtful_link;
use crate::check::checked::Checked;
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use crate::record::Record;

pub(super) const RULE: Rule = Rule {
    code: "doubtful-bead",
    severity: Severity::Info,
    on: true,
    about: FindingSubject::Quote,
    summary: "it is doubtful that two sentences translate each other",
    page: include_str!("../../../docs/rules/doubtful-bead.md"),
    look: Look::Document(look),
};

/// Least score of a bead that is not doubtful: of the beads below it two of three are wrong, of those in the next
/// tenth one of three.
const SURE: f64 = 0.5;

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let is_doubtful = |record: &Record| {
        record.status.is_open()
            && record.score < SURE
            && record.source.is_some()
            && record.target.is_some()
    };
    checked
        .quotes()
        .flat_map(|quote| {
            let records = quote.records.iter().filter(|record| is_doubtful(record));
            records.filter(move |record| !doubtful_link::covers(&quote, record))
        })
        .map(|record| observation(record, checked))
        .collect()
}

fn observation(record: &Record, checked: &Checked<'_>) -> Observation {
    let side = record.source.as_ref();
    let spans = side.map_or(&[][..], |side| &side.spans);
    let percent = (100.0 * record.score).round();
    let help = match checked.project {
        Some(_) => format!("if it is right, use `diglot decide {} accept`", record.bead),
        None => "look at the sentences beside it, too".to_owned(),
    };
    let message = format!("the translation of this sentence is only {percent} % sure");
    Observation::at(spans, message).of_bead(record).help(help)
}
