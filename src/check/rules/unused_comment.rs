//! A comment in a document that allows what no rule finds there any more.

use crate::check::allowance::Allowance;
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;

pub(super) const RULE: Rule = Rule {
    code: "unused-comment",
    severity: Severity::Warning,
    on: true,
    about: FindingSubject::Document,
    summary: "a comment allows a finding that does not exist",
    page: include_str!("../../../docs/rules/unused-comment.md"),
    look: Look::Comment(look),
};

fn look(allowance: &Allowance, unused: &[&str]) -> Option<Observation> {
    if allowance.fault.is_some() || unused.is_empty() {
        return None;
    }
    let rules = unused.join(" ");
    let (message, help) = match unused.len() == allowance.rules.len() {
        true => ("this comment is not needed", "remove it"),
        false => (
            "not all rules in this comment are needed",
            "remove the rule from it",
        ),
    };
    Some(Observation {
        key: rules.clone(),
        ..Observation::at(
            &[allowance.span],
            format!("{message}: no finding of {rules}"),
        )
        .help(help)
    })
}
