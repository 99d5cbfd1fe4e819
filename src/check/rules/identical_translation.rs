//! A translation with the same text as the original: somebody has copied it and not translated it.

use crate::check::checked::{Checked, CheckedQuote};
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use crate::record::{Record, Status};
use crate::text::{lower_words, words};

pub(super) const RULE: Rule = Rule {
    code: "identical-translation",
    severity: Severity::Warning,
    on: true,
    about: FindingSubject::Quote,
    summary: "a translation is the same text as its original",
    page: include_str!("../../../docs/rules/identical-translation.md"),
    look: Look::Document(look),
};

/// Most words that may be the same in two languages.
const FEW: usize = 3;

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let mut found = Vec::new();
    for quote in checked.quotes().filter(CheckedQuote::is_translated) {
        let [source, target] = quote.texts();
        if !quote.is_decided() && is_same(&source, &target) {
            let spans = quote.target_spans();
            let message = "this translation is the same text as the original";
            found.push(Observation::at(&spans, message).of_quote(&quote.found.id));
            continue;
        }
        found.extend(quote.records.iter().filter_map(observation));
    }
    found
}

fn observation(record: &Record) -> Option<Observation> {
    let (source, target) = (record.source.as_ref()?, record.target.as_ref()?);
    let is_open = !matches!(record.status, Status::Accepted | Status::Rejected);
    let message = "this sentence of the translation is the same text as the original";
    (is_open && is_same(&source.text, &target.text))
        .then(|| Observation::at(&target.spans, message).of_bead(record))
}

/// Whether two texts have the same words, and enough of them that are neither names nor numbers.
fn is_same(one: &str, other: &str) -> bool {
    // The first words already differ in nearly all texts.
    lower_words(one).eq(lower_words(other)) && common(one).take(FEW + 1).count() > FEW
}

/// The words that are neither names nor numbers.
fn common(text: &str) -> impl Iterator<Item = &str> {
    let words = words(text).map(|word| &text[word]);
    words.filter(|word| word.starts_with(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_punctuation_do_not_make_another_text() {
        let original = "Le train de nuit ne part plus !";
        assert!(is_same(original, "le train de nuit ne part plus"));
        assert!(!is_same(original, "Le train du soir ne part plus !"));
    }

    #[test]
    fn names_and_numbers_are_the_same_in_both_languages() {
        let title = "Moreau, Kerguelen, Espérance, Brest 1902";
        assert!(!is_same(title, title));
        assert!(!is_same("allegro ma non", "allegro ma non"));
    }
}
