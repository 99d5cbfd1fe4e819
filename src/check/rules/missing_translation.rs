//! An original that the document does not translate. The reader of such a document cannot follow
//! it, and the corpus has nothing to align.

use super::{Checked, CheckedQuote, FindingSubject, Look, Observation, Rule, Severity};
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

/// The quotes without translation that stand alone, or those inside a sentence.
pub(super) fn untranslated(checked: &Checked<'_>, inline: bool) -> Vec<Observation> {
    let waits = |seen: &CheckedQuote<'_>| {
        let is_rejected = |record: &crate::record::Record| record.status == Status::Rejected;
        // Not the status `untranslated`: to accept that there is none makes no translation.
        seen.quote.inline == inline
            && !seen.is_translated()
            && !seen.records.iter().all(is_rejected)
    };
    checked
        .quotes()
        .filter(waits)
        .map(|seen| {
            let original = original(seen.quote.lang);
            let help = match checked.project {
                Some(_) => format!(
                    "add one beside it, or waive it: `diglot decide {} waive --reason \"...\"`",
                    seen.quote.id
                ),
                None => "add one beside it".to_owned(),
            };
            // What has no translation is one record.
            Observation::at(
                &seen.source_spans(),
                format!("this {original} has no translation"),
            )
            .of_bead(&seen.records[0])
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
