//! The alignment of the corpus as interlinear text, in `tests/golden`, so that somebody who reads the
//! languages can review what a change in the program does to it. Scores are not in it: they change with
//! every change, and `tests/gold` measures.

use super::corpus::{aligned, is_file, repository};
use diglot::document::DocumentInfo;
use diglot::record::{BeadSide, Record};
use diglot::store::Store;
use std::fmt::Write;
use std::fs;

#[test]
fn the_corpus_is_aligned_as_a_translator_reviewed_it() {
    for processed in aligned() {
        let name = format!("tests/golden/{}.txt", processed.document.id());
        is_file(&name, &interlinear(&processed.records));
    }
}

#[test]
fn the_committed_alignments_are_those_that_build_makes() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path());
    let mut built = Vec::new();
    for processed in aligned() {
        let document = DocumentInfo::from(&processed.document);
        store.write_machine(&document, &processed.records).unwrap();
        let found = fs::read_to_string(store.machine_path(&document.id).unwrap()).unwrap();
        is_file(&format!("alignments/{}.jsonl", document.id), &found);
        built.push(document.id);
    }
    let committed = Store::new(repository().join("alignments"));
    assert_eq!(committed.documents().unwrap(), built);
}

/// Quote by quote, bead by bead: kind and status, then the original over its translation.
fn interlinear(records: &[Record]) -> String {
    let mut text = String::new();
    let mut quote = "";
    for record in records {
        if record.quote != quote {
            quote = &record.quote;
            let inline = if record.inline { ", inline" } else { "" };
            writeln!(text, "== {quote}{inline}").unwrap();
        }
        writeln!(text, "\n{} {}", record.kind, record.status).unwrap();
        for side in [&record.source, &record.target] {
            match side {
                Some(BeadSide {
                    lang, text: words, ..
                }) => writeln!(text, "{lang}  {words}"),
                None => writeln!(text, "--"),
            }
            .unwrap();
        }
        if records.last() != Some(record) {
            text.push_str(end_of(record, records));
        }
    }
    text
}

/// An empty line after the last bead of a quote.
fn end_of(record: &Record, records: &[Record]) -> &'static str {
    let last = records.iter().rfind(|other| other.quote == record.quote);
    if last == Some(record) { "\n" } else { "" }
}
