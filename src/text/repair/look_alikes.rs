//! Letters of another script that look alike: «Cтaлин» with a Latin C and a.
//!
//! A word of both scripts is repaired if the letters without a like in the other script are all of one
//! script: that is the word's script. A word that could be in either («сор» in Latin letters) follows its
//! neighbours on both sides. Of Cyrillic words between Latin ones, only those of one letter do: an
//! English author may well write about the СССР.

use super::input::RepairInput;
use super::replacement::{Replacement, ReplacementKind};
use crate::text::script::Script;
use crate::text::words::is_letter;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Most words without a script of their own between a word and the neighbour that it follows.
const REACH: usize = 2;
/// Fewest digits of a Roman number with a Russian ending: «XXго».
const LEAST_ROMAN: usize = 2;
/// Longest ending of such a number, in letters.
const LONGEST_ENDING: usize = 3;

/// For each letter by its number, the letter of the other script that looks like it.
struct Likes(Vec<Option<char>>);

/// The letter with the greatest number in either script.
const LAST: char = '\u{52f}';

static LIKES: LazyLock<Likes> = LazyLock::new(|| {
    let mut likes = Likes(vec![None; LAST as usize + 1]);
    for line in include_str!("look-alikes.txt").lines() {
        if let Some((latin, cyrillic)) = line.split_once(' ')
            && let (Ok(latin), Ok(cyrillic)) = (latin.parse(), cyrillic.parse())
        {
            likes.add(latin, cyrillic);
            likes.add(cyrillic, latin);
        }
    }
    likes
});

impl Likes {
    fn add(&mut self, letter: char, like: char) {
        if let Some(place) = self.0.get_mut(letter as usize) {
            *place = Some(like);
        }
    }

    fn of(&self, letter: char) -> Option<char> {
        self.0.get(letter as usize).copied().flatten()
    }
}

/// The script of a word, as far as its letters show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WordScript {
    /// This script beyond doubt; `mixed` with letters of the other.
    Certain { script: Script, mixed: bool },
    /// Either: all its letters have likes. The script that they are in, if it is one.
    Either(Option<Script>),
    /// Unknown: it has letters of both scripts that have no like, letters of another script, or no
    /// letters.
    Unclear,
}

/// The letters of a text that are in the wrong script.
pub(super) fn find(input: &RepairInput<'_>) -> Vec<Replacement> {
    let text = input.text;
    if !text.contains(|c| Script::of(c) == Some(Script::Cyrillic)) {
        return Vec::new();
    }
    let words = input.words().iter();
    let words: Vec<(Range<usize>, WordScript)> = words
        .map(|range| (range.clone(), word_script(&text[range.clone()])))
        .collect();
    let mut found = Vec::new();
    for (i, (range, word)) in words.iter().enumerate() {
        let script = match *word {
            WordScript::Certain { script, mixed } if mixed => Some(script),
            WordScript::Either(own) => script_of_neighbours(input, &words, i, own),
            _ => None,
        };
        if let Some(script) = script {
            replace(text, range, script, &mut found);
        }
    }
    found
}

/// The script of a word.
fn word_script(word: &str) -> WordScript {
    // For each script, whether there are letters with a like and letters without.
    let (mut latin, mut cyrillic) = ((false, false), (false, false));
    let likes = &*LIKES;
    // In most words, one letter without a like decides.
    let decides = |b: u8| b.is_ascii_alphabetic() && likes.of(char::from(b)).is_none();
    if word.is_ascii() && word.bytes().any(decides) {
        return WordScript::Certain {
            script: Script::Latin,
            mixed: false,
        };
    }
    // However its accents are written: an `é` has no like, whether its accent is apart or not.
    let composed: Cow<'_, str> = match word.contains(is_combining_mark) {
        true => word.nfc().collect(),
        false => word.into(),
    };
    for c in composed.chars().filter(|&c| is_letter(c)) {
        match Script::of(c) {
            Some(Script::Latin) if likes.of(c).is_some() => latin.0 = true,
            Some(Script::Latin) => latin.1 = true,
            Some(Script::Cyrillic) if likes.of(c).is_some() => cyrillic.0 = true,
            Some(Script::Cyrillic) => cyrillic.1 = true,
            None => return WordScript::Unclear,
        }
    }
    let digits = word.contains(|c: char| c.is_numeric());
    match (latin, cyrillic) {
        ((false, false), (false, false)) | ((_, true), (_, true)) => WordScript::Unclear,
        ((_, true), (mixed, false)) => WordScript::Certain {
            script: Script::Latin,
            mixed,
        },
        ((mixed, false), (_, true)) => WordScript::Certain {
            script: Script::Cyrillic,
            mixed: mixed && !is_roman_ordinal(word),
        },
        // "A4", "B2"
        _ if digits => WordScript::Unclear,
        ((true, _), (true, _)) => WordScript::Either(None),
        ((true, _), _) => WordScript::Either(Some(Script::Latin)),
        _ => WordScript::Either(Some(Script::Cyrillic)),
    }
}

/// Whether a word is a Roman number with a Russian ending: «XXго».
pub(crate) fn is_roman_ordinal(word: &str) -> bool {
    let ending = word.trim_start_matches(['I', 'V', 'X']);
    word.len() - ending.len() >= LEAST_ROMAN
        && ending.chars().count() <= LONGEST_ENDING
        && ending
            .chars()
            .all(|c| Script::of(c) == Some(Script::Cyrillic))
}

