//! The translation is beside the original: in the same row of a table, or in the facing column.

use super::page_layout::PageLayout;
use crate::extract::candidate::{TranslationCandidate, placed};
use crate::extract::search_space::SearchSpace;
use crate::quote::{Announcement, Layout};
use crate::segment::BlockSpan;

/// What two cells in one row are worth, in nats.
const BONUS: f64 = 3.0;

pub(super) const LAYOUT: PageLayout = PageLayout {
    layout: Layout::new("beside", Announcement::Page),
    candidates,
};

fn candidates(space: &SearchSpace<'_>, o: usize) -> Vec<TranslationCandidate> {
    let original = &space.originals[o];
    if !original.is_block() {
        return Vec::new();
    }
    space
        .beside(original.first_block())
        .filter_map(|cell| {
            let piece = BlockSpan::whole(space.blocks, cell, false);
            placed(space, original, vec![piece], BONUS, LAYOUT.layout)
        })
        .collect()
}
