//! Edits after which a document reads as before: its blocks are the same, with the same texts. So are
//! then its quotes, beads and ids, which are made of nothing else.
//!
//! What changes a character may do more than that: a number behind a word whose accent stood apart is
//! taken for a footnote mark once the word is whole.

use super::fix::put;
use super::observe::{Checked, Edit};
use crate::block::{self, Block};
use crate::text::Span;
use std::collections::HashSet;

/// How often what does harm is left out before all is.
const ROUNDS: usize = 4;

/// The places of those edits, of all that are offered for a document, that do no harm together.
pub(super) fn harmless(checked: &Checked<'_>, edits: impl Iterator<Item = Edit>) -> HashSet<Span> {
    let text = &checked.document.text;
    let identifier = checked.options.identifier();
    let parse = |text: &str| block::parse(text, &identifier, checked.options.repairs);
    let before = parse(text);
    let mut left: Vec<Edit> = edits.collect();
    for _ in 0..ROUNDS {
        let Some(mended) = put(text, left.iter()) else {
            break;
        };
        let after = parse(&mended.text);
        if after.len() != before.len() {
            break;
        }
        let pairs = before.iter().zip(&after);
        let differ: Vec<Span> = pairs
            .filter(|(before, after)| !read_the_same(before, after))
            .map(|(before, _)| before.span)
            .collect();
        if differ.is_empty() {
            return left.into_iter().map(|edit| edit.span).collect();
        }
        left.retain(|edit| {
            let from = differ.partition_point(|span| span.end <= edit.span.start);
            differ
                .get(from)
                .is_none_or(|span| !span.overlaps(edit.span))
        });
    }
    HashSet::new()
}

fn read_the_same(before: &Block, after: &Block) -> bool {
    before.kind == after.kind
        && before.clean.text() == after.clean.text()
        && before.lines == after.lines
        && before.adjoins == after.adjoins
        && before.quoted == after.quoted
        && before.slanted == after.slanted
        && before.references == after.references
}
