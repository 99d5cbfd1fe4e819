//! Beads as people want them: merged, split, moved, swapped.
//!
//! Enters: the machine's records, and the decisions about beads in force, in order. Leaves: records with
//! these beads, covering the same segments once and in order, and the decisions that have no place. Only
//! here does one bead become two; everything else that people decide is about the resulting beads.
//!
//! A decision names some of a quote's original and some of its translation, by the texts, and divides it.
//! What the machine proposes now for the segments in it does not matter: a bead of the machine's that
//! extends beyond it keeps what is outside. So a decision survives a better aligner. What the machine
//! proposed around the beads that a person made, given these, is part of the decision, because only the
//! aligner could say it again.

mod arranged_quotes;
mod quote_units;
mod side_units;
mod successors;

pub(super) use successors::Successors;

use super::anchor::LostPlace;
use super::in_force::DecisionLine;
use crate::record::Record;
use arranged_quotes::ArrangedQuotes;

/// Records with the beads that people made.
#[derive(Debug, Default)]
pub(super) struct Arranged<'a> {
    /// All records of the document.
    pub records: Vec<Record>,
    /// Decisions that have no place.
    pub lost: Vec<(DecisionLine<'a>, LostPlace)>,
    /// The successors of beads that people changed.
    pub successors: Successors,
}

/// Puts decisions about beads into effect.
pub(super) fn arrange<'a>(records: Vec<Record>, lines: &[DecisionLine<'a>]) -> Arranged<'a> {
    let mut arranged = Arranged::default();
    if lines.is_empty() {
        arranged.records = records;
        return arranged;
    }
    let mut quotes = ArrangedQuotes::new(records);
    for &line in lines {
        if let Err(why) = quotes.put(line, &mut arranged.successors) {
            let nearest = Some(line.decision.id.clone()).filter(|id| quotes.has(id));
            arranged.lost.push((line, LostPlace { why, nearest }));
        }
    }
    arranged.records = quotes.records();
    arranged
}

#[cfg(test)]
mod tests;
