//! Words that a scanner, or the program that read its pictures, has damaged: «на1ш», "c0urse", «кОторый».
//!
//! The rule looks at texts as they are exported, after the repairs. Each sign below is one that hardly any word
//! has that people write; names ("McDonald", "iPhone"), abbreviations, units, Roman numbers, initials
//! and formulas pass. The rule does not find damage that makes another word ("form" for "from"), nor what
//! only a dictionary would show.

use crate::check::checked::Checked;
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use crate::check::trace::{SideText, one_a_quote};
use crate::lang::Tables;
use crate::text::repair::{VOWELS, is_enumeration, is_rhyme_scheme};
use crate::text::{Script, words};
use std::ops::Range;

pub(super) const RULE: Rule = Rule {
    code: "ocr-damage",
    severity: Severity::Info,
    on: true,
    about: FindingSubject::Quote,
    summary: "a quote has words that a scanner may have misread",
    page: include_str!("../../../docs/rules/ocr-damage.md"),
    look: Look::Document(look),
};

/// Signs for a character that could not be read.
const UNREADABLE: [char; 3] = ['\u{fffd}', '■', '□'];
/// Signs that are between two letters in no word.
const IMPOSSIBLE: &[char] = &['|', '¦', '¬', '^', '~', '\\', '¤', '£', '¥', '©', '§'];
/// Fewest letters of a word with an impossible character or a digit: fewer are a formula.
const LEAST_WORD: usize = 3;
/// Fewest letters of a word that begins with a digit or has a capital inside.
const LEAST_LONG_WORD: usize = 5;
/// Fewest letters of a word without vowels that is not an abbreviation.
const LEAST_CONSONANTS: usize = 5;
/// Fewest letters before the capital in a Latin word: "iPhone" and "deGaulle" are names.
const LEAST_BEFORE_CAPITAL: usize = 4;
/// Fewest lone letters in a row.
const LEAST_LONE: usize = 5;

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let what = ("this looks misread", "words look misread");
    let library = &checked.options.library;
    let damage = |side: &SideText<'_>| damage(side.text, library.tables(side.lang));
    checked
        .quotes()
        .filter_map(|quote| one_a_quote(&quote, checked.document.text(), what, damage))
        .map(|observation| observation.help("compare it with the scanned page"))
        .collect()
}

