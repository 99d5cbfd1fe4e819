//! How common words and runs of three letters are in each language in Latin letters.

use super::tables::frequency_files;
use super::tag::Lang;
use foldhash::fast::FixedState;
use std::borrow::Borrow;
use std::collections::HashMap;
use std::f64::consts::LN_10;
use std::hash::Hash;
use std::sync::LazyLock;

/// Probability of a word that a language's table lacks, as a natural logarithm.
const UNKNOWN_WORD: f64 = -16.0;
/// Probability of a run of three letters that a language's table lacks, as a natural logarithm.
const UNKNOWN_LETTERS: f64 = -10.5;
/// Weight of the letters of a word: its runs overlap, so they are not independent evidence.
const LETTER_WEIGHT: f64 = 0.6;
/// Bits of a character in a run.
const CHAR: u32 = 21;
/// The bits of a run of three characters.
const RUN: u64 = (1 << (3 * CHAR)) - 1;

/// How common words and letters are in several languages, foils included. One look-up finds the values for
/// all of them.
#[derive(Debug)]
pub(super) struct Frequencies {
    langs: Vec<Lang>,
    words: FrequencyRows<&'static str>,
    letters: FrequencyRows<u64>,
}

/// A row for each key, with a number for each language.
#[derive(Debug)]
struct FrequencyRows<K> {
    /// Where the row of each key begins.
    starts: HashMap<K, usize, FixedState>,
    rows: Vec<f64>,
    /// The row for keys that are not there.
    unknown: Vec<f64>,
}

impl<K: Eq + Hash> FrequencyRows<K> {
    fn new(unknown: Vec<f64>) -> Self {
        Self {
            starts: HashMap::default(),
            rows: Vec::new(),
            unknown,
        }
    }

    fn set(&mut self, key: K, lang: usize, value: f64) {
        let start = *self.starts.entry(key).or_insert(self.rows.len());
        if start == self.rows.len() {
            self.rows.extend_from_slice(&self.unknown);
        }
        self.rows[start + lang] = value;
    }

    fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&[f64]>
    where
        K: Borrow<Q>,
    {
        let start = *self.starts.get(key)?;
        Some(&self.rows[start..start + self.unknown.len()])
    }
}

impl Frequencies {
    /// The frequencies that are compiled in.
    pub(super) fn compiled_in() -> &'static Self {
        static COMPILED_IN: LazyLock<Frequencies> = LazyLock::new(Frequencies::read);
        &COMPILED_IN
    }

    fn read() -> Self {
        let files: Vec<_> = frequency_files().collect();
        let unknown_letters = |letters: &str| match letters {
            "" => f64::NEG_INFINITY,
            _ => UNKNOWN_LETTERS,
        };
        let mut words = FrequencyRows::new(vec![UNKNOWN_WORD; files.len()]);
        let unknown = files.iter().map(|file| unknown_letters(file.letters));
        let mut letters = FrequencyRows::new(unknown.collect());
        for (lang, file) in files.iter().enumerate() {
            // Tenths of a base-10 logarithm per thousand million.
            for (word, tenths) in pairs(file.words) {
                words.set(word, lang, (tenths / 10.0 - 9.0) * LN_10);
            }
            // Minus tenths of a natural logarithm; a word's ends are `^` and `$`.
            for (run, tenths) in pairs(file.letters) {
                letters.set(run.chars().fold(0, with), lang, -tenths / 10.0);
            }
        }
        Self {
            langs: files.iter().map(|file| file.lang).collect(),
            words,
            letters,
        }
    }

    /// The languages.
    pub(super) fn langs(&self) -> &[Lang] {
        &self.langs
    }

    /// Natural logarithm of the probability of a word, in lower case, in each language: from its frequency
    /// if any language has the word, otherwise from its runs of letters.
    pub(super) fn likelihoods(&self, lower: &str, out: &mut Vec<f64>) {
        out.clear();
        if let Some(row) = self.words.get(lower) {
            out.extend_from_slice(row);
            return;
        }
        out.resize(self.langs.len(), 0.0);
        let mut chars = lower.chars().chain(['$']);
        let mut run = chars.next().into_iter().fold(u64::from('^'), with);
        for c in chars {
            run = with(run, c);
            let row = self.letters.get(&run).unwrap_or(&self.letters.unknown);
            for (sum, own) in out.iter_mut().zip(row) {
                *sum += own;
            }
        }
        for sum in out {
            *sum *= LETTER_WEIGHT;
        }
    }
}

/// The last three letters of a run with one more.
fn with(run: u64, c: char) -> u64 {
    (run << CHAR | u64::from(c)) & RUN
}

/// The lines of a table: a key and a number.
fn pairs(table: &'static str) -> impl Iterator<Item = (&'static str, f64)> {
    table.lines().filter_map(|line| {
        let (key, value) = line.split_once('\t')?;
        Some((key, value.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_no_language_has_is_known_by_its_letters() {
        let all = Frequencies::compiled_in();
        let likely = |word: &str| {
            let mut out = Vec::new();
            all.likelihoods(word, &mut out);
            out
        };
        let of = |lang: Lang| all.langs().iter().position(|&own| own == lang).unwrap();
        let (english, french) = (of(Lang::EN), of(Lang::FR));
        let known = likely("the");
        assert!(known[english] > UNKNOWN_WORD && known[french] == UNKNOWN_WORD);
        let unknown = likely("brûlèrent");
        assert!(unknown[french] > unknown[english]);
        // "^zz", "zz$": no language has them.
        assert_eq!(likely("zz")[english], LETTER_WEIGHT * 2.0 * UNKNOWN_LETTERS);
    }

    #[test]
    fn every_line_of_every_file_is_a_pair() {
        for file in frequency_files() {
            for table in [file.words, file.letters] {
                assert_eq!(pairs(table).count(), table.lines().count(), "{}", file.lang);
            }
        }
    }

    #[test]
    fn every_run_of_letters_is_three() {
        for file in frequency_files() {
            for (run, _) in pairs(file.letters) {
                assert_eq!(run.chars().count(), 3, "{run}");
            }
        }
    }
}
