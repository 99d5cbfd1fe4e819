//! Sentences.
//!
//! Enters: clean text of one paragraph. Leaves: the byte ranges of its sentences, in order, covering
//! all of it except the spaces between them. The rules are few and the same for every language; what
//! differs (abbreviations) is in the tables of the language.

use crate::lang::Tables;
use crate::text::ceil_boundary;
use std::ops::Range;

/// Longest remark in brackets at the end of a paragraph that belongs to the sentence before it, in
/// characters: "(Vetrov 112)", "(emphasis mine)".
const LONGEST_REMARK: usize = 90;

/// Longest citation in brackets, in characters.
const LONGEST_CITATION: usize = 60;

/// Longest abbreviation, in bytes.
const LONGEST_TOKEN: usize = 80;

/// Marks that may follow a sentence's end and belong to it.
const CLOSERS: &[char] = &['"', '\'', '»', '”', '’', ')', ']', '}', '“'];
/// Marks that may come before a sentence's first letter.
const OPENERS: &[char] = &['"', '\'', '«', '“', '„', '‘', '(', '[', '{'];
/// Dashes.
const DASHES: &[char] = &['—', '–', '-', '―'];

/// The sentences of a paragraph in the language of these tables.
///
/// ```
/// use diglot::lang::{Lang, Library};
/// use diglot::internal::sentences;
///
/// let text = "В. И. Орлов вышел в 1921 г. на берег. Шёл дождь, т. е. лило.";
/// let library = Library::default();
/// let found = sentences(text, library.tables(Lang::RU));
/// let parts: Vec<&str> = found.into_iter().map(|r| &text[r]).collect();
/// assert_eq!(parts, ["В. И. Орлов вышел в 1921 г. на берег.", "Шёл дождь, т. е. лило."]);
/// ```
pub fn sentences(text: &str, tables: &Tables) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(offset) = text[at..].find(['.', '!', '?', '…']) {
        let stop = at + offset;
        let after_stops = stop
            + text[stop..]
                .find(|c| !matches!(c, '.' | '!' | '?' | '…'))
                .unwrap_or(text.len() - stop);
        let end = after_citation(text, after_closers(text, after_stops));
        if is_end(text, start, stop, after_stops, end, tables) && !in_citation(text, start, end) {
            push(text, start..end, &mut out);
            start = end;
        }
        at = end.max(after_stops);
    }
    push(text, start..text.len(), &mut out);
    join_remark(text, &mut out);
    out
}

/// The end of the citation in brackets at `at`, if it is short and has a number; otherwise `at`. It belongs
/// to the sentence before it: "The ice broke. (col. 1)".
fn after_citation(text: &str, at: usize) -> usize {
    let space = text[at..].len() - text[at..].trim_start().len();
    let open = at + space;
    if space == 0 || !text[open..].starts_with('(') {
        return at;
    }
    let close = text[open..]
        .char_indices()
        .take(LONGEST_CITATION)
        .find(|&(_, c)| c == ')')
        .map(|(n, _)| open + n);
    match close {
        Some(close) if text[open..close].contains(|c: char| c.is_ascii_digit()) => close + 1,
        _ => at,
    }
}

/// Whether a place is inside a short remark in brackets that continues with a number or a small letter:
/// "(p. 17, note 3)", whatever the language of the sentence.
fn in_citation(text: &str, start: usize, at: usize) -> bool {
    let next = text[at..].trim_start().chars().next();
    if !next.is_some_and(|c| c.is_ascii_digit() || c.is_lowercase()) {
        return false;
    }
    let open = text[start..at].rfind(['(', ')']).map(|n| start + n);
    let Some(open) = open.filter(|&open| text[open..].starts_with('(')) else {
        return false;
    };
    let remark = text[open..]
        .chars()
        .take(LONGEST_CITATION)
        .position(|c| c == ')');
    remark.is_some()
}

fn push(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let slice = &text[range.clone()];
    let start = range.start + (slice.len() - slice.trim_start().len());
    let end = start + slice.trim().len();
    if start == end {
        return;
    }
    // Closing marks alone belong to what they close.
    if let Some(last) = out.last_mut()
        && !slice.contains(char::is_alphanumeric)
    {
        last.end = end;
    } else {
        out.push(start..end);
    }
}

