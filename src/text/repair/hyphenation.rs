//! The words of a document that have a hyphen, and which of these hyphens are part of their words.
//!
//! What is counted here serves three repairs (see [`hyphens`](super::hyphens)), so it is counted once.

use super::vocabulary::RepairVocabulary;
use crate::text::lower::push_lower;
use crate::text::words::is_letter;
use foldhash::fast::FixedState;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;
use std::ops::Range;

/// Fewest letters on either side of a hyphen that may be a line's end.
const LEAST_PART: usize = 2;

/// The hyphens of a document that are not part of its words, and those at line ends that are.
#[derive(Debug, Default)]
pub(super) struct Hyphenation {
    /// The words with a hyphen.
    pub words: Vec<HyphenatedWord>,
    /// All words, in lower case.
    pub lower: LowerCaseWords,
    /// The hyphens inside lines that go, in bytes, in order.
    pub inside: Vec<usize>,
    /// The places after the hyphens at line ends that stay, in bytes.
    pub staying: HashSet<usize>,
}

/// Two parts of a word with a hyphen between them.
#[derive(Debug)]
pub(super) struct HyphenatedWord {
    /// The parts.
    pub parts: WordParts,
    /// Where the hyphen is, in bytes.
    at: usize,
    /// Whether a line ends at the hyphen.
    pub at_line_end: bool,
}

/// The letters before and after a hyphen, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct WordParts {
    pub first: String,
    pub second: String,
}

impl WordParts {
    fn joined(&self) -> String {
        format!("{}{}", self.first, self.second)
    }
}

impl Hyphenation {
    /// That of a text with these words.
    pub(super) fn of(text: &str, words: &[Range<usize>], vocabulary: &RepairVocabulary) -> Self {
        let found = hyphenated_words(text, words);
        if found.is_empty() {
            return Self::default();
        }
        let mut hyphenation = Self {
            lower: LowerCaseWords::of(text, words),
            ..Self::default()
        };
        let mut single: HashMap<String, usize> = HashMap::new();
        let mut hyphenated: HashMap<&WordParts, usize> = HashMap::new();
        for word in &found {
            single.entry(word.parts.joined()).or_default();
            single.entry(word.parts.first.clone()).or_default();
            *hyphenated.entry(&word.parts).or_default() += usize::from(!word.at_line_end);
        }
        let mut times: HashMap<String, usize> = HashMap::new();
        let mut count = |word: &str, _: &Range<usize>| match times.get_mut(word) {
            Some(times) => *times += 1,
            None => _ = times.insert(word.to_owned(), 1),
        };
        hyphenation.lower.each(text, words, &single, &mut count);
        let times = |word: &str| times.get(word).copied().unwrap_or_default();
        let particles = &vocabulary.hyphen_particles;
        for HyphenatedWord {
            parts,
            at,
            at_line_end,
        } in &found
        {
            let joined = times(&parts.joined());
            let whole = hyphenated[parts];
            if !at_line_end {
                if joined > 0 && joined >= whole {
                    hyphenation.inside.push(*at);
                }
                continue;
            }
            // Of the words like its first part, one is this part itself.
            let particle = joined == 0
                && (particles.contains(&format!("-{}", parts.second)) && times(&parts.first) > 1
                    || particles.contains(&format!("{}-", parts.first)));
            if whole > joined || particle {
                hyphenation.staying.insert(at + 1);
            }
        }
        hyphenation.words = found;
        hyphenation
    }
}

/// The words of a document in lower case: a hash of each, so that few need be compared with what is
/// looked for among them.
#[derive(Debug, Default)]
pub(super) struct LowerCaseWords {
    hashes: Vec<u64>,
}

impl LowerCaseWords {
    fn of(text: &str, words: &[Range<usize>]) -> Self {
        let state = FixedState::default();
        let mut lower = String::new();
        let hash = |range: &Range<usize>| {
            lower.clear();
            push_lower(&text[range.clone()], &mut lower);
            state.hash_one(lower.as_str())
        };
        Self {
            hashes: words.iter().map(hash).collect(),
        }
    }

    /// Visits those of the `words` of a text that are `wanted`, in order: each in lower case, with its
    /// place.
    pub(super) fn each<V>(
        &self,
        text: &str,
        words: &[Range<usize>],
        wanted: &HashMap<String, V>,
        visit: &mut dyn FnMut(&str, &Range<usize>),
    ) {
        let state = FixedState::default();
        let hashes: HashSet<u64, FixedState> = wanted
            .keys()
            .map(|word| state.hash_one(word.as_str()))
            .collect();
        let mut lower = String::new();
        for (range, hash) in words.iter().zip(&self.hashes) {
            if hashes.contains(hash) {
                lower.clear();
                push_lower(&text[range.clone()], &mut lower);
                if wanted.contains_key(&lower) {
                    visit(&lower, range);
                }
            }
        }
    }
}

/// Words of the form letters-hyphen-small letters; a line may end after the hyphen.
fn hyphenated_words(text: &str, words: &[Range<usize>]) -> Vec<HyphenatedWord> {
    let lower = |range: &Range<usize>| text[range.clone()].to_lowercase();
    let mut out = Vec::new();
    for pair in words.windows(2) {
        let [first, second] = pair else { continue };
        if let Some(gap) = text.get(first.end..second.start)
            && let Some(after) = gap.strip_prefix('-')
            && after.trim().is_empty()
            && (after.is_empty() || after.contains('\n'))
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
                at_line_end: !after.is_empty(),
            });
        }
    }
    out
}

fn is_part(word: &str) -> bool {
    word.chars().take(LEAST_PART).count() == LEAST_PART && word.chars().all(is_letter)
}