/// The script of the neighbours of a word that could be in either, if they agree and nothing speaks against
/// it.
fn script_of_neighbours(
    input: &RepairInput<'_>,
    words: &[(Range<usize>, WordScript)],
    i: usize,
    own: Option<Script>,
) -> Option<Script> {
    let text = input.text;
    let range = &words[i].0;
    let word = &text[range.clone()];
    let sides = [
        neighbour(text, words, i, false),
        neighbour(text, words, i, true),
    ];
    let lone = word.chars().nth(1).is_none();
    let script = match sides {
        [Some(a), Some(b)] if a == b => a,
        // At the beginning or the end of a paragraph.
        [Some(a), None] | [None, Some(a)] if lone || own.is_none() => a,
        _ => return None,
    };
    if own.is_none() {
        return Some(script);
    }
    if own == Some(script) {
        return None;
    }
    // A word alone in quotation marks or brackets is one that the text is about.
    let opened = text[..range.start].ends_with(['"', '«', '“', '„', '(', '[', '\'', '‘']);
    let closed = text[range.end..].starts_with(['"', '»', '”', ')', ']', '\'', '’']);
    if opened && closed {
        return None;
    }
    if lone {
        // A word of one letter in the other script: «с», «о», "a".
        let shown = word.chars().next().map(|c| like(c, script));
        let quoted = |at: Option<char>| at.is_some_and(|c| c != ' ' && c != '\n');
        let touched = quoted(text[..range.start].chars().next_back())
            || quoted(text[range.end..].chars().next());
        let lower = shown.and_then(|c| c.to_lowercase().next());
        let is_word = lower.is_some_and(|c| input.vocabulary.one_letter_words.contains(&c));
        return (is_word && !(script == Script::Latin && touched)).then_some(script);
    }
    let roman = word.chars().all(|c| matches!(c, 'I' | 'X' | 'C' | 'M'));
    (script == Script::Cyrillic && !roman).then_some(script)
}

/// The script of the nearest word on one side that has a certain one, in the same paragraph.
fn neighbour(
    text: &str,
    words: &[(Range<usize>, WordScript)],
    i: usize,
    after: bool,
) -> Option<Script> {
    let mut at = i;
    for _ in 0..=REACH {
        let next = if after { at + 1 } else { at.checked_sub(1)? };
        let (range, word) = words.get(next)?;
        let gap = match after {
            true => words[at].0.end..range.start,
            false => range.end..words[at].0.start,
        };
        if text[gap].contains("\n\n") {
            return None;
        }
        if let WordScript::Certain { script, .. } = word {
            return Some(*script);
        }
        at = next;
    }
    None
}

/// Whether a letter has a like in the other script.
pub(crate) fn has_like(c: char) -> bool {
    LIKES.of(c).is_some()
}

/// The like of a letter in a script, or the letter itself if it has none there.
fn like(c: char, script: Script) -> char {
    let like = LIKES.of(c).filter(|&like| Script::of(like) == Some(script));
    like.unwrap_or(c)
}

fn replace(text: &str, range: &Range<usize>, script: Script, found: &mut Vec<Replacement>) {
    for (offset, c) in text[range.clone()].char_indices() {
        let shown = like(c, script);
        if shown != c {
            let at = range.start + offset;
            found.push(Replacement::new(
                at,
                at + c.len_utf8(),
                shown.encode_utf8(&mut [0; 4]),
                ReplacementKind::Characters,
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown as all;
    use super::*;

    fn shown(text: &str) -> String {
        all(text, &[])
    }

    #[test]
    fn words_of_both_scripts_are_repaired() {
        assert_eq!(shown("Cтaлин, Cocтав"), "Сталин, Состав");
        assert_eq!(shown("Тhe iсe"), "The ice");
        // Three Latin letters and one Cyrillic: only that one is of one script.
        assert_eq!(shown("poзa"), "роза");
    }

    #[test]
    fn words_that_could_be_in_either_script_follow_their_neighbours() {
        assert_eq!(shown("он был c ней o лете"), "он был с ней о лете");
        assert_eq!(shown("B поле и K морю"), "В поле и К морю");
        assert_eq!(shown("граница CCCP тогда"), "граница СССР тогда");
        assert_eq!(shown("it was а ship"), "it was a ship");
        // Both scripts, no letter of one alone.
        assert_eq!(shown("он caсa мой"), "он саса мой");
    }

    #[test]
    fn composed_and_separate_accents_count_alike() {
        assert_eq!(shown("лес. c é"), "лес. c é");
        assert_eq!(shown("лес. c e\u{301}"), "лес. c e\u{301}");
    }

    #[test]
    fn what_may_be_meant_so_stays() {
        for text in [
            "на X съезде, глава IX и XX века",
            "XXго века",
            "the НКВД and the СССР",
            "газета «Figaro» а не «Temps»",
            "слово \"cop\" и",
            "Windows-сервер",
            "il y a sept ans",
            "OPEC and Cold",
            "слово Wордь",
        ] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn every_line_of_the_table_is_a_pair() {
        let lines = include_str!("look-alikes.txt").lines();
        let pairs = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let likes = || LIKES.0.iter().flatten();
        let latin = likes().filter(|&&like| Script::of(like) == Some(Script::Latin));
        assert_eq!(
            (pairs.count(), latin.count()),
            (likes().count() / 2, likes().count() / 2)
        );
    }
}
