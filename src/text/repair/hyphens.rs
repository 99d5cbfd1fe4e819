//! Hyphens that a scan has left inside words, "compre-hension", those at the ends of its lines, and
//! those that it has lost there, "riverbased".
//!
//! No dictionary is asked; the document is its own. A hyphen inside a line goes if the joined word
//! stands in the document at least as often as the hyphenated one. One at a line's end stays if the
//! hyphenated word stands in the document more often, or if it joins what is always hyphenated
//! («кто-то», "disait-il": the languages' tables) to a word that stands there. A lost one is put
//! back only if the document has it twice as often as not; a word that it lacks everywhere, or a
//! lost space, cannot be known and stays.

use super::{RepairInput, Replacement, ReplacementKind};
use crate::text::{Span, is_letter, push_lower};
use foldhash::fast::FixedState;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;
use std::ops::Range;

/// Fewest letters on either side of a hyphen that may be a line's end.
const LEAST_PART: usize = 2;
/// Fewest letters on either side of one that is put back: "co-operation" and "cooperation" are both
/// right.
const LEAST_LOST: usize = 4;
/// How often the document must have such a hyphen, for each time that it has not.
const LEAST_TIMES: usize = 2;

/// The hyphens inside lines that are no part of their words.
pub fn find(source: &RepairInput<'_>) -> Vec<Replacement> {
    let found = source.hyphens().inside.iter();
    found
        .map(|&at| Replacement::new(at, at + 1, "", ReplacementKind::Characters))
        .collect()
}

