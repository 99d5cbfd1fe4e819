//! A comment in a document that allows what no rule finds there any more.

use super::{About, Look, Observation, Rule, Severity};
use crate::check::Allowance;

pub(in crate::check) const RULE: Rule = Rule {
    code: "unused-comment",
    severity: Severity::Warning,
    on: true,
    about: About::Document,
    summary: "a comment that allows what is not there",
    page: include_str!("../../../docs/rules/unused-comment.md"),
    look: Look::Acceptance,
};

/// What is wrong with a comment that nothing needs.
pub(in crate::check) fn observation(allowance: &Allowance) -> Observation {
    let rules = allowance.rules.join(" ");
    Observation {
        message: format!("nothing here needs this comment: no finding of {rules}"),
        key: rules,
        ..Observation::at(&[allowance.span], "").help("take it out")
    }
}
