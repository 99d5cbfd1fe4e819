//! Originals of whole blocks.

use super::{Original, QUOTATION_MARKS, Setting};
use crate::block::{Block, BlockKind, continues, is_lone_line};
use crate::extract::duplicate::Runs;
use crate::lang::{Lang, Library};
use crate::segment::BlockSpan;
use crate::text::words;

/// Longest source behind a quotation, in words.
const LONGEST_SOURCE: usize = 8;
/// Least support, in nats a word, for a short line between two blocks of its language, and for a title
/// above one.
const LEAST_BETWEEN: f64 = 0.0;
const LEAST_TITLE: f64 = 0.3;
/// A second scan begins at most so many blocks behind where the first one does.
const MOST_BETWEEN_SCANS: usize = 8;
/// Most blocks between the halves of a sentence that a footnote of several paragraphs cuts.
const MOST_BETWEEN: usize = 4;

/// A block that is an original or a part of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    /// Its language.
    pub lang: Lang,
    /// Where the original begins in it, in bytes.
    pub lead: usize,
}

/// Takes short lines beside an original for parts of it that lean towards its language: a title
/// above it, a line cut off by a page's end, a lone name.
///
/// `leanings` has, for short lines that are nothing else, what speaks for each language.
pub(super) fn fill(blocks: &[Block], leanings: &[Vec<(Lang, f64)>], whole: &mut [Option<Member>]) {
    let neighbour = |whole: &[Option<Member>], mut others: std::ops::Range<usize>, back: bool| loop {
        let next = if back {
            others.next_back()
        } else {
            others.next()
        }?;
        if !blocks[next].is_interruption() {
            return whole[next];
        }
    };
    for i in 0..blocks.len() {
        // A line with a number says where something is from: "page 3, col. 2". A point of a list
        // begins with one.
        let point = |c: char| c.is_ascii_digit() || c == '.' || c == ')';
        let text = blocks[i].text().trim_start_matches(point);
        let numbered = text.contains(|c: char| c.is_ascii_digit());
        if leanings[i].is_empty() || whole[i].is_some() || numbered {
            continue;
        }
        let before = neighbour(whole, 0..i, true);
        let behind = neighbour(whole, i + 1..blocks.len(), false);
        let title = is_lone_line(&blocks[i]);
        let own = leanings[i].iter().find(|&&(lang, support)| {
            let beside = |other: Option<Member>| other.is_some_and(|other| other.lang == lang);
            match (beside(before), beside(behind)) {
                (true, true) => support > LEAST_BETWEEN,
                (false, true) => title && support > LEAST_TITLE,
                _ => false,
            }
        });
        whole[i] = own.map(|&(lang, _)| Member { lang, lead: 0 });
    }
}

/// Groups whole blocks of one language into originals: what stands between them is only page
/// furniture and notes.
pub(super) fn originals(
    blocks: &[Block],
    whole: &[Option<Member>],
    library: &Library,
) -> Vec<Original> {
    let mut runs: Vec<(Lang, Vec<usize>)> = Vec::new();
    for (i, block) in whole.iter().enumerate() {
        let Some(Member { lang, lead }) = *block else {
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
            originals.push(Original::new(blocks, lang, pieces, Setting::Block, library));
        }
    }
    originals
}

/// Cuts a run of blocks where a quotation ends and another one begins. Where any of the run stands
/// outside quotation marks, they are the text's own, as of a dialogue in a story, but for quotations that
/// name a page behind them.
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

/// Cuts a run of blocks around those that are quotations with a page behind them: a list, of which a
/// scan has spoilt some.
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

/// Cuts a run of blocks where a second scan of what stands before begins.
fn scans<'a>(blocks: &[Block], run: &'a [usize]) -> Vec<&'a [usize]> {
    if run.len() < 2 {
        return vec![run];
    }
    let runs: Vec<Runs> = run
        .iter()
        .map(|&block| Runs::of_texts(std::iter::once(blocks[block].text())))
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
    // A footnote may go on in paragraphs that nothing marks; the sentence that it cuts goes on
    // behind them.
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

/// Whether a text ends in this closing quotation mark, but for the source that is given behind it:
/// "(col. 1)", "-- Tessier, Journal".
fn closes(text: &str, close: char) -> bool {
    let Some((at, mark)) = text
        .char_indices()
        .rfind(|&(_, c)| QUOTATION_MARKS.iter().any(|&(_, mark)| mark == c))
    else {
        return false;
    };
    // A scan may take one mark for another; one that is opened inside closes what is inside.
    let opened_inside = QUOTATION_MARKS
        .iter()
        .any(|&(open, other)| other == mark && text.chars().skip(1).any(|c| c == open));
    let behind = &text[at + mark.len_utf8()..];
    let source = behind.trim_start_matches(['.', ';', ',', '!', '?', '…', ' ']);
    if mark != close && opened_inside && !source.starts_with('(') {
        return false;
    }
    // «Да», — сказал он: what goes on in small letters says who speaks.
    let name = source.chars().find(|c| c.is_alphanumeric());
    let bracket = source.starts_with(['(', '[']);
    let dash = source.starts_with(['—', '–', '-']);
    source.is_empty()
        || (bracket || dash && name.is_some_and(|c| !c.is_lowercase()))
            && words(source).count() <= LONGEST_SOURCE
}

/// The mark that closes what a text opens with, if that is a quotation mark.
fn opens(text: &str) -> Option<char> {
    let bare = text.trim_start_matches(['-', '—', ' ', '.', '…']);
    let mark = bare.chars().next()?;
    QUOTATION_MARKS
        .iter()
        .find(|(open, _)| *open == mark)
        .map(|&(_, close)| close)
}
