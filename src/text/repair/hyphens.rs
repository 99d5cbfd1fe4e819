//! Hyphens that a scan has left inside words, "compre-hension", those at the ends of its lines, and
//! those that it has lost there, "riverbased".
//!
//! The document itself is the dictionary. A hyphen inside a line goes if the document has the joined word at
//! least as often as the hyphenated one. A hyphen at a line's end stays if the document has the
//! hyphenated word more often, or if the hyphen joins what is always hyphenated («кто-то», "disait-il":
//! the languages' tables) to a word of the document. A lost hyphen is put back only if the document has
//! it twice as often as not. A hyphen that the document lacks everywhere, or a lost space, cannot be known and
//! stays lost.

use super::hyphenation::WordParts;
use super::input::RepairInput;
use super::replacement::{Replacement, ReplacementKind};
use crate::text::span::Span;
use std::collections::{HashMap, HashSet};

/// Fewest letters on either side of a hyphen that is put back: "co-operation" and "cooperation" are both
/// right.
const LEAST_LOST: usize = 4;
/// How many hyphens of a word the document must have for each that it lacks.
const LEAST_TIMES: usize = 2;

/// The hyphens inside lines that are not part of their words.
pub(super) fn find(input: &RepairInput<'_>) -> Vec<Replacement> {
    let found = input.hyphenation().inside.iter();
    found
        .map(|&at| Replacement::new(at, at + 1, "", ReplacementKind::Characters))
        .collect()
}

/// The words that have lost their hyphen.
pub(super) fn find_lost(input: &RepairInput<'_>) -> Vec<Replacement> {
    let text = input.text;
    let hyphenation = input.hyphenation();
    let mut hyphenated: HashMap<String, (usize, usize)> = HashMap::new();
    for word in hyphenation.words.iter().filter(|word| !word.at_line_end) {
        let WordParts { first, second } = &word.parts;
        let long = |part: &str| part.chars().count() >= LEAST_LOST;
        if long(first) && long(second) {
            let (_, times) = hyphenated
                .entry(format!("{first}{second}"))
                .or_insert((first.len(), 0));
            *times += 1;
        }
    }
    hyphenated.retain(|_, (_, times)| *times >= LEAST_TIMES);
    if hyphenated.is_empty() {
        return Vec::new();
    }
    let mut lost: HashMap<String, Vec<Span>> = HashMap::new();
    let mut note = |word: &str, range: &std::ops::Range<usize>| {
        // In lower case a word may be of another length: then it is left alone.
        if word.len() == range.len() {
            let span = Span::new(range.start, range.end);
            lost.entry(word.to_owned()).or_default().push(span);
        }
    };
    hyphenation
        .lower
        .each(text, input.words(), &hyphenated, &mut note);
    let mut found = Vec::new();
    for (word, spans) in lost {
        let (first, times) = hyphenated[&word];
        for span in spans.iter().filter(|_| times >= LEAST_TIMES * spans.len()) {
            // The letter before the hyphen is replaced by itself and the hyphen.
            let end = span.start + first;
            if let Some(letter) = text.get(..end).and_then(|t| t.chars().next_back()) {
                let shown = format!("{letter}-");
                let start = end - letter.len_utf8();
                let kind = ReplacementKind::Characters;
                found.push(Replacement::new(start, end, &shown, kind));
            }
        }
    }
    found
}

/// The hyphens at the ends of lines that are part of their words.
#[derive(Debug, Default)]
pub struct LineEnds {
    /// The places after them, in bytes.
    staying: HashSet<usize>,
}

impl LineEnds {
    /// Finds them.
    pub fn of(input: &RepairInput<'_>) -> Self {
        Self {
            staying: input.hyphenation().staying.clone(),
        }
    }

    /// Whether the hyphen before offset `end`, at the end of a line, is part of its word.
    pub fn stays(&self, end: usize) -> bool {
        self.staying.contains(&end)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;
    use crate::lang::Library;
    use crate::text::markup::Markup;

    fn repaired(text: &str) -> String {
        shown(text, &[])
    }

    #[test]
    fn a_word_that_the_document_has_whole_loses_its_hyphen() {
        assert_eq!(
            repaired("The leader-ship met. The leadership voted."),
            "The leadership met. The leadership voted."
        );
    }

    #[test]
    fn a_compound_stays() {
        let text = "A well-known, well-known man of know-how; semi-official news.";
        assert_eq!(repaired(text), text);
    }

    #[test]
    fn a_hyphen_at_a_line_end_stays_where_it_belongs() {
        let stays = |text: &str| {
            let end = text.find('\n').unwrap_or_default();
            let library = Library::default();
            let markup = Markup::of(text);
            LineEnds::of(&RepairInput::new(text, &markup, library.vocabulary())).stays(end)
        };
        assert!(stays("Пришёл кто-\nто чужой. Но кто?"));
        assert!(stays("Peut-\nêtre. Il est peut-être là."));
        assert!(!stays("The oppo-\nsition won."));
        assert!(!stays("Он уехал в кос-\nмос."));
    }

    #[test]
    fn a_lost_hyphen_is_put_back_where_the_document_has_it() {
        assert_eq!(
            repaired("Озёрно-речного, озёрно-речного, Озёрноречного."),
            "Озёрно-речного, озёрно-речного, Озёрно-речного."
        );
        for text in [
            "co-operation, co-operation, cooperation",
            "timber-merchant, timber-merchant, timber-merchant, timbermerchant, timbermerchant",
        ] {
            assert_eq!(repaired(text), text);
        }
    }
}
