//! One original with two translations. A reader should recognise a sentence that a book quotes twice.

use crate::check::comparable::ComparedQuote;
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const RULE: Rule = Rule {
    code: "inconsistent-translation",
    severity: Severity::Info,
    on: true,
    about: FindingSubject::Quote,
    summary: "an original has another translation elsewhere",
    page: include_str!("../../../docs/rules/inconsistent-translation.md"),
    look: Look::Corpus(look),
};

/// Fewest words of an original that is compared: two words may well mean one thing here and another there.
const LEAST_WORDS: usize = 4;

fn look(quotes: &[ComparedQuote<'_>]) -> Vec<(usize, Observation)> {
    // The first place of each original, and the translations that it has had so far.
    let mut firsts: BTreeMap<_, (&ComparedQuote<'_>, BTreeSet<&str>)> = BTreeMap::new();
    let mut found = Vec::new();
    for compared in quotes {
        let quote = compared.quote;
        let Some(target) = quote.target.as_deref() else {
            continue;
        };
        if quote.words < LEAST_WORDS {
            continue;
        }
        let (first, known) = firsts
            .entry((quote.lang.as_str(), quote.source.as_str()))
            .or_insert_with(|| (compared, BTreeSet::from([target])));
        if known.insert(target) {
            found.push((compared.document, observation(compared, first)));
        }
    }
    found
}

fn observation(compared: &ComparedQuote<'_>, first: &ComparedQuote<'_>) -> Observation {
    let quote = compared.quote;
    let message = format!(
        "this original has another translation elsewhere: {}",
        first.quote.begins
    );
    Observation {
        key: format!("{} {}", quote.source, quote.quote),
        related: vec![first.place("the other translation's original")],
        ..Observation::at(&quote.spans, message)
            .of_quote(&quote.quote)
            .help("use the same translation, or explain the difference in the text")
    }
}
