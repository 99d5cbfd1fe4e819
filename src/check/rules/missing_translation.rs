//! An original that the document does not translate. The reader of such a document cannot follow
//! it, and the corpus has nothing to align.

use crate::check::checked::{Checked, CheckedQuote};
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use crate::lang::{Lang, facts};
use crate::record::Status;

pub(super) const RULE: Rule = Rule {
    code: "missing-translation",
    severity: Severity::Error,
    on: true,
    about: FindingSubject::Quote,
    summary: "an original has no translation",
    page: include_str!("../../../docs/rules/missing-translation.md"),
    look: Look::Document(look),
};

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    untranslated(checked, false)
}

/// An observation for each quote without translation, of those inside a sentence or of the others.
pub(super) fn untranslated(checked: &Checked<'_>, inline: bool) -> Vec<Observation> {
    let is_untranslated = |quote: &CheckedQuote<'_>| {
        let is_rejected = |record: &crate::record::Record| record.status == Status::Rejected;
        // Not by the status `untranslated`: to accept that there is none does not make one.
        quote.found.inline == inline
            && !quote.is_translated()
            && !quote.records.iter().all(is_rejected)
    };
    checked
        .quotes()
        .filter(is_untranslated)
        .map(|quote| {
            let original = original(quote.found.lang);
            let help = match checked.project {
                Some(_) => format!(
                    "add one beside it, or waive it: `diglot decide {} waive --reason \"...\"`",
                    quote.found.id
                ),
                None => "add one beside it".to_owned(),
            };
            // A quote without translation has one record.
            Observation::at(
                &quote.source_spans(),
                format!("this {original} has no translation"),
            )
            .of_bead(&quote.records[0])
            .help(help)
        })
        .collect()
}

fn original(lang: Lang) -> String {
    match facts(lang).name.as_str() {
        "" => format!("original (`{lang}`)"),
        name => format!("{name} original"),
    }
}
