//! The surface of texts, apart from their words: lengths, beginnings and ends, punctuation, numbers.
//!
//! Enters: the texts of one side. Leaves: the [`TextSurface`] of each, and the lengths of runs.

use crate::text::words;
use rayon::prelude::*;
use std::ops::Range;

/// Marks that may close a sentence after its full stop.
const CLOSING: &[char] = &['"', '»', '”', '’', '\'', ')', ']', '“'];
/// Marks that open speech.
const OPENING: &[char] = &['"', '«', '“', '„', '‘', '\''];
const DASHES: &[char] = &['—', '–', '-', '―'];

/// Most numbers of a text that are compared: a text with more of them is a table.
const MOST_NUMBERS: usize = 32;

/// How a sentence ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SentenceEnd {
    /// With a question mark.
    Question,
    /// With an exclamation mark.
    Exclamation,
    /// With a full stop, an ellipsis or a dash.
    Stop,
    /// With a colon.
    Colon,
    /// With anything else: it continues.
    Open,
}

/// The surface of one text.
#[derive(Clone, Debug)]
pub(super) struct TextSurface {
    /// Characters.
    pub chars: usize,
    /// How it ends.
    pub end: SentenceEnd,
    /// Whether it begins with a quotation mark or a dash.
    pub begins_speech: bool,
    /// Whether it begins with a small letter.
    pub begins_small: bool,
    /// Question marks.
    pub questions: u32,
    /// Exclamation marks.
    pub exclamations: u32,
    /// Semicolons and colons.
    pub stops_inside: u32,
    /// Opening quotation marks, and a dash at the beginning: somebody begins to speak.
    pub turns: u32,
    /// Closing quotation marks.
    pub closings: u32,
    /// Brackets.
    pub brackets: u32,
    /// Commas.
    pub commas: u32,
    /// Dashes between words.
    pub dashes: u32,
    /// Whether it ends with a closing quotation mark.
    pub ends_speech: bool,
    /// The first [`MOST_NUMBERS`] numbers in it.
    pub numbers: Vec<u64>,
}

impl TextSurface {
    /// The surface of a text.
    pub(super) fn of(text: &str) -> Self {
        let text = text.trim();
        let count = |what: &[char]| text.chars().filter(|c| what.contains(c)).count() as u32;
        let begins_dash = text.starts_with(DASHES);
        let (turns, closings) = speech(text);
        let trimmed = text.trim_end_matches(|c: char| CLOSING.contains(&c) || c.is_whitespace());
        let end = match trimmed.chars().next_back() {
            Some('?' | '？') => SentenceEnd::Question,
            Some('!' | '！') => SentenceEnd::Exclamation,
            Some('.' | '…' | '。' | '—' | '–' | '-') | None => SentenceEnd::Stop,
            Some(':' | '：') => SentenceEnd::Colon,
            Some(_) => SentenceEnd::Open,
        };
        let first = text
            .chars()
            .find(|c| !OPENING.contains(c) && !DASHES.contains(c) && !c.is_whitespace());
        Self {
            chars: text.chars().count(),
            end,
            begins_speech: begins_dash || text.starts_with(OPENING),
            begins_small: first.is_some_and(char::is_lowercase),
            questions: count(&['?', '？']),
            exclamations: count(&['!', '！']),
            stops_inside: count(&[';', ':', '；', '：']),
            turns: turns + u32::from(begins_dash),
            closings,
            brackets: count(&['(', ')', '[', ']']),
            commas: count(&[',', '，', '、']),
            dashes: text.matches(" — ").count() as u32
                + text.matches(" – ").count() as u32
                + text.matches("--").count() as u32,
            ends_speech: text.ends_with(['"', '»', '”', '’', '\'']),
            numbers: words(text)
                .filter_map(|range| text[range].parse().ok())
                .take(MOST_NUMBERS)
                .collect(),
        }
    }
}

/// The number of quotation marks that open, and of those that close.
fn speech(text: &str) -> (u32, u32) {
    let (mut opening, mut closing) = (0, 0);
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        match c {
            '«' | '“' | '„' => opening += 1,
            '»' | '”' => closing += 1,
            // An apostrophe is between letters, or after one.
            '"' | '\'' | '‘' | '’' if before.is_alphanumeric() && after.is_alphanumeric() => {}
            '"' | '\'' | '‘' if !before.is_alphanumeric() && after.is_alphanumeric() => {
                opening += 1
            }
            '"' if before.is_whitespace() && after.is_whitespace() => {}
            '"' => closing += 1,
            _ => {}
        }
        before = c;
    }
    (opening, closing)
}

/// The surfaces of all texts of one side.
#[derive(Clone, Debug)]
pub(super) struct SideSurfaces {
    texts: Vec<TextSurface>,
    /// Number of characters before each text.
    before: Vec<usize>,
    /// The same, but each text counts as at most [`TYPICAL`] characters.
    typical_before: Vec<usize>,
}

/// Length of a text from which on its length says nothing more of the others, in characters: a single line may
/// be a monster.
const TYPICAL: usize = 1000;

impl SideSurfaces {
    /// The surfaces of texts in order.
    pub(super) fn of(texts: &[&str]) -> Self {
        let surfaces: Vec<TextSurface> =
            texts.par_iter().map(|text| TextSurface::of(text)).collect();
        let sums = |most: usize| {
            let mut sums = vec![0];
            for surface in &surfaces {
                sums.push(sums[sums.len() - 1] + surface.chars.clamp(1, most));
            }
            sums
        };
        Self {
            before: sums(usize::MAX),
            typical_before: sums(TYPICAL),
            texts: surfaces,
        }
    }

    /// The surface of one text.
    pub(super) fn one(&self, text: usize) -> &TextSurface {
        &self.texts[text]
    }

    /// The surfaces of consecutive texts.
    pub(super) fn all(&self, texts: Range<usize>) -> &[TextSurface] {
        &self.texts[texts]
    }

    /// The characters of consecutive texts, at most [`TYPICAL`] a text.
    pub(super) fn typical_chars(&self, texts: Range<usize>) -> usize {
        self.typical_before[texts.end] - self.typical_before[texts.start]
    }

    /// The characters of consecutive texts, at least 1 a text.
    pub(super) fn chars(&self, texts: Range<usize>) -> usize {
        self.before[texts.end] - self.before[texts.start]
    }
}
