//! Words whose letters are spaced, as typewriters and Russian printers emphasise: «о к т я б р я
//! 1 9 1 7  г о д а».
//!
//! Several single letters and digits in a row, in one line, may be letter-spaced words. A wider gap
//! divides the words, and so does a capital after a small letter. All are letter-spaced if one of them is
//! so for certain: four letters or more, of which only the first may be a capital. What may as well be
//! words of one letter («а я и в»), an enumeration ("a b c d"), a rhyme scheme ("a b b a") or a formula
//! stays. So does a row that is too long for one word and has no gaps: without a dictionary, nobody can say where
//! its words end.

use super::input::RepairInput;
use super::replacement::{Replacement, ReplacementKind};
use crate::text::lower::push_lower;
use foldhash::fast::FixedState;
use std::cell::LazyCell;
use std::collections::HashSet;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// Fewest letters of a word that is letter-spaced for certain.
const LEAST: usize = 4;
/// Most letters of a word: a longer one is several.
const MOST: usize = 24;
/// Length of the beginning that the forms of a word share, in letters.
const STEM: usize = 4;
/// Most letters in a row that are taken for words of one letter, if each could be one.
const MOST_SHORT_WORDS: usize = 5;

/// Letters of which every word of four letters has one.
pub(crate) const VOWELS: &str = "aeiouyàâäéèêëîïôöùûüœаеёиоуыэюяіѣѵ";

/// The spaces between letters of one word in a text.
pub(super) fn find(input: &RepairInput<'_>) -> Vec<Replacement> {
    let mut found = Vec::new();
    let known = LazyCell::new(|| Stems::of(input));
    for (at, line) in lines_with_letters(input) {
        for row in rows(line, at) {
            let words = split(&row);
            if words
                .iter()
                .any(|word| is_certain(word, &input.vocabulary.one_letter_words))
            {
                for word in &words {
                    join(word, input, &|word| known.has(word), &mut found);
                }
            }
        }
    }
    found
}

/// The lines with enough lone letters in a row for a word, each with where it begins. Most lines are not
/// among them.
fn lines_with_letters<'a>(input: &RepairInput<'a>) -> Vec<(usize, &'a str)> {
    let text = input.text;
    let mut lines: Vec<(usize, &str)> = Vec::new();
    // The end of the last of these lines, and how many lone letters have followed it in a row.
    let (mut end, mut letters) = (0, 0);
    for word in input.words() {
        if word.start < end || !is_lone(&text[word.clone()]) {
            letters = 0;
            continue;
        }
        letters += 1;
        if letters >= LEAST {
            let start = text[..word.start].rfind('\n').map_or(0, |at| at + 1);
            end = text[word.end..]
                .find('\n')
                .map_or(text.len(), |at| word.end + at + 1);
            lines.push((start, &text[start..end]));
        }
    }
    lines
}

/// Whether a word is one letter or digit, with its accents or without.
fn is_lone(word: &str) -> bool {
    let mut letters = word
        .chars()
        .filter(|&c| c.is_ascii() || !is_combining_mark(c));
    letters.nth(1).is_none()
}

/// A letter or a digit with nothing stuck to it.
#[derive(Clone, Debug)]
struct LoneLetter {
    /// In lower case.
    lower: char,
    capital: bool,
    digit: bool,
    /// With its accents, in bytes of the document.
    range: Range<usize>,
    /// The gap between it and the letter before.
    gap: LetterGap,
}

/// The gap between two single letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LetterGap {
    /// One space of this kind.
    Letter(char),
    /// More, or one that does not break.
    Word,
}

