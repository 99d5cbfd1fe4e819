//! The history of a document: the operations, their persons and times, from its journal.
//!
//! Enters: decisions, line by line. Leaves: operations, in the order in which they were done, with whether
//! they still count; and as the page shows them.

use super::api::HistoryEntry;
use crate::store::{Decision, Verdict};
use std::collections::{HashMap, HashSet};

/// Longest text that is shown, in characters.
const LONGEST_TEXT: usize = 120;

/// An operation: decisions that were made together.
#[derive(Clone, Debug)]
pub(super) struct PastOperation {
    /// The id of its document.
    pub document: String,
    /// Its decisions, in order.
    pub decisions: Vec<Decision>,
    /// Whether it was undone as a whole.
    undone: bool,
    /// Number of its decisions that were undone one by one, as `diglot decide` does.
    undone_alone: usize,
}

impl PastOperation {
    /// Its name.
    pub(super) fn name(&self) -> String {
        self.first().operation().into_owned()
    }

    /// The first of its decisions.
    pub(super) fn first(&self) -> &Decision {
        &self.decisions[0]
    }

    /// Whether nothing of it counts any more.
    pub(super) fn is_undone(&self) -> bool {
        self.undone || self.undone_alone == self.decisions.len()
    }
}

/// The operations of a document, in the order of its journal. To undo or redo is not an operation of its own.
pub(super) fn operations(document: &str, decisions: &[Decision]) -> Vec<PastOperation> {
    let mut operations: Vec<PastOperation> = Vec::new();
    // In journals of two people that were merged line by line, an operation can be in several parts.
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    // Decisions with the indices of their operations, without those that were undone alone.
    let mut counting: Vec<(&Decision, usize)> = Vec::new();
    let mut seen = HashSet::new();
    for decision in decisions.iter().filter(|decision| seen.insert(*decision)) {
        match &decision.verdict {
            Verdict::Undo { of: None } => {
                let is_own = |(other, operation): &(&Decision, usize)| {
                    !operations[*operation].undone
                        && other.by == decision.by
                        && other.id == decision.id
                };
                if let Some(at) = counting.iter().rposition(is_own) {
                    let (_, operation) = counting.remove(at);
                    operations[operation].undone_alone += 1;
                }
            }
            Verdict::Undo { of: Some(of) } | Verdict::Redo { of } => {
                for &operation in by_name.get(of).into_iter().flatten() {
                    operations[operation].undone = matches!(decision.verdict, Verdict::Undo { .. });
                }
            }
            _ => {
                let id = &decision.operation;
                let goes_on = { operations.last() }.is_some_and(|last: &PastOperation| {
                    id.is_some() && last.first().operation == *id
                });
                if !goes_on {
                    let name = decision.operation().into_owned();
                    by_name.entry(name).or_default().push(operations.len());
                    operations.push(PastOperation {
                        document: document.to_owned(),
                        decisions: Vec::new(),
                        undone: false,
                        undone_alone: 0,
                    });
                }
                let last = operations.len() - 1;
                operations[last].decisions.push(decision.clone());
                counting.push((decision, last));
            }
        }
    }
    operations
}

/// An operation as the page shows it.
pub(super) fn history_entry(operation: &PastOperation) -> HistoryEntry {
    let first = operation.first();
    HistoryEntry {
        operation: operation.name(),
        document: operation.document.clone(),
        by: first.by.clone(),
        at: first.at.clone(),
        what: first.verdict.as_str().to_owned(),
        count: operation.decisions.len(),
        id: first.id.clone(),
        source: first.on.source.as_deref().map(shortened),
        target: first.on.target.as_deref().map(shortened),
        detail: detail(&first.verdict),
        undone: operation.is_undone(),
    }
}

fn detail(verdict: &Verdict) -> Option<String> {
    let text = match verdict {
        Verdict::Edit { source, target } => {
            let sides: Vec<&str> = [source, target]
                .into_iter()
                .flatten()
                .map(|s| &s[..])
                .collect();
            sides.join(" · ")
        }
        Verdict::Note { text } => text.clone(),
        Verdict::Waive { reason, rules, .. } => match rules.is_empty() {
            true => reason.clone(),
            false => format!("{}: {reason}", rules.join(", ")),
        },
        Verdict::Language { lang } => lang.to_string(),
        Verdict::Source { source: text, .. } | Verdict::Target { target: text, .. } => text.clone(),
        Verdict::Beads { beads, .. } => {
            // Number of beads that a person made, of how many in all.
            let own = beads.iter().filter(|bead| bead.score.is_none()).count();
            format!("{own}/{}", beads.len())
        }
        _ => return None,
    };
    Some(shortened(&text))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_TEXT) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
