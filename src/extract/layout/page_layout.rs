//! A row of the table of layouts.

use crate::extract::candidate::TranslationCandidate;
use crate::extract::search_space::SearchSpace;
use crate::quote::Layout;

/// A layout whose place the page itself gives.
pub(super) struct PageLayout {
    /// Its word, and what says that the translation is there.
    pub layout: Layout,
    /// What it offers for an original, by the original's index.
    pub candidates: fn(&SearchSpace<'_>, usize) -> Vec<TranslationCandidate>,
}
