//! A comment in a document that asks for what is not there, such as a rule whose name is misspelt.

use super::{FindingSubject, Look, Observation, Rule, Severity};
use crate::check::Allowance;

pub(in crate::check) const RULE: Rule = Rule {
    code: "invalid-comment",
    severity: Severity::Error,
    on: true,
    about: FindingSubject::Document,
    summary: "a comment for diglot that it does not understand",
    page: include_str!("../../../docs/rules/invalid-comment.md"),
    look: Look::Acceptance,
};

/// What is wrong with a comment.
pub(in crate::check) fn observation(allowance: &Allowance, fault: &str) -> Observation {
    Observation {
        key: fault.to_owned(),
        ..Observation::at(
            &[allowance.span],
            format!("this comment allows nothing: {fault}"),
        )
        .help("`diglot explain` lists the rules")
    }
}
