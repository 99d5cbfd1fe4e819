//! Text that the author sets off, between quotation marks or brackets.

use crate::text::words;
use std::ops::Range;

/// Pairs of marks that can enclose a translation.
const MARKS: &[(char, char)] = &[
    ('“', '”'),
    ('"', '"'),
    ('«', '»'),
    ('‘', '’'),
    ('(', ')'),
    ('[', ']'),
];

/// Longest text that is set off, in characters: a mark that is still open then does not open anything.
const LONGEST: usize = 8000;

/// What is between marks in part of a text, in order, in bytes of the text; of two nested ones, the inner
/// one too. Quotation marks directly inside brackets are left out.
pub(super) fn delimited(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let stretch = &text[within.clone()];
    for (i, open) in stretch.char_indices() {
        let Some(&(_, close)) = MARKS.iter().find(|(mark, _)| *mark == open) else {
            continue;
        };
        // An apostrophe opens nothing, nor does a mark that closes what comes before it.
        let before = text[..within.start + i].chars().next_back();
        if open == close && before.is_some_and(|c| !c.is_whitespace() && !"([—–-".contains(c)) {
            continue;
        }
        let start = i + open.len_utf8();
        let Some(length) = closing(&stretch[start..], open, close) else {
            continue;
        };
        let inner = &stretch[start..start + length];
        let behind = inner.trim_start_matches(is_quotation_mark_or_space);
        let bare = behind.trim_end_matches(is_quotation_mark_or_space);
        if words(bare).next().is_some() {
            let start = within.start + start + (inner.len() - behind.len());
            found.push(start..start + bare.len());
        }
    }
    found
}

fn is_quotation_mark_or_space(c: char) -> bool {
    c.is_whitespace() || "\"“”‘’«»".contains(c)
}

/// Where a mark is closed.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0;
    for (i, c) in text.char_indices().take(LONGEST) {
        if c == close {
            if depth == 0 {
                // "it’s": a mark between letters does not close a quotation.
                let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                let inside = letter(text[..i].chars().next_back())
                    && letter(text[i + c.len_utf8()..].chars().next());
                if !(inside && close == '’') {
                    return Some(i);
                }
            } else {
                depth -= 1;
            }
        } else if c == open {
            depth += 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_and_marks_set_off_what_is_between_them() {
        let text = "He wrote (\"the ice\") and ‘it’s late’ [so].";
        let found: Vec<&str> = delimited(text, 0..text.len())
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, ["the ice", "the ice", "it’s late", "so"]);
    }
}
