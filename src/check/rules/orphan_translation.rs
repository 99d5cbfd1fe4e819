//! A line that announces a translation behind which none of an original stands: the original has
//! been lost, or is in a language that is not looked for.

use super::{Checked, FindingSubject, Look, Observation, Rule, Severity};
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "orphan-translation",
    severity: Severity::Warning,
    on: true,
    about: FindingSubject::Document,
    summary: "a line announces a translation of nothing",
    page: include_str!("../../../docs/rules/orphan-translation.md"),
    look: Look::Document(look),
};

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let observation = |&cue: &Span| {
        Observation::at(
            &[cue],
            "this line announces a translation, and there is no original of it",
        )
        .help("put the original before it, or say what the text is in other words")
    };
    let cues = checked.extraction.orphan_cues.iter();
    cues.map(observation).collect()
}
