//! A document as the repairs see it.

use super::hyphenation::Hyphenation;
use super::vocabulary::RepairVocabulary;
use crate::text::boundary::floor_boundary;
use crate::text::markup::Markup;
use crate::text::words::words;
use std::cell::OnceCell;
use std::ops::Range;

/// A document as the repairs see it. What several of them need is computed once.
#[derive(Debug)]
pub struct RepairInput<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its markup.
    pub markup: &'a Markup,
    /// The words of its language.
    pub vocabulary: &'a RepairVocabulary,
    words: OnceCell<Vec<Range<usize>>>,
    hyphenation: OnceCell<Hyphenation>,
}

impl<'a> RepairInput<'a> {
    /// A text with its markup, and what is known of its words.
    pub fn new(text: &'a str, markup: &'a Markup, vocabulary: &'a RepairVocabulary) -> Self {
        Self {
            text,
            markup,
            vocabulary,
            words: OnceCell::new(),
            hyphenation: OnceCell::new(),
        }
    }

    /// Its [words](words()).
    pub(super) fn words(&self) -> &[Range<usize>] {
        self.words.get_or_init(|| words(self.text).collect())
    }

    /// The hyphens in its words.
    pub(super) fn hyphenation(&self) -> &Hyphenation {
        self.hyphenation
            .get_or_init(|| Hyphenation::of(self.text, self.words(), self.vocabulary))
    }
}

/// The text from `at`, at most `most` bytes and to the end of the paragraph.
pub(super) fn ahead(text: &str, at: usize, most: usize) -> &str {
    let end = floor_boundary(text, at + most);
    let rest = text.get(at..end).unwrap_or_default();
    let blank = rest.match_indices('\n').find(|&(i, _)| {
        rest[i + 1..]
            .trim_start_matches([' ', '\t', '\r'])
            .starts_with('\n')
    });
    blank.map_or(rest, |(i, _)| &rest[..i])
}

/// The character before a place.
pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at).and_then(|t| t.chars().next_back())
}
