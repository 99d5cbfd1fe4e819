//! The word that a footnote mark without markup belongs to.

use super::vocabulary::RepairVocabulary;

/// Marks that may close a quotation or brackets between a word and its footnote mark.
const CLOSERS: &[char] = &['"', '”', '»', ')', '’'];
/// Marks that end a sentence.
pub(super) const STOPS: &[char] = &['.', '!', '?', '…'];

/// A word that a number or a sign follows, with nothing but the end of a sentence and closing marks between
/// them.
pub(super) struct MarkedWord<'a> {
    /// The word.
    pub word: &'a str,
    /// Whether the end of a sentence is between them.
    pub stop: bool,
    /// Whether a closing mark is between them.
    pub closed: bool,
}

impl<'a> MarkedWord<'a> {
    /// The word before `at`.
    pub(super) fn before(text: &'a str, at: usize) -> Option<Self> {
        let bare = text[..at].trim_end_matches(CLOSERS);
        let closed = bare.len() < at;
        let stem = bare.trim_end_matches(STOPS);
        let stop = stem.len() < bare.len();
        // American printers put commas inside the quotation marks.
        let stem = match closed && !stop {
            true => stem.trim_end_matches([',', ';']),
            false => stem,
        };
        let word = stem.rsplit(|c: char| !c.is_alphabetic()).next()?;
        (!word.is_empty()).then_some(Self { word, stop, closed })
    }

    /// Whether a number follows this word anyway: "p.5", "chapter2".
    pub(super) fn announces_number(&self, vocabulary: &RepairVocabulary) -> bool {
        let word = self.word.to_lowercase();
        match self.stop {
            true => vocabulary.before_numbers.contains(&format!("{word}.")),
            false => vocabulary.before_numbers.contains(&word),
        }
    }
}

/// Whether a character closes a quotation or brackets.
pub(super) fn closes(c: char) -> bool {
    CLOSERS.contains(&c)
}

/// Whether a word or a number ends at `end`: white space follows, a closing mark, or, where `inside` a
/// sentence, its punctuation.
pub(super) fn ends_word(text: &str, end: usize, inside: bool) -> bool {
    let mut ahead = text[end..].chars();
    let closes = |c: char| c.is_whitespace() || matches!(c, '"' | '»' | '”' | ')' | '<');
    match ahead.next() {
        None => true,
        Some(c) if closes(c) => true,
        Some('.' | ',' | ';' | ':' | '!' | '?' | '…') if inside => {
            ahead.next().is_none_or(closes)
        }
        _ => false,
    }
}
