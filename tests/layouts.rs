//! One small document for each layout and each difficulty, in `tests/layouts`, each with its quotes as
//! text: an original over its translation, bead by bead, and what was passed over. A document's name has a
//! letter for its layout, and says what it shows.

use super::corpus::{is_file, repository, updating};
use diglot::Document;
use diglot::encode::Encoder;
use diglot::extract::{self, Extraction, PassedOverReason, extract, layouts};
use diglot::internal::Encoded;
use diglot::quote::{Quote, Segment};
use diglot::text::Span;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::ops::Range;
use std::path::PathBuf;

const GOLDEN: &str = ".golden.txt";

/// A document with this name and text.
pub fn document(name: &str, text: String) -> Document {
    Document::from_text(name, text)
}

/// The document with this name: `tests/layouts/NAME.md` or `tests/layouts/NAME.txt`.
pub fn read(name: &str) -> Document {
    let path = ["md", "txt"]
        .map(|extension| folder().join(format!("{name}.{extension}")))
        .into_iter()
        .find(|path| path.exists())
        .unwrap_or_else(|| panic!("no document `{name}` in tests/layouts"));
    document(name, fs::read_to_string(path).unwrap())
}

/// The quotes in a document, found with the compiled-in encoder.
pub fn extracted(document: &Document) -> Extraction {
    let similarity = Encoded(Encoder::embedded());
    extract(
        document,
        &extract::ExtractOptions::default(),
        &[],
        &similarity,
    )
}

fn folder() -> PathBuf {
    repository().join("tests/layouts")
}

fn files() -> Vec<String> {
    let entries = fs::read_dir(folder()).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The names of all documents, in order.
pub fn names() -> Vec<String> {
    // Prepared here, outside the thread pool: it takes all threads, and they would wait for it.
    Encoder::embedded();
    let documents = files().into_iter().filter(|file| !file.ends_with(GOLDEN));
    documents
        .map(|file| file.rsplit_once('.').unwrap().0.to_owned())
        .collect()
}

#[test]
fn each_layout_is_found_and_each_difficulty_is_overcome() {
    let found: Vec<(String, String)> = names()
        .into_par_iter()
        .map(|name| {
            let document = read(&name);
            let text = interlinear(&document, &extracted(&document));
            (name, text)
        })
        .collect();
    for (name, text) in found {
        is_file(&format!("tests/layouts/{name}{GOLDEN}"), &text);
    }
}

#[test]
fn every_golden_text_has_its_document() {
    let names = names();
    assert_eq!(
        names.iter().collect::<BTreeSet<_>>().len(),
        names.len(),
        "two documents of one name"
    );
    for file in files() {
        if let Some(name) = file.strip_suffix(GOLDEN) {
            assert!(
                names.iter().any(|other| other == name),
                "tests/layouts/{file} has no document"
            );
        }
    }
    for name in &names {
        let golden = folder().join(format!("{name}{GOLDEN}"));
        assert!(
            golden.exists() || updating(&format!("tests/layouts/{name}{GOLDEN}")),
            "{name} has no golden text"
        );
    }
}

#[test]
fn the_documentation_names_every_layout_and_no_other() {
    let formats = fs::read_to_string(repository().join("docs/formats.md")).unwrap();
    let row = formats
        .lines()
        .find(|line| line.starts_with("| `layout` |"));
    let named: BTreeSet<&str> = row.unwrap().split('`').skip(3).step_by(2).collect();
    let words = layouts().into_iter().map(|layout| layout.as_str());
    let all: BTreeSet<&str> = words.chain(["null"]).collect();
    assert_eq!(named, all);
    assert_eq!(layouts().len() + 1, all.len(), "two layouts of one word");
}

/// Quote by quote: language, layout, and whether it is inline; bead by bead the original over its
/// translation; then what was passed over, and why.
fn interlinear(document: &Document, extraction: &Extraction) -> String {
    let mut text = String::new();
    for quote in &extraction.quotes {
        if !text.is_empty() {
            text.push('\n');
        }
        let inline = if quote.inline { ", inline" } else { "" };
        let layout = quote.layout.map_or("no translation", |l| l.as_str());
        writeln!(text, "== {}, {layout}{inline}", quote.lang).unwrap();
        for (source, target) in beads(quote) {
            text.push('\n');
            let side = |lang: &dyn std::fmt::Display, segments: &[Segment]| {
                if segments.is_empty() {
                    return "--\n".to_owned();
                }
                let lines = segments.iter();
                lines.map(|s| format!("{lang}  {}\n", s.text)).collect()
            };
            text += &side(&quote.lang, &quote.source[source]);
            if quote.is_translated() {
                text += &side(&quote.target_lang, &quote.target[target]);
            }
        }
    }
    for passed in &extraction.passed_over {
        if !text.is_empty() {
            text.push('\n');
        }
        let reason = match &passed.reason {
            PassedOverReason::Duplicate(id) => {
                let same = extraction.quotes.iter().position(|quote| quote.id == *id);
                format!("duplicate of quote {}", same.unwrap() + 1)
            }
            reason => reason.as_str().to_owned(),
        };
        writeln!(text, "-- passed over, {}, {reason}\n", passed.lang).unwrap();
        for span in &passed.spans {
            writeln!(text, "{}", one_line(document, *span)).unwrap();
        }
    }
    if text.is_empty() {
        text.push_str("-- nothing\n");
    }
    text
}

/// A quote's beads; without translation, each segment of the original by itself.
fn beads(quote: &Quote) -> Vec<(Range<usize>, Range<usize>)> {
    if !quote.is_translated() {
        return (0..quote.source.len()).map(|i| (i..i + 1, 0..0)).collect();
    }
    let beads = quote.beads.iter();
    beads
        .map(|bead| (bead.source.clone(), bead.target.clone()))
        .collect()
}

fn one_line(document: &Document, span: Span) -> String {
    let words = document.text()[span.start..span.end].split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}
