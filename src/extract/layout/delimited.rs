//! Stretches that the author sets off: between quotation marks or brackets.

use crate::text::words;
use std::ops::Range;

/// Pairs of marks that a translation stands between.
const MARKS: &[(char, char)] = &[
    ('“', '”'),
    ('"', '"'),
    ('«', '»'),
    ('‘', '’'),
    ('(', ')'),
    ('[', ']'),
];

/// Nothing longer is set off, in characters: a mark that is still open then is none.
const LONGEST: usize = 8000;

/// What stands between marks in a stretch of a text, the inner of two nested ones too, in order, in
/// bytes of the text. Quotation marks right inside brackets are left outside.
pub fn delimited(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let stretch = &text[within.clone()];
    for (i, open) in stretch.char_indices() {
        let Some(&(_, close)) = MARKS.iter().find(|(mark, _)| *mark == open) else {
            continue;
        };
        // An apostrophe opens nothing, nor does a mark that closes what stands before it.
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

/// Where a mark is closed; one that another paragraph closes is none.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0;
    for (i, c) in text.char_indices().take(LONGEST) {
        if c == close {
            if depth == 0 {
                // "it’s": no closing quotation mark stands between letters.
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
    fn brackets_and_marks_set_off_what_stands_between_them() {
        let text = "He wrote (\"the ice\") and ‘it’s late’ [so].";
        let found: Vec<&str> = delimited(text, 0..text.len())
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, ["the ice", "the ice", "it’s late", "so"]);
    }
}
