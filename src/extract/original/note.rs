//! Quotations in footnotes and endnotes.
//!
//! Notes are full of foreign titles. Text in quotation marks is an original unless it is where titles are:
//! after an author's name and a comma, or before a title in italics. Other text is an original only if
//! something translates it (see [`Original::tentative`]).

use super::labelled_block::LabelledBlock;
use super::quotation_marks::QUOTATION_MARKS;
use super::reading::{Original, OriginalSetting};
use crate::block::Block;
use crate::lang::{Lang, LanguageLabel, LanguageRun};
use crate::segment::BlockSpan;
use crate::text::words;
use std::ops::Range;

/// Fewest words of a quotation in a note.
const LEAST: usize = 4;
/// Fewest words of an original in a note that nothing sets off.
const LEAST_UNMARKED: usize = 6;
/// Longest name of an author, in words.
const LONGEST_NAME: usize = 2;
/// Least share of a note's foreign words in one quotation for the rest to be about it.
const NEARLY_ALL: f64 = 0.8;
/// Least share of a quotation's words in its language.
const OWN: f64 = 0.7;
/// Least support for a quotation in the prose's script, in nats a word.
const SUPPORT: f64 = 0.6;
/// Least share of a text in italics for a title.
const TITLE: f64 = 0.6;
/// Most bytes between a title and the name of what it appeared in, in italics: the closing mark and a comma
/// can be between.
const NEAR: usize = 8;

/// The originals in a note.
pub(super) fn originals(blocks: &[Block], i: usize, note: &LabelledBlock<'_>) -> Vec<Original> {
    let text = note.block.text();
    let mut originals = Vec::new();
    let mut add = |lang: Lang, range: Range<usize>, tentative: bool| {
        let piece = BlockSpan::part(i, range);
        let original = Original::new(
            blocks,
            lang,
            vec![piece],
            OriginalSetting::Note,
            note.identifier.library(),
        );
        originals.push(Original {
            tentative,
            ..original
        });
    };
    let quoted = quotations(text);
    let label = text.len() - text.trim_start_matches(|c: char| !c.is_alphabetic()).len();
    if let Some(lang) = note.whole_language()
        && note.words.within(&(label..text.len())).len() >= LEAST
        && !cites(note, label, &quoted)
        && !holds_most(note, lang, &quoted)
    {
        add(lang, label..text.len(), true);
        return originals;
    }
    for range in &quoted {
        if let Some(lang) = language(note, range) {
            add(lang, range.clone(), is_title(note, range));
        }
    }
    for LanguageRun {
        range,
        words,
        label,
    } in &note.runs
    {
        let apart = !quoted
            .iter()
            .any(|q| q.start < range.end && range.start < q.end);
        if let LanguageLabel::In(lang) = *label
            && Some(lang) != note.identifier.languages().next()
            && *words >= LEAST_UNMARKED
            && apart
            && note.slanted(range) == 0.0
            && !text[range.clone()].contains(|c: char| c.is_ascii_digit())
        {
            add(lang, range.clone(), true);
        }
    }
    originals
}

/// Whether the text outside the quotation marks of a note says where something is from: numbers and titles
/// in italics do. A note that is one quotation counts as well.
fn cites(note: &LabelledBlock<'_>, label: usize, quoted: &[Range<usize>]) -> bool {
    let text = note.block.text();
    let mut at = label;
    let ends = quoted.iter().map(|range| range.start).chain([text.len()]);
    let starts = quoted.iter().map(|range| range.end).chain([text.len()]);
    let mut outside = 0;
    for (end, next) in ends.zip(starts) {
        let stretch = at.min(end)..end;
        if text[stretch.clone()].contains(|c: char| c.is_ascii_digit())
            || note.slanted(&stretch) > 0.0
        {
            return true;
        }
        outside += words(&text[stretch]).count();
        at = next;
    }
    outside == 0 && !quoted.is_empty()
}

/// Whether one of the quotations holds nearly all that is in a language, with the author's words beside it.
fn holds_most(note: &LabelledBlock<'_>, lang: Lang, quoted: &[Range<usize>]) -> bool {
    let own: usize = (note.runs.iter())
        .filter(|run| run.label == LanguageLabel::In(lang))
        .map(|run| run.words)
        .sum();
    quoted.iter().any(|range| {
        let inside = note.words.within(range).len();
        language(note, range) == Some(lang)
            && inside < note.words.len()
            && inside as f64 >= NEARLY_ALL * own as f64
    })
}

/// What is between quotation marks, the outermost ones, in order, in bytes.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut quotations = Vec::new();
    let mut at = 0;
    while let Some((start, close)) = text[at..].char_indices().find_map(|(i, c)| {
        let (_, close) = QUOTATION_MARKS.iter().find(|(open, _)| *open == c)?;
        Some((at + i + c.len_utf8(), *close))
    }) {
        let Some(length) = text[start..].find(close) else {
            at = start;
            continue;
        };
        if words(&text[start..start + length]).next().is_some() {
            quotations.push(start..start + length);
        }
        at = start + length + close.len_utf8();
    }
    quotations
}

/// The language of originals that a quotation is in.
fn language(note: &LabelledBlock<'_>, range: &Range<usize>) -> Option<Lang> {
    let which = note.words.within(range);
    if which.len() < LEAST {
        return None;
    }
    note.identifier.languages().skip(1).find(|&lang| {
        let runs = note
            .runs
            .iter()
            .filter(|run| run.label == LanguageLabel::In(lang));
        let own: usize = runs
            .map(|run| {
                let inside = note.words.within(&run.range);
                inside
                    .end
                    .min(which.end)
                    .saturating_sub(inside.start.max(which.start))
            })
            .sum();
        own as f64 >= OWN * which.len() as f64 && note.is_clear(which.clone(), lang, SUPPORT)
    })
}

/// Whether a quotation is where titles are.
fn is_title(note: &LabelledBlock<'_>, range: &Range<usize>) -> bool {
    let text = note.block.text();
    let before =
        text[..range.start].trim_end_matches(|c: char| c.is_whitespace() || "«“„\"".contains(c));
    // «Jean Vasseur, “Les hôtels”», "pp. 3-4, “Les hôtels”", but not “one thing,” “another”, nor "8. “One".
    let behind_name = match before.chars().next_back() {
        Some(',') => before
            .trim_end_matches(',')
            .ends_with(char::is_alphanumeric),
        Some('.') => ends_in_name(before.trim_end_matches('.')),
        _ => false,
    };
    let slanted = note.block.slanted.iter();
    let before_slanted = slanted
        .clone()
        .any(|s| s.start >= range.end && s.start <= range.end + NEAR);
    behind_name || before_slanted || note.slanted(range) > TITLE
}

/// Whether a text ends with a name: after the last stop, a few words, all of them capitalised.
fn ends_in_name(text: &str) -> bool {
    let start = text.rfind(['!', '?', ':', ';', '(']).map_or(0, |at| at + 1);
    let last: Vec<&str> = words(&text[start..])
        .map(|range| &text[start..][range])
        .collect();
    let tail = &last[last.len().saturating_sub(LONGEST_NAME)..];
    !tail.is_empty() && tail.iter().all(|word| word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_between_marks_of_one_kind() {
        let text = "See “один «два» три” and \"four\", «пять.";
        let found: Vec<&str> = quotations(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, ["один «два» три", "four"]);
    }
}
