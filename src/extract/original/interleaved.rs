//! Lines that alternate with lines in the author's language: they are one original together.

use super::whole_block::WholeBlock;
use crate::block::{Block, BlockKind};

/// Fewest lines that alternate with others: two may do so by chance.
const LEAST: usize = 3;

/// The chains of lines in one language in one paragraph, each with a line of prose between it and the next.
pub(super) fn chains(
    blocks: &[Block],
    whole: &[Option<WholeBlock>],
    prose: &[bool],
) -> Vec<Vec<usize>> {
    let is_line =
        |i: usize| matches!(blocks[i].kind, BlockKind::Prose) && blocks[i].lines.is_empty();
    let mut chains = Vec::new();
    let mut i = 0;
    while i < blocks.len() {
        let Some(own) = whole[i].filter(|_| is_line(i)) else {
            i += 1;
            continue;
        };
        let mut chain = vec![i];
        while let Some(&last) = chain.last()
            && last + 2 < blocks.len()
            && prose[last + 1]
            && (last + 1..last + 3).all(|line| blocks[line].adjoins)
            && (last + 1..last + 3).all(is_line)
            && whole[last + 2].is_some_and(|next| next.lang == own.lang)
        {
            chain.push(last + 2);
        }
        i = chain.last().map_or(i, |last| last + 1);
        if chain.len() >= LEAST {
            chains.push(chain);
        }
    }
    chains
}
