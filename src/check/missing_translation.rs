//! An original that the document does not translate. The reader of such a document cannot follow
//! it, and the corpus has nothing to align. Words in Russian or French inside an English sentence
//! are left alone: there the sentence itself mostly says what they mean.

use super::{Checked, Observation, Rule, Severity};
use crate::lang::{Lang, facts};
use crate::record::Status;
use std::collections::HashSet;

pub(super) const RULE: Rule = Rule {
    code: "missing-translation",
    severity: Severity::Error,
    check,
};

fn check(checked: &Checked) -> Vec<Observation> {
    let translated: HashSet<&str> = checked
        .records
        .iter()
        .filter(|record| record.target.is_some())
        .map(|record| record.quote.as_str())
        .collect();
    checked
        .records
        .iter()
        .filter(|record| !record.inline && !translated.contains(record.quote.as_str()))
        // Not the status `untranslated`: to accept that there is none makes no translation.
        .filter(|record| !matches!(record.status, Status::Waived | Status::Rejected))
        .filter_map(|record| {
            let source = record.source.as_ref()?;
            Some(Observation {
                spans: source.spans.clone(),
                message: format!("this {} has no translation", original(source.lang)),
                help: Some(match checked.in_project {
                    true => format!(
                        "add one beside it, or waive it: `diglot decide {} waive --reason \"...\"`",
                        record.quote
                    ),
                    false => "add one beside it".to_owned(),
                }),
            })
        })
        .collect()
}

fn original(lang: Lang) -> String {
    match facts(lang).name.as_str() {
        "" => format!("original (`{lang}`)"),
        name => format!("{name} original"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Metadata};
    use crate::record::Record;
    use crate::sample::bead;

    /// The ids of the quotes that the rule finds, out of its help.
    fn found(records: &[Record]) -> Vec<String> {
        let document = Document {
            id: "a".to_owned(),
            path: "a.md".into(),
            metadata: Metadata::default(),
            checksum: String::new(),
            text: String::new(),
        };
        let observations = check(&Checked {
            document: &document,
            records,
            conflicts: &[],
            in_project: true,
        });
        observations
            .into_iter()
            .filter_map(|found| found.help?.split(' ').nth(9).map(str::to_owned))
            .collect()
    }

    fn untranslated(id: &str, status: Status) -> Record {
        Record {
            status,
            ..bead("a", id, "Темнеет.", "")
        }
    }

    #[test]
    fn finds_what_waits_for_a_translation() {
        let inline = Record {
            inline: true,
            ..untranslated("q5.1", Status::Untranslated)
        };
        let records = [
            untranslated("q1.1", Status::Untranslated),
            untranslated("q2.1", Status::Accepted),
            untranslated("q3.1", Status::Waived),
            untranslated("q4.1", Status::Rejected),
            inline,
            bead("a", "q6.1", "Зима.", "Winter."),
            bead("a", "q6.2", "Холодно.", ""),
        ];
        assert_eq!(found(&records), ["q1", "q2"]);
    }
}
