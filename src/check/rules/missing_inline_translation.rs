//! An original inside a sentence that nothing translates. Off by default: mostly such a sentence itself
//! says what the words mean.

use super::missing_translation::untranslated;
use crate::check::checked::Checked;
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;

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
