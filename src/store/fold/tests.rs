//! What becomes of decisions when they are folded in, and when the document changes under them.

use super::*;
use crate::sample::{any_record, bead};
use proptest::prelude::*;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A quote of three beads (the last one without translation) and an untranslated quote.
fn machine() -> Vec<Record> {
    let mut records = vec![
        bead("gogol", "aaaaaaaaaaaa.1", "Вот и зима.", "Winter is here."),
        bead(
            "gogol",
            "aaaaaaaaaaaa.2",
            "Очень холодно.",
            "It is very cold.",
        ),
        bead("gogol", "aaaaaaaaaaaa.3", "Идёт снег.", ""),
        bead("gogol", "bbbbbbbbbbbb.1", "А потом весна.", ""),
    ];
    records[3].status = Status::Untranslated;
    records
}

fn second(n: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(n)
}

/// What Anna decides about a bead of `records` at second `n`.
fn on_bead(records: &[Record], id: &str, verdict: Verdict, n: u64) -> Decision {
    let record = records.iter().find(|record| record.bead == id).unwrap();
    Decision::on_bead(record, verdict, "anna", second(n))
}

fn on_quote(records: &[Record], id: &str, verdict: Verdict, n: u64) -> Decision {
    Decision::on_quote(records, id, verdict, "anna", second(n))
}

fn edit(target: &str) -> Verdict {
    Verdict::Edit {
        source: None,
        target: Some(target.into()),
    }
}

fn note(text: &str) -> Verdict {
    Verdict::Note { text: text.into() }
}

fn waive() -> Verdict {
    Verdict::Waive {
        reason: "the author paraphrases".into(),
        rules: Vec::new(),
        until: None,
    }
}

fn statuses(folded: &Folded) -> Vec<&str> {
    folded.records.iter().map(|r| r.status.as_str()).collect()
}

fn target(record: &Record) -> &str {
    record.target.as_ref().map_or("", |side| &side.text)
}

#[test]
fn without_decisions_the_machine_is_believed() {
    let folded = fold(machine(), &[]);
    assert_eq!(folded.records, machine());
    assert_eq!(folded.conflicts, []);
}

#[test]
fn the_later_decision_wins() {
    let accept = on_bead(&machine(), "aaaaaaaaaaaa.1", Verdict::Accept, 1);
    let reject = on_bead(&machine(), "aaaaaaaaaaaa.1", Verdict::Reject, 2);
    let folded = fold(machine(), &[accept.clone(), reject.clone()]);
    assert_eq!(folded.records[0].status, Status::Rejected);
    let folded = fold(machine(), &[reject, accept]);
    assert_eq!(folded.records[0].status, Status::Accepted);
}

#[test]
fn a_decision_on_a_quote_is_one_on_all_its_beads() {
    let accept = on_quote(&machine(), "aaaaaaaaaaaa", Verdict::Accept, 1);
    let remark = on_quote(
        &machine(),
        "aaaaaaaaaaaa",
        note("from the first edition"),
        2,
    );
    let folded = fold(machine(), &[accept, remark]);
    assert_eq!(
        statuses(&folded),
        ["accepted", "accepted", "accepted", "untranslated"]
    );
    assert!(folded.records[..3].iter().all(|r| r.notes.len() == 1));
}

#[test]
fn an_edited_text_stays_when_it_is_accepted_as_edited_or_as_it_was() {
    let edit = on_bead(&machine(), "aaaaaaaaaaaa.1", edit("Here is winter."), 1);
    let edited = fold(machine(), std::slice::from_ref(&edit));
    assert_eq!(edited.records[0].status, Status::Edited);
    assert_eq!(target(&edited.records[0]), "Here is winter.");

    let seen_edited = on_bead(&edited.records, "aaaaaaaaaaaa.1", Verdict::Accept, 2);
    let seen_before = on_bead(&machine(), "aaaaaaaaaaaa.1", Verdict::Accept, 2);
    for accept in [seen_edited, seen_before] {
        let folded = fold(machine(), &[edit.clone(), accept]);
        assert_eq!(folded.conflicts, []);
        assert_eq!(folded.records[0].status, Status::Accepted);
        assert_eq!(target(&folded.records[0]), "Here is winter.");
    }
}

