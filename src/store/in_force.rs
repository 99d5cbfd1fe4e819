//! Which decisions are in force: each line once, without the operations that somebody took back.
//!
//! Enters: decisions in the order of their lines. Leaves: those in force, in the same order, as if the
//! others had never been made.

use super::decision::Decision;
use super::verdict::Verdict;
use std::collections::{HashMap, HashSet};

/// A decision with the number of its line, from 0, among those of its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DecisionLine<'a> {
    pub number: usize,
    pub decision: &'a Decision,
}

/// Each line once: a merge of two reviewers' files can repeat some.
pub(super) fn each_once(decisions: &[Decision]) -> Vec<DecisionLine<'_>> {
    let mut seen = HashSet::new();
    let lines = decisions.iter().enumerate();
    lines
        .map(|(number, decision)| DecisionLine { number, decision })
        .filter(|line| seen.insert(line.decision))
        .collect()
}

/// The lines in force. Lines that take back or bring back whole operations are left out, too.
pub(super) fn in_force(decisions: &[Decision]) -> Vec<DecisionLine<'_>> {
    let mut lines = each_once(decisions);
    let undone = undone(&lines);
    lines.retain(|line| {
        target(line.decision).is_none()
            && (undone.is_empty() || !undone.contains(&*line.decision.operation()))
    });
    lines
}

/// The operations that are taken back in the end.
fn undone<'a>(lines: &[DecisionLine<'a>]) -> HashSet<&'a str> {
    let mut last: HashMap<&str, bool> = HashMap::new();
    for line in lines {
        if let Some((of, undone)) = target(line.decision) {
            last.insert(of, undone);
        }
    }
    last.retain(|_, undone| *undone);
    last.into_keys().collect()
}

/// The operation that a decision takes back (`true`) or brings back, if it does either.
pub(super) fn target(decision: &Decision) -> Option<(&str, bool)> {
    match &decision.verdict {
        Verdict::Undo { of: Some(of) } => Some((of, true)),
        Verdict::Redo { of } => Some((of, false)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::bead;
    use std::time::{Duration, UNIX_EPOCH};

    fn said(id: &str, verdict: Verdict, second: u64) -> Decision {
        let record = bead("gogol", id, "Зима.", "Winter.");
        let at = UNIX_EPOCH + Duration::from_secs(second);
        Decision::on_bead(&record, verdict, "anna", at)
    }

    fn numbers(decisions: &[Decision]) -> Vec<usize> {
        let lines = in_force(decisions);
        lines.into_iter().map(|line| line.number).collect()
    }

    #[test]
    fn an_operation_is_taken_back_as_a_whole_and_comes_back_to_its_place() {
        let both = vec![
            said("a.1", Verdict::Accept, 1),
            said("a.2", Verdict::Accept, 1),
        ];
        let mut lines = Decision::together(both);
        lines.push(said("a.1", Verdict::Reject, 2));
        assert_eq!(numbers(&lines), [0, 1, 2]);
        let at = UNIX_EPOCH + Duration::from_secs(3);
        lines.push(lines[1].undo_operation("boris", at));
        assert_eq!(numbers(&lines), [2]);
        lines.push(lines[0].redo_operation("anna", at));
        assert_eq!(numbers(&lines), [0, 1, 2]);
        lines.push(lines[2].undo_operation("anna", at));
        assert_eq!(
            numbers(&lines),
            [0, 1],
            "a single decision is an operation, too"
        );
    }

    #[test]
    fn a_repeated_line_counts_once_and_an_unknown_operation_takes_back_nothing() {
        let accept = said("a.1", Verdict::Accept, 1);
        let unknown = said(
            "a.1",
            Verdict::Undo {
                of: Some("ffff".into()),
            },
            2,
        );
        assert_eq!(numbers(&[accept.clone(), accept.clone(), unknown]), [0]);
        // This is also true of a line that takes something back: what came between counts.
        let undo = accept.undo_operation("anna", UNIX_EPOCH + Duration::from_secs(2));
        let redo = accept.redo_operation("anna", UNIX_EPOCH + Duration::from_secs(3));
        assert_eq!(numbers(&[accept, undo.clone(), redo, undo]), [0]);
    }
}
