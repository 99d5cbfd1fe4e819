//! Originals that turn out not to be quotes: titles, and second scans of other originals.

use super::constraint::Settled;
use super::letter_runs::LetterRuns;
use super::link::LinkOutcome;
use super::original::Original;
use super::passed_over::PassedOverReason;
use std::cell::OnceCell;

/// For each original, why it is not a quote after all: nothing translates what may be a title, or it is
/// a second scan of a linked original and has found no translation of its own.
pub(super) fn reasons(
    originals: &[Original],
    outcomes: &[LinkOutcome],
    settled: &Settled,
) -> Vec<Option<PassedOverReason>> {
    let linked = |o: usize| matches!(outcomes[o], LinkOutcome::Linked(_));
    let runs: Vec<OnceCell<LetterRuns>> = vec![OnceCell::new(); originals.len()];
    let runs = |o: usize| runs[o].get_or_init(|| LetterRuns::of_passage(&originals[o].passage));
    let better = |o: usize| {
        let others = (0..originals.len()).filter(|&other| linked(other));
        let mut same = others.filter(|&other| {
            originals[o].lang == originals[other].lang && runs(o).is_scan_of(runs(other))
        });
        same.next()
    };
    let reason = |o: usize| match linked(o) || settled.is_said(o) {
        true => None,
        false if originals[o].tentative => Some(PassedOverReason::Title),
        false => better(o).map(|other| PassedOverReason::Duplicate(settled.ids[other].clone())),
    };
    (0..originals.len()).map(reason).collect()
}
