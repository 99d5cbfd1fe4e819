//! The translation is in the text, the original in a note that a mark after it refers to.

use super::delimited::delimited;
use super::page_layout::PageLayout;
use crate::block::BlockKind;
use crate::extract::candidate::{TargetPlace, TranslationCandidate, placed};
use crate::extract::original::OriginalSetting;
use crate::extract::search_space::{LabelledNotes, SearchSpace};
use crate::extract::stream::distance;
use crate::quote::{Announcement, Layout};
use crate::segment::BlockSpan;
use crate::text::{ceil_boundary, floor_boundary, words};
use std::ops::Range;

/// What a quotation that ends at the mark of the original's note is worth, in nats.
const QUOTED: f64 = 2.0;
/// What a block quotation that ends there is worth, in nats.
const BLOCK: f64 = 2.0;
/// What the sentences before the mark are worth, in nats.
const SENTENCES: f64 = 0.5;
/// Cost of the distance between a quotation and the mark, in nats: see [`distance`].
const PER_DISTANCE: f64 = 1.0;
/// Most words between a quotation and the mark.
const REACH: usize = 60;
/// Most bytes between a quotation and the mark, beyond six times the original's length.
const REACH_BYTES: usize = 1000;
/// Most blocks between a mark and a note at the foot of its page.
const PAGE: usize = 60;
/// Least evidence, in nats, including what the place is worth.
const LEAST: f64 = 0.8;
/// Most units before a mark that are tried, beyond those that the original has.
const MORE_UNITS: usize = 4;

pub(super) const LAYOUT: PageLayout = PageLayout {
    layout: Layout::new("original-in-note", Announcement::Page),
    candidates,
};

fn candidates(space: &SearchSpace<'_>, o: usize) -> Vec<TranslationCandidate> {
    let original = &space.originals[o];
    if original.setting != OriginalSetting::Note {
        return Vec::new();
    }
    let mut found = Vec::new();
    if let Some((block, at)) = reference(space, original.first_block()) {
        quotations(space, o, block, at, &mut found);
        blocks(space, o, block, at, &mut found);
        sentences(space, o, block, at, &mut found);
    }
    // What looks like a mark may be something else, after anything.
    found.retain(|candidate| candidate.strength > LEAST);
    found
}

/// Where a mark refers to the note that a block is part of: the block, and the place in its clean text.
///
/// Pages and chapters number their notes again from 1. Of notes that are together at the end, the third
/// note 1 belongs to the third mark 1. A note at the foot of its page belongs to the mark before it, unless
/// there is another note 1 in between.
fn reference(space: &SearchSpace<'_>, block: usize) -> Option<(usize, usize)> {
    let BlockKind::Note(label) = &space.blocks[block].kind else {
        return None;
    };
    let LabelledNotes { notes, marks } = space.notes.get(label.as_str())?;
    let which = notes
        .partition_point(|&note| note <= block)
        .checked_sub(1)?;
    let at_the_end = notes.first() > marks.last().map(|(mark, _)| mark);
    if at_the_end && notes.len() == marks.len() {
        return marks.get(which).copied();
    }
    let before = marks
        .partition_point(|&(mark, _)| mark < block)
        .checked_sub(1)?;
    let taken = which > 0 && notes[which - 1] > marks[before].0;
    let far = block - marks[before].0 > PAGE && !at_the_end;
    (!taken && !far).then_some(marks[before])
}

/// What the text quotes before the mark, in its block and in the block before.
fn quotations(
    space: &SearchSpace<'_>,
    o: usize,
    block: usize,
    at: usize,
    found: &mut Vec<TranslationCandidate>,
) {
    let original = &space.originals[o];
    let text = space.blocks[block].text();
    let mut add = |block: usize, range: Range<usize>, between: usize| {
        if between <= REACH {
            let piece = BlockSpan::part(block, range);
            let bonus = QUOTED - PER_DISTANCE * distance(between);
            found.extend(placed(space, original, vec![piece], bonus, LAYOUT.layout));
        }
    };
    // Nothing is searched that is further from the mark than the original can be long.
    let length: usize = original
        .passage
        .units
        .iter()
        .map(|unit| unit.text.len())
        .sum();
    let reach = REACH_BYTES + 6 * length;
    let near = ceil_boundary(text, at.saturating_sub(reach))..floor_boundary(text, at + reach);
    for range in delimited(text, near) {
        // The mark may be inside the quotation marks.
        let (from, to) = (range.end.min(at), range.start.max(at));
        let between = if range.start <= at {
            words(&text[from..at]).take(REACH + 1).count()
        } else {
            words(&text[at..to]).take(REACH + 1).count() + REACH / 4
        };
        add(block, range, between);
    }
    let Some(before) = block.checked_sub(1).filter(|&before| space.prose[before]) else {
        return;
    };
    let passed = words(&text[..at]).take(REACH + 1).count();
    if passed > REACH {
        return;
    }
    let text = space.blocks[before].text();
    for range in delimited(text, 0..text.len()) {
        add(
            before,
            range.clone(),
            passed + words(&text[range.end..]).take(REACH + 1).count(),
        );
    }
}

/// The block quotation that the mark ends.
fn blocks(
    space: &SearchSpace<'_>,
    o: usize,
    block: usize,
    at: usize,
    found: &mut Vec<TranslationCandidate>,
) {
    let quoted = |b: usize| space.blocks[b].quoted && space.prose[b];
    // A mark may follow the quotation or be in the line that leads to it.
    for start in [Some(block), block.checked_sub(1), Some(block + 1)]
        .into_iter()
        .flatten()
    {
        if start >= space.blocks.len() || !quoted(start) {
            continue;
        }
        let mut first = start;
        while first > 0 && quoted(first - 1) {
            first -= 1;
        }
        let mut last = start;
        // What a mark inside the quotation ends does not continue after it.
        while (start != block || at == 0) && last + 1 < space.blocks.len() && quoted(last + 1) {
            last += 1;
        }
        let whole: Vec<BlockSpan> = (first..=last)
            .map(|b| BlockSpan::whole(space.blocks, b, true))
            .collect();
        found.extend(placed(
            space,
            &space.originals[o],
            whole,
            BLOCK,
            LAYOUT.layout,
        ));
        return;
    }
}

/// The sentences before the mark.
fn sentences(
    space: &SearchSpace<'_>,
    o: usize,
    block: usize,
    at: usize,
    found: &mut Vec<TranslationCandidate>,
) {
    let original = &space.originals[o];
    let units = &space.passage.units;
    let in_block = units.partition_point(|unit| unit.last_block < block)
        ..units.partition_point(|unit| unit.block <= block);
    let Some(last) = in_block.rev().find(|&unit| {
        let places = space.passage.places(unit..unit + 1);
        places
            .iter()
            .any(|(b, range)| *b == block && range.start < at && at <= range.end + 2)
    }) else {
        return;
    };
    let most = (original.passage.units.len() + MORE_UNITS).min(last + 1);
    let mut best: Option<TranslationCandidate> = None;
    for count in 1..=most {
        let target = TargetPlace::Stream(last + 1 - count..last + 1);
        let pieces = target
            .places(space)
            .into_iter()
            .map(|(block, range)| BlockSpan {
                block,
                range,
                follows_on: true,
            })
            .collect();
        let Some(candidate) = placed(space, original, pieces, SENTENCES, LAYOUT.layout) else {
            continue;
        };
        if best
            .as_ref()
            .is_none_or(|best| candidate.worth > best.worth)
        {
            best = Some(TranslationCandidate {
                target,
                ..candidate
            });
        }
    }
    found.extend(best);
}
