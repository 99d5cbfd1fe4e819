//! Originals of whole blocks.

use super::quotation_marks::QUOTATION_MARKS;
use super::reading::{Original, OriginalSetting};
use super::whole_block::WholeBlock;
use crate::block::{Block, BlockKind, continues};
use crate::extract::letter_runs::LetterRuns;
use crate::lang::{Lang, Library};
use crate::segment::BlockSpan;
use crate::text::words;

/// Longest source after a quotation, in words.
const LONGEST_SOURCE: usize = 8;
/// Most blocks between the beginnings of a text and of its second scan.
const MOST_BETWEEN_SCANS: usize = 8;
/// Most blocks between the halves of a sentence that a footnote of several paragraphs interrupts.
const MOST_BETWEEN: usize = 4;

/// Groups whole blocks of one language into originals: only page furniture and notes may be between them.
pub(super) fn originals(
    blocks: &[Block],
    whole: &[Option<WholeBlock>],
    library: &Library,
) -> Vec<Original> {
    let mut runs: Vec<(Lang, Vec<usize>)> = Vec::new();
    for (i, block) in whole.iter().enumerate() {
        let Some(WholeBlock { lang, lead }) = *block else {
            continue;
        };
        match runs.last_mut() {
            Some((last_lang, members))
                if *last_lang == lang
                    && lead == 0
                    && members.last().is_some_and(|&last| belongs(blocks, last, i)) =>
            {
                members.push(i);
            }
            _ => runs.push((lang, vec![i])),
        }
    }
    let mut originals = Vec::new();
    for (lang, members) in runs {
        let quotations = quotations(blocks, &members);
        for members in quotations.into_iter().flat_map(|run| scans(blocks, run)) {
            let pieces: Vec<BlockSpan> = members
                .iter()
                .map(|&block| BlockSpan {
                    range: whole[block].map_or(0, |own| own.lead)..blocks[block].text().len(),
                    ..BlockSpan::whole(blocks, block, true)
                })
                .collect();
            originals.push(Original::new(
                blocks,
                lang,
                pieces,
                OriginalSetting::Block,
                library,
            ));
        }
    }
    originals
}

/// Divides a run of blocks where a quotation ends and another one begins. If any part of the run is outside
/// quotation marks, the marks are the text's own, as in a dialogue in a story; quotations that name a page
/// after them are the exception.
fn quotations<'a>(blocks: &[Block], run: &'a [usize]) -> Vec<&'a [usize]> {
    let mut quotations = Vec::new();
    let (mut start, mut open) = (0, None);
    for (k, &block) in run.iter().enumerate() {
        let text = blocks[block].text();
        let Some(close) = open.or_else(|| opens(text)) else {
            return cited(blocks, run);
        };
        // Paragraphs of one quotation may each open with a mark; the last one closes it.
        open = Some(close);
        if closes(text, close) {
            quotations.push(&run[start..=k]);
            (start, open) = (k + 1, None);
        }
    }
    match open {
        Some(_) => cited(blocks, run),
        None => quotations,
    }
}

/// Divides a run of blocks around those that are quotations followed by a page: a list, partly damaged by a
/// scan.
fn cited<'a>(blocks: &[Block], run: &'a [usize]) -> Vec<&'a [usize]> {
    let is_cited = |block: usize| {
        let text = blocks[block].text();
        opens(text).is_some_and(|close| closes(text, close) && names_page(text))
    };
    run.chunk_by(|&a, &b| !is_cited(a) && !is_cited(b))
        .collect()
}

/// Whether a text ends with a page or column in brackets: "(col. 1);".
fn names_page(text: &str) -> bool {
    let bare = text.trim_end_matches([';', '.', ',', ' ']);
    let bracket = bare
        .strip_suffix(')')
        .and_then(|bare| bare.rsplit_once('('));
    bracket.is_some_and(|(_, source)| {
        source.contains(|c: char| c.is_ascii_digit()) && words(source).count() <= LONGEST_SOURCE
    })
}

/// Divides a run of blocks where a second scan of what comes before begins.
fn scans<'a>(blocks: &[Block], run: &'a [usize]) -> Vec<&'a [usize]> {
    if run.len() < 2 {
        return vec![run];
    }
    let runs: Vec<LetterRuns> = run
        .iter()
        .map(|&block| LetterRuns::of_texts(std::iter::once(blocks[block].text())))
        .collect();
    let mut parts = Vec::new();
    let mut start = 0;
    for k in 1..run.len() {
        let before = start.max(k.saturating_sub(MOST_BETWEEN_SCANS))..k;
        if before
            .into_iter()
            .any(|other| runs[k].is_scan_of(&runs[other]))
        {
            parts.push(&run[start..k]);
            start = k;
        }
    }
    parts.push(&run[start..]);
    parts
}

fn belongs(blocks: &[Block], last: usize, next: usize) -> bool {
    let (before, after) = (&blocks[last], &blocks[next]);
    if matches!(before.kind, BlockKind::Cell { .. }) || matches!(after.kind, BlockKind::Cell { .. })
    {
        return false;
    }
    if before.quoted != after.quoted {
        return false;
    }
    let between = &blocks[last + 1..next];
    if between
        .iter()
        .any(|block| block.kind == BlockKind::Attribution)
    {
        return false;
    }
    if between.iter().all(Block::is_interruption) {
        return true;
    }
    // A footnote may continue in paragraphs that nothing marks; the sentence that it interrupts continues
    // after them.
    let after_note = between
        .iter()
        .position(|b| matches!(b.kind, BlockKind::Note(_)))
        .is_some_and(|note| between[..note].iter().all(Block::is_interruption));
    after_note
        && between.len() <= MOST_BETWEEN
        && !between
            .iter()
            .any(|b| matches!(b.kind, BlockKind::Heading(_) | BlockKind::Cue(_)))
        && continues(before.text(), after.text(), false).is_some()
}

/// Whether a text ends with this closing quotation mark, apart from the source after it: "(col. 1)", "--
/// Tessier, Journal".
fn closes(text: &str, close: char) -> bool {
    let Some((at, mark)) = text
        .char_indices()
        .rfind(|&(_, c)| QUOTATION_MARKS.iter().any(|&(_, mark)| mark == c))
    else {
        return false;
    };
    // A scan may confuse marks. A mark that is opened inside closes what is inside.
    let opened_inside = QUOTATION_MARKS
        .iter()
        .any(|&(open, other)| other == mark && text.chars().skip(1).any(|c| c == open));
    let behind = &text[at + mark.len_utf8()..];
    let source = behind.trim_start_matches(['.', ';', ',', '!', '?', '…', ' ']);
    if mark != close && opened_inside && !source.starts_with('(') {
        return false;
    }
    // «Да», — сказал он: what continues in small letters says who speaks.
    let name = source.chars().find(|c| c.is_alphanumeric());
    let bracket = source.starts_with(['(', '[']);
    let dash = source.starts_with(['—', '–', '-']);
    source.is_empty()
        || (bracket || dash && name.is_some_and(|c| !c.is_lowercase()))
            && words(source).count() <= LONGEST_SOURCE
}

/// The mark that closes the quotation that a text opens with, if it opens with one.
fn opens(text: &str) -> Option<char> {
    let bare = text.trim_start_matches(['-', '—', ' ', '.', '…']);
    let mark = bare.chars().next()?;
    QUOTATION_MARKS
        .iter()
        .find(|(open, _)| *open == mark)
        .map(|&(_, close)| close)
}
