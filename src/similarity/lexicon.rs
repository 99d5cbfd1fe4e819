//! The mentions of a word: features that show that texts in two languages speak of the same.
//!
//! Enters: a text and the word pairs of its language. Leaves: for each of its words a number, the first
//! four and the first six letters of the folded word, and the stems that translate it. A word has the
//! same features wherever it occurs, and a book has ten times as many words as different words. So the
//! features of a word are computed once, and kept for the texts that follow.

use super::fold::fold;
use crate::lang::{STEM, WordPairs};
use crate::text::words;
use foldhash::fast::FixedState;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

/// Longest part of a word that is looked at, in characters.
const LONGEST_WORD: usize = 24;
/// Weight of a known translation of a word, where a cognate's is 1.
const TRANSLATED: f32 = 0.8;
/// Most features of a lexicon before it is emptied: some megabytes.
const MOST_FEATURES: usize = 1 << 17;
/// Most features of texts that are kept: those of a large document, whose texts are looked up once for
/// each language of its originals and more.
const MOST_MENTIONS: usize = 1 << 19;

/// The features of all words that a thread has looked at.
#[derive(Default)]
pub(super) struct Lexicon {
    /// A number for each feature.
    features: HashMap<String, u32, FixedState>,
    /// For each language, where the features of its words are.
    languages: Vec<WordFeatures>,
    /// The features of the words of all languages, each with its weight.
    mentions: Vec<(u32, f32)>,
    /// The features of texts, each with its weight.
    in_texts: Vec<(u32, f32)>,
}

/// Where the features of the words of one language are in a lexicon.
struct WordFeatures {
    pairs: Option<&'static WordPairs>,
    /// By word.
    words: HashMap<Box<str>, Range<usize>, FixedState>,
    /// By text.
    texts: HashMap<Box<str>, Range<usize>, FixedState>,
}

impl Lexicon {
    /// Does `work` with the lexicon of this thread and with a new numbering of its features.
    pub(super) fn with<T>(work: impl FnOnce(&mut Lexicon, &mut Numbering) -> T) -> T {
        thread_local! {
            static KEPT: RefCell<(Lexicon, Numbering)> = RefCell::default();
        }
        KEPT.with_borrow_mut(|(lexicon, numbering)| {
            if lexicon.features.len() > MOST_FEATURES || lexicon.mentions.len() > MOST_MENTIONS {
                *lexicon = Lexicon::default();
                *numbering = Numbering::default();
            }
            if lexicon.in_texts.len() > MOST_MENTIONS {
                lexicon.forget_texts();
            }
            numbering.begin();
            work(lexicon, numbering)
        })
    }

    /// The index of the language that has these word pairs.
    pub(super) fn language(&mut self, pairs: Option<&'static WordPairs>) -> usize {
        let same = |own: &WordFeatures| match (own.pairs, pairs) {
            (Some(own), Some(pairs)) => std::ptr::eq(own, pairs),
            (own, pairs) => own.is_none() && pairs.is_none(),
        };
        let known = self.languages.iter().position(same);
        known.unwrap_or_else(|| {
            self.languages.push(WordFeatures {
                pairs,
                words: HashMap::default(),
                texts: HashMap::default(),
            });
            self.languages.len() - 1
        })
    }

    fn forget_texts(&mut self) {
        self.in_texts.clear();
        for vocabulary in &mut self.languages {
            vocabulary.texts.clear();
        }
    }

    /// The features of the words of a text, in order, each with its weight.
    pub(super) fn in_text(&mut self, language: usize, text: &str) -> &[(u32, f32)] {
        let range = match self.languages[language].texts.get(text) {
            Some(range) => range.clone(),
            None => {
                let start = self.in_texts.len();
                for range in words(text) {
                    let of_word = self.of_word(language, &text[range]);
                    self.in_texts.extend_from_slice(&self.mentions[of_word]);
                }
                let range = start..self.in_texts.len();
                let texts = &mut self.languages[language].texts;
                texts.insert(text.into(), range.clone());
                range
            }
        };
        &self.in_texts[range]
    }