#[test]
fn an_edit_of_the_original_leaves_decisions_about_its_quote_in_place() {
    let source = Some("Вот и зима!".into());
    let edit = Verdict::Edit {
        source,
        target: None,
    };
    let edit = on_bead(&machine(), "aaaaaaaaaaaa.1", edit, 1);
    let edited = fold(machine(), std::slice::from_ref(&edit));
    let accept = on_quote(&edited.records, "aaaaaaaaaaaa", Verdict::Accept, 2);
    let folded = fold(machine(), &[edit, accept]);
    assert_eq!(folded.conflicts, []);
    assert_eq!(folded.records[1].status, Status::Accepted);
}

#[test]
fn an_edit_gets_the_normal_form_of_every_text() {
    let edit = on_bead(
        &machine(),
        "aaaaaaaaaaaa.1",
        edit(" E\u{301}tude \n in  snow\t"),
        1,
    );
    let folded = fold(machine(), &[edit]);
    assert_eq!(target(&folded.records[0]), "Étude in snow");
}

#[test]
fn a_waiver_is_for_what_has_no_translation() {
    let quote = on_quote(&machine(), "bbbbbbbbbbbb", waive(), 1);
    let partial = on_quote(&machine(), "aaaaaaaaaaaa", waive(), 2);
    let folded = fold(machine(), &[quote, partial]);
    assert_eq!(
        statuses(&folded),
        ["proposed", "proposed", "waived", "waived"]
    );
    let bead = on_bead(&machine(), "aaaaaaaaaaaa.3", waive(), 1);
    assert_eq!(fold(machine(), &[bead]).records[2].status, Status::Waived);
}

#[test]
fn a_waiver_holds_for_nothing_once_there_is_a_translation() {
    let mut later = machine();
    later[3] = bead(
        "gogol",
        "bbbbbbbbbbbb.1",
        "А потом весна.",
        "And then spring.",
    );
    for waiver in [
        on_quote(&machine(), "bbbbbbbbbbbb", waive(), 1),
        on_bead(&machine(), "bbbbbbbbbbbb.1", waive(), 1),
    ] {
        let folded = fold(later.clone(), &[waiver]);
        assert_eq!(folded.conflicts, []);
        assert_eq!(folded.records, later);
    }
}

#[test]
fn a_waiver_of_a_whole_quote_by_its_bead_is_overtaken_too() {
    let mut before = vec![bead("gogol", "cccccccccccc.1-2", "Раз. Два.", "")];
    before[0].status = Status::Untranslated;
    let waiver = on_bead(&before, "cccccccccccc.1-2", waive(), 1);
    let after = vec![
        bead("gogol", "cccccccccccc.1", "Раз.", "One."),
        bead("gogol", "cccccccccccc.2", "Два.", "Two."),
    ];
    let folded = fold(after.clone(), &[waiver]);
    assert_eq!(folded.conflicts, []);
    assert_eq!(folded.records, after);
}

#[test]
fn an_edit_elsewhere_in_the_document_changes_nothing() {
    let accept = on_bead(&machine(), "aaaaaaaaaaaa.2", Verdict::Accept, 1);
    let mut later = machine();
    later.remove(3);
    later.insert(0, bead("gogol", "dddddddddddd.1", "Пролог.", "Prologue."));
    later[1].target.as_mut().unwrap().text = "Winter has come.".into();
    let folded = fold(later, &[accept]);
    assert_eq!(folded.conflicts, []);
    assert_eq!(folded.records[2].status, Status::Accepted);
}

#[test]
fn a_decision_follows_its_texts_to_another_id() {
    let accept = on_bead(&machine(), "aaaaaaaaaaaa.2", Verdict::Accept, 1);
    let mut later = machine();
    later[1].bead = "aaaaaaaaaaaa.4".into();
    let folded = fold(later.clone(), std::slice::from_ref(&accept));
    assert_eq!(folded.conflicts, []);
    assert_eq!(folded.records[1].status, Status::Accepted);

    // Also if its old id is another bead's by now.
    later[0].bead = "aaaaaaaaaaaa.2".into();
    let folded = fold(later, &[accept]);
    assert_eq!(
        statuses(&folded),
        ["proposed", "accepted", "proposed", "untranslated"]
    );
}

