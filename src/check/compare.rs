//! The rules that compare quotes, of one document or of several.

use super::comparable::ComparedQuote;
use super::observation::Observation;
use super::observe::DocumentObservations;
use super::rule::{Look, Rule};
use super::rules::RULES;
use std::path::Path;

/// Has the rules look that compare quotes. Returns observations with the index of their document.
pub fn compare<'a>(
    documents: impl Iterator<Item = (&'a Path, &'a DocumentObservations)>,
) -> Vec<(usize, &'static Rule, Observation)> {
    let quotes: Vec<ComparedQuote<'_>> = documents
        .enumerate()
        .flat_map(|(document, (path, observed))| {
            observed.quotes.iter().map(move |quote| ComparedQuote {
                document,
                path,
                quote,
            })
        })
        .collect();
    let mut all = Vec::new();
    for rule in RULES {
        if let Look::Corpus(look) = rule.look {
            let found = look(&quotes).into_iter();
            all.extend(found.map(|(document, one)| (document, rule, one.keyed(""))));
        }
    }
    all
}
