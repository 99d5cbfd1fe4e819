//! A document of a corpus without a title or a licence: nobody can cite or publish what is made of it.

use crate::check::checked::Checked;
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;

pub(super) const RULE: Rule = Rule {
    code: "missing-metadata",
    severity: Severity::Warning,
    on: true,
    about: FindingSubject::Document,
    summary: "a document of the corpus has no title or no licence",
    page: include_str!("../../../docs/rules/missing-metadata.md"),
    look: Look::Document(look),
};

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    if checked.project.is_none() {
        return Vec::new();
    }
    let metadata = checked.document.metadata();
    let is_missing = |value: &Option<String>| {
        let value = value.as_deref().unwrap_or_default();
        value.trim().is_empty()
    };
    let message = match (is_missing(&metadata.title), is_missing(&metadata.licence)) {
        (true, true) => "this document has no title and no licence",
        (true, false) => "this document has no title",
        (false, true) => "this document has no licence",
        (false, false) => return Vec::new(),
    };
    vec![Observation {
        key: message.to_owned(),
        ..Observation::at(&[], message).help(
            "write it into the TOML file of the same name beside the document, or between `---` lines \
             at its top",
        )
    }]
}
