//! Words that mean a number each: numerals, months.

use std::collections::HashMap;

/// Words with their numbers. An entry that ends with a star is for all words that begin so; the longest
/// such entry counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numerals {
    words: HashMap<String, u64>,
    beginnings: HashMap<String, u64>,
}

impl Numerals {
    /// An entry, as its word and its number.
    pub(super) fn parse(entry: &str) -> Option<(&str, u64)> {
        let (word, number) = entry.split_once(' ')?;
        let letters = word.strip_suffix('*').unwrap_or(word);
        let is_word = !letters.is_empty() && letters.chars().all(char::is_alphabetic);
        Some((word, number.parse().ok()?)).filter(|_| is_word)
    }

    /// Adds an entry; something that is not an entry is ignored.
    pub(super) fn insert(&mut self, entry: String) {
        if let Some((word, number)) = Self::parse(&entry) {
            match word.strip_suffix('*') {
                Some(beginning) => self.beginnings.insert(beginning.to_owned(), number),
                None => self.words.insert(word.to_owned(), number),
            };
        }
    }

    /// The number that a word in lower case means.
    ///
    /// ```
    /// use diglot::lang::{Lang, Library};
    ///
    /// let library = Library::default();
    /// assert_eq!(library.tables(Lang::FR).numbers.get("quinze"), Some(15));
    /// assert_eq!(library.tables(Lang::RU).numbers.get("двадцатого"), Some(20));
    /// assert_eq!(library.tables(Lang::EN).months.get("march"), Some(3));
    /// ```
    pub fn get(&self, word: &str) -> Option<u64> {
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        let mut beginnings = ends
            .rev()
            .filter_map(|end| self.beginnings.get(word.get(..end)?));
        self.words.get(word).or_else(|| beginnings.next()).copied()
    }
}