/// The rows of lone letters and digits in a line, those that are long enough for a word.
fn rows(line: &str, start: usize) -> Vec<Vec<LoneLetter>> {
    let mut out: Vec<Vec<LoneLetter>> = Vec::new();
    let mut open: Vec<LoneLetter> = Vec::new();
    let mut chars = line.char_indices().peekable();
    let mut before: Option<char> = None;
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        while let Some(&(_, next)) = chars.peek() {
            if !is_combining_mark(next) {
                break;
            }
            end += next.len_utf8();
            chars.next();
        }
        let alone = c.is_alphanumeric()
            && before.is_none_or(|c| !c.is_alphanumeric())
            && line[end..]
                .chars()
                .next()
                .is_none_or(|c| !c.is_alphanumeric());
        before = Some(c);
        if !alone {
            if !is_gap(c) {
                flush(&mut open, &mut out);
            }
            continue;
        }
        let gap = match open.last() {
            Some(last) => gap(&line[last.range.end - start..at]),
            None => Some(LetterGap::Word),
        };
        if gap.is_none() {
            flush(&mut open, &mut out);
        }
        open.push(LoneLetter {
            lower: c.to_lowercase().next().unwrap_or(c),
            capital: c.is_uppercase(),
            digit: c.is_ascii_digit(),
            range: start + at..start + end,
            gap: gap.unwrap_or(LetterGap::Word),
        });
    }
    flush(&mut open, &mut out);
    out
}

fn flush(open: &mut Vec<LoneLetter>, out: &mut Vec<Vec<LoneLetter>>) {
    let row = std::mem::take(open);
    if row.len() >= LEAST {
        out.push(row);
    }
}

fn is_gap(c: char) -> bool {
    c != '\n' && c.is_whitespace()
}

fn gap(between: &str) -> Option<LetterGap> {
    let mut chars = between.chars();
    match (chars.next(), chars.next()) {
        (Some(c @ (' ' | '\u{2009}' | '\u{200a}' | '\u{202f}')), None) => {
            Some(LetterGap::Letter(c))
        }
        _ if !between.is_empty() && between.chars().all(is_gap) => Some(LetterGap::Word),
        _ => None,
    }
}

/// The words of a row. A word ends where the gap is wide or of another kind than before, where a capital
/// follows a small letter, and where digits begin or end. «Ц К п» is «ЦК» and the beginning of another word.
fn split(row: &[LoneLetter]) -> Vec<&[LoneLetter]> {
    let mut out = Vec::new();
    let mut start = 0;
    for i in 1..=row.len() {
        let divides = row.get(i).is_none_or(|next| {
            let last = &row[i - 1];
            let capitals = i - start > 1 && last.capital;
            let kind = (i - start > 1).then_some(last.gap);
            next.gap == LetterGap::Word
                || kind.is_some_and(|kind| kind != next.gap)
                || last.digit != next.digit
                || !last.capital && next.capital
                || capitals && !next.capital
        });
        if divides {
            out.push(&row[start..i]);
            start = i;
        }
    }
    out
}

/// Whether a word is letter-spaced, whatever is beside it.
fn is_certain(word: &[LoneLetter], one_letter_words: &HashSet<char>) -> bool {
    let letters: Vec<char> = word.iter().map(|letter| letter.lower).collect();
    if !(LEAST..=MOST).contains(&letters.len())
        || word.iter().any(|letter| letter.digit)
        || word.iter().skip(1).any(|letter| letter.capital)
    {
        return false;
    }
    let vowels = letters.iter().filter(|c| VOWELS.contains(**c)).count();
    let short_words = letters.iter().all(|c| one_letter_words.contains(c));
    vowels > 0
        && vowels < letters.len()
        && !(short_words && letters.len() <= MOST_SHORT_WORDS)
        && !is_enumeration(&letters)
        && !is_rhyme_scheme(&letters)
}

/// Whether letters rise through the alphabet, at least half of them to the next one.
pub(crate) fn is_enumeration(letters: &[char]) -> bool {
    // No list has these, and their place in Unicode is not that in the alphabet.
    let letters: Vec<char> = letters
        .iter()
        .copied()
        .filter(|c| !"ёй".contains(*c))
        .collect();
    let pairs = || letters.windows(2);
    let next = |pair: &&[char]| pair[1] as u32 - pair[0] as u32 == 1;
    pairs().all(|pair| pair[0] < pair[1]) && 2 * pairs().filter(next).count() >= letters.len() - 1
}

