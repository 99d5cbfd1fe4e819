//! An entry of the baseline that fits no finding any more: what it accepted has been fixed.

use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule, StaleEntry};
use crate::check::severity::Severity;

pub(super) const RULE: Rule = Rule {
    code: "stale-baseline",
    severity: Severity::Warning,
    on: true,
    about: FindingSubject::Document,
    summary: "an entry of the baseline matches no finding",
    page: include_str!("../../../docs/rules/stale-baseline.md"),
    look: Look::Baseline(look),
};

fn look(entry: &StaleEntry<'_>) -> Observation {
    let StaleEntry {
        path,
        rule,
        message,
        ..
    } = entry;
    Observation::at(
        &[entry.span],
        format!("`{path}` no longer has this finding of {rule}: {message}"),
    )
    .help("remove it with `diglot check --write-baseline`")
}