    /// Where the features of a word are.
    fn of_word(&mut self, language: usize, word: &str) -> Range<usize> {
        if is_short(word) {
            return 0..0;
        }
        let WordFeatures { pairs, words, .. } = &mut self.languages[language];
        if let Some(range) = words.get(word) {
            return range.clone();
        }
        let start = self.mentions.len();
        let features = &mut self.features;
        mention(word, *pairs, &mut |feature, weight| {
            let next = features.len() as u32;
            let id = *features.entry(feature).or_insert(next);
            self.mentions.push((id, weight));
        });
        let range = start..self.mentions.len();
        words.insert(word.into(), range.clone());
        range
    }
}

/// Numbers features in the order in which they come in some texts, whatever else a lexicon holds: the
/// lexicon's own numbers depend on what the thread has seen before.
#[derive(Default)]
pub(super) struct Numbering {
    /// By the numbers of the lexicon.
    slots: Vec<NumberSlot>,
    /// Number of texts so far, those before this numbering too.
    texts: u64,
    /// Number of texts before this numbering.
    before: u64,
    /// Number of features so far.
    features: u32,
}

#[derive(Clone, Copy, Default)]
struct NumberSlot {
    /// The last text that has the feature, counted from 1.
    text: u64,
    /// The feature's number.
    number: u32,
    /// Its place among the features of that text.
    place: u32,
}

impl Numbering {
    fn begin(&mut self) {
        self.before = self.texts;
        self.features = 0;
    }

    /// Number of features so far.
    pub(super) fn len(&self) -> usize {
        self.features as usize
    }

    /// Begins the next text.
    pub(super) fn begin_text(&mut self) {
        self.texts += 1;
    }

    /// The number of the next feature, and its place in the text; `next` is the place of a feature that
    /// the text has not had yet.
    pub(super) fn number(&mut self, feature: u32, next: usize) -> (u32, usize) {
        let feature = feature as usize;
        if feature >= self.slots.len() {
            self.slots.resize(2 * feature + 1, NumberSlot::default());
        }
        let slot = &mut self.slots[feature];
        if slot.text <= self.before {
            slot.number = self.features;
            self.features += 1;
        }
        if slot.text < self.texts {
            slot.text = self.texts;
            slot.place = next as u32;
        }
        (slot.number, slot.place as usize)
    }
}

/// Whether a word is too short to mention anything.
fn is_short(word: &str) -> bool {
    word.chars().nth(2).is_none() && !is_number(word)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

/// Calls `add` with each feature of a word and its weight.
fn mention(word: &str, pairs: Option<&WordPairs>, add: &mut impl FnMut(String, f32)) {
    if is_number(word) {
        return add(format!("#{word}"), 1.5);
    }
    // The first letters suffice: what is longer than any word is not looked at further.
    let head = word
        .char_indices()
        .nth(LONGEST_WORD)
        .map_or(word.len(), |(i, _)| i);
    let folded = fold(&word[..head]);
    let prefix = |n: usize| -> Option<&str> {
        let (last, c) = folded.char_indices().nth(n - 1)?;
        Some(&folded[..last + c.len_utf8()])
    };
    let stem: String = word
        .chars()
        .take(STEM)
        .flat_map(char::to_lowercase)
        .collect();
    match pairs {
        None => add(format!("~{stem}"), TRANSLATED),
        Some(pairs) => {
            for &(english, share) in pairs.get(stem.as_str()).into_iter().flatten() {
                add(format!("~{english}"), TRANSLATED * share.sqrt());
            }
        }
    }
    // A short word with a capital may be a name, and names are seldom translated.
    if let Some(four) = prefix(4) {
        add(format!("4{four}"), 1.0);
    } else if word.chars().next().is_some_and(char::is_uppercase) {
        add(format!("={folded}"), 0.7);
    }
    if let Some(six) = prefix(6) {
        add(format!("6{six}"), 1.0);
    }
}
