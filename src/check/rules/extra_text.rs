//! Sentences inside a translation that translate nothing in the original: the translator added them, or
//! they are the author's own words and were taken for part of the translation.

use super::partial_translation::{QuoteSide, lonely};
use crate::check::checked::Checked;
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;

pub(super) const RULE: Rule = Rule {
    code: "extra-text",
    severity: Severity::Info,
    on: true,
    about: FindingSubject::Quote,
    summary: "sentences of a translation are not in the original",
    page: include_str!("../../../docs/rules/extra-text.md"),
    look: Look::Document(look),
};

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    lonely(checked, QuoteSide::Translation)
}
