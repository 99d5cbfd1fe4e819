//! The originals and translations that constraints settle before the search for translations.

use super::kind::UnmetConstraint;
use crate::block::Block;
use crate::extract::candidate::{BlockRange, TargetPlace, TranslationCandidate, overlap};
use crate::extract::passed_over::PassedOver;
use crate::extract::stream::TargetStream;
use crate::quote::Layout;
use crate::segment::BlockSpan;

/// Worth of a link that a person has settled, in nats: more than any other.
const SETTLED: f64 = 1e6;

/// The originals and translations that constraints have settled.
#[derive(Debug, Default)]
pub(crate) struct Settled {
    /// The id of each original.
    pub ids: Vec<String>,
    /// The settled translation of each original; without spans if it is settled that it has none.
    pub(super) targets: Vec<Option<Vec<BlockSpan>>>,
    /// Where originals are whose boundaries a person set, except for those inside a sentence.
    pub(super) sources: Vec<Vec<BlockSpan>>,
    /// Whether a person said that each original is one.
    pub(super) said: Vec<bool>,
    /// What constraints have taken out of the originals.
    pub passed_over: Vec<PassedOver>,
    /// Constraints without effect.
    pub unmet: Vec<UnmetConstraint>,
}

impl Settled {
    /// The translation of an original that a person has settled, or that it has none.
    pub(crate) fn link(&self, original: usize) -> Option<TranslationCandidate> {
        self.targets[original]
            .as_ref()
            .map(|pieces| TranslationCandidate {
                target: TargetPlace::Blocks(pieces.clone()),
                strength: 0.0,
                layout: Layout::PINNED,
                worth: SETTLED,
            })
    }

    /// Whether a person has said which translation an original has, or that it has none.
    pub(crate) fn decides(&self, original: usize) -> bool {
        self.targets[original].is_some()
    }

    /// Whether a person said that an original is one.
    pub(crate) fn is_said(&self, original: usize) -> bool {
        self.said[original]
    }

    /// Whether a translation leaves alone what is settled to be another original's translation, or an
    /// original.
    pub(crate) fn allows(&self, places: &[BlockRange]) -> bool {
        let settled = self.targets.iter().flatten().chain(&self.sources).flatten();
        let mut settled = settled.map(|piece| (piece.block, piece.range.clone()));
        !settled.any(|own| overlap(&[own], places))
    }

    /// Keeps the search away from what is settled.
    pub(crate) fn reserve(&self, blocks: &[Block], stream: &mut TargetStream<'_>) {
        for pieces in self.targets.iter().flatten().chain(&self.sources) {
            for piece in pieces {
                let own = blocks[piece.block].clean.spans(piece.range.clone());
                let first = stream
                    .units()
                    .partition_point(|unit| unit.last_block < piece.block);
                let of_block = stream.units()[first..]
                    .iter()
                    .take_while(|unit| unit.block <= piece.block)
                    .count();
                for unit in first..first + of_block {
                    let segments = stream.passage.segments(unit..unit + 1);
                    let mut spans = segments.iter().flat_map(|segment| &segment.spans);
                    if spans.any(|span| own.iter().any(|own| own.overlaps(*span))) {
                        stream.reserve(unit..unit + 1);
                    }
                }
            }
        }
    }
}
