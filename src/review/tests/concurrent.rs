//! Changes by others at the same time.

use super::super::api::{Operation, OperationRequest, SeenBead, SideName, UndoRequest};
use super::super::context::ContextWindow;
use super::super::events::SessionEvent;
use super::letters::{ID, LETTERS, ReviewedLetters, accept, edit};
use crate::store::{Decision, Verdict};
use std::fs;
use std::time::SystemTime;

#[test]
fn an_operation_on_an_outdated_bead_changes_nothing_and_returns_the_bead() {
    let review = ReviewedLetters::new();
    let row = review.rows()[0].clone();
    let seen = || SeenBead {
        bead: row.bead.clone(),
        rev: row.rev.clone(),
    };
    let request = |by: &str, target: &str| OperationRequest {
        document: ID.into(),
        by: Some(by.into()),
        operation: edit(&row, target),
        seen: vec![seen()],
    };
    review
        .session
        .perform(&request("anna", "Winter came soon."))
        .unwrap();
    let refused = review
        .session
        .perform(&request("boris", "Winter is early."))
        .unwrap_err();
    assert_eq!(refused.code, "stale");
    assert_eq!(
        refused.now[0].target.as_ref().unwrap().text,
        "Winter came soon."
    );
    assert_eq!(review.rows()[0], refused.now[0]);
    // Each person undoes their own operations.
    let boris = UndoRequest {
        by: Some("boris".into()),
        operation: None,
    };
    assert_eq!(review.session.undo(&boris).unwrap_err().code, "nothing");
    review.undo().unwrap();
    assert_eq!(review.rows()[0].rev, row.rev);
}

#[test]
fn what_others_write_is_seen_and_kept() {
    let review = ReviewedLetters::new();
    let events = review.session.events();
    let row = review.rows()[0].clone();
    review.done(accept(&[&row]));
    let other = review.folded()[1].clone();
    let reject = Verdict::Reject;
    let decision = Decision::on_bead(&other, reject, "boris", SystemTime::now());
    review.store().append_decision(ID, &decision).unwrap();
    review.session.look().unwrap();
    assert_eq!(review.rows()[1].status, "rejected");
    let patches = events
        .try_iter()
        .filter(|event| matches!(event, SessionEvent::Patch(_)));
    assert_eq!(patches.count(), 2);

    // As git does it: another file replaces the old one; our line is in it.
    let path = review.store().decisions_path(ID).unwrap();
    let lines = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    fs::write(
        &path,
        lines
            .lines()
            .rev()
            .fold(String::new(), |all, line| all + line + "\n"),
    )
    .unwrap();
    review.done(accept(&[&review.rows()[2]]));
    let statuses: Vec<String> = review.rows()[..3]
        .iter()
        .map(|row| row.status.clone())
        .collect();
    assert_eq!(statuses, ["accepted", "rejected", "accepted"]);

    fs::write(&path, "<<<<<<< HEAD\n").unwrap();
    let refused = review.perform(accept(&[&row])).unwrap_err();
    assert_eq!(refused.code, "unreadable");
    assert!(
        refused.error.contains("letters.decisions.jsonl:1"),
        "{}",
        refused.error
    );
    fs::write(&path, &lines).unwrap();
    assert!(review.session.document(ID).unwrap().summary.error.is_none());
}

#[test]
fn a_document_that_was_just_saved_is_built_before_operations_name_places_in_it() {
    let review = ReviewedLetters::new();
    let row = review.bead("Соль кончилась");
    let quote = review.bead("Писем больше").quote;
    let context = review
        .session
        .context(ID, &quote, &ContextWindow::default())
        .unwrap();
    let path = review.folder.path().join("corpus/letters.md");
    fs::write(&path, LETTERS.replace("The keeper", "A keeper")).unwrap();
    let split = Operation::Split {
        bead: row.bead.clone(),
        source: Some(6),
        target: Some(4),
        realign: false,
    };
    let refused = review.perform(split.clone()).unwrap_err();
    assert!(
        refused.error.contains("is being built again"),
        "{}",
        refused.error
    );
    review.wait();
    review.done(split);
    let records = review.folded();
    let cut = records.iter().find(|r| r.bead.contains('+')).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let source = cut.source.as_ref().unwrap();
    let spans: Vec<&str> = source.spans.iter().map(|span| span.slice(&text)).collect();
    assert_eq!(spans.join(" "), source.text);
    // A place that was picked before is no longer valid.
    let span = context.pieces.iter().find_map(|piece| piece.span).unwrap();
    let place = Operation::Place {
        quote,
        side: SideName::Target,
        span,
        checksum: context.checksum,
    };
    assert!(
        review
            .perform(place)
            .unwrap_err()
            .error
            .contains("has changed since")
    );
}

#[test]
fn a_document_with_another_extension_is_the_same() {
    let review = ReviewedLetters::new();
    let corpus = review.folder.path().join("corpus");
    fs::rename(corpus.join("letters.md"), corpus.join("letters.txt")).unwrap();
    review.session.look().unwrap();
    review.wait();
    let summary = review.session.document(ID).unwrap().summary;
    assert_eq!((summary.error, summary.building), (None, false));
    assert!(summary.path.ends_with("letters.txt"));
    review.done(accept(&[&review.rows()[0]]));
}

#[test]
fn a_journal_replaced_by_one_of_the_same_length_is_read() {
    let review = ReviewedLetters::new();
    review.done(Operation::Note {
        id: review.rows()[0].bead.clone(),
        text: "aaaa".into(),
    });
    let path = review.store().decisions_path(ID).unwrap();
    let other = path.with_extension("new");
    fs::write(
        &other,
        fs::read_to_string(&path).unwrap().replace("aaaa", "bbbb"),
    )
    .unwrap();
    fs::rename(&other, &path).unwrap();
    review.done(accept(&[&review.rows()[1]]));
    assert_eq!(review.rows()[0].notes, ["bbbb"]);
}

#[test]
fn a_document_that_cannot_be_read_can_be_decided_on_and_is_built_when_it_can() {
    let review = ReviewedLetters::new();
    let path = review.folder.path().join("corpus/letters.md");
    fs::write(&path, b"\xff").unwrap();
    review.session.look().unwrap();
    review.wait();
    assert!(review.session.document(ID).unwrap().summary.error.is_some());
    review.done(accept(&[&review.rows()[0]]));
    assert!(review.session.document(ID).unwrap().summary.error.is_some());
    fs::write(&path, LETTERS).unwrap();
    review.session.look().unwrap();
    review.wait();
    assert_eq!(review.session.document(ID).unwrap().summary.error, None);
    assert_eq!(review.rows()[0].status, "accepted");
}
