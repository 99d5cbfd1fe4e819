//! An alignment file that was made from another version of the document, or is not there: exports do not
//! show the corpus as it is.

use crate::check::checked::Checked;
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;

pub(super) const RULE: Rule = Rule {
    code: "outdated-alignment",
    severity: Severity::Warning,
    on: true,
    about: FindingSubject::Document,
    summary: "the alignment file is for another version of the document",
    page: include_str!("../../../docs/rules/outdated-alignment.md"),
    look: Look::Document(look),
};

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let Some(project) = checked.project else {
        return Vec::new();
    };
    let message = match project.stored {
        None => "this document has not been aligned yet",
        Some(stored) if stored.checksum != checked.document.checksum() => {
            "this document has changed since it was aligned"
        }
        Some(_) => return Vec::new(),
    };
    vec![Observation {
        key: "outdated".to_owned(),
        ..Observation::at(&[], message).help("run `diglot build`")
    }]
}
