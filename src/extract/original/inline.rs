//! Foreign texts inside the author's sentences.

use super::labelled_block::LabelledBlock;
use super::reading::{Original, OriginalSetting};
use crate::block::Block;
use crate::lang::{Lang, LanguageLabel, LanguageRun, ScoredWords};
use crate::segment::BlockSpan;
use crate::text::words;

/// Least support for a text in the prose's script, in nats a word.
const SUPPORT: f64 = 1.2;
/// Fewest words of an original inside a sentence.
const LEAST: usize = 4;
/// Fewest words of an original that nothing sets off.
const LEAST_UNMARKED: usize = 7;
/// Shortest word that is not a particle of a name, in letters.
const LEAST_CONTENT: usize = 3;
/// Most words at an end of a text that its quotation marks may leave outside.
const MOST_OUTSIDE: usize = 2;
/// Least share of a text in italics for a title, which is an original only if something translates it.
const TITLE: f64 = 0.6;

/// The originals inside a block of the author's prose.
pub(super) fn originals(blocks: &[Block], i: usize, labelled: &LabelledBlock<'_>) -> Vec<Original> {
    let text = labelled.block.text();
    let prose = labelled.identifier.languages().next();
    let mut originals = Vec::new();
    for run in &labelled.runs {
        let run = snapped(text, &labelled.words, run.clone());
        if let LanguageLabel::In(lang) = run.label
            && Some(lang) != prose
            && is_original(labelled, &run, lang)
        {
            let piece = BlockSpan::part(i, run.range.start..stop(text, run.range.end));
            let library = labelled.identifier.library();
            let tentative =
                labelled.slanted(&piece.range) > TITLE || is_name(&text[piece.range.clone()]);
            let original = Original::new(
                blocks,
                lang,
                vec![piece],
                OriginalSetting::Sentence,
                library,
            );
            originals.push(Original {
                tentative,
                ..original
            });
        }
    }
    originals
}

/// Whether a text consists of names: no longer word begins with a small letter.
fn is_name(text: &str) -> bool {
    !words(text).any(|range| {
        let word = &text[range];
        word.starts_with(char::is_lowercase) && word.chars().nth(LEAST_CONTENT - 1).is_some()
    })
}

/// Where a text ends with the marks of its sentence: all of them before a closing quotation mark, otherwise
/// only those that are unlikely to be the author's.
fn stop(text: &str, end: usize) -> usize {
    let behind = &text[end..];
    let marks = |which: &[char]| end + behind.len() - behind.trim_start_matches(which).len();
    let all = marks(&['?', '!', '…', '.']);
    match text[all..].starts_with(['»', '”', '"', '’']) {
        true => all,
        false => marks(&['?', '!', '…']),
    }
}

/// A text without the word or two at its ends that the quotation marks leave outside: "in his sentence: «Et
/// le jour…»".
fn snapped(text: &str, words: &ScoredWords, mut run: LanguageRun) -> LanguageRun {
    let own = &words.ranges()[words.within(&run.range)];
    let gap = |i: usize| text.get(own[i].end..own[i + 1].start).unwrap_or_default();
    let last = own.len().saturating_sub(1);
    let opens = |gap: &str| {
        gap.contains(['«', '“', '„', '"', ':', '(']) || gap.len() > 1 && gap.ends_with('\'')
    };
    if let Some(i) = (0..last.min(MOST_OUTSIDE)).rev().find(|&i| opens(gap(i))) {
        run.range.start = own[i + 1].start;
        run.words -= i + 1;
    }
    let closes = |gap: &str| gap.contains(['»', '”', '"', ')']);
    let tail = last.saturating_sub(MOST_OUTSIDE)..last;
    if let Some(i) = tail
        .into_iter()
        .find(|&i| own[i].start >= run.range.start && closes(gap(i)))
    {
        run.range.end = own[i].end;
        run.words -= last - i;
    }
    run
}

fn is_original(labelled: &LabelledBlock<'_>, run: &LanguageRun, lang: Lang) -> bool {
    if run.words < LEAST {
        return false;
    }
    let text = labelled.block.text();
    // A web address has no spaces.
    if !text[run.range.clone()].contains(char::is_whitespace) {
        return false;
    }
    let before = text[..run.range.start].trim_end();
    let after = text[run.range.end..].trim_start();
    let set_off = before.is_empty()
        || before.ends_with(['"', '«', '“', '„', '‘', '\'', '(', '[', ':'])
        || after.starts_with(['"', '»', '”', '’', ')', ']']);
    // Another script sets itself off.
    (set_off || labelled.has_own_script(lang) || run.words >= LEAST_UNMARKED)
        && labelled.is_clear(labelled.words.within(&run.range), lang, SUPPORT)
}
