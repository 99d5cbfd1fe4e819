//! Hyphens that a scan has left inside words, "compre-hension", those at the ends of its lines, and
//! those that it has lost there, "riverbased".
//!
//! No dictionary is asked; the document is its own. A hyphen inside a line goes if the joined word
//! stands in the document at least as often as the hyphenated one. One at a line's end stays if the
//! hyphenated word stands in the document more often, or if it joins what is always hyphenated
//! («кто-то», "disait-il": the languages' tables) to a word that stands there. A lost one is put
//! back only if the document has it twice as often as not; a word that it lacks everywhere, or a
//! lost space, cannot be known and stays.

use super::{Mark, MarkKind, Source};
use crate::text::{Span, words};
use std::collections::{HashMap, HashSet};

/// Fewest letters on either side of a hyphen that may be a line's end.
const LEAST_PART: usize = 2;
/// Fewest letters on either side of one that is put back: "co-operation" and "cooperation" are both
/// right.
const LEAST_LOST: usize = 4;
/// How often the document must have such a hyphen, for each time that it has not.
const LEAST_TIMES: usize = 2;

/// The hyphens inside lines that are no part of their words.
pub fn find(source: &Source<'_>) -> Vec<Mark> {
    let found = Hyphens::of(source).inside.into_iter();
    found
        .map(|at| Mark::new(at, at + 1, "", MarkKind::Characters))
        .collect()
}

/// The words that have lost their hyphen.
pub fn find_lost(source: &Source<'_>) -> Vec<Mark> {
    let text = source.text;
    let candidates = candidates(text);
    let mut hyphenated: HashMap<String, (usize, usize)> = HashMap::new();
    for candidate in candidates.iter().filter(|c| !c.at_line_end) {
        let (first, second) = candidate.parts(text);
        let long = |part: &str| part.chars().count() >= LEAST_LOST;
        if long(&first) && long(&second) {
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
    for range in words(text) {
        let word = text[range.clone()].to_lowercase();
        // In lower case it may be of another length: then it is left alone.
        if word.len() == range.len() && hyphenated.contains_key(&word) {
            let span = Span::new(range.start, range.end);
            lost.entry(word).or_default().push(span);
        }
    }
    let mut marks = Vec::new();
    for (word, spans) in lost {
        let (first, times) = hyphenated[&word];
        for span in spans.iter().filter(|_| times >= LEAST_TIMES * spans.len()) {
            // The letter before it stands for both.
            let end = span.start + first;
            if let Some(letter) = text.get(..end).and_then(|t| t.chars().next_back()) {
                let shown = format!("{letter}-");
                marks.push(Mark::new(
                    end - letter.len_utf8(),
                    end,
                    &shown,
                    MarkKind::Characters,
                ));
            }
        }
    }
    marks
}

/// The hyphens at the ends of lines that are part of their words.
#[derive(Debug, Default)]
pub struct LineEnds {
    /// Byte offsets behind them.
    staying: HashSet<usize>,
}

impl LineEnds {
    /// Finds them.
    pub fn of(source: &Source<'_>) -> Self {
        Self {
            staying: Hyphens::of(source).staying,
        }
    }

    /// Whether the hyphen that a line ends in, before offset `end`, is part of its word.
    pub fn stays(&self, end: usize) -> bool {
        self.staying.contains(&end)
    }
}

/// The hyphens of a document that are no part of its words, and those at line ends that are.
#[derive(Debug, Default)]
struct Hyphens {
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
    fn of(source: &Source<'_>) -> Self {
        let text = source.text;
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
        let particles = &source.vocabulary.hyphen_particles;
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
    use super::super::tests::shown;
    use super::*;
    use crate::lang::Library;

    fn mended(text: &str) -> String {
        shown(text, &[])
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
            let library = Library::default();
            let vocabulary = library.vocabulary();
            LineEnds::of(&Source { text, vocabulary }).stays(end)
        };
        assert!(stays("Пришёл кто-\nто чужой. Но кто?"));
        assert!(stays("Peut-\nêtre. Il est peut-être là."));
        assert!(!stays("The oppo-\nsition won."));
        assert!(!stays("Он уехал в кос-\nмос."));
    }

    #[test]
    fn a_lost_hyphen_is_put_back_where_the_document_has_it() {
        assert_eq!(
            mended("Озёрно-речного, озёрно-речного, Озёрноречного."),
            "Озёрно-речного, озёрно-речного, Озёрно-речного."
        );
        for text in [
            "co-operation, co-operation, cooperation",
            "timber-merchant, timber-merchant, timber-merchant, timbermerchant, timbermerchant",
        ] {
            assert_eq!(mended(text), text);
        }
    }
}
