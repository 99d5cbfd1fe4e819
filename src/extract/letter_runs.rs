//! Recognises a second scan of a text: the same text with other errors.
//!
//! Two texts are the same text if they share most runs of letters, and two scans of it if they do not share
//! all of them: an author who quotes a sentence again copies it, a scanner does not.

use crate::segment::Passage;
use crate::text::{is_letter, words};
use foldhash::fast::FixedState;
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashSet};

/// Letters of a run.
const RUN: usize = 5;
/// Bits for each letter of a run: twelve are enough to distinguish the letters of one text.
const LETTER: u32 = 12;
/// The bits of one run.
const MASK: u64 = (1 << (LETTER * RUN as u32)) - 1;
/// Fewest runs of a text that can be recognised.
const LEAST_RUNS: usize = 80;
/// Share of the runs of the shorter text that the longer one has, if both are scans of one text.
const SAME: std::ops::Range<f64> = 0.45..0.96;
/// Most times that one scan may be as long as the other.
const MOST_RATIO: usize = 2;

/// Least share of the words of only one scan that the other one has with other letters.
const MISREAD: f64 = 0.6;
/// Most letters of a word that differ, as a share of it.
const MOST_DIFFERENT: f64 = 0.5;
/// Shortest word that is compared, in letters.
const LEAST_LETTERS: usize = 4;

/// The runs of letters of a text, and its words.
#[derive(Clone)]
pub(super) struct LetterRuns<'a> {
    runs: HashSet<u64, FixedState>,
    texts: Vec<&'a str>,
    /// Filled when asked for: few texts need them.
    words: OnceCell<BTreeSet<String>>,
}

impl<'a> LetterRuns<'a> {
    /// The runs of a passage.
    pub(super) fn of_passage(passage: &'a Passage) -> Self {
        let units = passage.units.iter();
        Self::of_texts(units.map(|unit| unit.text.as_str()))
    }

    /// The runs of consecutive texts.
    pub(super) fn of_texts(texts: impl Iterator<Item = &'a str>) -> Self {
        let texts: Vec<&str> = texts.collect();
        let mut window: u64 = 0;
        let letters = texts.iter().flat_map(|text| text.chars());
        let letters = letters.filter(|&c| is_letter(c));
        let runs = letters.flat_map(char::to_lowercase).map(|c| {
            let letter = u64::from(c as u32) & ((1 << LETTER) - 1);
            window = (window << LETTER | letter) & MASK;
            window
        });
        Self {
            runs: runs.skip(RUN - 1).collect(),
            texts,
            words: OnceCell::new(),
        }
    }

    /// Its words, in lower case, without the short ones.
    fn words(&self) -> &BTreeSet<String> {
        self.words.get_or_init(|| {
            let words = self.texts.iter().flat_map(|text| {
                let long = |word: &&str| word.chars().nth(LEAST_LETTERS - 1).is_some();
                words(text).map(|range| &text[range]).filter(long)
            });
            words.map(str::to_lowercase).collect()
        })
    }

    /// Whether two texts are two scans of one text.
    pub(super) fn is_scan_of(&self, other: &Self) -> bool {
        let (short, long) = match self.runs.len() <= other.runs.len() {
            true => (&self.runs, &other.runs),
            false => (&other.runs, &self.runs),
        };
        if short.len() < LEAST_RUNS || long.len() > MOST_RATIO * short.len() {
            return false;
        }
        let shared = short.iter().filter(|run| long.contains(run)).count();
        SAME.contains(&(shared as f64 / short.len() as f64)) && self.misreads(other)
    }

    /// Whether most words that only one of two texts has are words of the other one with some letters
    /// changed. Two receipts on the same form differ in whole words.
    fn misreads(&self, other: &Self) -> bool {
        let own: Vec<Vec<char>> = (self.words().difference(other.words()))
            .map(|word| word.chars().collect())
            .collect();
        let theirs: Vec<Vec<char>> = (other.words().difference(self.words()))
            .map(|word| word.chars().collect())
            .collect();
        let (few, many) = if own.len() <= theirs.len() {
            (own, theirs)
        } else {
            (theirs, own)
        };
        let like = |word: &&Vec<char>| many.iter().any(|other| is_like(word, other));
        few.iter().filter(like).count() as f64 >= MISREAD * few.len() as f64
    }
}

/// Whether a few changed letters make one word the other (Levenshtein 1966).
fn is_like(a: &[char], b: &[char]) -> bool {
    let most = (MOST_DIFFERENT * a.len().max(b.len()) as f64) as usize;
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()] <= most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_scan(a: &str, b: &str) -> bool {
        let runs = |text| LetterRuns::of_texts(std::iter::once(text));
        runs(a).is_scan_of(&runs(b))
    }

    #[test]
    fn a_scan_changes_letters_and_a_form_changes_words() {
        let clean = "Дано сие вдове Кошкиной в том, что от неё принято на хранение шесть вёсел, две \
                     бочки дёгтя и один колокол, каковые обязуемся возвратить весной.";
        let scan = "Дано сие вдовё Кошкмной в том, что от нeё прннято на храпение шесть вёсeл, двe \
                    бочкн дёгтя и один колокoл, каковые обязусмся возврaтить весной.";
        let form = "Дано сие лоцману Орлову в том, что от него принято на хранение девять канатов, три \
                    мешка муки и один самовар, каковые обязуемся возвратить осенью.";
        assert!(is_scan(clean, scan));
        assert!(!is_scan(clean, form));
        assert!(!is_scan(clean, clean));
    }
}