/// The end of the closing marks at `at`. A straight quotation mark closes only if no word follows.
fn after_closers(text: &str, at: usize) -> usize {
    let mut end = at;
    for c in text[at..].chars() {
        if !CLOSERS.contains(&c) {
            break;
        }
        let next = end + c.len_utf8();
        let opens = matches!(c, '"' | '\'' | '“' | '’')
            && text[next..]
                .chars()
                .next()
                .is_some_and(char::is_alphanumeric);
        if opens {
            break;
        }
        end = next;
    }
    end
}

/// Whether a sentence that began at `start` ends with the stops at `stop..after_stops` and the
/// closing marks up to `end`.
fn is_end(
    text: &str,
    start: usize,
    stop: usize,
    after_stops: usize,
    end: usize,
    tables: &Tables,
) -> bool {
    let rest = &text[end..];
    let next = rest.trim_start();
    if next.is_empty() {
        return true;
    }
    if next.len() == rest.len() {
        // No space: "3.5", "www.x.y", but also OCR's "ended.Then".
        let joined = next.chars().next().is_some_and(char::is_uppercase)
            && text[..stop]
                .chars()
                .rev()
                .take(2)
                .filter(|c| c.is_lowercase())
                .count()
                == 2;
        if !joined && end == after_stops {
            return false;
        }
    }
    let Some(begins) = first_of_sentence(next) else {
        return false;
    };
    let before = &text[start..stop];
    let stops = &text[stop..after_stops];
    if stops != "." {
        // "?", "!" and "..." end a sentence if what follows can begin one.
        return begins != Beginning::Lower;
    }
    let token = last_token(before);
    // "1. The terms", at the head of an item.
    if before.trim_start() == token && token.chars().all(|c| c.is_ascii_digit()) {
        return false;
    }
    if end > after_stops {
        // The full stop is inside brackets or quotation marks: it does not end an abbreviation.
        return begins != Beginning::Lower;
    }
    if is_initials(token) && begins != Beginning::Digit {
        return false;
    }
    let with_stop = format!("{token}.");
    let earlier = last_token(before[..before.len() - token.len()].trim_end());
    let two = format!("{earlier} {with_stop}");
    let among = |set: &std::collections::HashSet<String>| {
        set.contains(&with_stop)
            || set.contains(&two)
            || set.contains(with_stop.trim_start_matches(OPENERS))
    };
    let measured =
        among(&tables.abbreviations_after_numbers) && earlier.ends_with(|c: char| c.is_numeric());
    if among(&tables.abbreviations) && !measured {
        return false;
    }
    if among(&tables.abbreviations_before_numbers)
        && (begins == Beginning::Digit || begins == Beginning::Roman)
    {
        return false;
    }
    if among(&tables.abbreviations_after_numbers) && !measured {
        return false;
    }
    if measured || among(&tables.abbreviations_anywhere) {
        return begins == Beginning::Upper || begins == Beginning::Roman;
    }
    begins != Beginning::Lower
}

/// How the text after a stop begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beginning {
    Upper,
    /// A capital that may be a Roman numeral.
    Roman,
    Lower,
    Digit,
}

fn first_of_sentence(next: &str) -> Option<Beginning> {
    let bare = next
        .trim_start_matches(|c: char| {
            OPENERS.contains(&c) || DASHES.contains(&c) || c == '…' || c == '.'
        })
        .trim_start();
    let first = bare.chars().next()?;
    let word: String = bare.chars().take_while(|c| c.is_alphanumeric()).collect();
    Some(match first {
        c if c.is_lowercase() => Beginning::Lower,
        c if c.is_numeric() => Beginning::Digit,
        _ if !word.is_empty() && word.chars().all(|c| "IVXLCDM".contains(c)) => Beginning::Roman,
        _ => Beginning::Upper,
    })
}

/// The last word before a stop, with the stops inside it: "т.е", "N.K", "c.-à-d".
fn last_token(text: &str) -> &str {
    let near = ceil_boundary(text, text.len().saturating_sub(LONGEST_TOKEN));
    let text = &text[near..];
    let start = text
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '«' | '"' | '“' | '„'))
        .map_or(0, |i| {
            i + text[i..].chars().next().map_or(1, char::len_utf8)
        });
    &text[start..]
}