/// The words that have lost their hyphen.
pub fn find_lost(source: &RepairInput<'_>) -> Vec<Replacement> {
    let text = source.text;
    let candidates = &source.hyphens().candidates;
    let mut hyphenated: HashMap<String, (usize, usize)> = HashMap::new();
    for candidate in candidates.iter().filter(|c| !c.at_line_end) {
        let WordParts { first, second } = &candidate.parts;
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
    source
        .hyphens()
        .lower
        .each(source, &hyphenated, |word, range| {
            // In lower case it may be of another length: then it is left alone.
            if word.len() == range.len() {
                let span = Span::new(range.start, range.end);
                lost.entry(word.to_owned()).or_default().push(span);
            }
        });
    let mut marks = Vec::new();
    for (word, spans) in lost {
        let (first, times) = hyphenated[&word];
        for span in spans.iter().filter(|_| times >= LEAST_TIMES * spans.len()) {
            // The letter before it stands for both.
            let end = span.start + first;
            if let Some(letter) = text.get(..end).and_then(|t| t.chars().next_back()) {
                let shown = format!("{letter}-");
                marks.push(Replacement::new(
                    end - letter.len_utf8(),
                    end,
                    &shown,
                    ReplacementKind::Characters,
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
    pub fn of(source: &RepairInput<'_>) -> Self {
        Self {
            staying: source.hyphens().staying.clone(),
        }
    }

    /// Whether the hyphen that a line ends in, before offset `end`, is part of its word.
    pub fn stays(&self, end: usize) -> bool {
        self.staying.contains(&end)
    }
}

/// The hyphens of a document that are no part of its words, and those at line ends that are.
#[derive(Debug, Default)]
pub(super) struct Hyphens {
    candidates: Vec<HyphenatedWord>,
    lower: LowerCaseWords,
    /// Byte offsets of those inside lines that go, in order.
    inside: Vec<usize>,
    /// Byte offsets behind those at line ends that stay.
    staying: HashSet<usize>,
}

/// Two parts of a word with a hyphen between them.
#[derive(Debug)]
struct HyphenatedWord {
    parts: WordParts,
    /// Where the hyphen is.
    at: usize,
    /// Whether a line ends at the hyphen.
    at_line_end: bool,
}

/// Both in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct WordParts {
    first: String,
    second: String,
}

impl WordParts {
    fn joined(&self) -> String {
        format!("{}{}", self.first, self.second)
    }
}

impl Hyphens {
    /// Finds them.
    pub fn of(source: &RepairInput<'_>) -> Self {
        let candidates = candidates(source);
        if candidates.is_empty() {
            return Self::default();
        }
        let mut hyphens = Self {
            lower: LowerCaseWords::of(source),
            ..Self::default()
        };
        let mut single: HashMap<String, usize> = HashMap::new();
        let mut hyphenated: HashMap<&WordParts, usize> = HashMap::new();
        for HyphenatedWord {
            parts, at_line_end, ..
        } in &candidates
        {
            single.entry(parts.joined()).or_default();
            single.entry(parts.first.clone()).or_default();
            *hyphenated.entry(parts).or_default() += usize::from(!at_line_end);
        }
        let mut times: HashMap<String, usize> = HashMap::new();
        hyphens
            .lower
            .each(source, &single, |word, _| match times.get_mut(word) {
                Some(times) => *times += 1,
                None => _ = times.insert(word.to_owned(), 1),
            });
        let times = |word: &str| times.get(word).copied().unwrap_or_default();
        let particles = &source.vocabulary.hyphen_particles;
        for candidate in &candidates {
            let parts = &candidate.parts;
            let joined = times(&parts.joined());
            let whole = hyphenated[parts];
            if !candidate.at_line_end {
                if joined > 0 && joined >= whole {
                    hyphens.inside.push(candidate.at);
                }
                continue;
            }
            // Its own first part is one of those that stand in the text.
            let particle = joined == 0
                && (particles.contains(&format!("-{}", parts.second)) && times(&parts.first) > 1
                    || particles.contains(&format!("{}-", parts.first)));
            if whole > joined || particle {
                hyphens.staying.insert(candidate.at + 1);
            }
        }
        hyphens.candidates = candidates;
        hyphens
    }
}

/// The words of a document in lower case: a hash of each, so that few need be compared with what is
/// looked for among them.
#[derive(Debug, Default)]
struct LowerCaseWords {
    hashes: Vec<u64>,
}

impl LowerCaseWords {
    fn of(source: &RepairInput<'_>) -> Self {
        let state = FixedState::default();
        let mut lower = String::new();
        let hash = |range: &Range<usize>| {
            lower.clear();
            push_lower(&source.text[range.clone()], &mut lower);
            state.hash_one(lower.as_str())
        };
        Self {
            hashes: source.words().iter().map(hash).collect(),
        }
    }

    /// Visits the words that are among those `wanted`, in order: each in lower case, and where it
    /// stands.
    fn each<V>(
        &self,
        source: &RepairInput<'_>,
        wanted: &HashMap<String, V>,
        mut visit: impl FnMut(&str, &Range<usize>),
    ) {
        let state = FixedState::default();
        let hashes: HashSet<u64, FixedState> = wanted
            .keys()
            .map(|word| state.hash_one(word.as_str()))
            .collect();
        let mut lower = String::new();
        for (range, hash) in source.words().iter().zip(&self.hashes) {
            if hashes.contains(hash) {
                lower.clear();
                push_lower(&source.text[range.clone()], &mut lower);
                if wanted.contains_key(&lower) {
                    visit(&lower, range);
                }
            }
        }
    }
}

/// Words of the form letters-hyphen-small letters, a line's end behind the hyphen or not.
fn candidates(source: &RepairInput<'_>) -> Vec<HyphenatedWord> {
    let text = source.text;
    let lower = |range: &Range<usize>| text[range.clone()].to_lowercase();
    let mut out = Vec::new();
    for pair in source.words().windows(2) {
        let [first, second] = pair else { continue };
        if let Some(gap) = text.get(first.end..second.start)
            && let Some(behind) = gap.strip_prefix('-')
            && behind.trim().is_empty()
            && (behind.is_empty() || behind.contains('\n'))
            && is_part(&text[first.clone()])
            && is_part(&text[second.clone()])
            && text[second.start..].starts_with(char::is_lowercase)
        {
            out.push(HyphenatedWord {
                parts: WordParts {
                    first: lower(first),
                    second: lower(second),
                },
                at: first.end,
                at_line_end: !behind.is_empty(),
            });
        }
    }
    out
}

fn is_part(word: &str) -> bool {
    word.chars().take(LEAST_PART).count() == LEAST_PART && word.chars().all(is_letter)
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
            LineEnds::of(&RepairInput::new(text, vocabulary)).stays(end)
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
