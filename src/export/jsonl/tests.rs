//! What is written is read again, and an error names its place.

use super::{FORMAT, read};
use crate::document::{DocumentInfo, Metadata};
use crate::export::corpus::{Corpus, ExportOptions};
use crate::record::Record;
use crate::sample::{any_record, bead, document};
use proptest::prelude::*;
use std::path::Path;

fn exported(documents: &[DocumentInfo], records: &[Record]) -> Vec<u8> {
    let mut out = Vec::new();
    let corpus = Corpus { documents, records };
    let options = ExportOptions {
        include_rejected: true,
    };
    FORMAT.write(&corpus, &options, &mut out).unwrap();
    out
}

fn read_error(text: &str) -> String {
    read(text.as_bytes(), Path::new("corpus.jsonl"))
        .unwrap_err()
        .to_string()
}

#[test]
fn a_line_reads_as_the_description_says() {
    let mut record = bead("gogol", "0a1b2c3d4e5f.1", "Зима.", "");
    record.score = 0.123_456;
    record.inline = true;
    record.notes.push("see p. 12".into());
    let text = String::from_utf8(exported(&[document("gogol")], &[record])).unwrap();
    assert_eq!(
        text,
        concat!(
            r#"{"document":"gogol","quote":"0a1b2c3d4e5f","bead":"0a1b2c3d4e5f.1","#,
            r#""kind":"1-0","score":0.1235,"status":"proposed","inline":true,"#,
            r#""source":{"lang":"ru","text":"Зима.","spans":[[10,19]]},"target":null,"#,
            r#""notes":["see p. 12"],"checksum":"sha256:"#,
            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}\n"
        )
    );
}

#[test]
fn an_error_names_the_line_and_the_column_in_characters() {
    let good = exported(
        &[document("gogol")],
        &[bead("gogol", "0a1b2c3d4e5f.1", "Зима.", "Winter.")],
    );
    let good = String::from_utf8(good).unwrap();
    assert_eq!(
        read_error(&format!("{good}\n{{\"document\":\"Зима\" x}}\n")),
        "corpus.jsonl:3:20: expected `,` or `}`"
    );
    assert!(
        read_error(&good.replace("\"kind\"", "\"sort\"")).contains("unknown field `sort`"),
        "a field that nobody knows is not lost in silence"
    );
    assert!(
        read_error(&good.replace("\"1-1\"", "\"one\"")).contains("`one` is not a kind of bead")
    );
    assert!(read_error(&good.replace("sha256:0", "md5:0")).contains("is not a checksum"));
}

#[test]
fn two_versions_of_one_document_do_not_mix() {
    let record = bead("gogol", "0a1b2c3d4e5f.1", "Зима.", "Winter.");
    let mut text = exported(&[document("gogol")], std::slice::from_ref(&record));
    let mut later = document("gogol");
    later.checksum = "f".repeat(64);
    text.extend(exported(&[later], &[record]));
    let error = read(&text[..], Path::new("corpus.jsonl")).unwrap_err();
    assert!(error.to_string().starts_with("corpus.jsonl:2: document"));
}

proptest! {
    #[test]
    fn export_then_import_is_the_identity(
        records in prop::collection::vec(any_record("gogol/шинель"), 0..6),
    ) {
        let documents = [DocumentInfo {
            metadata: Metadata::default(),
            ..document("gogol/шинель")
        }];
        let text = exported(&documents, &records);
        let read = read(&text[..], Path::new("corpus.jsonl")).unwrap();
        prop_assert_eq!(&read.records, &records);
        if !records.is_empty() {
            prop_assert_eq!(&read.documents[..], &documents[..]);
        }
        prop_assert_eq!(exported(&documents, &read.records), text);
    }
}
