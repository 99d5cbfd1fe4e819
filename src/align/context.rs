//! The context of beads: what their features can see beside them.

use super::surface::SideSurfaces;
use crate::similarity::{MeaningWindow, TextRun, TextSide};
use std::ops::Range;

/// Variance of the length of a translation, in characters, for each character (Gale and Church 1993,
/// section 3, have 6.8 for one direction; here the noise of each side counts half).
const VARIANCE: f64 = 5.0;
/// Noise in the lengths of the shortest texts, in squared characters.
const NOISE: f64 = 10.0;

/// The context of a bead for the features: the two parts that are aligned, and their window.
pub(super) struct BeadContext<'a> {
    /// Compares runs by their meaning.
    pub window: &'a dyn MeaningWindow,
    /// The surfaces of all texts of both sides.
    pub surfaces: [&'a SideSurfaces; 2],
    /// The texts that are aligned.
    pub bounds: [Range<usize>; 2],
    /// The scale of lengths of each side, so that both meet half-way: if the target has `r` characters for
    /// one of the source, the root of `r` and its inverse.
    pub scales: [f64; 2],
    /// Target texts for one source text, as a logarithm.
    pub density: f64,
    /// How alike the least alike translations are on average, beyond chance and in all. Texts that have
    /// nothing to do with each other are half as alike.
    pub translations: [f64; 2],
    /// For each text that is aligned, how alike the most alike text of the other side within its reach is,
    /// beyond chance.
    pub nearest: [&'a [f32]; 2],
}

impl BeadContext<'_> {
    /// The texts of one side that are aligned.
    pub(super) fn bounds(&self, side: TextSide) -> Range<usize> {
        self.bounds[side as usize].clone()
    }

    /// The surfaces of one side.
    pub(super) fn surfaces(&self, side: TextSide) -> &SideSurfaces {
        self.surfaces[side as usize]
    }

    /// The length of a run in scaled characters: the lengths of both sides meet half-way.
    pub(super) fn length(&self, side: TextSide, run: Range<usize>) -> f64 {
        self.surfaces(side).chars(run) as f64 * self.scales[side as usize]
    }

    /// How alike the most alike text of the other side within the reach of a text is, beyond chance.
    pub(super) fn nearest(&self, side: TextSide, text: usize) -> f64 {
        f64::from(self.nearest[side as usize][text - self.bounds(side).start])
    }

    /// How far the lengths of a bead are from what is expected, in standard deviations. `source` and
    /// `target` count its first texts from the first texts that are aligned.
    pub(super) fn misfit(&self, source: usize, target: usize, (a, b): (usize, usize)) -> f64 {
        let [i, j] = [self.bounds[0].start + source, self.bounds[1].start + target];
        misfit(
            self.length(TextSide::Source, i..i + a),
            self.length(TextSide::Target, j..j + b),
        )
    }

    /// How alike two runs are, from either side; `None` if one is not among the texts that are aligned.
    pub(super) fn cosine(
        &self,
        side: TextSide,
        own: Option<TextRun>,
        other: Option<TextRun>,
    ) -> Option<f64> {
        let (own, other) = (own?, other?);
        let (source, target) = match side {
            TextSide::Source => (own, other),
            TextSide::Target => (other, own),
        };
        Some(f64::from(self.window.runs(source, target)))
    }

    /// The run of `len` texts from `first` on, if they are among the texts that are aligned.
    pub(super) fn run(&self, side: TextSide, first: isize, len: usize) -> Option<TextRun> {
        let bounds = self.bounds(side);
        let first = usize::try_from(first).ok()?;
        (first >= bounds.start && first + len <= bounds.end).then_some(TextRun { first, len })
    }
}

/// The absolute logarithm of the ratio of two lengths. Of very short texts a few characters more or less
/// say little.
pub(super) fn log_ratio([x, y]: [f64; 2]) -> f64 {
    libm::log((y + 3.0) / (x + 3.0)).abs()
}

/// How far two lengths are from what is expected, in standard deviations.
pub(super) fn misfit(x: f64, y: f64) -> f64 {
    (y - x).abs() / (VARIANCE * (x + y) / 2.0 + NOISE).sqrt()
}
