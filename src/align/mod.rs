//! Alignment: which source segments and which target segments translate each other.
//!
//! Enters: two sequences of segments and the evidence for any run of one against any run of the
//! other. Leaves: beads in order, covering every segment once, each with its probability. Beads are
//! found by dynamic programming over the lattice of all ways to pair the sequences off, as since
//! Gale and Church (1993), within a corridor so that time and memory stay linear; a bead's score is
//! its posterior probability over that lattice (forward-backward).

mod corridor;
mod lattice;
mod posterior;

pub use corridor::Corridor;
pub use lattice::{Ends, Path, Step, best_path};
pub use posterior::posteriors;

use crate::quote::Bead;
use crate::similarity::{Evidence, Pair, Relation, Similarity, Texts, anchors};

/// Aligns two sequences of texts that translate each other from end to end.
///
/// ```
/// use diglot::align::align;
/// use diglot::lang::Lang;
/// use diglot::similarity::{Lexical, Texts};
///
/// let source = ["Il partit en 1902.", "Personne ne le revit."];
/// let target = ["He left in 1902.", "Nobody saw him again."];
/// let beads = align(
///     &Lexical,
///     Texts { lang: Lang::FR, texts: &source },
///     Texts { lang: Lang::EN, texts: &target },
/// );
/// assert_eq!(beads.len(), 2);
/// assert_eq!(beads[1].source, 1..2);
/// assert!(beads[1].score > 0.5);
/// ```
pub fn align(similarity: &dyn Similarity, source: Texts<'_>, target: Texts<'_>) -> Vec<Bead> {
    let corridor = corridor(source, target);
    let reach = |i| corridor.reach(i);
    let pair = Pair {
        source,
        target,
        relation: Relation::Parallel,
    };
    let evidence = similarity.prepare(pair, &reach);
    within(&*evidence, &corridor, target.texts.len())
}

/// Aligns what a corridor covers, from end to end, with `m` texts on the target side.
pub fn within(evidence: &dyn Evidence, corridor: &Corridor, m: usize) -> Vec<Bead> {
    best_path(evidence, corridor, &Ends::closed(m))
        .map(|path| scored(evidence, &path, corridor.source_len(), m))
        .unwrap_or_default()
}

/// Which cells are looked at to align two sequences of texts from end to end: all where there are
/// few, otherwise a band through what surely belongs together.
pub fn corridor(source: Texts<'_>, target: Texts<'_>) -> Corridor {
    let (n, m) = (source.texts.len(), target.texts.len());
    if Corridor::is_small(n, m) {
        return Corridor::full(n, m);
    }
    Corridor::between(n, m, &anchors(source, target))
}

/// The same where the translation stands somewhere in the target.
pub fn open_corridor(source: Texts<'_>, target: Texts<'_>) -> Corridor {
    let (n, m) = (source.texts.len(), target.texts.len());
    if Corridor::is_small(n, m) {
        return Corridor::full(n, m);
    }
    Corridor::along(n, m, &anchors(source, target))
}

/// The beads of a path from end to end, with their probabilities.
fn scored(evidence: &dyn Evidence, path: &Path, n: usize, m: usize) -> Vec<Bead> {
    let near = Corridor::around(&path.steps, n, m);
    let scores = posteriors(evidence, &near, m, &path.steps);
    path.steps
        .iter()
        .zip(scores)
        .map(|(step, score)| Bead {
            source: step.source.clone(),
            target: step.target.clone(),
            score,
        })
        .collect()
}
