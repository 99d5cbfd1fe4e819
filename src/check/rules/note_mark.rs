//! What still looks like a footnote mark in a text that is exported. The repairs take out what is certainly
//! one; this rule reports what is probably one.

use crate::check::checked::Checked;
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use crate::check::trace::{SideText, one_a_quote};
use crate::text::repair::{RepairVocabulary, superscript};
use std::ops::Range;

pub(super) const RULE: Rule = Rule {
    code: "note-mark",
    severity: Severity::Info,
    on: true,
    about: FindingSubject::Quote,
    summary: "a quote seems to have a footnote mark",
    page: include_str!("../../../docs/rules/note-mark.md"),
    look: Look::Document(look),
};

/// Most digits of a footnote's number.
const MOST_DIGITS: usize = 3;
/// Most digits of one in round brackets after a space: more are those of a page.
const MOST_LOOSE_DIGITS: usize = 2;
/// Fewest letters of a word with a number stuck to it: fewer are a formula.
const LEAST_WORD: usize = 4;
/// Fewest letters of a word with a raised number: fewer are a formula.
const LEAST_RAISED_WORD: usize = 2;
/// Marks that end a sentence.
const STOPS: [char; 4] = ['.', '!', '?', '…'];
/// Most stars of a footnote mark: more stars mean letters that are left out.
const MOST_STARS: usize = 3;

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let what = ("this looks like a footnote mark", "footnote marks remain");
    let vocabulary = checked.options.library.vocabulary();
    let marks = |side: &SideText<'_>| marks(side.text, vocabulary);
    checked
        .quotes()
        .filter_map(|quote| one_a_quote(&quote, checked.document.text(), what, marks))
        .map(|observation| observation.help("remove it, or write it as `[^1]`"))
        .collect()
}

/// The places in a text that look like footnote marks, in order.
fn marks(text: &str, vocabulary: &RepairVocabulary) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut chars = text.char_indices();
    // Where to look on: a mark may have several characters.
    let mut from = 0;
    for (at, c) in chars.by_ref() {
        if at < from || c.is_alphabetic() || c == ' ' {
            continue;
        }
        let (before, rest) = (&text[..at], &text[at..]);
        let length = match c {
            '[' | '(' => bracket(before, rest),
            '0'..='9' => number(before, rest, vocabulary),
            _ if superscript(c).is_some() => raised(before, rest, vocabulary),
            _ => sign(before, rest, vocabulary),
        };
        if let Some(length) = length {
            found.push(at..at + length);
            from = at + length;
        } else if c.is_ascii_digit() {
            from = at + digits(rest);
        }
    }
    found
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// The word that a text ends with; empty if it ends with anything else.
fn word(before: &str) -> &str {
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next();
    word.unwrap_or_default()
}

/// `[12]` after some text, or `(3)` directly after a full stop or at the end of the text.
fn bracket(before: &str, rest: &str) -> Option<usize> {
    let length = digits(&rest[1..]);
    let after = &rest[1 + length..];
    if !(1..=MOST_DIGITS).contains(&length) || rest[1..].starts_with('0') {
        return None;
    }
    let bare = before.trim_end_matches(' ');
    let is_mark = match rest.starts_with('[') {
        true => after.starts_with(']') && !bare.is_empty(),
        false => {
            let ends = after.strip_prefix(')')?.is_empty();
            let stuck = bare.len() == before.len();
            bare.ends_with(STOPS) && (stuck || ends && length <= MOST_LOOSE_DIGITS)
        }
    };
    is_mark.then_some(1 + length + 1)
}

/// A number stuck to the end of a word, but for words that announce a number.
fn number(before: &str, rest: &str, vocabulary: &RepairVocabulary) -> Option<usize> {
    let length = digits(rest);
    let word = word(before);
    let head = before.rsplit(' ').next().unwrap_or_default();
    let ends = rest[length..]
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric());
    let is_mark = length <= MOST_DIGITS
        && !rest.starts_with('0')
        && word.chars().count() >= LEAST_WORD
        && word.chars().skip(1).all(char::is_lowercase)
        && !vocabulary.before_numbers.contains(&word.to_lowercase())
        && !head.contains(['/', '@', '_', '=', '#', '-', '\\'])
        && ends
        && !rest[length..].starts_with(['-', '/', '%']);
    is_mark.then_some(length)
}

/// Raised digits after a word or its punctuation that are not a power or a measure.
fn raised(before: &str, rest: &str, vocabulary: &RepairVocabulary) -> Option<usize> {
    let length = rest
        .chars()
        .take_while(|&c| superscript(c).is_some())
        .map(char::len_utf8)
        .sum();
    let stem = before.trim_end_matches(|c: char| c.is_ascii_punctuation() || "»”’…".contains(c));
    let word = word(stem);
    let is_mark = word.chars().count() >= LEAST_RAISED_WORD && !vocabulary.units.contains(word);
    is_mark.then_some(length)
}

/// A sign of the tables after a word, with nothing stuck to it.
fn sign(before: &str, rest: &str, vocabulary: &RepairVocabulary) -> Option<usize> {
    let signs = vocabulary
        .note_marks
        .iter()
        .filter(|mark| !mark.contains("{}"));
    let longest = signs
        .filter(|mark| rest.starts_with(mark.as_str()))
        .max_by_key(|mark| mark.len())?;
    let after = &rest[longest.len()..];
    let stars = rest.bytes().take_while(|&b| b == b'*').count();
    let hangs = before.ends_with(|c: char| c.is_alphabetic() || STOPS.contains(&c) || c == ',');
    let ends = after.chars().next().is_none_or(|c| !c.is_alphanumeric());
    (hangs && ends && stars < MOST_STARS).then_some(longest.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Library;

    fn found(text: &str) -> Vec<&str> {
        let library = Library::default();
        let ranges = marks(text, library.vocabulary()).into_iter();
        ranges.map(|range| &text[range]).collect()
    }

    #[test]
    fn marks_that_look_like_those_of_footnotes_are_found() {
        for (text, marks) in [
            ("the ice [12] broke", vec!["[12]"]),
            ("паром12 ушёл, лёд¹, вода»²", vec!["12", "¹", "²"]),
            ("the Ferry2 ran", vec!["2"]),
            ("the boat* and ferry† ran", vec!["*", "†"]),
            ("He slept.(3) She ran. (4)", vec!["(3)", "(4)"]),
        ] {
            assert_eq!(found(text), marks, "{text}");
        }
    }

    #[test]
    fn other_numbers_and_signs_pass() {
        for text in [
            "12 km², 10⁶, x², m³",
            "[1921], [12 лет]",
            "глава5, T34, H2O, covid-19, a/lake12",
            "2 * 3, f***, *asterisk, Vetrov †1921",
            "One. (1) Ice. (2) Snow.",
            "[3] At the head",
            "He wrote so. (198)",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
