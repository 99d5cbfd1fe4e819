//! Text as the vocabulary spells it: in NFKC, spaces collapsed and marked.
//!
//! A vocabulary is learned on text in one form, so that text must be brought into that form before
//! its pieces are looked up: `ﬁ` into `fi`, `e` with a combining accent into `é`, tabs and
//! no-break spaces into spaces. Any text enters. What leaves begins with a [`SPACE`], has one between
//! words, and none at its end. Nothing is refused.
//!
//! SentencePiece calls this form `nmt_nfkc`, and ships it as 224,680 rules for strings of up to four
//! characters. All but thirteen are NFKC; those are what [`is_space`] adds to the spaces. SentencePiece
//! leaves what has no rule as it is; here it is brought into NFKC: the fullwidth tilde (U+FF5E),
//! characters newer than the Unicode version of the rules, and more than four combining characters.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// The mark of a space in pieces and in normalised text: U+2581, a lower block.
pub const SPACE: char = '\u{2581}';

/// Replaces the content of `normal` by the normal form of `text`: by nothing if `text` is only spaces.
pub(super) fn normalize(text: &str, normal: &mut String) {
    normal.clear();
    if is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        mark_words(text.chars(), normal);
    } else {
        mark_words(text.nfkc(), normal);
    }
}

/// Writes the words with a [`SPACE`] before each.
fn mark_words(text: impl Iterator<Item = char>, normal: &mut String) {
    let mut after_space = true;
    for c in text {
        if is_space(c) {
            after_space = true;
            continue;
        }
        if after_space {
            normal.push(SPACE);
            after_space = false;
        }
        normal.push(c);
    }
}

/// Whether the character separates words, in NFKC.
fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t'
            | '\n'
            | '\u{c}'
            | '\r'
            | '\u{1680}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'
            | '\u{2029}'
            | SPACE
            | '\u{feff}'
            | '\u{fffd}'
    )
}
