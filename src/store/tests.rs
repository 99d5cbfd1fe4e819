//! The store as its users see it: files that last, decisions that stay, ids that hold.

use super::*;
use crate::record::Record;
use crate::record::Status;
use crate::sample::{any_record, bead, document};
use proptest::prelude::*;
use std::fs;
use std::time::{Duration, UNIX_EPOCH};

fn accept(record: &Record, n: u64) -> Decision {
    let at = UNIX_EPOCH + Duration::from_secs(n);
    Decision::on_bead(record, Verdict::Accept, "anna", at)
}

#[test]
fn documents_are_found_in_folders_and_other_files_are_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path().join("alignments"));
    assert!(store.documents().unwrap().is_empty(), "no folder yet");
    for id in ["tolstoy", "гоголь/шинель", "gogol/tales/nose"] {
        store.write_machine(&document(id), &[]).unwrap();
    }
    let record = bead("lost", "aaaaaaaaaaaa.1", "Зима.", "Winter.");
    store.append_decision("lost", &accept(&record, 1)).unwrap();
    fs::write(store.root().join("README.md"), "x").unwrap();
    fs::write(store.root().join(".diglot-x7.tmp"), "x").unwrap();
    let expected = ["gogol/tales/nose", "tolstoy", "гоголь/шинель"];
    assert_eq!(store.documents().unwrap(), expected);
    assert_eq!(store.orphans().unwrap(), ["lost"]);
    assert_eq!(
        store.load("гоголь/шинель").unwrap().header.id,
        "гоголь/шинель"
    );
}

#[test]
fn an_id_cannot_lead_out_of_the_folder_or_to_anothers_decisions() {
    let store = Store::new("alignments");
    for id in [
        "", "..", "../x", "a/../b", "/etc/x", "a//b", "a/./b", "a/", "a\0b",
    ] {
        let error = store.machine_path(id).unwrap_err();
        assert_eq!(error.exit_code(), 2, "{id:?}");
    }
    let error = store.machine_path("notes.decisions").unwrap_err();
    assert!(error.to_string().contains("cannot be called"));
}

#[test]
fn the_same_records_do_not_touch_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path());
    let mut records = [bead("gogol", "aaaaaaaaaaaa.1", "Зима.", "Winter.")];
    assert!(store.write_machine(&document("gogol"), &records).unwrap());
    let path = store.machine_path("gogol").unwrap();
    let long_ago = UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(long_ago).unwrap();

    records[0].score += 1e-9;
    assert!(!store.write_machine(&document("gogol"), &records).unwrap());
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), long_ago);
    records[0].score = 0.5;
    assert!(store.write_machine(&document("gogol"), &records).unwrap());
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(names.len(), 1, "no temporary file is left");
}

#[cfg(unix)]
#[test]
fn both_files_are_as_open_as_any_new_file() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path());
    let record = bead("gogol", "aaaaaaaaaaaa.1", "Зима.", "Winter.");
    store.write_machine(&document("gogol"), &[]).unwrap();
    store.append_decision("gogol", &accept(&record, 1)).unwrap();
    let usual = folder.path().join("usual");
    fs::write(&usual, "x").unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&store.machine_path("gogol").unwrap()), mode(&usual));
    assert_eq!(mode(&store.decisions_path("gogol").unwrap()), mode(&usual));
}

#[test]
fn a_rebuild_leaves_decisions_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path());
    let mut records = [
        bead("gogol", "aaaaaaaaaaaa.1", "Зима.", "Winter."),
        bead("gogol", "bbbbbbbbbbbb.1", "Весна.", "Spring."),
    ];
    store.write_machine(&document("gogol"), &records).unwrap();
    for record in &records {
        store.append_decision("gogol", &accept(record, 1)).unwrap();
    }
    let before = fs::read(store.decisions_path("gogol").unwrap()).unwrap();

    records[1].target.as_mut().unwrap().text = "Springtime.".into();
    store.write_machine(&document("gogol"), &records).unwrap();
    let loaded = store.load("gogol").unwrap();
    assert_eq!(loaded.records[0].status, Status::Accepted);
    assert_eq!(loaded.records[1].status, Status::Proposed);
    assert_eq!(loaded.conflicts.len(), 1);
    assert_eq!(loaded.decisions.len(), 2);
    let after = fs::read(store.decisions_path("gogol").unwrap()).unwrap();
    assert_eq!(after, before);
}

#[test]
fn an_unfinished_line_is_reported_and_costs_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path());
    let record = bead("gogol", "aaaaaaaaaaaa.1", "Зима.", "Winter.");
    store
        .write_machine(&document("gogol"), std::slice::from_ref(&record))
        .unwrap();
    fs::write(store.decisions_path("gogol").unwrap(), "{\"id\":\"aaaa").unwrap();
    store.append_decision("gogol", &accept(&record, 1)).unwrap();
    let loaded = store.load("gogol").unwrap();
    assert_eq!(loaded.unfinished, [1]);
    assert_eq!(loaded.records[0].status, Status::Accepted);
}

#[test]
fn a_document_that_left_is_removed_but_not_what_people_decided() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path());
    let record = bead("gogol", "aaaaaaaaaaaa.1", "Зима.", "Winter.");
    for id in ["gogol", "tolstoy"] {
        store.write_machine(&document(id), &[]).unwrap();
    }
    store.append_decision("gogol", &accept(&record, 1)).unwrap();
    for id in ["gogol", "tolstoy", "tolstoy"] {
        store.remove_machine(id).unwrap();
    }
    assert!(store.documents().unwrap().is_empty());
    assert_eq!(store.orphans().unwrap(), ["gogol"]);
}

#[test]
fn a_document_that_is_not_there_is_named() {
    let error = Store::new("nowhere").load("gogol").unwrap_err();
    assert!(
        error
            .to_string()
            .contains("could not read `nowhere/gogol.jsonl`")
    );
}

#[test]
fn a_file_under_another_documents_name_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path());
    store.write_machine(&document("gogol"), &[]).unwrap();
    let [from, to] = ["gogol", "copy"].map(|id| store.machine_path(id).unwrap());
    fs::copy(from, to).unwrap();
    let error = store.load("copy").unwrap_err().to_string();
    assert!(error.contains("copy.jsonl:1: belongs to document `gogol`"));
}

proptest! {
    #[test]
    fn write_then_load_is_the_identity(
        records in prop::collection::vec(any_record("gogol"), 0..6),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        store.write_machine(&document("gogol"), &records).unwrap();
        let loaded = store.load("gogol").unwrap();
        prop_assert_eq!(loaded.header, document("gogol"));
        prop_assert_eq!(loaded.records, records);
    }
}
