//! A lattice of weighed beads, between the places that a path may go through.
//!
//! Beads with two sides lead from place to place. So do deletions (a source text that nothing translates)
//! and insertions (a target text that translates nothing), one text at a time. The first text of a gap
//! costs more than the next (affine gaps: Gotoh 1982). Where deletions and insertions are between two beads,
//! the deletions come first, so that a gap has one path and its probability is not split.

use super::band::Band;

/// A bead with two sides, as an arc of the lattice.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct BeadArc {
    /// Number of source texts before it.
    pub source: u32,
    /// Number of target texts before it.
    pub target: u32,
    /// Number of source texts and of target texts that it joins.
    pub shape: (u8, u8),
    /// How alike its sides are; translations have about 1 or more.
    pub likeness: f32,
    /// Its weight, in nats.
    pub weight: f64,
}

impl BeadArc {
    /// Number of source texts before what follows it.
    pub(crate) fn source_end(&self) -> usize {
        self.source as usize + usize::from(self.shape.0)
    }

    /// Number of target texts before what follows it.
    pub(crate) fn target_end(&self) -> usize {
        self.target as usize + usize::from(self.shape.1)
    }
}

/// The weights of gaps, in nats, beside those of the single texts in them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct GapWeights {
    /// Weight of the first text.
    pub open: f64,
    /// Weight of each further text.
    pub extend: f64,
}

/// Where paths may begin and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PathScope {
    /// From the first place to the last.
    Whole,
    /// From any place of the first row to any place of the last, unless the text begins or ends there.
    Part {
        /// Whether the text begins in the first row.
        begins: bool,
        /// Whether the text ends in the last row.
        ends: bool,
    },
}

/// A lattice of weighed beads and gaps.
pub(crate) struct WeighedLattice<'a> {
    /// The places that paths may go through. Rows count from the first source text of the lattice.
    pub places: &'a Band,
    /// The beads, by the place where they end.
    pub arcs: &'a [BeadArc],
    /// For each place, the weight of leaving the next source text alone there.
    pub deletions: &'a [f64],
    /// For each place, the weight of leaving the next target text alone there.
    pub insertions: &'a [f64],
    /// The weights of gaps.
    pub gap: GapWeights,
    /// Where paths begin and end.
    pub scope: PathScope,
}

/// Ways to come to a place, or to continue from it.
pub(super) const BEAD: usize = 0;
pub(super) const DELETION: usize = 1;
pub(super) const INSERTION: usize = 2;
/// Number of ways.
pub(super) const WAYS: usize = 3;

/// The weight of what is impossible, as a logarithm.
pub(super) const NEVER: f64 = f64::NEG_INFINITY;

impl WeighedLattice<'_> {
    /// Whether paths may begin at a place.
    pub(super) fn is_start(&self, row: usize, column: usize) -> bool {
        row == 0
            && match self.scope {
                PathScope::Part { begins: false, .. } => true,
                _ => column == self.places.row(0).0,
            }
    }

    /// Whether paths may end at a place.
    pub(super) fn is_end(&self, row: usize, column: usize) -> bool {
        let last = self.places.source_len();
        row == last
            && match self.scope {
                PathScope::Part { ends: false, .. } => true,
                _ => column == self.places.row(last).1,
            }
    }

    /// The weight of a deletion after a step of some way, without the weight of its text.
    pub(super) fn deletion(&self, after: usize) -> f64 {
        match after {
            BEAD => self.gap.open,
            DELETION => self.gap.extend,
            _ => NEVER,
        }
    }

    /// The weight of an insertion after a step of some way, without the weight of its text.
    pub(super) fn insertion(&self, after: usize) -> f64 {
        match after {
            INSERTION => self.gap.extend,
            _ => self.gap.open,
        }
    }
}
