//! Hyphens that a scan has left inside words, "compre-hension", and those at the ends of its lines.
//!
//! No dictionary is asked; the document is its own. A hyphen inside a line goes if the joined word
//! stands in the document at least as often as the hyphenated one. One at a line's end stays if the
//! hyphenated word stands in the document more often, or if it joins what is always hyphenated
//! («кто-то», "disait-il": the languages' tables) to a word that stands there.

use crate::lang::known;
use crate::text::{Span, words};
use std::collections::{HashMap, HashSet};

/// Fewest letters on either side of a hyphen that may be a line's end.
const LEAST_PART: usize = 2;

/// The hyphens of a document that are no part of its words, and those at line ends that are.
#[derive(Debug, Default)]
pub struct Hyphens {
    /// Byte offsets of those inside lines that go, in order.
    inside: Vec<usize>,
    /// Byte offsets behind those at line ends that stay.
    staying: HashSet<usize>,
}

/// Two parts of a word with a hyphen between them.
struct Candidate {
    first: Span,
    second: Span,
    /// Whether a line ends at the hyphen.
    at_line_end: bool,
}

impl Candidate {
    /// Both parts in lower case.
    fn parts(&self, text: &str) -> (String, String) {
        let lower = |span: Span| span.slice(text).to_lowercase();
        (lower(self.first), lower(self.second))
    }
}

impl Hyphens {
    /// Finds them.
    pub fn of(text: &str) -> Self {
        let candidates = candidates(text);
        let mut hyphens = Self::default();
        if candidates.is_empty() {
            return hyphens;
        }
        let mut single: HashMap<String, usize> = HashMap::new();
        let mut hyphenated: HashMap<(String, String), usize> = HashMap::new();
        for candidate in &candidates {
            let parts = candidate.parts(text);
            single.entry(format!("{}{}", parts.0, parts.1)).or_default();
            single.entry(parts.0.clone()).or_default();
            *hyphenated.entry(parts).or_default() += usize::from(!candidate.at_line_end);
        }
        for range in words(text) {
            if let Some(count) = single.get_mut(&text[range].to_lowercase()) {
                *count += 1;
            }
        }
        let particles = particles();
        for candidate in &candidates {
            let parts = candidate.parts(text);
            let joined = single[&format!("{}{}", parts.0, parts.1)];
            let whole = hyphenated[&parts];
            if !candidate.at_line_end {
                if joined > 0 && joined >= whole {
                    hyphens.inside.push(candidate.first.end);
                }
                continue;
            }
            // Its own first part is one of those that stand in the text.
            let particle = joined == 0
                && (particles.contains(&format!("-{}", parts.1)) && single[&parts.0] > 1
                    || particles.contains(&format!("{}-", parts.0)));
            if whole > joined || particle {
                hyphens.staying.insert(candidate.first.end + 1);
            }
        }
        hyphens
    }

    /// The offsets of those that go inside a span, in order.
    pub fn within(&self, span: Span) -> impl Iterator<Item = usize> + '_ {
        let from = self.inside.partition_point(|&at| at < span.start);
        self.inside[from..]
            .iter()
            .copied()
            .take_while(move |&at| at < span.end)
    }

    /// Whether the hyphen that a line ends in, before offset `end`, is part of its word.
    pub fn stays(&self, end: usize) -> bool {
        self.staying.contains(&end)
    }
}

/// What is always joined with a hyphen, in any language: `-то`, `кое-`.
fn particles() -> HashSet<String> {
    known()
        .flat_map(|(_, tables)| tables.hyphen_particles.iter().cloned())
        .collect()
}

/// Words of the form letters-hyphen-small letters, a line's end behind the hyphen or not.
fn candidates(text: &str) -> Vec<Candidate> {
    let mut out = Vec::new();
    let mut previous: Option<Span> = None;
    for range in words(text) {
        let span = Span::new(range.start, range.end);
        if let Some(first) = previous
            && let Some(gap) = text.get(first.end..span.start)
            && let Some(behind) = gap.strip_prefix('-')
            && behind.trim().is_empty()
            && (behind.is_empty() || behind.contains('\n'))
            && is_part(first.slice(text))
            && is_part(span.slice(text))
            && span
                .slice(text)
                .chars()
                .next()
                .is_some_and(char::is_lowercase)
        {
            out.push(Candidate {
                first,
                second: span,
                at_line_end: !behind.is_empty(),
            });
        }
        previous = Some(span);
    }
    out
}

fn is_part(word: &str) -> bool {
    word.chars().take(LEAST_PART).count() == LEAST_PART && word.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> String {
        let mut out = text.to_owned();
        for at in Hyphens::of(text).inside.iter().rev() {
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

    #[test]
    fn a_hyphen_at_a_line_end_stays_where_it_belongs() {
        let stays = |text: &str| {
            let end = text.find('\n').unwrap_or_default();
            Hyphens::of(text).stays(end)
        };
        assert!(stays("Пришёл кто-\nто чужой. Но кто?"));
        assert!(stays("Peut-\nêtre. Il est peut-être là."));
        assert!(!stays("The oppo-\nsition won."));
        assert!(!stays("Он уехал в кос-\nмос."));
    }
}
