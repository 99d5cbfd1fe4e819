//! How a quote grows or shrinks.

use super::super::api::{BoundaryUnit, Direction};
use super::document_text::{DocumentText, hull};
use crate::block::BlockKind;
use crate::text::Span;

impl DocumentText {
    /// A part of the document, made longer or shorter by a sentence or a block. `None` if there is nothing to
    /// add, or nothing would be left.
    pub(crate) fn resized(
        &self,
        spans: &[Span],
        edge: Direction,
        by: BoundaryUnit,
        grow: bool,
    ) -> Option<Span> {
        let own = hull(spans)?;
        let is_note = |block: usize| matches!(self.blocks[block].kind, BlockKind::Note(_));
        let begins = self
            .sentences
            .iter()
            .find(|(_, span)| own.overlaps(*span))?;
        // Running text does not go on in a footnote, nor a footnote in the text around it.
        let in_note = is_note(begins.0);
        let sentences: Vec<(usize, Span)> = { self.sentences.iter() }
            .filter(|(block, _)| is_note(*block) == in_note)
            .copied()
            .collect();
        let within = |(_, span): &&(usize, Span)| own.overlaps(*span);
        let first = sentences.iter().position(|sentence| within(&sentence))?;
        let last = sentences.iter().rposition(|sentence| within(&sentence))?;
        let block_of = |i: usize| sentences.get(i).map(|(block, _)| *block);
        // The furthest sentence that goes with the one at `i`, towards the end or the beginning.
        let whole = |i: usize, forward: bool| {
            let block = block_of(i)?;
            let same = |(other, _): &(usize, Span)| *other == block;
            Some(match (by, forward) {
                (BoundaryUnit::Sentence, _) => i,
                (BoundaryUnit::Block, true) => {
                    i + sentences[i..].iter().take_while(|s| same(s)).count() - 1
                }
                (BoundaryUnit::Block, false) => {
                    i + 1 - sentences[..=i].iter().rev().take_while(|s| same(s)).count()
                }
            })
        };
        let (first, last) = match (edge, grow) {
            (Direction::Up, true) => (whole(first.checked_sub(1)?, false)?, last),
            (Direction::Down, true) => (first, whole(last + 1, true)?),
            (Direction::Up, false) => (whole(first, true)? + 1, last),
            (Direction::Down, false) => (first, whole(last, false)?.checked_sub(1)?),
        };
        if first > last {
            return None;
        }
        // An edge that does not move stays where it is, inside a sentence or not.
        let (start, end) = (sentences[first].1.start, sentences[last].1.end);
        Some(match edge {
            Direction::Up => Span::new(start, own.end),
            Direction::Down => Span::new(own.start, end),
        })
    }
}
