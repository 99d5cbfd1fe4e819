//! Words: runs of letters and digits, as the extractor and the aligner count them.

use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// Whether a character is part of a word; a stress mark over a letter is.
pub(crate) fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Byte ranges of the words of a text: runs of letters and digits. An apostrophe or a hyphen
/// between two letters divides words ("l'été" is two), so that elided articles are words.
///
/// ```
/// let text = "L'été de 1921.";
/// let words: Vec<&str> = diglot::text::words(text).map(|range| &text[range]).collect();
/// assert_eq!(words, ["L", "été", "de", "1921"]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut chars = text.char_indices();
    std::iter::from_fn(move || {
        let (start, first) = chars.find(|&(_, c)| is_word_char(c))?;
        let mut end = start + first.len_utf8();
        let mut ahead = chars.clone();
        while let Some((at, c)) = ahead.next() {
            if !is_word_char(c) {
                break;
            }
            end = at + c.len_utf8();
            chars = ahead.clone();
        }
        Some(start..end)
    })
}
