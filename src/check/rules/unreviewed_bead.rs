//! A bead that nobody has reviewed. For releases: `diglot check --require-reviewed`.

use crate::check::checked::Checked;
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use crate::record::Record;

pub(super) const RULE: Rule = Rule {
    code: "unreviewed-bead",
    severity: Severity::Error,
    on: false,
    about: FindingSubject::Quote,
    summary: "nobody has reviewed a bead",
    page: include_str!("../../../docs/rules/unreviewed-bead.md"),
    look: Look::Document(look),
};

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    if checked.project.is_none() {
        return Vec::new();
    }
    let is_open = |record: &&Record| record.status.is_open();
    let observation = |record: &Record| {
        let side = record.source.as_ref().or(record.target.as_ref());
        let spans = side.map_or(&[][..], |side| &side.spans);
        Observation::at(
            spans,
            format!("nobody has reviewed the bead {}", record.bead),
        )
        .of_bead(record)
        .help(format!(
            "look at it, and use `diglot decide {} accept` if it is right",
            record.bead
        ))
    };
    let records = checked.records.iter();
    records.filter(is_open).map(observation).collect()
}
