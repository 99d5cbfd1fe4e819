//! A long quotation that is there twice, with the same translation or both times without one: a text
//! was copied and forgotten, and the corpus counts it twice.

use crate::check::comparable::ComparedQuote;
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    code: "duplicate-quote",
    severity: Severity::Info,
    on: true,
    about: FindingSubject::Quote,
    summary: "an original occurs twice, with the same translation",
    page: include_str!("../../../docs/rules/duplicate-quote.md"),
    look: Look::Corpus(look),
};

/// Fewest words of an original that is compared: there are good reasons to quote a shorter one again.
const LEAST_WORDS: usize = 8;

fn look(quotes: &[ComparedQuote<'_>]) -> Vec<(usize, Observation)> {
    let mut firsts: BTreeMap<_, &ComparedQuote<'_>> = BTreeMap::new();
    let mut found = Vec::new();
    for compared in quotes {
        let quote = compared.quote;
        if quote.inline || quote.words < LEAST_WORDS {
            continue;
        }
        let text = (
            quote.lang.as_str(),
            quote.source.as_str(),
            quote.target.as_deref(),
        );
        match firsts.get(&text) {
            Some(first) => found.push((compared.document, observation(compared, first))),
            None => _ = firsts.insert(text, compared),
        }
    }
    found
}

fn observation(compared: &ComparedQuote<'_>, first: &ComparedQuote<'_>) -> Observation {
    let quote = compared.quote;
    let message = match quote.target {
        Some(_) => "this original occurs earlier, with the same translation",
        None => "this original occurs earlier, also without a translation",
    };
    Observation {
        key: format!("{} {}", quote.source, quote.quote),
        related: vec![first.place("the same original")],
        ..Observation::at(&quote.spans, message)
            .of_quote(&quote.quote)
            .help("remove one of them, or replace one by a reference to the other")
    }
}
