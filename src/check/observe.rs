//! Applies the rules to one document, before severities are known.

use super::allow::allowances;
use super::allowance::Allowance;
use super::checked::Checked;
use super::comparable::ComparableQuote;
use super::observation::Observation;
use super::rule::{Look, Rule};
use super::rules::RULES;
use crate::store::Waiver;
use crate::text::LineIndex;
use serde::{Deserialize, Serialize};

/// All that is needed to judge a document, wherever and whenever that happens.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentObservations {
    /// The observations of the rules, each with its rule's code, in the order of the rules.
    pub observations: Vec<(String, Observation)>,
    /// Its quotes, for the rules that compare documents.
    pub quotes: Vec<ComparableQuote>,
    /// The allowances of comments in the document.
    pub allowances: Vec<Allowance>,
    /// People's waivers.
    pub waivers: Vec<Waiver>,
}

/// Has every rule that is `wanted` look at a document.
pub fn observe(checked: &Checked<'_>, wanted: impl Fn(&Rule) -> bool) -> DocumentObservations {
    let text = checked.document.text();
    let mut observations = Vec::new();
    for rule in RULES.iter().filter(|rule| wanted(rule)) {
        let Look::Document(look) = rule.look else {
            continue;
        };
        for mut observation in look(checked) {
            // A rule should not offer any; this makes sure.
            if !checked.can_be_fixed() {
                observation.edits.clear();
            }
            observations.push((rule.code.to_owned(), observation.keyed(text)));
        }
    }
    let index = LineIndex::new(text);
    let quotes = checked.quotes();
    DocumentObservations {
        observations,
        quotes: quotes
            .map(|quote| ComparableQuote::new(&quote, text, &index))
            .collect(),
        allowances: allowances(text, checked.markup()),
        waivers: match checked.project {
            Some(project) => project.waivers.to_vec(),
            None => Vec::new(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{CanonicalText, Document, Metadata};
    use crate::extract::{ExtractOptions, extract};
    use crate::record::records;
    use crate::similarity::Lexical;

    #[test]
    fn fixes_are_offered_only_where_the_file_is_the_text() {
        let text =
            "He wrote:\n\nCтанция молчит, и это уже пятыи\u{306} день, как сообщают из города.\n";
        let options = ExtractOptions::default();
        let observed = |is_verbatim| {
            let canonical = CanonicalText {
                is_verbatim,
                ..CanonicalText::verbatim(text.to_owned(), Metadata::default())
            };
            let id = || "book".to_owned();
            let document = Document::of_file(id(), id().into(), id(), canonical);
            let extraction = extract(&document, &options, &[], &Lexical);
            let checked = Checked {
                document: &document,
                extraction: &extraction,
                records: &records(&document, &extraction.quotes),
                options: &options,
                project: None,
            };
            observe(&checked, |rule| {
                ["mixed-scripts", "not-normalised"].contains(&rule.code)
            })
        };
        let edits = |observed: DocumentObservations| -> Vec<(usize, Option<String>)> {
            let observations = observed.observations.into_iter();
            observations.map(|(_, o)| (o.edits.len(), o.help)).collect()
        };
        assert!(edits(observed(true)).iter().all(|(edits, _)| *edits > 0));
        for (edits, help) in edits(observed(false)) {
            assert_eq!(edits, 0);
            assert!(!help.unwrap().contains("--fix"));
        }
        assert_eq!(edits(observed(false)).len(), edits(observed(true)).len());
    }
}
