//! The translation is near the original in the running text: between brackets or quotation marks, or after
//! a dash, "=" or "that is".

use super::delimited::delimited;
use super::page_layout::PageLayout;
use crate::extract::candidate::{TranslationCandidate, placed};
use crate::extract::original::Original;
use crate::extract::search_space::SearchSpace;
use crate::extract::stream::distance;
use crate::quote::{Announcement, Layout};
use crate::segment::BlockSpan;
use crate::text::{ceil_boundary, floor_boundary, words};
use std::ops::Range;

/// What marks around a gloss are worth with at most one word between it and the original, in nats.
const DIRECT: f64 = 2.0;
/// What they are worth with a few words between, in nats.
const NEAR: f64 = 1.0;
/// Most words that are a few.
const FEW: usize = 3;
/// What a word like "that is" before a gloss is worth, in nats.
const WORD: f64 = 1.0;
/// What a mere dash before a gloss is worth, in nats.
const DASH: f64 = 0.0;
/// Most words between an original and its gloss.
const REACH: usize = 40;
/// Most units of an original in blocks of its own that can have a gloss.
const MOST_UNITS: usize = 3;
/// Most bytes between an original and the end of its gloss, beyond six times the original's length.
const LONGEST_GAP: usize = 600;

pub(super) const LAYOUT: PageLayout = PageLayout {
    layout: Layout::new("gloss", Announcement::Page),
    candidates,
};

fn candidates(space: &SearchSpace<'_>, o: usize) -> Vec<TranslationCandidate> {
    let original = &space.originals[o];
    if original.is_block() && original.passage.units.len() > MOST_UNITS {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (piece, bonus) in pieces(space, original) {
        // What is slanted may be a title, with its translation in brackets.
        let text = space.blocks[piece.block].text();
        let quoted = text[..piece.range.start].ends_with(['"', '“', '‘', '«', '\'']);
        if original.tentative && !quoted && begins_like_a_title(original) {
            continue;
        }
        found.extend(placed(space, original, vec![piece], bonus, LAYOUT.layout));
    }
    found
}

fn begins_like_a_title(original: &Original) -> bool {
    let first = original.passage.units.first();
    first.is_some_and(|unit| unit.text.starts_with(char::is_uppercase))
}

/// Text that may be a gloss, with what its place is worth.
fn pieces(space: &SearchSpace<'_>, original: &Original) -> Vec<(BlockSpan, f64)> {
    let (Some(first), Some(last)) = (original.pieces.first(), original.pieces.last()) else {
        return Vec::new();
    };
    let reach = LONGEST_GAP + 6 * (last.range.end - last.range.start);
    let mut out = Vec::new();
    let mut add = |block: usize, range: Range<usize>, bonus: f64| {
        let piece = BlockSpan::part(block, range);
        out.push((piece, bonus));
    };
    let behind = space.blocks[last.block].text();
    let stretch = last.range.end..floor_boundary(behind, last.range.end + reach);
    for range in delimited(behind, stretch.clone()) {
        let between = between(&behind[last.range.end..range.start]);
        add(last.block, range, worth(between));
    }
    if !original.is_block()
        && let Some((range, bonus)) = after_word(space, behind, stretch)
    {
        add(last.block, range, bonus);
    }
    let before = space.blocks[first.block].text();
    let stretch = ceil_boundary(before, first.range.start.saturating_sub(reach))..first.range.start;
    for range in delimited(before, stretch) {
        let between = between(&before[range.end..first.range.start]);
        add(first.block, range, worth(between));
    }
    // In the paragraph before or after the original, if that paragraph is about it.
    if original.is_block() {
        for block in [first.block.checked_sub(1), Some(last.block + 1)]
            .into_iter()
            .flatten()
        {
            if block >= space.blocks.len() || !space.prose[block] {
                continue;
            }
            let text = space.blocks[block].text();
            for range in delimited(text, 0..text.len()) {
                let between = match block > last.block {
                    true => self::between(&text[..range.start]),
                    false => self::between(&text[range.end..]),
                };
                // A paragraph that is nothing else is a translation by itself.
                let has_word = |text: &str| words(text).next().is_some();
                if has_word(&text[..range.start]) || has_word(&text[range.end..]) {
                    add(block, range, worth(between));
                }
            }
        }
    }
    out.retain(|(piece, bonus)| {
        let text = &space.blocks[piece.block].text()[piece.range.clone()];
        *bonus > f64::NEG_INFINITY && words(text).next().is_some()
    });
    out
}

/// How many words are between an original and a gloss, counted up to [`REACH`] and one more.
fn between(text: &str) -> usize {
    words(text).take(REACH + 1).count()
}

/// What a gloss in marks is worth with this number of words between it and the original.
fn worth(between: usize) -> f64 {
    match between {
        0..=1 => DIRECT,
        n if n <= FEW => NEAR,
        n if n <= REACH => -distance(n),
        _ => f64::NEG_INFINITY,
    }
}

/// "= an idea", "means an idea", "— an idea": up to the closing mark or the end of the sentence.
fn after_word(
    space: &SearchSpace<'_>,
    text: &str,
    stretch: Range<usize>,
) -> Option<(Range<usize>, f64)> {
    let rest = &text[stretch.clone()];
    let bare = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && !"=(—–".contains(c));
    let word = space.tables().gloss_words.iter().find_map(|word| {
        let bare = bare.trim_start_matches(['(', '—', '–', ' ']);
        let head = bare.get(..word.len())?;
        let gloss = &bare[word.len()..];
        (head.to_lowercase() == *word && gloss.starts_with([' ', ',', ':'])).then_some(gloss)
    });
    let (gloss, bonus) = match (word, bare.strip_prefix('=')) {
        (Some(gloss), _) | (None, Some(gloss)) => (gloss, WORD),
        (None, None) => (bare.strip_prefix(['—', '–'])?, DASH),
    };
    let gloss = gloss.trim_start_matches([' ', '"', '“', '\'', '‘', ',', ':']);
    let start = stretch.end - gloss.len();
    let end = text[start..stretch.end]
        .find(['"', '”', ';', '.', ')', '—', '–', '!', '?'])
        .map_or(stretch.end, |length| start + length);
    (start < end).then_some((start..end, bonus))
}