/// Whether a word before a full stop consists of initials: «В», "N.K", "J.-C".
fn is_initials(token: &str) -> bool {
    !token.is_empty()
        && token
            .trim_start_matches(OPENERS)
            .split(['.', '-'])
            .filter(|part| !part.is_empty())
            .all(|part| {
                let mut chars = part.chars();
                matches!((chars.next(), chars.next()), (Some(c), None) if c.is_uppercase())
            })
        && token.chars().any(char::is_uppercase)
}

/// Joins a short remark in brackets at the end of a paragraph to the sentence before it.
fn join_remark(text: &str, out: &mut Vec<Range<usize>>) {
    if let [.., before, last] = out.as_mut_slice() {
        let remark = &text[last.clone()];
        let bracketed = (remark.starts_with('(') && remark.trim_end_matches('.').ends_with(')'))
            || (remark.starts_with('[') && remark.trim_end_matches('.').ends_with(']'));
        if bracketed && remark.chars().count() <= LONGEST_REMARK {
            before.end = last.end;
            out.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Lang, Library};

    fn split(lang: Lang, text: &str) -> Vec<&str> {
        sentences(text, Library::default().tables(lang))
            .into_iter()
            .map(|r| &text[r])
            .collect()
    }

    #[test]
    fn initials_do_not_end_a_sentence() {
        assert_eq!(split(Lang::RU, "Пришёл В. И. Орлов. Он сел.").len(), 2);
        assert_eq!(
            split(Lang::EN, "N.K. Vetrova and J. Lowe met. They spoke.").len(),
            2
        );
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        assert_eq!(
            split(Lang::EN, "See p. 24 and Mr. Lowe, vol. II. Then stop.").len(),
            2
        );
        assert_eq!(
            split(Lang::FR, "M. Dupont arriva, c.-à-d. trop tard. Il partit.").len(),
            2
        );
        assert_eq!(
            split(
                Lang::RU,
                "Это было на стр. 12, т. е. в начале. Потом в 1921 г. Потом."
            )
            .len(),
            3
        );
        assert_eq!(
            split(Lang::RU, "Ледоколы, лодки и т. д. стояли. Их чинили.").len(),
            2
        );
    }

    #[test]
    fn an_abbreviation_may_end_a_sentence() {
        assert_eq!(split(Lang::RU, "Он уехал в 1921 г. Она осталась.").len(), 2);
        assert_eq!(
            split(Lang::EN, "Sledges, dogs, etc. The rest was lost.").len(),
            2
        );
    }

    #[test]
    fn a_measure_ends_a_sentence_only_after_its_number() {
        assert_eq!(
            split(Lang::RU, "Кроме г. Лоу никто не вышел. Он ждал.").len(),
            2
        );
        assert_eq!(split(Lang::RU, "Он прошёл 12 км. Потом сел.").len(), 2);
    }

    #[test]
    fn speech_continues_after_its_mark() {
        assert_eq!(split(Lang::RU, "«Куда?» — спросил он. Никуда.").len(), 2);
        assert_eq!(
            split(Lang::EN, "\"Where?\" he asked. \"Nowhere.\" They left.").len(),
            3
        );
        assert_eq!(split(Lang::EN, "He said \"Go.\" \"No.\"").len(), 2);
    }

    #[test]
    fn an_enumerator_is_not_a_sentence() {
        assert_eq!(split(Lang::EN, "1. The terms of the loan.").len(), 1);
        assert_eq!(split(Lang::EN, "It was 1921. They left.").len(), 2);
    }

    #[test]
    fn a_closing_remark_belongs_to_its_sentence() {
        assert_eq!(split(Lang::RU, "Лёд вскрылся. (Zapiski 112)").len(), 1);
    }

    #[test]
    fn nothing_is_lost_and_nothing_overlaps() {
        let text = " «А?!» Б... в. Г… \"Д.\"  (е.) Ж";
        let parts = sentences(text, Library::default().tables(Lang::RU));
        let shown: String = parts
            .iter()
            .map(|r| text[r.clone()].replace(' ', ""))
            .collect();
        assert_eq!(shown, text.replace(' ', ""));
    }
}
