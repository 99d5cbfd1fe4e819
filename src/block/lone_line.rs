//! Short lines that stand alone.

use super::types::Block;
use crate::text::words;

/// Longest running head, in words.
const LONGEST_HEAD: usize = 9;

/// Whether a block is a single short line without the punctuation of a sentence: a heading without
/// markup, a running head.
pub(crate) fn is_lone_line(block: &Block) -> bool {
    let text = block
        .text()
        .trim_end_matches(['»', '"', '”', '’', ')', ']', ' ']);
    block.lines.is_empty()
        && !text.ends_with(['.', '!', '?', '…', ':', ';', ','])
        && text.len() < 200
        && words(text).count() <= LONGEST_HEAD
}
