//! What the texts of one side look like: how long they are, how they begin and end.

use crate::text::words;
use rayon::prelude::*;
use std::ops::Range;

/// What closes a sentence behind its mark.
const CLOSING: &[char] = &['"', '»', '”', '’', '\'', ')', ']', '“'];
/// What opens speech.
const OPENING: &[char] = &['"', '«', '“', '„', '‘', '\''];
const DASHES: &[char] = &['—', '–', '-', '―'];

/// So many numbers of a text are compared: more than this is a table.
const NUMBERS: usize = 32;

/// How a sentence ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// With a question mark.
    Question,
    /// With an exclamation mark.
    Exclamation,
    /// With a full stop, an ellipsis or a dash.
    Stop,
    /// With a colon.
    Colon,
    /// With anything else: it goes on.
    Open,
}

/// The form of one text.
#[derive(Clone, Debug)]
pub struct Form {
    /// Characters.
    pub chars: usize,
    /// How it ends.
    pub end: End,
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
    /// The numbers in it, the first [`NUMBERS`].
    pub numbers: Vec<u64>,
}

impl Form {
    /// Of one text.
    pub fn of(text: &str) -> Self {
        let text = text.trim();
        let count = |what: &[char]| text.chars().filter(|c| what.contains(c)).count() as u32;
        let begins_dash = text.starts_with(DASHES);
        let (turns, closings) = speech(text);
        let trimmed = text.trim_end_matches(|c: char| CLOSING.contains(&c) || c.is_whitespace());
        let end = match trimmed.chars().next_back() {
            Some('?' | '？') => End::Question,
            Some('!' | '！') => End::Exclamation,
            Some('.' | '…' | '。' | '—' | '–' | '-') | None => End::Stop,
            Some(':' | '：') => End::Colon,
            Some(_) => End::Open,
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
                .take(NUMBERS)
                .collect(),
        }
    }
}

/// How many quotation marks open, and how many close.
fn speech(text: &str) -> (u32, u32) {
    let (mut opening, mut closing) = (0, 0);
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        match c {
            '«' | '“' | '„' => opening += 1,
            '»' | '”' => closing += 1,
            // An apostrophe stands between letters, or behind one.
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

/// The forms of all texts of one side.
#[derive(Clone, Debug)]
pub struct Forms {
    forms: Vec<Form>,
    /// Characters before each text.
    before: Vec<usize>,
    /// The same where no text counts for more than [`TYPICAL`].
    typical_before: Vec<usize>,
}

/// How many characters of a text tell how long the texts of its side are: one monster of a line says
/// nothing of the others.
const TYPICAL: usize = 1000;

impl Forms {
    /// Of texts in order.
    pub fn of(texts: &[&str]) -> Self {
        let forms: Vec<Form> = texts.par_iter().map(|text| Form::of(text)).collect();
        let sums = |most: usize| {
            let mut sums = vec![0];
            for form in &forms {
                sums.push(sums[sums.len() - 1] + form.chars.clamp(1, most));
            }
            sums
        };
        Self {
            before: sums(usize::MAX),
            typical_before: sums(TYPICAL),
            forms,
        }
    }

    /// Of one text.
    pub fn one(&self, text: usize) -> &Form {
        &self.forms[text]
    }

    /// Of consecutive texts.
    pub fn all(&self, texts: Range<usize>) -> &[Form] {
        &self.forms[texts]
    }

    /// The characters of consecutive texts of a usual length.
    pub fn typical_chars(&self, texts: Range<usize>) -> usize {
        self.typical_before[texts.end] - self.typical_before[texts.start]
    }

    /// The characters of consecutive texts, at least 1 a text.
    pub fn chars(&self, texts: Range<usize>) -> usize {
        self.before[texts.end] - self.before[texts.start]
    }
}