/// Whether letters are the first ones of an alphabet, and each new one is the next: "a b b a".
pub(crate) fn is_rhyme_scheme(letters: &[char]) -> bool {
    let Some(&first) = letters.first().filter(|c| matches!(c, 'a' | 'а')) else {
        return false;
    };
    let mut highest = first as u32;
    letters.iter().all(|&c| {
        let value = c as u32;
        let fits = (first as u32..=highest + 1).contains(&value);
        highest = highest.max(value);
        fits
    })
}

/// The beginnings of a document's words, in lower case, as endings differ.
struct Stems(HashSet<u128, FixedState>);

impl Stems {
    fn of(input: &RepairInput<'_>) -> Self {
        let mut lower = String::new();
        let stem = |word: &Range<usize>| {
            lower.clear();
            push_lower(&input.text[word.clone()], &mut lower);
            stem(lower.chars())
        };
        Self(input.words().iter().map(stem).collect())
    }

    /// Whether a word of the document begins with these letters.
    fn has(&self, letters: &[LoneLetter]) -> bool {
        self.0
            .contains(&stem(letters.iter().map(|letter| letter.lower)))
    }
}

/// The first letters, packed into one number.
fn stem(letters: impl Iterator<Item = char>) -> u128 {
    let letters = letters.take(STEM);
    letters.fold(0, |stem, letter| stem << 32 | u128::from(u32::from(letter)))
}

/// Takes out the spaces of a word. Its first letter stays a word of its own if it can be one, and only the
/// rest is a word of the document: «в о к т я б р е».
fn join(
    word: &[LoneLetter],
    input: &RepairInput<'_>,
    known: &dyn Fn(&[LoneLetter]) -> bool,
    found: &mut Vec<Replacement>,
) {
    if word.len() > MOST {
        return;
    }
    let leads = word.len() > LEAST
        && input.vocabulary.one_letter_words.contains(&word[0].lower)
        && !known(word)
        && known(&word[1..]);
    for pair in word[usize::from(leads)..].windows(2) {
        found.push(Replacement::new(
            pair[0].range.end,
            pair[1].range.start,
            "",
            ReplacementKind::Characters,
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown as all;

    fn shown(text: &str) -> String {
        all(text, &[])
    }

    #[test]
    fn spaced_words_are_closed_up() {
        for (text, closed) in [
            ("до о к т я б р я он", "до октября он"),
            ("О к т я б р ь, «с н е г»", "Октябрь, «снег»"),
            ("il est t r è s tard", "il est très tard"),
            ("о к т я б р я 1917 г о д а", "октября 1917 года"),
            (
                "п а р о х о д  и  л ё д  н а\u{a0}о з е р е",
                "пароход  и  лёд  на\u{a0}озере",
            ),
            ("о з е р о м Б К, а", "озером БК, а"),
            ("о с е н ь ю 1 9 0 2, а", "осенью 1902, а"),
            ("м\u{2009}о\u{2009}р\u{2009}е стоит", "море стоит"),
        ] {
            assert_eq!(shown(text), closed);
        }
    }

    #[test]
    fn the_words_of_the_document_show_where_a_word_of_one_letter_ends() {
        assert_eq!(
            shown("в о з е р е. Лодка у озера."),
            "в озере. Лодка у озера."
        );
        assert_eq!(shown("в о с т о к и восток"), "востоки восток");
    }

    #[test]
    fn single_letters_that_do_not_form_a_word_stay() {
        for text in [
            "а я и в школу",
            "я и о том",
            "points a b c d e",
            "rhymed a b b a c d c",
            "A B C D",
            "И В С М",
            "n m k l",
            "a e i o u",
            "a, b, o, v",
            "в лесу и в поле",
            "м о р",
            "п а р о х о д н а о з е р е с т о я л в о л ь д у",
        ] {
            assert_eq!(shown(text), text);
        }
    }
}
