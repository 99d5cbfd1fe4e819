//! Originals, and the result of reading a document's blocks.

use crate::block::Block;
use crate::extract::passed_over::{PassedOver, PassedOverReason};
use crate::lang::{Lang, Library};
use crate::segment::{BlockSpan, Passage};

/// In what an original is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum OriginalSetting {
    /// In blocks of its own.
    Block,
    /// Inside a sentence of the author's.
    Sentence,
    /// In a footnote or endnote.
    Note,
}

/// The original side of a quote.
#[derive(Clone, Debug)]
pub(crate) struct Original {
    /// Its language.
    pub lang: Lang,
    /// Where it is.
    pub pieces: Vec<BlockSpan>,
    /// In what it is.
    pub setting: OriginalSetting,
    /// Whether it is an original only if something translates it: in a footnote, text that is not set off
    /// may as well be a title.
    pub tentative: bool,
    /// Its text, in units.
    pub passage: Passage,
}

impl Original {
    /// Reads spans of blocks as an original.
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
    pub(crate) fn first_block(&self) -> usize {
        self.pieces.first().map_or(0, |piece| piece.block)
    }

    /// Its last block.
    pub(crate) fn last_block(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.block)
    }

    /// Whether it is in blocks of its own.
    pub(crate) fn is_block(&self) -> bool {
        self.setting == OriginalSetting::Block
    }

    /// It as text that is passed over.
    pub(crate) fn passed_over(&self, reason: PassedOverReason) -> PassedOver {
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

/// What is known about each block's language, and the originals.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    /// For each block, whether it may hold a translation: it is mostly in the prose's language.
    pub prose: Vec<bool>,
    /// The originals, in order.
    pub originals: Vec<Original>,
}
