//! What the rules find in one document, before anybody asks how bad it is.

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
    /// What the rules found, each with its rule's code, in the order of the rules.
    pub observations: Vec<(String, Observation)>,
    /// Its quotes, for the rules that compare documents.
    pub quotes: Vec<ComparableQuote>,
    /// What comments in the document allow.
    pub allowances: Vec<Allowance>,
    /// What people waived.
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
        let found = look(checked).into_iter();
        observations.extend(found.map(|one| (rule.code.to_owned(), one.keyed(text))));
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
