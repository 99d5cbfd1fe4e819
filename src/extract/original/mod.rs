//! Originals: text in a document in one of the languages that may be quoted.
//!
//! Enters: blocks. Leaves: which blocks are the author's prose, and the originals, in order: runs of whole
//! blocks, read over page breaks and footnotes ([`group`]), lines that alternate with lines in the author's
//! language ([`interleaved`]), foreign texts inside a sentence ([`inline`]), and what footnotes quote
//! ([`note`]).

mod group;
mod inline;
mod interleaved;
mod labelled_block;
mod note;
mod quotation_marks;
mod reading;
mod whole_block;

use crate::block::{Block, BlockKind};
use crate::lang::{Identifier, Lang};
use crate::segment::BlockSpan;
use labelled_block::LabelledBlock;
pub(super) use reading::{Original, OriginalSetting, Reading};
use whole_block::WholeBlock;

/// Least share of a block's words in no known language for it not to be the author's prose.
const THIRD_LANGUAGE: f64 = 0.6;

/// Finds the originals of a document.
pub(super) fn read(blocks: &[Block], identifier: &Identifier) -> Reading {
    let mut prose = vec![false; blocks.len()];
    let mut whole: Vec<Option<WholeBlock>> = vec![None; blocks.len()];
    let mut short: Vec<Vec<(Lang, f64)>> = vec![Vec::new(); blocks.len()];
    let mut originals = Vec::new();
    let mut previous = None;
    for (i, block) in blocks.iter().enumerate() {
        let in_note = matches!(block.kind, BlockKind::Note(_));
        match block.kind {
            BlockKind::Prose | BlockKind::Item | BlockKind::Cell { .. } | BlockKind::Note(_) => {}
            _ => continue,
        }
        let words = identifier.words(block.text());
        let before = if in_note { None } else { previous };
        let runs = identifier.label(block.text(), &words, before);
        if !in_note {
            previous = runs.last().map(|run| run.label);
        }
        let labelled = LabelledBlock {
            identifier,
            block,
            words,
            runs,
        };
        if in_note {
            originals.extend(note::originals(blocks, i, &labelled));
            continue;
        }
        if let Some(lang) = labelled.whole_language() {
            whole[i] = Some(WholeBlock {
                lang,
                lead: labelled.lead_in(lang),
            });
            continue;
        }
        short[i] = labelled.leanings();
        prose[i] = labelled.third_language() < THIRD_LANGUAGE;
        originals.extend(inline::originals(blocks, i, &labelled));
    }
    whole_block::add_short_lines(blocks, &short, &mut whole);
    for (i, own) in whole.iter().enumerate() {
        prose[i] &= own.is_none();
    }
    originals.retain(|original: &Original| whole[original.first_block()].is_none());
    for chain in interleaved::chains(blocks, &whole, &prose) {
        let lines = chain.iter();
        let pieces: Vec<BlockSpan> = lines
            .map(|&line| BlockSpan::whole(blocks, line, false))
            .collect();
        if let Some(WholeBlock { lang, .. }) = whole[chain[0]] {
            let library = identifier.library();
            originals.push(Original::new(
                blocks,
                lang,
                pieces,
                OriginalSetting::Block,
                library,
            ));
        }
        for line in chain {
            whole[line] = None;
        }
    }
    originals.extend(group::originals(blocks, &whole, identifier.library()));
    originals.retain(|original| !original.passage.units.is_empty());
    originals.sort_by_key(|o| (o.first_block(), o.pieces[0].range.start));
    Reading { prose, originals }
}
