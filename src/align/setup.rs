//! Values that are computed once for two parts before they are aligned: the band, and the usual values in them.

use super::coarse;
use super::context::BeadContext;
use super::surface::SideSurfaces;
use crate::lattice::Band;
use crate::similarity::{Meaning, MeaningWindow, Measure, TextPair, TextSequence, anchors};
use std::ops::Range;

/// Weight of the languages' usual ratio of lengths against the ratio of the texts, in characters of text.
const PRIOR_CHARS: f64 = 200.0;
/// Weight of the expectation that both sides have equally many texts, in texts.
const PRIOR_TEXTS: f64 = 10.0;

/// Two parts that are aligned: a [`BeadContext`] without its window.
pub(super) struct AlignmentSetup<'a> {
    surfaces: [&'a SideSurfaces; 2],
    /// The texts that are aligned.
    pub bounds: [Range<usize>; 2],
    /// Characters of the target for one of the source.
    ratio: f64,
    /// See [`BeadContext::density`].
    density: f64,
    /// See [`BeadContext::translations`].
    translations: [f64; 2],
    /// See [`BeadContext::nearest`].
    nearest: [Vec<f32>; 2],
    /// The places between which beads are looked for.
    pub band: Band,
}

impl<'a> AlignmentSetup<'a> {
    /// Prepares the alignment of the texts in `bounds`. `ratio` is that of the lengths of both sides as a
    /// whole.
    pub(super) fn new(
        meaning: &dyn Meaning,
        pair: &TextPair<'_>,
        surfaces: &'a [SideSurfaces; 2],
        bounds: &[Range<usize>; 2],
        ratio: f64,
    ) -> Self {
        let band = band(meaning, pair, surfaces, bounds);
        let [n, m] = bounds
            .each_ref()
            .map(|texts| texts.len() as f64 + PRIOR_TEXTS);
        Self {
            surfaces: surfaces.each_ref(),
            bounds: bounds.clone(),
            ratio: usual_ratio(surfaces, bounds, ratio),
            density: libm::log(m / n),
            translations: match meaning.measure() {
                Measure::Encoder => [0.25, 0.5],
                Measure::Words => [0.03, f64::INFINITY],
            },
            nearest: coarse::nearest(meaning, bounds, &band),
            band,
        }
    }

    /// The context of the beads in a window.
    pub(super) fn context<'b>(&'b self, window: &'b dyn MeaningWindow) -> BeadContext<'b> {
        BeadContext {
            window,
            surfaces: self.surfaces,
            bounds: self.bounds.clone(),
            scales: [self.ratio.sqrt(), 1.0 / self.ratio.sqrt()],
            density: self.density,
            translations: self.translations,
            nearest: [&self.nearest[0], &self.nearest[1]],
        }
    }
}

/// The places between which beads are looked for.
fn band(
    meaning: &dyn Meaning,
    pair: &TextPair<'_>,
    surfaces: &[SideSurfaces; 2],
    bounds: &[Range<usize>; 2],
) -> Band {
    let anchors = || {
        let [source, target] =
            [(pair.source, &bounds[0]), (pair.target, &bounds[1])].map(|(side, texts)| {
                TextSequence {
                    lang: side.lang,
                    texts: &side.texts[texts.clone()],
                }
            });
        anchors(source, target)
    };
    coarse::band(meaning, surfaces, bounds, &anchors)
}

/// The ratio of lengths in some texts, where `expected` is usual: characters of the target for one of
/// the source.
pub(super) fn usual_ratio(
    surfaces: &[SideSurfaces; 2],
    texts: &[Range<usize>; 2],
    expected: f64,
) -> f64 {
    let [source, target] =
        [0, 1].map(|side| surfaces[side].typical_chars(texts[side].clone()) as f64);
    (target + expected.sqrt() * PRIOR_CHARS) / (source + PRIOR_CHARS / expected.sqrt())
}
