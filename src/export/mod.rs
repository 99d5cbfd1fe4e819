//! Formats to download a corpus in: JSON Lines, TMX, CSV, TSV.
//!
//! In come the documents and their records; out go bytes that depend on nothing else: no clock, no
//! order of threads, no machine. Every format gives the document, the place and the checksum of
//! each bead. Which beads leave at all is decided here, once, for every format; a format may only
//! leave out what it has no form for (TMX has none for a bead with one side).

mod csv;
pub mod jsonl;
mod tmx;

use crate::choice::Choice;
use crate::document::DocumentInfo;
use crate::record::{Record, Status};
use crate::text::Span;
use std::collections::HashMap;
use std::io::{self, BufWriter, Write};

/// What is exported: documents, and the records of these documents in the order to write them in.
#[derive(Clone, Copy, Debug)]
pub struct Corpus<'a> {
    /// The documents that the records come from.
    pub documents: &'a [DocumentInfo],
    /// The beads.
    pub records: &'a [Record],
}

/// What to leave in and out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether beads that a reviewer has rejected are written too; they are not unless asked for.
    pub include_rejected: bool,
}

/// A file format to export to.
///
/// ```
/// use diglot::choice::Choice;
/// use diglot::export::{Corpus, Format, Options};
///
/// let corpus = Corpus { documents: &[], records: &[] };
/// let mut out = Vec::new();
/// let format = Format::from_name("csv").unwrap();
/// format.write(&corpus, &Options::default(), &mut out).unwrap();
/// assert!(out.starts_with(b"document,quote,bead,kind,score,status,"));
/// ```
#[derive(Debug)]
pub struct Format {
    /// What it is called on the command line.
    pub name: &'static str,
    /// Endings of its files, without dot; the first one is the usual one.
    pub extensions: &'static [&'static str],
    /// What it is good for, in one line.
    pub description: &'static str,
    write: fn(&[Row<'_>], &mut dyn Write) -> io::Result<()>,
}

/// Every format, in the order in which help shows them.
static FORMATS: [Format; 4] = [
    Format {
        name: "jsonl",
        extensions: &["jsonl", "ndjson"],
        description: "JSON Lines, one bead a line: everything, and readable again",
        write: jsonl::write,
    },
    Format {
        name: "tmx",
        extensions: &["tmx"],
        description: "TMX 1.4b, for translation memories and concordancers: two-sided beads only",
        write: tmx::write,
    },
    Format {
        name: "csv",
        extensions: &["csv"],
        description: "comma-separated values (RFC 4180), for spreadsheets and statistics",
        write: csv::write_csv,
    },
    Format {
        name: "tsv",
        extensions: &["tsv", "tab"],
        description: "tab-separated values, never quoted, for command-line tools",
        write: csv::write_tsv,
    },
];

impl Choice for Format {
    fn all() -> &'static [Self] {
        &FORMATS
    }

    fn name(&self) -> &'static str {
        self.name
    }

    fn extensions(&self) -> &'static [&'static str] {
        self.extensions
    }
}

impl Format {
    /// Writes the corpus to `out`, bead by bead, and flushes it.
    ///
    /// # Errors
    ///
    /// What `out` reports, and [`io::ErrorKind::InvalidInput`] for a record whose document is not
    /// among the corpus's: it could not say where it comes from.
    pub fn write(
        &self,
        corpus: &Corpus<'_>,
        options: &Options,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let rows = rows(corpus, options)?;
        let mut out = BufWriter::new(out);
        (self.write)(&rows, &mut out)?;
        out.flush()
    }
}

/// A bead to write, with its document.
#[derive(Clone, Copy)]
struct Row<'a> {
    document: &'a DocumentInfo,
    record: &'a Record,
}

/// The beads that leave, whatever the format.
fn rows<'a>(corpus: &Corpus<'a>, options: &Options) -> io::Result<Vec<Row<'a>>> {
    let documents: HashMap<&str, &DocumentInfo> = corpus
        .documents
        .iter()
        .map(|document| (document.id.as_str(), document))
        .collect();
    corpus
        .records
        .iter()
        .filter(|record| options.include_rejected || record.status != Status::Rejected)
        .map(|record| {
            let document = documents.get(record.document.as_str()).ok_or_else(|| {
                let message = format!(
                    "bead `{}` is of document `{}`, which is not in the corpus",
                    record.bead, record.document
                );
                io::Error::new(io::ErrorKind::InvalidInput, message)
            })?;
            Ok(Row { document, record })
        })
        .collect()
}

/// Spans as text, `120..160 170..200`: bytes, the end not included. A hyphen would have
/// spreadsheets read small spans as dates.
fn spans_as_text(spans: &[Span]) -> String {
    spans
        .iter()
        .map(|span| format!("{}..{}", span.start, span.end))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{bead, document};

    fn written(format: &Format, corpus: &Corpus<'_>, options: Options) -> String {
        let mut out = Vec::new();
        format.write(corpus, &options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_format_leaves_rejected_beads_out_unless_asked() {
        let documents = [document("gogol")];
        let mut records = [
            bead("gogol", "aaaaaaaaaaaa.1", "Вот и зима.", "Winter is here."),
            bead("gogol", "aaaaaaaaaaaa.2", "Холодно.", "It is cold."),
        ];
        records[1].status = Status::Rejected;
        let corpus = Corpus {
            documents: &documents,
            records: &records,
        };
        for format in Format::all() {
            let usual = written(format, &corpus, Options::default());
            assert!(usual.contains("aaaaaaaaaaaa.1"), "{}", format.name);
            assert!(!usual.contains("aaaaaaaaaaaa.2"), "{}", format.name);
            let include_rejected = true;
            let everything = written(format, &corpus, Options { include_rejected });
            assert!(everything.contains("aaaaaaaaaaaa.2"), "{}", format.name);
        }
    }

    #[test]
    fn every_format_carries_document_place_and_checksum() {
        let documents = [document("gogol")];
        let records = [bead("gogol", "aaaaaaaaaaaa.1", "Зима.", "Winter.")];
        let corpus = Corpus {
            documents: &documents,
            records: &records,
        };
        for format in Format::all() {
            let text = written(format, &corpus, Options::default());
            let place = match format.name {
                "jsonl" => "[[10,19]]",
                _ => "10..19",
            };
            for expected in ["gogol", place, &documents[0].tagged_checksum()] {
                assert!(text.contains(expected), "{}: {expected}", format.name);
            }
        }
    }

    #[test]
    fn a_record_of_an_unknown_document_is_refused() {
        let records = [bead("gogol", "aaaaaaaaaaaa.1", "Зима.", "Winter.")];
        let corpus = Corpus {
            documents: &[],
            records: &records,
        };
        for format in Format::all() {
            let error = format
                .write(&corpus, &Options::default(), &mut Vec::new())
                .unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
            assert!(error.to_string().contains("`gogol`"));
        }
    }
}
