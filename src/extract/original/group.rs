//! Originals of whole blocks.

use super::{Original, Setting};
use crate::block::{Block, Kind, continues};
use crate::lang::{Lang, Library};
use crate::segment::Piece;
use crate::text::words;

/// Longest source behind a quotation, in words.
const LONGEST_SOURCE: usize = 8;
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

/// Groups whole blocks of one language into originals: what stands between them is only page
/// furniture and notes. A block that opens with its own quotation mark after one that has closed
/// its own begins another original.
pub(super) fn originals(
    blocks: &[Block],
    whole: &[Option<Member>],
    library: &Library,
) -> Vec<Original> {
    let mut groups: Vec<(Lang, Vec<usize>)> = Vec::new();
    for (i, block) in whole.iter().enumerate() {
        let Some(Member { lang, lead }) = *block else {
            continue;
        };
        match groups.last_mut() {
            Some((last_lang, members))
                if *last_lang == lang
                    && lead == 0
                    && members.last().is_some_and(|&last| belongs(blocks, last, i)) =>
            {
                members.push(i);
            }
            _ => groups.push((lang, vec![i])),
        }
    }
    groups
        .into_iter()
        .map(|(lang, members)| {
            let pieces: Vec<Piece> = members
                .into_iter()
                .map(|block| Piece {
                    range: whole[block].map_or(0, |own| own.lead)..blocks[block].text().len(),
                    ..Piece::whole(blocks, block, true)
                })
                .collect();
            Original::new(blocks, lang, pieces, Setting::Block, library)
        })
        .collect()
}

fn belongs(blocks: &[Block], last: usize, next: usize) -> bool {
    let (before, after) = (&blocks[last], &blocks[next]);
    if matches!(before.kind, Kind::Cell { .. }) || matches!(after.kind, Kind::Cell { .. }) {
        return false;
    }
    if before.quoted != after.quoted {
        return false;
    }
    let between = &blocks[last + 1..next];
    if between.iter().all(Block::is_interruption) {
        return !(closes(before.text()) && opens(after.text()));
    }
    // A footnote may go on in paragraphs that nothing marks; the sentence that it cuts goes on
    // behind them.
    let after_note = between
        .iter()
        .position(|b| matches!(b.kind, Kind::Note(_)))
        .is_some_and(|note| between[..note].iter().all(Block::is_interruption));
    after_note
        && between.len() <= MOST_BETWEEN
        && !between
            .iter()
            .any(|b| matches!(b.kind, Kind::Heading(_) | Kind::Cue(_)))
        && continues(before.text(), after.text(), false).is_some()
}

/// Whether a text ends in a closing quotation mark, but for the source that is given behind it:
/// "(col. 1)", "-- Tessier, Journal".
fn closes(text: &str) -> bool {
    let Some(at) = text.rfind(['"', '»', '”', '“']) else {
        return false;
    };
    let mark = text[at..].chars().next().map_or(1, char::len_utf8);
    let source = text[at + mark..].trim_start_matches(['.', ';', ',', '!', '?', ' ']);
    source.is_empty()
        || (source.starts_with(['(', '[', '—', '–', '-'])
            && words(source).count() <= LONGEST_SOURCE)
}

/// Whether a text begins with an opening quotation mark.
fn opens(text: &str) -> bool {
    text.trim_start_matches(['-', '—', ' ', '.', '…'])
        .starts_with(['"', '«', '“', '„'])
}
