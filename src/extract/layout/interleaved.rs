//! The lines of the translation stand in turn with those of the original.

use crate::extract::candidate::{Candidate, placed};
use crate::extract::page::Page;
use crate::quote::Layout;
use crate::segment::BlockSpan;

/// What it is worth, in nats, that each line has one beside it.
const BONUS: f64 = 2.5;

pub(super) fn candidates(page: &Page<'_>, o: usize) -> Vec<Candidate> {
    let original = &page.originals[o];
    let lines: Vec<usize> = original.pieces.iter().map(|piece| piece.block).collect();
    let in_turn = lines
        .windows(2)
        .all(|pair| pair[1] == pair[0] + 2 && page.prose[pair[0] + 1]);
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
                page.prose.get(other) == Some(&true) && page.blocks[line.max(other)].adjoins
            });
            let pieces = beside
                .iter()
                .filter(|_| fits)
                .map(|&block| BlockSpan::whole(page.blocks, block, false))
                .collect();
            placed(page, original, pieces, BONUS, Layout::Interleaved)
        })
        .collect()
}
