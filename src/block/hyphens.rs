//! Hyphens that a scan has left inside words: "compre-hension".
//!
//! No dictionary is asked; the document is its own. A hyphen goes if the joined word stands
//! elsewhere in the document and the hyphenated one does so only where it could be a line's end.

use crate::text::{Span, words};
use std::collections::HashMap;

/// Fewest letters on either side of a hyphen that may be a line's end.
const LEAST_PART: usize = 2;

/// The hyphens of a document that are no part of its words.
#[derive(Debug, Default)]
pub struct Hyphens {
    /// Their byte offsets, in order.
    offsets: Vec<usize>,
}

impl Hyphens {
    /// Finds them.
    pub fn of(text: &str) -> Self {
        let candidates = candidates(text);
        if candidates.is_empty() {
            return Self::default();
        }
        let mut joined: HashMap<String, usize> = HashMap::new();
        let mut hyphenated: HashMap<&str, usize> = HashMap::new();
        for (span, _) in &candidates {
            let word = span.slice(text);
            *hyphenated.entry(word).or_default() += 1;
            joined.entry(join(word)).or_default();
        }
        for range in words(text) {
            let word = &text[range];
            if word.len() > 3
                && let Some(count) = joined.get_mut(&word.to_lowercase())
            {
                *count += 1;
            }
        }
        let offsets = candidates
            .iter()
            .filter(|(span, _)| {
                let word = span.slice(text);
                joined.get(&join(word)).is_some_and(|&whole| {
                    whole > 0 && whole >= hyphenated.get(word).copied().unwrap_or_default()
                })
            })
            .map(|&(_, hyphen)| hyphen)
            .collect();
        Self { offsets }
    }

    /// The offsets inside a span, in order.
    pub fn within(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let from = self.offsets.partition_point(|&at| at < span.start);
        self.offsets[from..]
            .iter()
            .copied()
            .take_while(move |&at| at < span.end)
    }
}

/// Words of the form letters-hyphen-small letters: their span and their hyphen.
fn candidates(text: &str) -> Vec<(Span, usize)> {
    let mut out = Vec::new();
    let mut previous: Option<Span> = None;
    for range in words(text) {
        let span = Span::new(range.start, range.end);
        if let Some(before) = previous
            && text.get(before.end..span.start) == Some("-")
            && is_part(before.slice(text))
            && is_part(span.slice(text))
            && span
                .slice(text)
                .chars()
                .next()
                .is_some_and(char::is_lowercase)
        {
            out.push((Span::new(before.start, span.end), before.end));
        }
        previous = Some(span);
    }
    out
}

fn is_part(word: &str) -> bool {
    word.chars().take(LEAST_PART).count() == LEAST_PART && word.chars().all(char::is_alphabetic)
}

fn join(word: &str) -> String {
    word.replace('-', "").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> String {
        let mut out = text.to_owned();
        for at in Hyphens::of(text).offsets.iter().rev() {
            out.remove(*at);
        }
        out
    }

    #[test]
    fn a_word_that_stands_whole_elsewhere_is_mended() {
        assert_eq!(
            mended("The leader-ship met. The leadership voted."),
            "The leadership met. The leadership voted."
        );
    }

    #[test]
    fn a_compound_stays() {
        let text = "A well-known, well-known man of know-how; semi-official news.";
        assert_eq!(mended(text), text);
    }
}
