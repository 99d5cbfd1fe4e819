//! The lattice of all ways to pair off two sequences of texts, and the best path through it.
//!
//! A place in the lattice is how many source and how many target texts a path has consumed. Enters:
//! evidence for beads. Leaves: a path of beads and of texts left alone. A [`Band`] says which places are
//! looked at, so that time and memory grow with the length of the texts. Extraction searches with
//! [`best_path`], alignment has a lattice of its own with weighed beads.

mod band;
mod path;
mod step;

pub use band::Band;
pub use path::{LatticePath, PathEnds, best_path};
pub use step::PathStep;
