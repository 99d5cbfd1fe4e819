//! Words: runs of letters and digits, as the extractor and the aligner count them.

use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// Whether a character is part of a word; a stress mark over a letter is.
pub(crate) fn is_word_char(c: char) -> bool {
    // Most characters are decided without Unicode's tables.
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        'À'..='ÿ' => !matches!(c, '×' | '÷'),
        '\u{400}'..='\u{52f}' => c != '\u{482}',
        '\u{2000}'..='\u{206f}' => false,
        _ => c.is_alphanumeric() || is_combining_mark(c),
    }
}

/// Whether a character is a letter, as [`char::is_alphabetic`] has it.
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}' => true,
        '\u{2000}'..='\u{206f}' => false,
        _ => c.is_alphabetic(),
    }
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
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = skip(text, at, false);
        at = skip(text, start, true);
        (start < at).then_some(start..at)
    })
}

/// The kind of a byte: part of a word, between words, or part of a character that must be decoded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Byte {
    Word,
    Gap,
    Beyond,
}

static BYTES: [Byte; 256] = {
    let mut bytes = [Byte::Beyond; 256];
    let mut byte = 0u8;
    while byte < 0x80 {
        bytes[byte as usize] = match byte.is_ascii_alphanumeric() {
            true => Byte::Word,
            false => Byte::Gap,
        };
        byte += 1;
    }
    bytes
};

/// The first place from `at` on where a word begins or, if `at` is `inside` one, where it ends.
fn skip(text: &str, mut at: usize, inside: bool) -> usize {
    let same = if inside { Byte::Word } else { Byte::Gap };
    loop {
        let rest = &text.as_bytes()[at..];
        let plain = rest
            .iter()
            .position(|&byte| BYTES[usize::from(byte)] != same);
        at += plain.unwrap_or(rest.len());
        match text[at..].chars().next() {
            Some(c) if !c.is_ascii() && is_word_char(c) == inside => at += c.len_utf8(),
            _ => return at,
        }
    }
}

/// The [words] of a text in lower case: they are the same in two texts that differ at most in case and
/// punctuation.
pub(crate) fn lower_words(text: &str) -> impl Iterator<Item = String> + '_ {
    words(text).map(|word| text[word].to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_decided_without_tables_are_as_in_the_tables() {
        for c in '\0'..=char::MAX {
            let said = c.is_alphanumeric() || is_combining_mark(c);
            assert_eq!(is_word_char(c), said, "{c:?}");
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
        }
    }
}
