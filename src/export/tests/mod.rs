//! What holds for every format: those of the program, and two that show that there is room for others.

mod moses;
mod package;

use super::*;
use crate::document::DocumentInfo;
use crate::record::{Record, Status};
use crate::sample::{bead, document};
use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

/// The formats that only tests know.
static TRIAL: Registry<Exporter> = Registry::new(&[moses::FORMAT, package::FORMAT]);

fn every_format() -> impl Iterator<Item = &'static ExportFormat> {
    FORMATS.all().iter().chain(TRIAL.all())
}

/// All files that a format makes, by their paths.
fn files(
    format: &ExportFormat,
    corpus: &Corpus<'_>,
    options: ExportOptions,
) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus");
    format.save(corpus, &options, &path).unwrap();
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.path().to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder.path()).unwrap();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let name = name.to_str().unwrap().replace('\\', "/");
                    files.insert(name, fs::read(path).unwrap());
                }
            }
        }
    }
    files
}

/// Whether one of the files holds a text.
fn holds(files: &BTreeMap<String, Vec<u8>>, text: &str) -> bool {
    let mut files = files.values();
    files.any(|bytes| {
        bytes
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    })
}

fn small_corpus() -> (Vec<DocumentInfo>, Vec<Record>) {
    let records = vec![
        bead("gogol", "aaaaaaaaaaaa.1", "Вот и зима.", "Winter is here."),
        bead("gogol", "aaaaaaaaaaaa.2", "Холодно.", "It is cold."),
    ];
    (vec![document("gogol")], records)
}

#[test]
fn every_format_leaves_rejected_beads_out_unless_asked() {
    let (documents, mut records) = small_corpus();
    records[1].status = Status::Rejected;
    let corpus = Corpus {
        documents: &documents,
        records: &records,
    };
    for format in every_format() {
        let usual = files(format, &corpus, ExportOptions::default());
        assert!(holds(&usual, "aaaaaaaaaaaa.1"), "{}", format.name);
        assert!(!holds(&usual, "aaaaaaaaaaaa.2"), "{}", format.name);
        let include_rejected = true;
        let everything = files(format, &corpus, ExportOptions { include_rejected });
        assert!(holds(&everything, "aaaaaaaaaaaa.2"), "{}", format.name);
    }
}

#[test]
fn every_format_carries_document_place_and_checksum() {
    let (documents, records) = small_corpus();
    let corpus = Corpus {
        documents: &documents,
        records: &records[..1],
    };
    for format in every_format() {
        let files = files(format, &corpus, ExportOptions::default());
        let is_named = files.keys().any(|name| name.contains("gogol")) || holds(&files, "gogol");
        assert!(is_named, "{}", format.name);
        // As JSON, or as text.
        let has_place = holds(&files, "[[10,29]]") || holds(&files, "10..29");
        assert!(has_place, "{}", format.name);
        assert!(
            holds(&files, &documents[0].tagged_checksum()),
            "{}",
            format.name
        );
    }
}

#[test]
fn a_record_of_an_unknown_document_is_refused() {
    let (_, records) = small_corpus();
    let corpus = Corpus {
        documents: &[],
        records: &records,
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("corpus");
    for format in every_format() {
        let error = format
            .save(&corpus, &ExportOptions::default(), &path)
            .unwrap_err();
        assert!(error.to_string().contains("`gogol`"), "{error}");
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            0,
            "{}",
            format.name
        );
    }
}

#[test]
fn a_format_may_make_several_files() {
    let (documents, records) = small_corpus();
    let corpus = Corpus {
        documents: &documents,
        records: &records,
    };
    let files = files(&moses::FORMAT, &corpus, ExportOptions::default());
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["corpus.ids", "corpus.source", "corpus.target"]);
    assert_eq!(files["corpus.source"], "Вот и зима.\nХолодно.\n".as_bytes());
    assert_eq!(files["corpus.target"], b"Winter is here.\nIt is cold.\n");
}

#[test]
fn a_format_may_make_a_folder_and_bytes_that_are_not_utf_8() {
    let (documents, records) = small_corpus();
    let corpus = Corpus {
        documents: &documents,
        records: &records,
    };
    let files = files(&package::FORMAT, &corpus, ExportOptions::default());
    assert!(std::str::from_utf8(&files["corpus/beads/gogol.bin"]).is_err());
}

#[test]
fn more_than_one_file_does_not_go_to_standard_output() {
    let corpus = Corpus {
        documents: &[],
        records: &[],
    };
    let options = ExportOptions::default();
    for format in TRIAL.all() {
        let error = format.save(&corpus, &options, Path::new("-")).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "the format `{}` writes more than one file: choose an output other than `-`",
                format.name
            )
        );
        let error = format
            .write(&corpus, &options, &mut Vec::new())
            .unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
    }
}

#[test]
fn the_extension_of_the_format_is_not_part_of_the_stem() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("book.en"), "A book.\n").unwrap();
    for output in ["book", "book.moses"] {
        let destination = moses::FORMAT.destination(&at(output));
        assert!(
            destination.keep_apart([at("book.en").as_path()]).is_err(),
            "{output}"
        );
    }
}
