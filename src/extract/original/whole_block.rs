//! Blocks that are originals as a whole, and the short lines beside them that belong to them.

use crate::block::{Block, is_lone_line};
use crate::lang::Lang;

/// Least support for a short line between two blocks of its language, in nats a word.
const LEAST_BETWEEN: f64 = 0.0;
/// Least support for a title above a block of its language, in nats a word.
const LEAST_TITLE: f64 = 0.3;

/// A block that is an original or part of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct WholeBlock {
    /// Its language.
    pub lang: Lang,
    /// Where the original begins in it, in bytes.
    pub lead: usize,
}

/// Adds short lines beside an original to it if they lean towards its language: a title above it, a line
/// separated by a page break, a name on a line of its own.
///
/// `leanings` has the support for each language in short lines that are nothing else.
pub(super) fn add_short_lines(
    blocks: &[Block],
    leanings: &[Vec<(Lang, f64)>],
    whole: &mut [Option<WholeBlock>],
) {
    let neighbour =
        |whole: &[Option<WholeBlock>], mut others: std::ops::Range<usize>, back: bool| loop {
            let next = if back {
                others.next_back()
            } else {
                others.next()
            }?;
            if !blocks[next].is_interruption() {
                return whole[next];
            }
        };
    for i in 0..blocks.len() {
        // A line with a number says where something is from: "page 3, col. 2". An item of a list begins
        // with a number.
        let point = |c: char| c.is_ascii_digit() || c == '.' || c == ')';
        let text = blocks[i].text().trim_start_matches(point);
        let numbered = text.contains(|c: char| c.is_ascii_digit());
        if leanings[i].is_empty() || whole[i].is_some() || numbered {
            continue;
        }
        let before = neighbour(whole, 0..i, true);
        let behind = neighbour(whole, i + 1..blocks.len(), false);
        let title = is_lone_line(&blocks[i]);
        let own = leanings[i].iter().find(|&&(lang, support)| {
            let beside = |other: Option<WholeBlock>| other.is_some_and(|other| other.lang == lang);
            match (beside(before), beside(behind)) {
                (true, true) => support > LEAST_BETWEEN,
                (false, true) => title && support > LEAST_TITLE,
                _ => false,
            }
        });
        whole[i] = own.map(|&(lang, _)| WholeBlock { lang, lead: 0 });
    }
}
