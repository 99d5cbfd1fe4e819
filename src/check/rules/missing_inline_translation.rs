//! An original inside a sentence that nothing translates. Off unless asked for: such a sentence
//! mostly says itself what the words mean.

use super::missing_translation::untranslated;
use super::{Checked, FindingSubject, Look, Observation, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "missing-inline-translation",
    severity: Severity::Warning,
    on: false,
    about: FindingSubject::Quote,
    summary: "an original inside a sentence has no translation",
    page: include_str!("../../../docs/rules/missing-inline-translation.md"),
    look: Look::Document(look),
};

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    untranslated(checked, true)
}
