//! A comment in a document that allows what no rule finds there any more.

use super::{FindingSubject, Look, Observation, Rule, Severity};
use crate::check::Allowance;

pub(in crate::check) const RULE: Rule = Rule {
    code: "unused-comment",
    severity: Severity::Warning,
    on: true,
    about: FindingSubject::Document,
    summary: "a comment that allows what is not there",
    page: include_str!("../../../docs/rules/unused-comment.md"),
    look: Look::Acceptance,
};

/// What is wrong with a comment that nothing needs, or that names rules which find nothing.
pub(in crate::check) fn observation(allowance: &Allowance, unused: &[&str]) -> Observation {
    let rules = unused.join(" ");
    let (message, help) = match unused.len() == allowance.rules.len() {
        true => ("nothing here needs this comment", "take it out"),
        false => (
            "nothing here needs all of this comment",
            "take the rule out of it",
        ),
    };
    Observation {
        key: rules.clone(),
        ..Observation::at(
            &[allowance.span],
            format!("{message}: no finding of {rules}"),
        )
        .help(help)
    }
}
