//! Whether a text continues in the next one: line ends inside words, page ends inside sentences.

use crate::text::{HYPHENS, Join, words};

/// Longest text that is a heading or an attribution and not half a sentence, in words.
const SHORT: usize = 8;

/// Whether a text ends in a letter and a hyphen, and the next begins with a small letter.
pub(super) fn breaks_word(before: &str, after: &str) -> bool {
    let mut back = before.trim_end().chars().rev();
    back.next().is_some_and(|c| HYPHENS.contains(&c))
        && back.next().is_some_and(char::is_alphabetic)
        && after
            .trim_start()
            .chars()
            .next()
            .is_some_and(char::is_lowercase)
}

/// How a paragraph continues in the next piece; `None` if it does not. It does if its sentence is not
/// finished, and what follows begins in lower case or comes after the end of a page.
pub(crate) fn continues(before: &str, after: &str, interrupted: bool) -> Option<Join> {
    if breaks_word(before, after) {
        return Some(Join::Hyphen);
    }
    let finished = is_finished(before) || is_finished(without_remark(before));
    let lower = after
        .chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(char::is_lowercase);
    let sentence = words(before).nth(SHORT).is_some();
    (!finished && sentence && (lower || interrupted)).then_some(Join::Space)
}

/// Whether a text ends where a sentence may.
fn is_finished(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_whitespace() || "\"”»’)]".contains(c))
        .ends_with(['.', '!', '?', '…', ':'])
}

/// A text without the remark in brackets at its end: "(emphasis mine)".
fn without_remark(text: &str) -> &str {
    let bare = text.trim_end();
    let open = match bare.chars().next_back() {
        Some(')') => '(',
        Some(']') => '[',
        _ => return text,
    };
    bare.rfind(open).map_or(text, |at| &bare[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_continues_after_a_page_break() {
        let nine = "the boats that lay along the northern shore of the";
        assert_eq!(continues(nine, "lake were lost", false), Some(Join::Space));
        assert_eq!(continues(nine, "Hall was closed", true), Some(Join::Space));
        assert_eq!(continues(nine, "Hall was closed", false), None);
        assert_eq!(
            continues("the oppo-", "sition won", false),
            Some(Join::Hyphen)
        );
        assert_eq!(continues("It was so.", "and then", false), None);
        let remark = "He left the boats where they were, all of them. (His emphasis)";
        assert_eq!(continues(remark, "On the next day", true), None);
    }
}