/// The damaged words of a text, in order.
fn damage(text: &str, tables: &Tables) -> Vec<Range<usize>> {
    let lone = lone_letters(text, tables);
    let mut found = lone.clone();
    let mut at = 0;
    for token in text.split_inclusive(' ') {
        let range = at..at + token.len();
        at = range.end;
        let token = token.trim_end_matches(' ');
        let before = lone.partition_point(|lone| lone.start <= range.start);
        let is_lone = before > 0 && lone[before - 1].contains(&range.start);
        if !is_lone && !is_address(token) && is_damaged(token) {
            let bare =
                token.trim_matches(|c: char| !c.is_alphanumeric() && !UNREADABLE.contains(&c));
            let start = range.start + token.find(bare).unwrap_or_default();
            found.push(start..start + bare.len());
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

fn is_address(token: &str) -> bool {
    token.contains("://") || token.contains('@') || token.contains("www.")
}

fn is_damaged(token: &str) -> bool {
    token.contains(UNREADABLE)
        || has_impossible_character(token)
        || is_article_with_digit(token)
        || words(token).any(|range| {
            let ends = token[range.end..].chars().next();
            let word = &token[range];
            has_misread_digit(word)
                || has_misplaced_capital(word)
                || ends != Some('.') && has_no_vowel(word)
        })
}

fn letters(word: &str) -> usize {
    word.chars().filter(|c| c.is_alphabetic()).count()
}

fn is_small(c: char) -> bool {
    c.is_alphabetic() && c.is_lowercase()
}

/// "wh|te"
fn has_impossible_character(token: &str) -> bool {
    let mut places = token.match_indices(IMPOSSIBLE);
    letters(token) >= LEAST_WORD
        && places.any(|(at, sign)| {
            let before = token[..at].chars().next_back();
            let after = token[at + sign.len()..].chars().next();
            before.is_some_and(is_small) && after.is_some_and(is_small)
        })
}

/// "1'homme": no number has an apostrophe.
fn is_article_with_digit(token: &str) -> bool {
    let rest = token.trim_start_matches(|c: char| !c.is_alphanumeric());
    let noun = rest.strip_prefix("1'").or_else(|| rest.strip_prefix("1’"));
    noun.is_some_and(|noun| {
        let starts = noun.starts_with(|c| is_small(c) && (VOWELS.contains(c) || c == 'h'));
        starts
            && words(noun)
                .next()
                .is_some_and(|range| letters(&noun[range]) >= LEAST_WORD)
    })
}

/// One digit between small letters («на1ш»), or one that is like a letter at the beginning of a long word
/// ("0ctober", «3десь»).
fn has_misread_digit(word: &str) -> bool {
    let mut digits = word.char_indices().filter(|(_, c)| c.is_numeric());
    let (Some((at, digit)), None) = (digits.next(), digits.next()) else {
        return false;
    };
    let (head, tail) = (&word[..at], &word[at + digit.len_utf8()..]);
    let small = |part: &str| !part.is_empty() && part.chars().all(is_small);
    let is_like = match tail.chars().next().and_then(Script::of) {
        Some(Script::Latin) => digit == '0',
        Some(Script::Cyrillic) => matches!(digit, '0' | '3' | '6'),
        None => false,
    };
    let inside = head.chars().next_back().is_some_and(is_small)
        && small(tail)
        && head.chars().skip(1).all(is_small)
        && letters(word) >= LEAST_WORD;
    let at_head = head.is_empty() && is_like && small(tail) && letters(tail) >= LEAST_LONG_WORD - 1;
    inside || at_head
}

fn is_cyrillic(word: &str) -> bool {
    word.chars()
        .all(|c| Script::of(c) == Some(Script::Cyrillic))
}

/// A capital after small letters and before others: «кОторый». A word that begins with one is a name.
fn has_misplaced_capital(word: &str) -> bool {
    let small = word.chars().take_while(|&c| is_small(c)).count();
    let mut after = word.chars().skip(small);
    let least = match is_cyrillic(word) {
        true => 1,
        false => LEAST_BEFORE_CAPITAL,
    };
    small >= least
        && letters(word) >= LEAST_LONG_WORD
        && after.next().is_some_and(char::is_uppercase)
        && after.next().is_none_or(is_small)
}

/// Only small letters, and no vowel. Three times the same letter is a sound: "brrr".
fn has_no_vowel(word: &str) -> bool {
    let is_consonant = |c: char| {
        is_small(c)
            && !VOWELS.contains(c)
            && (c.is_ascii() || Script::of(c) == Some(Script::Cyrillic))
    };
    let chars: Vec<char> = word.chars().collect();
    chars.len() >= LEAST_CONSONANTS
        && chars.iter().all(|&c| is_consonant(c))
        && !chars
            .iter()
            .all(|&c| matches!(c, 'x' | 'v' | 'l' | 'c' | 'd' | 'm'))
        && !chars
            .windows(3)
            .any(|three| three[0] == three[1] && three[1] == three[2])
}

/// Lone letters in a row that are neither words nor a list: «п а р о х о д н а о з е р е», whose words nobody
/// can distinguish.
fn lone_letters(text: &str, tables: &Tables) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut run: Vec<char> = Vec::new();
    let (mut start, mut end, mut at) = (0, 0, 0);
    let mut close = |run: &mut Vec<char>, range: Range<usize>| {
        let is_word = |c: &char| tables.one_letter_words.contains(c.to_string().as_str());
        if run.len() >= LEAST_LONE
            && run.iter().filter(|c| !is_word(c)).count() > run.len() / 2
            && run.iter().any(|c| c.is_lowercase())
            && !is_enumeration(run)
            && !is_rhyme_scheme(run)
        {
            found.push(range);
        }
        run.clear();
    };
    for token in text.split_inclusive(' ') {
        let bare = token.trim_end_matches(' ');
        let mut chars = bare.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if c.is_alphabetic() => {
                if run.is_empty() {
                    start = at;
                }
                run.push(c);
                end = at + bare.len();
            }
            _ => close(&mut run, start..end),
        }
        at += token.len();
    }
    close(&mut run, start..end);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Lang, Library};

    fn found(text: &str) -> Vec<&str> {
        let library = Library::default();
        let ranges = damage(text, library.tables(Lang::RU)).into_iter();
        ranges.map(|range| &text[range]).collect()
    }

    #[test]
    fn misread_words_are_found() {
        for word in [
            "c0urse",
            "на1ш",
            "1'homme",
            "0ctober",
            "3десь",
            "wh|te",
            "бере¬га",
            "пар\u{fffd}м",
            "кОторый",
            "паромЩик",
            "встрпл",
        ] {
            assert_eq!(found(&format!("там, {word}, там")), [word]);
        }
        assert_eq!(found("п а р о х д н"), ["п а р о х д н"]);
    }

    #[test]
    fn what_people_write_passes() {
        for text in [
            "McDonald and iPhone, deGaulle, LeBlanc, OCaml, МосГаз",
            "KGB, СССР, НКВДшник, VIII, xviii, mdcl, РнД",
            "№ 5, 12 км², 5мм, 3-летний, кВт, pH, mp3, A4, H2O, b2b, 1er, 19th",
            "В. И. Ветров, A. B. C. Dupont",
            "points a b c d e f, rhymed a b b a c d c d, а я и в",
            "brrrr, hmmmm, тссс, млрд, чрзв.",
            "http://a.org/fe|rry anna~b@a.org",
            "x^n, a|b, 5'10",
            "l'1er, 1’s",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
