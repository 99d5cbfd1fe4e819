//! A way to compare two sequences of texts: with the encoder, or without.

use super::evidence::Evidence;
use super::meaning::Meaning;
use super::texts::{Reach, TextPair};

/// A way to compare two sequences of texts.
pub trait Similarity: Send + Sync {
    /// Prepares the comparison of runs of `pair.source` with runs of `pair.target`: computes once what
    /// is the same for each text. `reach` gives, for each source text, the target texts that it may be
    /// compared with, alone or as part of a run. Nothing is prepared for other target texts.
    fn prepare<'a>(&'a self, pair: TextPair<'a>, reach: &Reach<'_>) -> Box<dyn Evidence + 'a>;

    /// Prepares the comparison of runs of `pair.source` with runs of `pair.target` by their meaning
    /// alone: what alignment needs.
    fn meaning<'a>(&'a self, pair: TextPair<'a>) -> Box<dyn Meaning + 'a>;

    /// Finds, for each text of `pair.source`, the most alike text of `pair.target`, by their indices:
    /// a cheap way to find in a long text what may belong together.
    fn most_alike(&self, pair: TextPair<'_>) -> MostAlike;
}

/// From a source text to the most alike target text, the first if there are several; `None` where none
/// is alike at all: see [`Similarity::most_alike`].
pub(super) type MostAlike = Box<dyn Fn(usize) -> Option<usize> + Sync>;

/// The most alike of some target texts, each with how alike it is.
pub(super) fn most_alike(texts: impl Iterator<Item = (usize, f32)>) -> Option<usize> {
    let alike = texts.filter(|&(_, likeness)| likeness > 0.0);
    let best = alike.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    best.map(|(text, _)| text)
}
