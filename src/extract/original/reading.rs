//! Originals, and what reading a document's blocks gives.

use crate::block::Block;
use crate::extract::passed_over::{PassedOver, PassedOverReason};
use crate::lang::{Lang, Library};
use crate::segment::{BlockSpan, Passage};

/// Where an original stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OriginalSetting {
    /// In blocks of its own.
    Block,
    /// Inside a sentence of the author's.
    Sentence,
    /// In a footnote or endnote.
    Note,
}

/// A quote's original side.
#[derive(Clone, Debug)]
pub struct Original {
    /// Its language.
    pub lang: Lang,
    /// Where it stands.
    pub pieces: Vec<BlockSpan>,
    /// In what.
    pub setting: OriginalSetting,
    /// Whether it is one only if something translates it: in a footnote, what is not set off may as
    /// well be a title.
    pub tentative: bool,
    /// Its text, in units.
    pub passage: Passage,
}

impl Original {
    /// Reads pieces of blocks as an original.
    pub(super) fn new(
        blocks: &[Block],
        lang: Lang,
        pieces: Vec<BlockSpan>,
        setting: OriginalSetting,
        library: &Library,
    ) -> Self {
        Self {
            lang,
            passage: Passage::read(blocks, &pieces, library.tables(lang)),
            pieces,
            setting,
            tentative: false,
        }
    }

    /// Its first block.
    pub fn first_block(&self) -> usize {
        self.pieces.first().map_or(0, |piece| piece.block)
    }

    /// Its last block.
    pub fn last_block(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.block)
    }

    /// Whether it stands in blocks of its own.
    pub fn is_block(&self) -> bool {
        self.setting == OriginalSetting::Block
    }

    /// What is told of it when it is passed over.
    pub fn passed_over(&self, reason: PassedOverReason) -> PassedOver {
        let segments = self.passage.all_segments();
        PassedOver {
            lang: self.lang,
            spans: segments
                .into_iter()
                .flat_map(|segment| segment.spans)
                .collect(),
            reason,
        }
    }
}

/// What extraction knows of each block's language.
#[derive(Clone, Debug)]
pub struct Reading {
    /// For each block, whether it may hold a translation: it is mostly in the prose's language.
    pub prose: Vec<bool>,
    /// The originals, in order.
    pub originals: Vec<Original>,
}