#[test]
fn with_two_places_of_its_texts_none_is_guessed() {
    let mut later = machine();
    let accept = on_bead(&machine(), "aaaaaaaaaaaa.2", Verdict::Accept, 1);
    later[1].bead = "eeeeeeeeeeee.1".into();
    later.push(bead(
        "gogol",
        "eeeeeeeeeeee.2",
        "Очень холодно.",
        "It is very cold.",
    ));
    let folded = fold(later.clone(), &[accept]);
    assert_eq!(folded.records, later);
    assert_eq!(folded.conflicts[0].why, ConflictReason::Ambiguous);
    assert_eq!(
        folded.conflicts[0].nearest.as_deref(),
        Some("eeeeeeeeeeee.1")
    );
}

#[test]
fn when_the_text_has_changed_the_decision_is_kept_and_shown() {
    let accept = on_bead(&machine(), "aaaaaaaaaaaa.2", Verdict::Accept, 1);
    let mut later = machine();
    later[1].target.as_mut().unwrap().text = "It is really very cold.".into();
    let folded = fold(later.clone(), std::slice::from_ref(&accept));
    assert_eq!(folded.records, later, "the status stays the machine's");
    assert_eq!(
        folded.conflicts,
        [Conflict {
            decision: accept,
            nearest: Some("aaaaaaaaaaaa.2".into()),
            why: ConflictReason::TextChanged,
        }]
    );
}

#[test]
fn when_its_place_is_gone_the_most_similar_bead_is_named_if_it_is_similar_enough() {
    let accept = on_bead(&machine(), "aaaaaaaaaaaa.2", Verdict::Accept, 1);
    let near = vec![bead(
        "gogol",
        "ffffffffffff.1",
        "Очень холодно!",
        "Very cold.",
    )];
    let far = vec![bead("gogol", "ffffffffffff.1", "Жарко.", "It is hot.")];
    let conflict = |records| {
        fold(records, std::slice::from_ref(&accept))
            .conflicts
            .remove(0)
    };
    assert_eq!(conflict(near).nearest.as_deref(), Some("ffffffffffff.1"));
    assert_eq!(conflict(far.clone()).nearest, None);
    assert_eq!(conflict(far).why, ConflictReason::Gone);
}

#[test]
fn an_edit_of_a_missing_side_is_a_conflict() {
    for decision in [
        on_bead(&machine(), "aaaaaaaaaaaa.3", edit("It snows."), 1),
        on_quote(&machine(), "aaaaaaaaaaaa", edit("It snows."), 1),
    ] {
        let folded = fold(machine(), &[decision]);
        assert_eq!(folded.records, machine());
        assert_eq!(folded.conflicts[0].why, ConflictReason::Inapplicable);
    }
}

#[test]
fn a_line_that_a_merge_has_repeated_counts_once() {
    let remark = on_bead(&machine(), "aaaaaaaaaaaa.1", note("check"), 1);
    let reject = on_bead(&machine(), "aaaaaaaaaaaa.1", Verdict::Reject, 2);
    let accept = on_bead(&machine(), "aaaaaaaaaaaa.1", Verdict::Accept, 1);
    let lines = [remark.clone(), accept.clone(), reject, remark, accept];
    let folded = fold(machine(), &lines);
    assert_eq!(folded.records[0].notes, ["check"]);
    assert_eq!(folded.records[0].status, Status::Rejected);
}

