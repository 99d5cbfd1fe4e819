//! Alignment: which source segments and which target segments translate each other.
//!
//! Enters: two sequences of segments and the evidence for any run of one against any run of the
//! other. Leaves: beads in order, covering every segment once, each with its probability.
//!
//! The beads are those of the best path through a lattice of all that are considered, as since Gale
//! and Church (1993); what each weighs is the sum of its features (`features.rs`), a conditional random
//! field over the lattice (Lafferty, McCallum and Pereira 2001), so that a bead's score is its
//! probability among all paths (forward-backward). A rough alignment leaves a narrow band; a first pass
//! over all beads in it leaves the few that are probable at all; the second looks at these, and at what
//! stands against each, with all features.

mod bead;
mod clauses;
mod coarse;
mod deletion;
mod explain;
mod features;
mod lattice;
mod observe;
mod prune;
mod surface;
mod weights;

pub use explain::Explanation;
pub use observe::{Observed, names};

use crate::lattice::Band;
use crate::quote::Bead;
use crate::similarity::{Meaning, Measure, Relation, Similarity, TextPair, TextSequence, anchors};
use bead::Scene;
use lattice::Taken;
use prune::{LEAST, prune};
use std::ops::Range;
use surface::Forms;
pub use weights::Term;
use weights::Weights;

/// How many characters of text the languages' usual length ratio counts for, against the texts' own.
const PRIOR_CHARS: f64 = 200.0;
/// And how many texts the expectation that both sides have equally many.
const PRIOR_TEXTS: f64 = 10.0;

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

/// Two sequences of texts, ready for aligning any part of the one with any part of the other.
pub struct Aligner<'a> {
    pair: TextPair<'a>,
    meaning: Box<dyn Meaning + 'a>,
    forms: [Forms; 2],
    /// Characters of the target for one of the source.
    ratio: f64,
}

impl<'a> Aligner<'a> {
    /// Prepares what can be computed once for each text.
    pub fn new(similarity: &'a dyn Similarity, pair: TextPair<'a>) -> Self {
        let forms = [pair.source, pair.target].map(|side| Forms::of(side.texts));
        let all = [0..pair.source.texts.len(), 0..pair.target.texts.len()];
        Self {
            meaning: similarity.meaning(pair),
            ratio: ratio(&forms, &all, pair.lengths()),
            forms,
            pair,
        }
    }

    /// Aligns some source texts with some target texts, from end to end. The beads count from the
    /// first of each.
    ///
    /// # Panics
    ///
    /// If there are not so many.
    pub fn align(&self, source: Range<usize>, target: Range<usize>) -> Vec<Bead> {
        let frame = self.frame(&[source, target]);
        let considered = prune(&*self.meaning, &frame, self.weights(), LEAST);
        let path = considered.lattice().best_path();
        let belief = self.belief(&path, &frame);
        path.into_iter().map(|taken| bead(taken, belief)).collect()
    }

    /// How far the pairs of two texts can be believed, 0 to 1: what looks alike in texts of which
    /// next to nothing goes together, or of which what goes together is hardly alike, does so by
    /// chance.
    fn belief(&self, path: &[Taken], frame: &Frame<'_>) -> f64 {
        let texts = frame.bounds[0].len().min(frame.bounds[1].len());
        if texts < FEW {
            return 1.0;
        }
        let pairs = || path.iter().filter(|taken| taken.likeness.is_some());
        let sizes = pairs().map(|taken| taken.step.source.len().min(taken.step.target.len()));
        let share = sizes.sum::<usize>() as f64 / texts as f64;
        let likeness = pairs().filter_map(|taken| taken.likeness).map(f64::from);
        let mean = likeness.sum::<f64>() / pairs().count().max(1) as f64;
        let by_meaning = if self.meaning.can_see() {
            mean * mean
        } else {
            1.0
        };
        (share / RELATED).min(by_meaning).min(1.0)
    }

    /// The places between which beads are looked for.
    fn band(&self, source: &Range<usize>, target: &Range<usize>) -> Band {
        coarse::band(
            &*self.meaning,
            [&self.forms[0], &self.forms[1]],
            source,
            target,
            &|| {
                let part = |side: TextSequence<'a>, part: &Range<usize>| TextSequence {
                    lang: side.lang,
                    texts: &side.texts[part.clone()],
                };
                anchors(
                    part(self.pair.source, source),
                    part(self.pair.target, target),
                )
            },
        )
    }

    fn weights(&self) -> &'static Weights {
        Weights::of(self.meaning.measure())
    }

    fn frame(&self, bounds: &[Range<usize>; 2]) -> Frame<'_> {
        let [source, target] = bounds;
        let band = self.band(source, target);
        let [n, m] = bounds
            .each_ref()
            .map(|texts| texts.len() as f64 + PRIOR_TEXTS);
        Frame {
            forms: [&self.forms[0], &self.forms[1]],
            bounds: bounds.clone(),
            ratio: ratio(&self.forms, bounds, self.ratio),
            density: libm::log(m / n),
            translations: match self.meaning.measure() {
                Measure::Encoder => [0.25, 0.5],
                Measure::Words => [0.03, f64::INFINITY],
            },
            nearest: coarse::nearest(&*self.meaning, bounds, &band),
            band,
        }
    }
}

/// Of two texts that translate each other at least this share goes together.
const RELATED: f64 = 0.1;
/// Of fewer texts than this nothing can be said.
const FEW: usize = 8;

/// A step of the best path as a bead.
fn bead(taken: Taken, belief: f64) -> Bead {
    let belief = if taken.likeness.is_some() {
        belief
    } else {
        1.0
    };
    Bead {
        source: taken.step.source,
        target: taken.step.target,
        score: taken.probability * belief,
    }
}

/// Two parts that are aligned: what a [`Scene`] is made of, without a window.
struct Frame<'a> {
    forms: [&'a Forms; 2],
    bounds: [Range<usize>; 2],
    ratio: f64,
    density: f64,
    translations: [f64; 2],
    nearest: [Vec<f32>; 2],
    /// The places between which beads are looked for.
    band: Band,
}

impl<'a> Frame<'a> {
    fn scene<'b>(&'b self, window: &'b dyn crate::similarity::MeaningWindow) -> Scene<'b> {
        Scene {
            window,
            forms: self.forms,
            bounds: self.bounds.clone(),
            scales: [self.ratio.sqrt(), 1.0 / self.ratio.sqrt()],
            density: self.density,
            translations: self.translations,
            nearest: [&self.nearest[0], &self.nearest[1]],
        }
    }
}

/// The characters of the target for one of the source in some texts, where `usual` is expected.
fn ratio(forms: &[Forms; 2], texts: &[Range<usize>; 2], usual: f64) -> f64 {
    let [source, target] = [0, 1].map(|side| forms[side].typical_chars(texts[side].clone()) as f64);
    (target + usual.sqrt() * PRIOR_CHARS) / (source + PRIOR_CHARS / usual.sqrt())
}
