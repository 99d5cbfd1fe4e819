//! What a person can undo and redo, over all documents: as in any editor, what was undone can be redone until
//! something else is done.
//!
//! Enters: decisions of documents. Leaves: operations, by document and name.

use crate::store::{Decision, Verdict};
use std::time::SystemTime;

/// A document's id and the name of an operation.
pub(super) type OperationName = (String, String);

/// Something that a person did: an operation, or its undo or redo.
#[derive(Clone, Debug)]
pub(super) struct OwnStep {
    at: SystemTime,
    operation: OperationName,
    kind: StepKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StepKind {
    Done,
    Undone,
    Redone,
}

/// What a person did in a document, in the order of the lines. A time that is earlier than that of the line
/// before counts as that one: clocks go wrong.
pub(super) fn own_steps(document: &str, decisions: &[Decision], by: &str) -> Vec<OwnStep> {
    let mut clock = SystemTime::UNIX_EPOCH;
    let decisions = decisions.iter().filter(|decision| decision.by == by);
    let steps = decisions.filter_map(|decision| {
        clock = humantime::parse_rfc3339(&decision.at).map_or(clock, |at| clock.max(at));
        let (name, kind) = match &decision.verdict {
            Verdict::Undo { of: Some(of) } => (of.clone(), StepKind::Undone),
            Verdict::Redo { of } => (of.clone(), StepKind::Redone),
            Verdict::Undo { of: None } => return None,
            _ => (decision.operation().into_owned(), StepKind::Done),
        };
        Some(OwnStep {
            at: clock,
            operation: (document.to_owned(), name),
            kind,
        })
    });
    steps.collect()
}

/// What a person can undo and redo; the last is at the end of each.
#[derive(Debug, Default, PartialEq)]
pub(super) struct UndoStacks {
    /// Their operations that count.
    pub undo: Vec<OperationName>,
    /// Operations that they undid.
    pub redo: Vec<OperationName>,
}

impl UndoStacks {
    /// From what they did in all documents.
    pub(super) fn of(mut steps: Vec<OwnStep>) -> Self {
        // Stable: of steps with the same time, the order of the lines counts.
        steps.sort_by_key(|step| step.at);
        let mut stacks = Self::default();
        for OwnStep {
            operation, kind, ..
        } in steps
        {
            match kind {
                StepKind::Undone => stacks.shift(&operation, true),
                StepKind::Redone => stacks.shift(&operation, false),
                StepKind::Done => {
                    if stacks.undo.last() != Some(&operation) {
                        stacks.undo.push(operation);
                    }
                    stacks.redo.clear();
                }
            }
        }
        stacks
    }

    /// Moves an operation from one stack to the other.
    fn shift(&mut self, operation: &OperationName, undo: bool) {
        let (from, to) = match undo {
            true => (&mut self.undo, &mut self.redo),
            false => (&mut self.redo, &mut self.undo),
        };
        if let Some(at) = from.iter().rposition(|other| other == operation) {
            let operation = from.remove(at);
            to.push(operation);
        } else if undo {
            // Somebody else's: this person can redo it, too.
            to.push(operation.clone());
        }
    }
}
