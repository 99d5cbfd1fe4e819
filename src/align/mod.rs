//! Alignment: which source segments and which target segments translate each other.
//!
//! Enters: two sequences of segments, and a way to compare any run of one with any run of the other.
//! Leaves: beads in order, which cover every segment once, each with its probability. Nothing is refused:
//! a segment that nothing translates is a bead with an empty side.
//!
//! The beads are those of the best path through a lattice, as since Gale and Church (1993). The weight of a
//! bead is the sum of its features (`features.rs`), in a conditional random field over the lattice
//! (Lafferty, McCallum and Pereira 2001), so that the score of a bead is its probability among all paths
//! (forward-backward). A coarse alignment (`coarse.rs`) leaves a narrow band. A first pass over all beads in
//! the band prunes the improbable ones (`prune.rs`). The second pass looks at the others, and at the
//! alternatives to each, with all features.

mod aligner;
mod bead;
mod clauses;
mod coarse;
mod context;
mod deletion;
mod explain;
mod features;
mod observe;
mod prune;
mod setup;
mod surface;
mod weights;

pub use aligner::Aligner;
pub use explain::Explanation;
pub use observe::{FeatureValues, feature_names};
pub use weights::Term;

use crate::quote::Bead;
use crate::similarity::{Relation, Similarity, TextPair, TextSequence};

/// Aligns two sequences of texts that translate each other from end to end.
///
/// ```
/// use diglot::internal::align;
/// use diglot::lang::Lang;
/// use diglot::internal::{Lexical, TextSequence};
///
/// let source = ["Il partit en 1902.", "Personne ne le revit."];
/// let target = ["He left in 1902.", "Nobody saw him again."];
/// let beads = align(
///     &Lexical,
///     TextSequence { lang: Lang::FR, texts: &source },
///     TextSequence { lang: Lang::EN, texts: &target },
/// );
/// assert_eq!(beads.len(), 2);
/// assert_eq!(beads[1].source, 1..2);
/// assert!(beads[1].score > 0.5);
/// ```
pub fn align(
    similarity: &dyn Similarity,
    source: TextSequence<'_>,
    target: TextSequence<'_>,
) -> Vec<Bead> {
    let pair = TextPair {
        source,
        target,
        relation: Relation::Parallel,
    };
    let aligner = Aligner::new(similarity, pair);
    aligner.align(0..source.texts.len(), 0..target.texts.len())
}
