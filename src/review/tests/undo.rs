//! Undo, redo and the history.

use super::super::api::{Operation, UndoRequest};
use super::letters::{ID, ReviewedLetters, accept};
use crate::store::{Decision, Verdict};
use std::time::{Duration, SystemTime};

#[test]
fn the_history_says_who_did_what() {
    let review = ReviewedLetters::new();
    let rows = review.rows();
    review.done(accept(&[&rows[0], &rows[1]]));
    review.done(Operation::Note {
        id: rows[0].quote.clone(),
        text: "checked against the 1910 edition".into(),
    });
    let entries = review.session.history(None, 10).unwrap();
    let what: Vec<_> = entries
        .iter()
        .map(|e| (e.what.as_str(), e.count, e.by.as_str()))
        .collect();
    assert_eq!(what, [("note", 1, "anna"), ("accept", 2, "anna")]);
    // Any one of them can be undone.
    let accepted = UndoRequest {
        by: Some("boris".into()),
        operation: Some(entries[1].operation.clone()),
    };
    review.session.undo(&accepted).unwrap();
    assert_eq!(review.rows()[0].status, "proposed");
    assert!(review.session.history(Some(ID), 10).unwrap()[1].undone);
}

#[test]
fn a_decision_undone_by_the_command_line_leaves_the_rest_of_its_operation() {
    let review = ReviewedLetters::new();
    let rows = review.rows();
    review.done(accept(&rows[..3].iter().collect::<Vec<_>>()));
    let record = review.folded()[1].clone();
    let accept = Verdict::Accept;
    let undo = Decision::on_bead(&record, accept, "anna", SystemTime::now());
    let undo = undo.undo("anna", SystemTime::now());
    review.store().append_decision(ID, &undo).unwrap();
    assert!(!review.session.history(None, 9).unwrap()[0].undone);
    review.undo().unwrap();
    assert!(review.rows().iter().all(|row| row.status != "accepted"));
    assert!(review.session.history(None, 9).unwrap()[0].undone);
}

#[test]
fn a_clock_that_goes_back_does_not_change_the_order_of_operations() {
    let review = ReviewedLetters::new();
    let records = review.folded();
    let tomorrow = SystemTime::now() + Duration::from_secs(86_400);
    let reject = Decision::on_bead(&records[0], Verdict::Reject, "anna", tomorrow);
    review.store().append_decision(ID, &reject).unwrap();
    review.done(accept(&[&review.rows()[1]]));
    review.undo().unwrap();
    let statuses: Vec<String> = review.rows()[..2]
        .iter()
        .map(|row| row.status.clone())
        .collect();
    assert_eq!(statuses, ["rejected", "proposed"]);
}
