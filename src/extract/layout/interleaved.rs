//! The lines of the translation alternate with those of the original.

use super::page_layout::PageLayout;
use crate::extract::candidate::{TranslationCandidate, placed};
use crate::extract::search_space::SearchSpace;
use crate::quote::{Announcement, Layout};
use crate::segment::BlockSpan;

/// What it is worth that each line has one beside it, in nats.
const BONUS: f64 = 2.5;

pub(super) const LAYOUT: PageLayout = PageLayout {
    layout: Layout::new("interleaved", Announcement::Page),
    candidates,
};

fn candidates(space: &SearchSpace<'_>, o: usize) -> Vec<TranslationCandidate> {
    let original = &space.originals[o];
    let lines: Vec<usize> = original.pieces.iter().map(|piece| piece.block).collect();
    let in_turn = lines
        .windows(2)
        .all(|pair| pair[1] == pair[0] + 2 && space.prose[pair[0] + 1]);
    if lines.len() < 2 || !in_turn {
        return Vec::new();
    }
    let behind = lines.iter().map(|line| Some(line + 1)).collect();
    let before = lines.iter().map(|line| line.checked_sub(1)).collect();
    [behind, before]
        .into_iter()
        .filter_map(|beside: Option<Vec<usize>>| {
            let beside = beside?;
            let fits = lines.iter().zip(&beside).all(|(&line, &other)| {
                space.prose.get(other) == Some(&true) && space.blocks[line.max(other)].adjoins
            });
            let pieces = beside
                .iter()
                .filter(|_| fits)
                .map(|&block| BlockSpan::whole(space.blocks, block, false))
                .collect();
            placed(space, original, pieces, BONUS, LAYOUT.layout)
        })
        .collect()
}
