//! An entry of the baseline that fits no finding any more: what it knew has been mended.

use super::{FindingSubject, Look, Observation, Rule, Severity};
use crate::text::Span;

pub(in crate::check) const RULE: Rule = Rule {
    code: "stale-baseline",
    severity: Severity::Warning,
    on: true,
    about: FindingSubject::Document,
    summary: "an entry of the baseline that fits nothing any more",
    page: include_str!("../../../docs/rules/stale-baseline.md"),
    look: Look::Acceptance,
};

/// What is wrong with an entry: it stands at `span` in the baseline, and says that the document at
/// `path` has this finding of `rule`.
pub(in crate::check) fn observation(
    span: Span,
    path: &str,
    rule: &str,
    message: &str,
) -> Observation {
    Observation::at(
        &[span],
        format!("`{path}` has this finding of {rule} no more: {message}"),
    )
    .help("take it out with `diglot check --write-baseline`")
}
