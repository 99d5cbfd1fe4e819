//! Where the page itself says that a translation is: one file for each layout.
//!
//! Each layout offers candidates; [`super::assign`] decides for the whole document which of them are
//! taken. To add a layout, write a file with one `LAYOUT` and add its row to [`LAYOUTS`].

mod beside;
mod delimited;
mod from_note;
mod gloss;
mod in_note;
mod interleaved;
mod page_layout;

use super::candidate::TranslationCandidate;
use super::search_space::SearchSpace;
use crate::quote::Layout;
use page_layout::PageLayout;

/// Every layout whose place the page gives.
const LAYOUTS: &[PageLayout] = &[
    beside::LAYOUT,
    gloss::LAYOUT,
    from_note::LAYOUT,
    in_note::LAYOUT,
    interleaved::LAYOUT,
];

/// What the page itself offers for an original.
pub(super) fn candidates(space: &SearchSpace<'_>, o: usize) -> Vec<TranslationCandidate> {
    let offered = LAYOUTS.iter().map(|row| (row.candidates)(space, o));
    offered.flatten().collect()
}

/// Every layout that a quote can have: those that the page gives, then all others.
pub fn layouts() -> Vec<Layout> {
    let of_page = LAYOUTS.iter().map(|row| row.layout);
    of_page.chain(Layout::NOT_OF_PAGE).collect()
}
