//! The original is in the text, the translation in the note that a mark at its end refers to.

use super::delimited::delimited;
use super::page_layout::PageLayout;
use crate::block::{BlockKind, leading_cue};
use crate::extract::candidate::{TranslationCandidate, placed};
use crate::extract::original::{Original, OriginalSetting};
use crate::extract::search_space::SearchSpace;
use crate::quote::{Announcement, Layout};
use crate::segment::{BlockSpan, Passage};

/// What a note that belongs to an original is worth, in nats.
const BONUS: f64 = 1.5;
/// What it is worth beyond that if the mark is at the original's end, in nats.
const AT_END: f64 = 0.5;
/// Most bytes between an original and its mark: closing marks and stops can be between.
const BEHIND: usize = 8;
/// Most blocks of one note.
const MOST_BLOCKS: usize = 12;
/// Most units of a note before the translation in it.
const MOST_LED_IN: usize = 3;

pub(super) const LAYOUT: PageLayout = PageLayout {
    layout: Layout::new("translation-in-note", Announcement::Page),
    candidates,
};

fn candidates(space: &SearchSpace<'_>, o: usize) -> Vec<TranslationCandidate> {
    let original = &space.originals[o];
    if original.setting == OriginalSetting::Note {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (label, at_end) in labels(space, original) {
        let Some(note) = note(space, original.last_block(), &label) else {
            continue;
        };
        let bonus = BONUS + if at_end { AT_END } else { 0.0 };
        for pieces in translations(space, &note) {
            found.extend(placed(space, original, pieces, bonus, LAYOUT.layout));
        }
    }
    found
}

/// The notes that an original refers to, and whether it does so at its end.
fn labels(space: &SearchSpace<'_>, original: &Original) -> Vec<(String, bool)> {
    let last = original.pieces.len().saturating_sub(1);
    let mut labels = Vec::new();
    for (k, piece) in original.pieces.iter().enumerate() {
        for (label, at) in &space.blocks[piece.block].references {
            if piece.range.start < *at && *at <= piece.range.end + BEHIND {
                labels.push((label.clone(), k == last && *at + BEHIND >= piece.range.end));
            }
        }
    }
    labels
}

/// The blocks of the next note with this label.
fn note(space: &SearchSpace<'_>, behind: usize, label: &str) -> Option<Vec<usize>> {
    let is_it =
        |block: &usize| matches!(&space.blocks[*block].kind, BlockKind::Note(own) if own == label);
    let first = (behind..space.blocks.len()).find(is_it)?;
    let blocks = first..space.blocks.len().min(first + MOST_BLOCKS);
    Some(blocks.take_while(is_it).collect())
}

/// The parts of a note that may be the translation: all of it, all but what introduces it, and what it
/// quotes.
fn translations(space: &SearchSpace<'_>, note: &[usize]) -> Vec<Vec<BlockSpan>> {
    let mut whole: Vec<BlockSpan> = note
        .iter()
        .map(|&block| BlockSpan::whole(space.blocks, block, true))
        .collect();
    let Some(first) = whole.first_mut() else {
        return Vec::new();
    };
    let text = space.blocks[first.block].text();
    first.range.start = text.len()
        - text
            .trim_start_matches(|c: char| {
                c.is_ascii_digit() || c.is_whitespace() || ".)".contains(c)
            })
            .len();
    if let Some((_, at)) = leading_cue(&text[first.range.start..], space.library) {
        first.range.start += at;
    }
    let block = first.block;
    let mut all = Vec::new();
    // "Pravda, 1927. The boats came late.": the first sentences may say where the text is from.
    let passage = Passage::read(space.blocks, &whole, space.tables());
    for led_in in 1..passage.units.len().min(MOST_LED_IN + 1) {
        let rest = passage.places(led_in..passage.units.len());
        all.push(
            rest.into_iter()
                .map(|(block, range)| BlockSpan {
                    block,
                    range,
                    follows_on: true,
                })
                .collect(),
        );
    }
    all.push(whole);
    for range in delimited(text, 0..text.len()) {
        all.push(vec![BlockSpan::part(block, range)]);
    }
    all
}
