//! How strongly two runs of texts look like translations of each other: what extraction searches with.

use super::measure::Measure;
use std::ops::Range;

/// The evidence that two runs of texts are translations of each other.
pub trait Evidence: Sync {
    /// The log-likelihood ratio, in nats, of "the texts `source` and the texts `target`, each
    /// joined, translate each other" against "they do not": 0 says nothing, 3 that it is very
    /// likely. Both ranges are indices into the prepared sequences and not empty. Runs of more than
    /// [`LONGEST_RUN`](super::LONGEST_RUN) texts may be judged by length alone.
    fn bead(&self, source: Range<usize>, target: Range<usize>) -> f64;

    /// Upper bounds of [`Evidence::bead`], as far as they are quick to compute: for the texts `source`
    /// with each run of `len` target texts that ends before one of `ends`. Who looks for the best bead
    /// need not ask for most of the others.
    fn ceilings(
        &self,
        _source: Range<usize>,
        _len: usize,
        _ends: Range<usize>,
        ceilings: &mut [f32],
    ) {
        ceilings.fill(f32::INFINITY);
    }

    /// The measure of meaning.
    fn measure(&self) -> Measure {
        Measure::Words
    }

    /// Whether the two runs share any meaning, so that not their surface alone speaks for them.
    fn shares_meaning(&self, source: Range<usize>, target: Range<usize>) -> bool;
}

/// Evidence for a part of the prepared sequences. Indices count from the beginning of the part.
pub(crate) struct ShiftedEvidence<'a> {
    /// Evidence for the whole.
    pub evidence: &'a dyn Evidence,
    /// First source text of the part.
    pub source: usize,
    /// First target text of the part.
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
