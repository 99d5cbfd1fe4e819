//! How strongly two stretches of text look like translations of each other.
//!
//! Extraction asks for [`Evidence`], alignment for [`Meaning`], both of a [`Similarity`], so that what
//! answers can change without either noticing: [`Encoded`] has the sentence encoder, [`Lexical`] does
//! without, by names, numbers, cognates and, for evidence, length.

mod bags;
mod encoded;
mod fold;
mod lexical;
mod lexicon;
mod meaning;
mod vectors;
mod words;

pub use bags::anchors;
pub use encoded::{ENCODED_SIGNALS, Encoded};
pub use fold::fold;
pub use lexical::{Lexical, SIGNALS};
pub use meaning::{Meaning, MeaningWindow, Measure, SingleTexts, TextRun, TextSide};

use crate::lang::{Lang, facts};
use std::ops::Range;

/// Something that can compare two sequences of texts.
pub trait Similarity: Send + Sync {
    /// Prepares the comparison of runs of `pair.source` with runs of `pair.target`: what can be
    /// computed once for each text is. `reach` gives, for each source text, the target texts that it
    /// may be compared with, alone or as part of a run: nothing is prepared beyond them.
    fn prepare<'a>(&'a self, pair: TextPair<'a>, reach: &Reach<'_>) -> Box<dyn Evidence + 'a>;

    /// Prepares the comparison of runs of `pair.source` with runs of `pair.target` by their meaning
    /// alone: what alignment asks for.
    fn meaning<'a>(&'a self, pair: TextPair<'a>) -> Box<dyn Meaning + 'a>;

    /// For a text of `pair.source` the most alike one of `pair.target`, by their indices: to find what
    /// may belong together in much text, at little cost.
    fn most_alike(&self, pair: TextPair<'_>) -> MostAlike;
}

/// From a source text to the most alike target text, the first of several; `None` where none is alike
/// at all: see [`Similarity::most_alike`].
pub type MostAlike = Box<dyn Fn(usize) -> Option<usize> + Sync>;

/// The target text that is most alike, of some with how alike they are.
fn most_alike(texts: impl Iterator<Item = (usize, f32)>) -> Option<usize> {
    let alike = texts.filter(|&(_, likeness)| likeness > 0.0);
    let best = alike.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    best.map(|(text, _)| text)
}

/// Two sequences of texts that are to be compared.
#[derive(Clone, Copy, Debug)]
pub struct TextPair<'a> {
    /// The originals.
    pub source: TextSequence<'a>,
    /// Where their translations are looked for.
    pub target: TextSequence<'a>,
    /// What is known beforehand of the two.
    pub relation: Relation,
}

impl TextPair<'_> {
    /// Characters of the target for one of the source, as the languages have them.
    pub fn lengths(&self) -> f64 {
        facts(self.target.lang).length / facts(self.source.lang).length
    }
}

/// From the index of a source text to the target texts that it may be compared with.
pub type Reach<'a> = dyn Fn(usize) -> Range<usize> + 'a;

/// A sequence of texts in one language.
#[derive(Clone, Copy, Debug)]
pub struct TextSequence<'a> {
    /// Their language.
    pub lang: Lang,
    /// The texts in order, normalised.
    pub texts: &'a [&'a str],
}

/// What is known beforehand of two sequences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The one translates the other from end to end.
    Parallel,
    /// The translation stands somewhere in the target, among other text.
    Within,
}

/// What speaks for two runs of texts being translations of each other.
pub trait Evidence: Sync {
    /// The log-likelihood ratio, in nats, of "the texts `source` and the texts `target`, each
    /// joined, translate each other" against "they do not": 0 says nothing, 3 that it is very
    /// likely. Both ranges are indices into the prepared sequences and not empty; runs of more than
    /// [`LONGEST_RUN`] texts may be judged by length alone.
    fn bead(&self, source: Range<usize>, target: Range<usize>) -> f64;

    /// What the evidence of beads is at most, as far as that is quickly said: of the texts `source` with
    /// each run of `len` texts of the target that ends before one of `ends`. Most beads need not be
    /// asked for by those who look for the best.
    fn ceilings(
        &self,
        _source: Range<usize>,
        _len: usize,
        _ends: Range<usize>,
        ceilings: &mut [f32],
    ) {
        ceilings.fill(f32::INFINITY);
    }

    /// What measures meaning here.
    fn measure(&self) -> Measure {
        Measure::Words
    }

    /// Whether the two runs share any meaning, so that not their form alone speaks for them.
    fn shares_meaning(&self, source: Range<usize>, target: Range<usize>) -> bool;
}

/// The longest run of texts that evidence looks into.
pub const LONGEST_RUN: usize = 7;

/// Evidence for a part of the prepared sequences, counted from its beginning.
pub struct ShiftedEvidence<'a> {
    /// The whole.
    pub evidence: &'a dyn Evidence,
    /// First source text.
    pub source: usize,
    /// First target text.
    pub target: usize,
}

impl Evidence for ShiftedEvidence<'_> {
    fn ceilings(&self, source: Range<usize>, len: usize, ends: Range<usize>, ceilings: &mut [f32]) {
        let source = source.start + self.source..source.end + self.source;
        let ends = ends.start + self.target..ends.end + self.target;
        self.evidence.ceilings(source, len, ends, ceilings);
    }

    fn measure(&self) -> Measure {
        self.evidence.measure()
    }

    fn shares_meaning(&self, source: Range<usize>, target: Range<usize>) -> bool {
        self.evidence.shares_meaning(
            source.start + self.source..source.end + self.source,
            target.start + self.target..target.end + self.target,
        )
    }

    fn bead(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        self.evidence.bead(
            source.start + self.source..source.end + self.source,
            target.start + self.target..target.end + self.target,
        )
    }
}
