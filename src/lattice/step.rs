//! One step of a path through a lattice.

use std::ops::Range;

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PathStep {
    /// Source texts; empty for an insertion.
    pub source: Range<usize>,
    /// Target texts; empty for a deletion.
    pub target: Range<usize>,
}
