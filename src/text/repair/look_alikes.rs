//! Letters of another script that look alike: «Cтaлин» with a Latin C and a.
//!
//! A word of both scripts is set right if only one of them has letters in it that the other has no
//! like of: that is the word's script. A word that could be either («сор» in Latin letters) goes
//! with its neighbours, both of them. Of Cyrillic words between Latin ones only those of one letter
//! do: an English author may well write of the СССР.

use super::{RepairInput, Replacement, ReplacementKind};
use crate::text::is_letter;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How many words without a script of their own are passed over on the way to a neighbour.
const REACH: usize = 2;
/// Fewest digits of a Roman number with a Russian ending: «XXго».
const LEAST_ROMAN: usize = 2;
/// Longest such ending, in letters.
const LONGEST_ENDING: usize = 3;

/// The letters that have a like in the other script, with it, by their number.
struct Likes(Vec<Option<char>>);

/// No letter of either script has a greater number.
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

/// A script whose letters may be taken for those of the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Latin,
    Cyrillic,
}

impl Script {
    /// What people call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Script::Latin => "Latin",
            Script::Cyrillic => "Cyrillic",
        }
    }
}

/// What a word's letters say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WordScript {
    /// In this script beyond doubt; `mixed` with letters of the other.
    In { script: Script, mixed: bool },
    /// In either: all its letters have likes. Which script they are in, if it is one.
    Either(Option<Script>),
    /// In both, in another, or no letters: nothing to go by.
    Unclear,
}

/// The letters of a text that are in the wrong script.
pub fn find(source: &RepairInput<'_>) -> Vec<Replacement> {
    let text = source.text;
    if !text.contains(|c| script(c) == Some(Script::Cyrillic)) {
        return Vec::new();
    }
    let words = source.words().iter();
    let words: Vec<(Range<usize>, WordScript)> = words
        .map(|range| (range.clone(), written(&text[range.clone()])))
        .collect();
    let mut marks = Vec::new();
    for (i, (range, written)) in words.iter().enumerate() {
        let script = match *written {
            WordScript::In { script, mixed } if mixed => Some(script),
            WordScript::Either(own) => between(source, &words, i, own),
            _ => None,
        };
        if let Some(script) = script {
            replace(text, range, script, &mut marks);
        }
    }
    marks
}

/// The script of a letter, if it is one of these.
pub(crate) fn script(c: char) -> Option<Script> {
    match c {
        '\u{400}'..='\u{52f}' => Some(Script::Cyrillic),
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' => Some(Script::Latin),
        _ => None,
    }
}

fn written(word: &str) -> WordScript {
    // Of each script, whether there are letters with a like and letters without.
    let (mut latin, mut cyrillic) = ((false, false), (false, false));
    let likes = &*LIKES;
    // One letter that no other script has decides most words.
    let decides = |b: u8| b.is_ascii_alphabetic() && likes.of(char::from(b)).is_none();
    if word.is_ascii() && word.bytes().any(decides) {
        return WordScript::In {
            script: Script::Latin,
            mixed: false,
        };
    }
    // However its accents are written: an `é` has no like, whether its accent stands apart or not.
    let composed: Cow<'_, str> = match word.contains(is_combining_mark) {
        true => word.nfc().collect(),
        false => word.into(),
    };
    for c in composed.chars().filter(|&c| is_letter(c)) {
        match script(c) {
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
        ((_, true), (mixed, false)) => WordScript::In {
            script: Script::Latin,
            mixed,
        },
        ((mixed, false), (_, true)) => WordScript::In {
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

/// Whether a word is a Roman number with a Russian ending.
pub(crate) fn is_roman_ordinal(word: &str) -> bool {
    let ending = word.trim_start_matches(['I', 'V', 'X']);
    word.len() - ending.len() >= LEAST_ROMAN
        && ending.chars().count() <= LONGEST_ENDING
        && ending.chars().all(|c| script(c) == Some(Script::Cyrillic))
}

/// The script that a word which could be in either is set into: its neighbours', if they agree and
/// nothing speaks against it.
fn between(
    source: &RepairInput<'_>,
    words: &[(Range<usize>, WordScript)],
    i: usize,
    own: Option<Script>,
) -> Option<Script> {
    let text = source.text;
    let range = &words[i].0;
    let word = &text[range.clone()];
    let sides = [
        neighbour(text, words, i, false),
        neighbour(text, words, i, true),
    ];
    let lone = word.chars().nth(1).is_none();
    let script = match sides {
        [Some(a), Some(b)] if a == b => a,
        // At the head or the end of a paragraph.
        [Some(a), None] | [None, Some(a)] if lone || own.is_none() => a,
        _ => return None,
    };
    if own.is_none() {
        return Some(script);
    }
    if own == Some(script) {
        return None;
    }
    // What stands by itself in quotation marks or brackets is what is spoken of.
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
        let is_word = lower.is_some_and(|c| source.vocabulary.one_letter_words.contains(&c));
        return (is_word && !(script == Script::Latin && touched)).then_some(script);
    }
    let roman = word.chars().all(|c| matches!(c, 'I' | 'X' | 'C' | 'M'));
    (script == Script::Cyrillic && !roman).then_some(script)
}

/// The script of the nearest word on one side that has one, in the same paragraph.
fn neighbour(
    text: &str,
    words: &[(Range<usize>, WordScript)],
    i: usize,
    after: bool,
) -> Option<Script> {
    let mut at = i;
    for _ in 0..=REACH {
        let next = if after { at + 1 } else { at.checked_sub(1)? };
        let (range, written) = words.get(next)?;
        let gap = match after {
            true => words[at].0.end..range.start,
            false => range.end..words[at].0.start,
        };
        if text[gap].contains("\n\n") {
            return None;
        }
        if let WordScript::In { script, .. } = written {
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

/// A letter in a script, if it has a like there.
fn like(c: char, script: Script) -> char {
    let like = LIKES
        .of(c)
        .filter(|&like| self::script(like) == Some(script));
    like.unwrap_or(c)
}

fn replace(text: &str, range: &Range<usize>, script: Script, marks: &mut Vec<Replacement>) {
    for (offset, c) in text[range.clone()].char_indices() {
        let shown = like(c, script);
        if shown != c {
            let at = range.start + offset;
            marks.push(Replacement::new(
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
    fn words_of_both_scripts_are_set_right() {
        assert_eq!(shown("Cтaлин, Cocтав"), "Сталин, Состав");
        assert_eq!(shown("Тhe iсe"), "The ice");
        // Three Latin letters and one Cyrillic: only that one is of one script.
        assert_eq!(shown("poзa"), "роза");
    }

    #[test]
    fn words_that_could_be_either_go_with_their_neighbours() {
        assert_eq!(shown("он был c ней o лете"), "он был с ней о лете");
        assert_eq!(shown("B поле и K морю"), "В поле и К морю");
        assert_eq!(shown("граница CCCP тогда"), "граница СССР тогда");
        assert_eq!(shown("it was а ship"), "it was a ship");
        // Both scripts, no letter of one alone.
        assert_eq!(shown("он caсa мой"), "он саса мой");
    }

    #[test]
    fn accents_count_however_they_are_written() {
        assert_eq!(shown("лес. c é"), "лес. c é");
        assert_eq!(shown("лес. c e\u{301}"), "лес. c e\u{301}");
    }

    #[test]
    fn what_may_be_meant_stays() {
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
        let latin = likes().filter(|&&like| script(like) == Some(Script::Latin));
        assert_eq!(
            (pairs.count(), latin.count()),
            (likes().count() / 2, likes().count() / 2)
        );
    }
}
