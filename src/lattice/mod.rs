//! The lattice of all ways to pair off two sequences of texts, and paths through it.
//!
//! A *place* in the lattice is how many source and how many target texts a path has consumed; rows are
//! source texts, columns target texts. A [`Band`] says which places are looked at, so that time and memory
//! grow with the length of the texts. Two things are computed here, both by dynamic programming:
//!
//! - [`best_path`], which extraction searches with: evidence for beads enters, the best path leaves, which
//!   may begin and end anywhere on the target side; [`best_closed_path`] goes from end to end.
//! - [`WeighedLattice`], which alignment fills with weighed beads: the best path from end to end, and the
//!   probability of each bead among all paths.

mod band;
mod forward;
mod path;
mod posteriors;
mod step;
mod viterbi;
mod weighed;

#[cfg(test)]
mod tests;

pub(crate) use band::Band;
pub(crate) use path::{LatticePath, PathEnds, best_closed_path, best_path};
pub(crate) use posteriors::Posteriors;
pub(crate) use step::PathStep;
pub(crate) use viterbi::ScoredStep;
pub(crate) use weighed::{BeadArc, GapWeights, PathScope, WeighedLattice};
