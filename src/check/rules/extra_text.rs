//! Sentences inside a translation that render nothing of the original: what the translator added, or
//! the author's own words that were taken for part of it.

use super::partial_translation::{Half, lonely};
use super::{Checked, FindingSubject, Look, Observation, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "extra-text",
    severity: Severity::Info,
    on: true,
    about: FindingSubject::Quote,
    summary: "sentences of a translation translate nothing",
    page: include_str!("../../../docs/rules/extra-text.md"),
    look: Look::Document(look),
};

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    lonely(checked, Half::Translation)
}
