//! Orphan cues: lines that announce a translation although no original has its translation there.

use super::candidate::{TargetPlace, TranslationCandidate};
use super::link::LinkOutcome;
use super::options::ExtractOptions;
use super::stream::announces;
use crate::block::Block;
use crate::segment::Passage;
use crate::text::Span;
use std::collections::BTreeSet;

/// Where orphan cues are, in order. `begins` are the blocks that translations begin in.
pub(super) fn orphan_cues(
    blocks: &[Block],
    begins: &BTreeSet<usize>,
    options: &ExtractOptions,
) -> Vec<Span> {
    let cues: Vec<usize> = (0..blocks.len())
        .filter(|&block| announces(&blocks[block], options.target_lang, &options.library))
        .collect();
    let ends = cues.iter().skip(1).copied().chain([blocks.len()]);
    cues.iter()
        .zip(ends)
        // A cue can announce its own translation, or a whole appendix of them.
        .filter(|&(&cue, end)| begins.range(cue..end).next().is_none())
        .map(|(&cue, _)| blocks[cue].span)
        .collect()
}

/// The blocks that translations begin in.
pub(super) fn begins(passage: &Passage, outcomes: &[LinkOutcome]) -> BTreeSet<usize> {
    let of_one = |outcome: &LinkOutcome| match outcome {
        LinkOutcome::Unlinked(_) => Vec::new(),
        LinkOutcome::Linked(TranslationCandidate { target, .. }) => match target {
            TargetPlace::Stream(units) => {
                let first = passage.units.get(units.start);
                first.map(|unit| unit.block).into_iter().collect()
            }
            TargetPlace::Blocks(pieces) => pieces.iter().map(|piece| piece.block).collect(),
        },
    };
    outcomes.iter().flat_map(of_one).collect()
}
