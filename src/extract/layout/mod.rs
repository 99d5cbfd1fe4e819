//! Where the page itself says that a translation is: one file a layout.
//!
//! Each gives candidates; which of them are taken is decided for the whole document
//! ([`super::assign`]). To add a layout, write a file with one function and add its row.

mod beside;
mod delimited;
mod from_note;
mod gloss;
mod in_note;
mod interleaved;

use super::candidate::Candidate;
use super::page::Page;

/// Candidates for one original, by its index.
type Layout = fn(&Page<'_>, usize) -> Vec<Candidate>;

/// All layouts whose place is fixed.
const LAYOUTS: &[Layout] = &[
    beside::candidates,
    gloss::candidates,
    from_note::candidates,
    in_note::candidates,
    interleaved::candidates,
];

/// What the page itself offers for an original.
pub fn candidates(page: &Page<'_>, o: usize) -> Vec<Candidate> {
    LAYOUTS.iter().flat_map(|layout| layout(page, o)).collect()
}