#[test]
fn undo_takes_back_ones_own_last_decision_step_by_step() {
    let edit = on_bead(&machine(), "aaaaaaaaaaaa.1", edit("Here is winter."), 1);
    let accept = on_bead(&machine(), "aaaaaaaaaaaa.1", Verdict::Accept, 2);
    let elsewhere = on_bead(&machine(), "aaaaaaaaaaaa.2", Verdict::Reject, 3);
    let mut boris = on_bead(&machine(), "aaaaaaaaaaaa.1", note("hm"), 4);
    boris.by = "boris".into();
    let mut lines = vec![edit, accept.clone(), elsewhere, boris];

    lines.push(accept.undo("anna", second(5)));
    let each_once = fold(machine(), &lines);
    assert_eq!(each_once.records[0].status, Status::Edited);
    assert_eq!(each_once.records[0].notes, ["hm"]);
    assert_eq!(each_once.records[1].status, Status::Rejected);

    lines.push(accept.undo("anna", second(6)));
    lines.push(accept.undo("anna", second(7)));
    let all = fold(machine(), &lines);
    assert_eq!(all.records[0].status, Status::Proposed);
    assert_eq!(target(&all.records[0]), "Winter is here.");
    assert_eq!(
        all.records[0].notes,
        ["hm"],
        "boris's remark is his to undo"
    );
    assert_eq!(all.conflicts, []);
}

#[test]
fn undo_follows_a_decision_to_its_new_id_and_spares_the_bead_that_has_the_old_one() {
    let accept = on_bead(&machine(), "aaaaaaaaaaaa.2", Verdict::Accept, 1);
    let mut later = machine();
    later[1].bead = "aaaaaaaaaaaa.4".into();
    later[0].bead = "aaaaaaaaaaaa.2".into();
    let by_old_id = on_bead(&later, "aaaaaaaaaaaa.2", Verdict::Undo { of: None }, 2);
    let folded = fold(later.clone(), &[accept.clone(), by_old_id]);
    assert_eq!(folded.records[1].status, Status::Accepted);
    let by_new_id = on_bead(&later, "aaaaaaaaaaaa.4", Verdict::Undo { of: None }, 2);
    let folded = fold(later, &[accept, by_new_id]);
    assert_eq!(folded.records[1].status, Status::Proposed);
}

#[test]
fn anybody_may_dismiss_a_conflict() {
    let accept = on_bead(&machine(), "aaaaaaaaaaaa.2", Verdict::Accept, 1);
    let dismissed = accept.undo("boris", second(2));
    assert_eq!(fold(vec![], &[accept, dismissed]).conflicts, []);
}

/// Decisions of every kind, on ids that exist and on ids that do not, made on texts that exist and on texts
/// that do not.
fn any_decisions(records: &[Record]) -> impl Strategy<Value = Vec<Decision>> + use<> {
    let mut made_on = records.to_vec();
    made_on.push(bead("gogol", "000000000000.1", "Нет.", "No."));
    let verdict = prop_oneof![
        Just(Verdict::Accept),
        Just(Verdict::Reject),
        Just(edit("x")),
        Just(note("x")),
        Just(waive()),
        Just(Verdict::Undo { of: None }),
    ];
    let one = (
        0..made_on.len(),
        0..made_on.len(),
        any::<bool>(),
        verdict,
        0..9u64,
    )
        .prop_map(move |(texts, id, whole, verdict, n)| {
            let id = &made_on[id];
            let mut decision = Decision::on_bead(&made_on[texts], verdict, "anna", second(n));
            decision.id = if whole { &id.quote } else { &id.bead }.clone();
            decision
        });
    prop::collection::vec(one, 0..12)
}

proptest! {
    #[test]
    fn folding_never_adds_drops_or_moves_a_record(
        (records, decisions) in prop::collection::vec(any_record("gogol"), 0..6)
            .prop_flat_map(|records| {
                let decisions = any_decisions(&records);
                (Just(records), decisions)
            }),
    ) {
        let folded = fold(records.clone(), &decisions);
        prop_assert_eq!(folded.records.len(), records.len());
        for (after, before) in folded.records.iter().zip(&records) {
            prop_assert_eq!(&after.bead, &before.bead);
            prop_assert_eq!(after.source.is_some(), before.source.is_some());
            prop_assert_eq!(after.target.is_some(), before.target.is_some());
        }
        prop_assert_eq!(fold(records, &decisions), folded);
    }
}
