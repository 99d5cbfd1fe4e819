//! A comment for diglot in a document that diglot does not understand: it names no rule, or one that is
//! misspelt.

use crate::check::allowance::Allowance;
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;

pub(super) const RULE: Rule = Rule {
    code: "invalid-comment",
    severity: Severity::Error,
    on: true,
    about: FindingSubject::Document,
    summary: "a comment for diglot is not valid",
    page: include_str!("../../../docs/rules/invalid-comment.md"),
    look: Look::Comment(look),
};

fn look(allowance: &Allowance, _: &[&str]) -> Option<Observation> {
    let fault = allowance.fault.as_ref()?;
    Some(Observation {
        key: fault.clone(),
        ..Observation::at(
            &[allowance.span],
            format!("this comment allows nothing: {fault}"),
        )
        .help("`diglot explain` lists the rules")
    })
}
