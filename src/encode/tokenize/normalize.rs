//! Text as the vocabulary spells it: in NFKC, spaces collapsed and marked.
//!
//! A vocabulary is learned on text in one form, so that text must be brought into that form before
//! its pieces are looked up: `ﬁ` into `fi`, `e` with a combining accent into `é`, tabs and
//! no-break spaces into spaces. What enters is any text; what leaves begins with a [`SPACE`], has
//! one wherever words are parted, and none at its end. Nothing is refused.
//!
//! SentencePiece calls this form `nmt_nfkc`, and ships it as 224,680 rules for strings of up to four
//! characters. All but thirteen are NFKC; those are what [`is_space`] adds to the spaces. What has no
//! rule stays as it is there and is brought into NFKC here: the fullwidth tilde (U+FF5E), characters
//! newer than those rules' Unicode, and combining marks heaped up beyond four characters.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// What stands for a space in pieces and in normalised text: U+2581, a lower block.
pub const SPACE: char = '\u{2581}';

/// Writes `text` in normal form to `normal`, in place of what that holds: nothing if it is nothing
/// but spaces.
pub fn normalize(text: &str, normal: &mut String) {
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

/// Whether words are parted by it, in NFKC.
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
