//! Edits after which a document reads as before: its blocks are the same, with the same texts. So are
//! then its quotes, beads and ids, which are made of nothing else.
//!
//! What changes a character may do more than that: a number behind a word whose accent stood apart is
//! taken for a footnote mark once the word is whole.

use super::fix::{FixedText, put};
use super::observe::TextEdit;
use crate::block::{self, Block};
use crate::extract::ExtractOptions;
use crate::text::Span;

/// How often what does harm is left out before all is.
const ROUNDS: usize = 4;

/// A text with those of the edits that do no harm together; `None` if that is none of them.
pub(super) fn harmless(
    text: &str,
    mut edits: Vec<TextEdit>,
    options: &ExtractOptions,
) -> Option<FixedText> {
    let mut mended = put(text, &edits)?;
    let identifier = options.identifier();
    let parse = |text: &str| block::parse(text, &identifier, options.repairs);
    let before = parse(text);
    for _ in 0..ROUNDS {
        let after = parse(&mended.text);
        if after.len() != before.len() {
            return None;
        }
        let pairs = before.iter().zip(&after);
        let differ: Vec<Span> = pairs
            .filter(|(before, after)| !read_the_same(before, after))
            .map(|(before, _)| before.span)
            .collect();
        if differ.is_empty() {
            return Some(mended);
        }
        edits.retain(|edit| {
            let from = differ.partition_point(|span| span.end <= edit.span.start);
            differ
                .get(from)
                .is_none_or(|span| !span.overlaps(edit.span))
        });
        mended = put(text, &edits)?;
    }
    None
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
