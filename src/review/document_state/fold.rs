//! The fold of the two files of a document.

use crate::record::Record;
use crate::store::{Decision, Folded, fold_and_keep};

/// The fold of the machine's records and people's decisions.
#[derive(Default)]
pub(super) struct FoldedDocument {
    /// The machine's records with the beads that people made, without any other decision.
    pub arranged: Vec<Record>,
    /// The same with all decisions, and the decisions that have no place.
    pub folded: Folded,
}

impl FoldedDocument {
    /// Folds decisions into the machine's records.
    pub(super) fn of(machine: &[Record], decisions: &[Decision]) -> Self {
        let (arranged, folded) = fold_and_keep(machine.to_vec(), decisions);
        Self { arranged, folded }
    }

    /// The number of beads.
    pub(super) fn len(&self) -> usize {
        self.arranged.len()
    }

    /// Each record as it is shown, and as it is without edits.
    pub(super) fn pairs(
        &self,
    ) -> impl DoubleEndedIterator<Item = (&Record, &Record)> + ExactSizeIterator {
        self.folded.records.iter().zip(&self.arranged)
    }
}

/// Decisions that can be made, and what comes of them.
pub(crate) struct TrialDecisions {
    pub(super) decisions: Vec<Decision>,
    pub(super) fold: FoldedDocument,
}

impl TrialDecisions {
    /// The beads that there would be, without edits of their texts.
    pub(crate) fn records(&self) -> &[Record] {
        &self.fold.arranged
    }
}
