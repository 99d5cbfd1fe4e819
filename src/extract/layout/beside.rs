//! The translation stands beside the original: in the same row of a table, in the facing column.

use crate::extract::candidate::{Candidate, placed};
use crate::extract::page::Page;
use crate::quote::Layout;
use crate::segment::BlockSpan;

/// What it is worth, in nats, that two cells stand in one row.
const BONUS: f64 = 3.0;

pub(super) fn candidates(page: &Page<'_>, o: usize) -> Vec<Candidate> {
    let original = &page.originals[o];
    if !original.is_block() {
        return Vec::new();
    }
    page.beside(original.first_block())
        .filter_map(|cell| {
            let piece = BlockSpan::whole(page.blocks, cell, false);
            placed(page, original, vec![piece], BONUS, Layout::Beside)
        })
        .collect()
}
