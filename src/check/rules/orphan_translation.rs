//! A line that announces a translation, though there is no original that the next lines translate: the
//! original has been lost, or is in a language that is not looked for.

use crate::check::checked::Checked;
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "orphan-translation",
    severity: Severity::Warning,
    on: true,
    about: FindingSubject::Document,
    summary: "a line announces a translation without an original",
    page: include_str!("../../../docs/rules/orphan-translation.md"),
    look: Look::Document(look),
};

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let observation = |&cue: &Span| {
        Observation::at(
            &[cue],
            "this line announces a translation, but there is no original",
        )
        .help("put the original before it, or change the line")
    };
    let cues = checked.extraction.orphan_cues.iter();
    cues.map(observation).collect()
}
