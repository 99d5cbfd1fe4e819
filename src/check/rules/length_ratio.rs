//! A translation much longer or shorter than the languages explain, so that something is missing or
//! does not belong to it. Where single sentences are known to be without counterpart, other rules say so
//! instead.
//!
//! As in Gale and Church (1993), a translation's length varies with the square root of the length of the text,
//! but also by a constant share, even in long texts: translators differ. The two variances are fitted on 6100
//! passages of aligned novels, treatises and tales.

use super::partial_translation::{QuoteSide, lonely_beads};
use crate::check::checked::{Checked, CheckedQuote};
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use crate::similarity::{Relation, TextPair, TextSequence};

pub(super) const RULE: Rule = Rule {
    code: "length-ratio",
    severity: Severity::Warning,
    on: true,
    about: FindingSubject::Quote,
    summary: "a translation is much longer or shorter than its original",
    page: include_str!("../../../docs/rules/length-ratio.md"),
    look: Look::Document(look),
};

/// The variance of the logarithm of the ratio in texts of any length.
const CONSTANT: f64 = 0.0048;
/// The contribution of each character to this variance, divided by the number of characters.
const BY_CHARACTER: f64 = 3.2;
/// Characters that are added to both sides: without them, one word more would count too much in a title.
const SMOOTH: f64 = 15.0;
/// Fewest standard deviations that are too many.
const FAR: f64 = 5.0;

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let quotes = checked.quotes().filter(|quote| {
        let is_whole = |side| lonely_beads(quote, side, &checked.options.library).is_empty();
        quote.is_translated()
            && quote.records.iter().any(|record| record.status.is_open())
            && is_whole(QuoteSide::Original)
            && is_whole(QuoteSide::Translation)
    });
    quotes.filter_map(|quote| observation(&quote)).collect()
}

fn observation(quote: &CheckedQuote<'_>) -> Option<Observation> {
    let [source, target] = quote.texts();
    let expected = usual_ratio(quote) * source.chars().count() as f64;
    let found = target.chars().count() as f64;
    if !is_far(expected, found) {
        return None;
    }
    let (expected, found) = (expected.max(1.0), found.max(1.0));
    let message = match found > expected {
        true => format!(
            "this translation is {:.1} times as long as usual",
            found / expected
        ),
        false => format!(
            "this translation has {:.0} % of the usual length",
            100.0 * found / expected
        ),
    };
    let observation = Observation::at(&quote.target_spans(), message);
    Some(
        observation
            .of_quote(&quote.found.id)
            .help("check that both texts are complete, and where they end"),
    )
}

/// Characters of the translation for one of the original, as the languages have them.
fn usual_ratio(quote: &CheckedQuote<'_>) -> f64 {
    let texts = |lang| TextSequence { lang, texts: &[] };
    let pair = TextPair {
        source: texts(quote.found.lang),
        target: texts(quote.found.target_lang),
        relation: Relation::Parallel,
    };
    pair.lengths()
}

/// Whether the length of a translation, in characters, is far from the expected one.
fn is_far(expected: f64, found: f64) -> bool {
    let ratio = libm::log((found + SMOOTH) / (expected + SMOOTH));
    let length = ((expected + found) / 2.0).max(1.0);
    let variance = CONSTANT + BY_CHARACTER / length;
    ratio * ratio > FAR * FAR * variance
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_vary_more() {
        assert!(!is_far(20.0, 50.0));
        assert!(!is_far(200.0, 330.0));
        assert!(is_far(200.0, 500.0));
        assert!(is_far(2000.0, 3300.0));
        assert!(is_far(3300.0, 2000.0));
        assert!(!is_far(0.0, 0.0));
    }
}
