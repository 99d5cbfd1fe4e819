//! Candidates: ways to translate an original, with what they are worth, none of them chosen yet.

use super::original::Original;
use super::search_space::SearchSpace;
use crate::lattice::best_closed_path;
use crate::quote::Layout;
use crate::segment::{BlockSpan, Passage, texts};
use crate::similarity::LONGEST_RUN;
use std::ops::Range;

/// Least evidence for a translation whose place the page gives, in nats, including what the place is worth.
const LEAST_PLACED: f64 = 0.2;
/// Least evidence for it without that, where there may be nothing to translate, in nats.
const LEAST_TENTATIVE: f64 = 1.0;
/// Most times that one side may be as long as the other.
const MOST_RATIO: f64 = 3.0;
/// Characters that are added to both sides before their lengths are compared.
const SLACK: usize = 10;

/// A way to translate an original.
#[derive(Clone, Debug)]
pub(super) struct TranslationCandidate {
    /// Where the translation is.
    pub target: TargetPlace,
    /// Where that is, seen from the original.
    pub layout: Layout,
    /// Average evidence, in nats for each unit of the original.
    pub strength: f64,
    /// How much more it is worth than to leave the original without translation, in nats. The assignment
    /// has the greatest sum for all originals of a document.
    pub worth: f64,
}

/// Where a translation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TargetPlace {
    /// A range of units of the stream.
    Stream(Range<usize>),
    /// Spans of blocks, in order: a table's cell, a gloss, a note.
    Blocks(Vec<BlockSpan>),
}

/// Part of a block: its index, and bytes of its clean text.
pub(super) type BlockRange = (usize, Range<usize>);

impl TargetPlace {
    /// The parts of blocks that it takes for itself.
    pub(super) fn places(&self, space: &SearchSpace<'_>) -> Vec<BlockRange> {
        match self {
            TargetPlace::Stream(units) => space.passage.places(units.clone()),
            TargetPlace::Blocks(pieces) => pieces
                .iter()
                .map(|piece| (piece.block, piece.range.clone()))
                .collect(),
        }
    }
}

/// Whether two sets of parts of blocks have anything in common.
pub(super) fn overlap(a: &[BlockRange], b: &[BlockRange]) -> bool {
    a.iter().any(|(block, range)| {
        b.iter().any(|(other, theirs)| {
            block == other && range.start < theirs.end && theirs.start < range.end
        })
    })
}

/// How well an original and all of some spans fit together, in nats: as one bead, or as several, on average
/// for each unit of the original. `None` if the spans have no text, or one of very different length.
pub(super) fn fit(
    space: &SearchSpace<'_>,
    original: &Original,
    pieces: &[BlockSpan],
) -> Option<f64> {
    let target = Passage::read(space.blocks, pieces, space.tables());
    let (source, target) = (texts(&original.passage.units), texts(&target.units));
    let chars =
        |texts: &[&str]| texts.iter().map(|text| text.chars().count()).sum::<usize>() + SLACK;
    let ratio = chars(&target) as f64 / chars(&source) as f64;
    if target.is_empty() || !(1.0 / MOST_RATIO..=MOST_RATIO).contains(&ratio) {
        return None;
    }
    let (n, m) = (source.len(), target.len());
    let all = |_| 0..m;
    let evidence = space.evidence(original.lang, &source, &target, &all);
    let whole = if n <= LONGEST_RUN && m <= LONGEST_RUN {
        evidence.bead(0..n, 0..m)
    } else {
        let (source, target) = (source.join(" "), target.join(" "));
        let (source, target) = ([source.as_str()], [target.as_str()]);
        let evidence = space.evidence(original.lang, &source, &target, &|_| 0..1);
        evidence.bead(0..1, 0..1)
    };
    if n * m == 1 {
        return Some(whole);
    }
    let several =
        best_closed_path(&*evidence, n, m).map_or(f64::NEG_INFINITY, |path| path.score / n as f64);
    Some(whole.max(several))
}

/// A candidate whose place the page itself gives, if it is worth anything. `bonus` is what the place is
/// worth, in nats.
pub(super) fn placed(
    space: &SearchSpace<'_>,
    original: &Original,
    pieces: Vec<BlockSpan>,
    bonus: f64,
    layout: Layout,
) -> Option<TranslationCandidate> {
    if space.is_foreign(&pieces) {
        return None;
    }
    let fit = fit(space, original, &pieces)?;
    let strength = fit + bonus;
    let least = if original.tentative {
        LEAST_TENTATIVE
    } else {
        f64::NEG_INFINITY
    };
    (strength > LEAST_PLACED && fit > least).then_some(TranslationCandidate {
        target: TargetPlace::Blocks(pieces),
        layout,
        strength,
        worth: (strength - LEAST_PLACED) * original.passage.units.len() as f64,
    })
}
