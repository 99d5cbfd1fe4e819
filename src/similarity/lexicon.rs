//! What a word mentions: the features by which texts in two languages are found to speak of the same.
//!
//! They are a number; the first four and the first six letters of the folded word; and the stems that
//! translate it. A word has the same ones wherever it stands, and a book has ten times as many words
//! as different ones: so they are worked out once, and kept for the texts that follow.

use super::fold;
use crate::lang::{STEM, WordPairs};
use crate::text::words;
use foldhash::fast::FixedState;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

/// How much of a word is looked at, in characters.
const LONGEST_WORD: usize = 24;
/// What a known translation of a word counts for, against a cognate.
const TRANSLATED: f32 = 0.8;
/// With so many features a lexicon is begun anew: some megabytes.
const MOST_FEATURES: usize = 1 << 17;
/// So much is kept of what texts mention: a large document's, which is asked for once for each
/// language of its originals and more.
const MOST_MENTIONS: usize = 1 << 19;

/// The features of all words that a thread has looked at.
#[derive(Default)]
pub(super) struct Lexicon {
    /// A number for each feature.
    features: HashMap<String, u32, FixedState>,
    vocabularies: Vec<Vocabulary>,
    /// The features of the words of all vocabularies, with what each counts for.
    mentions: Vec<(u32, f32)>,
    /// The same of texts.
    in_texts: Vec<(u32, f32)>,
}

/// The words of one language.
struct Vocabulary {
    pairs: Option<&'static WordPairs>,
    /// Where the features of each word are.
    words: HashMap<Box<str>, Range<usize>, FixedState>,
    /// And those of each text.
    texts: HashMap<Box<str>, Range<usize>, FixedState>,
}

impl Lexicon {
    /// Does something with this thread's lexicon, where features have numbers, and with a numbering
    /// of one's own beside it.
    pub fn with<T>(work: impl FnOnce(&mut Lexicon, &mut Numbering) -> T) -> T {
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

    /// The vocabulary of a language whose words translate so.
    pub fn vocabulary(&mut self, pairs: Option<&'static WordPairs>) -> usize {
        let same = |own: &Vocabulary| match (own.pairs, pairs) {
            (Some(own), Some(pairs)) => std::ptr::eq(own, pairs),
            (own, pairs) => own.is_none() && pairs.is_none(),
        };
        let known = self.vocabularies.iter().position(same);
        known.unwrap_or_else(|| {
            self.vocabularies.push(Vocabulary {
                pairs,
                words: HashMap::default(),
                texts: HashMap::default(),
            });
            self.vocabularies.len() - 1
        })
    }

    fn forget_texts(&mut self) {
        self.in_texts.clear();
        for vocabulary in &mut self.vocabularies {
            vocabulary.texts.clear();
        }
    }

    /// The features of the words of a text, in order, each with what it counts for.
    pub fn in_text(&mut self, vocabulary: usize, text: &str) -> &[(u32, f32)] {
        let range = match self.vocabularies[vocabulary].texts.get(text) {
            Some(range) => range.clone(),
            None => {
                let start = self.in_texts.len();
                for range in words(text) {
                    let of_word = self.of_word(vocabulary, &text[range]);
                    self.in_texts.extend_from_slice(&self.mentions[of_word]);
                }
                let range = start..self.in_texts.len();
                let texts = &mut self.vocabularies[vocabulary].texts;
                texts.insert(text.into(), range.clone());
                range
            }
        };
        &self.in_texts[range]
    }

    /// Where the features of a word are.
    fn of_word(&mut self, vocabulary: usize, word: &str) -> Range<usize> {
        if is_short(word) {
            return 0..0;
        }
        let Vocabulary { pairs, words, .. } = &mut self.vocabularies[vocabulary];
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

/// Numbers of features in the order in which they come in some texts, whatever a lexicon holds besides:
/// its own depend on what the thread has seen before.
#[derive(Default)]
pub(super) struct Numbering {
    /// By the lexicon's numbers.
    slots: Vec<Slot>,
    /// How many texts there have been, those before this numbering too.
    texts: u64,
    /// How many of them were before it.
    before: u64,
    /// How many features have come.
    features: u32,
}

#[derive(Clone, Copy, Default)]
struct Slot {
    /// The last text that the feature has come in, from 1.
    text: u64,
    /// Its number.
    number: u32,
    /// Where it is among those of that text.
    place: u32,
}

impl Numbering {
    fn begin(&mut self) {
        self.before = self.texts;
        self.features = 0;
    }

    /// How many features have come.
    pub fn len(&self) -> usize {
        self.features as usize
    }

    /// Begins the next text.
    pub fn begin_text(&mut self) {
        self.texts += 1;
    }

    /// The number of a feature that comes, and its place in the text; `next` is the place of one that
    /// the text has not had yet.
    pub fn number(&mut self, feature: u32, next: usize) -> (u32, usize) {
        let feature = feature as usize;
        if feature >= self.slots.len() {
            self.slots.resize(2 * feature + 1, Slot::default());
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

/// The features of a word, each with what it counts for.
fn mention(word: &str, pairs: Option<&WordPairs>, add: &mut impl FnMut(String, f32)) {
    if is_number(word) {
        return add(format!("#{word}"), 1.5);
    }
    // The first letters tell; what is longer than any word is looked at no further.
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
    // A short word with a capital may be a name: names are translated least.
    if let Some(four) = prefix(4) {
        add(format!("4{four}"), 1.0);
    } else if word.chars().next().is_some_and(char::is_uppercase) {
        add(format!("={folded}"), 0.7);
    }
    if let Some(six) = prefix(6) {
        add(format!("6{six}"), 1.0);
    }
}
