//! Words whose letters are spaced, as typewriters and Russian printers emphasise: «о к т я б р я
//! 1 9 1 7  г о д а».
//!
//! What is looked at is a stretch of single letters and digits of one line. A wider gap divides its
//! words, and so does a capital behind a small letter. It is letter-spaced if one of its words is so
//! for certain: four letters or more, only the first of which may be a capital. What may as well be
//! words of one letter («а я и в»), an enumeration ("a b c d"), a rhyme scheme ("a b b a") or a
//! formula stays. So does a stretch that is too long for one word and shows no gaps: where its words
//! part cannot be known without a dictionary.

use super::{RepairInput, Replacement, ReplacementKind};
use crate::text::push_lower;
use foldhash::fast::FixedState;
use std::cell::LazyCell;
use std::collections::HashSet;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// Fewest letters of a word that is letter-spaced for certain.
const LEAST: usize = 4;
/// Most letters of a word: what is longer is several.
const MOST: usize = 24;
/// Letters by which a word is known again in another form.
const STEM: usize = 4;
/// Up to this many letters that are all words of their own are taken for words.
const MOST_SHORT_WORDS: usize = 5;

/// Letters that every word of four has one of.
pub(crate) const VOWELS: &str = "aeiouyàâäéèêëîïôöùûüœаеёиоуыэюяіѣѵ";

/// The spaces between letters of one word in a text.
pub fn find(source: &RepairInput<'_>) -> Vec<Replacement> {
    let mut marks = Vec::new();
    let known = LazyCell::new(|| Stems::of(source));
    for (at, line) in lines_with_letters(source) {
        for stretch in stretches(line, at) {
            let split = split(&stretch);
            if split
                .iter()
                .any(|word| is_certain(word, &source.vocabulary.one_letter_words))
            {
                for word in &split {
                    join(word, source, &|word| known.has(word), &mut marks);
                }
            }
        }
    }
    marks
}

/// The lines where letters that stand alone follow on each other, as many as a word has, with where
/// they begin. Most lines have none.
fn lines_with_letters<'a>(source: &RepairInput<'a>) -> Vec<(usize, &'a str)> {
    let text = source.text;
    let mut lines: Vec<(usize, &str)> = Vec::new();
    // The end of the last of these lines, and how many letters have stood alone behind it.
    let (mut end, mut letters) = (0, 0);
    for word in source.words() {
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

/// A letter or a digit that stands alone.
#[derive(Clone, Debug)]
struct LoneLetter {
    /// In lower case.
    lower: char,
    capital: bool,
    digit: bool,
    /// With its accents, in bytes of the document.
    range: Range<usize>,
    /// What stands between it and the letter before.
    gap: LetterGap,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LetterGap {
    /// One space of this kind.
    LoneLetter(char),
    /// More, or one that does not break.
    Word,
}

/// The letters and digits of a line that stand alone and beside each other, two or more.
fn stretches(line: &str, start: usize) -> Vec<Vec<LoneLetter>> {
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
    let stretch = std::mem::take(open);
    if stretch.len() >= LEAST {
        out.push(stretch);
    }
}

fn is_gap(c: char) -> bool {
    c != '\n' && c.is_whitespace()
}

fn gap(between: &str) -> Option<LetterGap> {
    let mut chars = between.chars();
    match (chars.next(), chars.next()) {
        (Some(c @ (' ' | '\u{2009}' | '\u{200a}' | '\u{202f}')), None) => {
            Some(LetterGap::LoneLetter(c))
        }
        _ if !between.is_empty() && between.chars().all(is_gap) => Some(LetterGap::Word),
        _ => None,
    }
}

/// The words of a stretch: where the gap is wide or of another kind than before, a capital follows a
/// small letter, or digits begin or end. «Ц К п» is «ЦК» and the beginning of another.
fn split(stretch: &[LoneLetter]) -> Vec<&[LoneLetter]> {
    let mut out = Vec::new();
    let mut start = 0;
    for i in 1..=stretch.len() {
        let divides = stretch.get(i).is_none_or(|next| {
            let last = &stretch[i - 1];
            let capitals = i - start > 1 && last.capital;
            let kind = (i - start > 1).then_some(last.gap);
            next.gap == LetterGap::Word
                || kind.is_some_and(|kind| kind != next.gap)
                || last.digit != next.digit
                || !last.capital && next.capital
                || capitals && !next.capital
        });
        if divides {
            out.push(&stretch[start..i]);
            start = i;
        }
    }
    out
}

/// Whether a word is letter-spaced, whatever stands beside it.
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
    // These stand in no list, and elsewhere in Unicode than in the alphabet.
    let letters: Vec<char> = letters
        .iter()
        .copied()
        .filter(|c| !"ёй".contains(*c))
        .collect();
    let pairs = || letters.windows(2);
    let next = |pair: &&[char]| pair[1] as u32 - pair[0] as u32 == 1;
    pairs().all(|pair| pair[0] < pair[1]) && 2 * pairs().filter(next).count() >= letters.len() - 1
}

/// Whether letters are the first ones of an alphabet, each new one the next: "a b b a".
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

/// The beginnings of a document's words, in lower case: endings differ.
struct Stems(HashSet<u128, FixedState>);

impl Stems {
    fn of(source: &RepairInput<'_>) -> Self {
        let mut lower = String::new();
        let stem = |word: &Range<usize>| {
            lower.clear();
            push_lower(&source.text[word.clone()], &mut lower);
            stem(lower.chars())
        };
        Self(source.words().iter().map(stem).collect())
    }

    /// Whether one of the words begins as these letters do, which are in lower case.
    fn has(&self, letters: &[LoneLetter]) -> bool {
        self.0
            .contains(&stem(letters.iter().map(|letter| letter.lower)))
    }
}

/// The first letters as one number, one behind the other.
fn stem(letters: impl Iterator<Item = char>) -> u128 {
    let letters = letters.take(STEM);
    letters.fold(0, |stem, letter| stem << 32 | u128::from(u32::from(letter)))
}

/// Takes out the spaces of a word. A word of one letter before it, with no wider gap, stays one if
/// the document knows only the rest: «в о к т я б р е».
fn join(
    word: &[LoneLetter],
    source: &RepairInput<'_>,
    known: &dyn Fn(&[LoneLetter]) -> bool,
    marks: &mut Vec<Replacement>,
) {
    if word.len() > MOST {
        return;
    }
    let leads = word.len() > LEAST
        && source.vocabulary.one_letter_words.contains(&word[0].lower)
        && !known(word)
        && known(&word[1..]);
    for pair in word[usize::from(leads)..].windows(2) {
        marks.push(Replacement::new(
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
    fn the_document_says_where_a_word_of_one_letter_ends() {
        assert_eq!(
            shown("в о з е р е. Лодка у озера."),
            "в озере. Лодка у озера."
        );
        assert_eq!(shown("в о с т о к и восток"), "востоки восток");
    }

    #[test]
    fn single_letters_that_are_no_word_stay() {
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
