//! JSON Lines, the native interchange: one bead a line, all of it, and readable again.
//!
//! A line is a [`Record`] with its document's checksum. Reading what was written gives the same
//! records. A field that is not known is refused rather than lost.

use super::Row;
use crate::document::{DocumentInfo, Metadata, untagged_checksum};
use crate::error::{Error, ErrorKind, FileRole, Result};
use crate::record::{BeadKind, BeadSide, Record, Status};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::io::{self, BufRead, Write};
use std::path::Path;

#[derive(Serialize)]
struct WrittenLine<'a> {
    #[serde(flatten)]
    record: &'a Record,
    checksum: String,
}

/// Field by field, because `flatten` and `deny_unknown_fields` do not go together, and because the
/// column of an error is only right without `flatten`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadLine {
    document: String,
    quote: String,
    bead: String,
    kind: BeadKind,
    score: f64,
    status: Status,
    #[serde(default)]
    inline: bool,
    source: Option<BeadSide>,
    target: Option<BeadSide>,
    #[serde(default)]
    notes: Vec<String>,
    checksum: String,
}

pub(super) fn write(rows: &[Row<'_>], out: &mut dyn Write) -> io::Result<()> {
    for row in rows {
        let line = WrittenLine {
            record: row.record,
            checksum: row.document.tagged_checksum(),
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// What was read from JSON Lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The documents that the records name, in the order of their first record. JSON Lines carries
    /// their id and checksum; their metadata is empty.
    pub documents: Vec<DocumentInfo>,
    /// The records, in the order of the lines.
    pub records: Vec<Record>,
}

/// Reads what the `jsonl` format wrote; blank lines are passed over.
///
/// ```
/// use diglot::choice::Choice;
/// use diglot::export::{Corpus, Format, Options, jsonl};
/// use std::path::Path;
///
/// let line = concat!(
///     r#"{"document":"gogol","quote":"0a1b2c3d4e5f","bead":"0a1b2c3d4e5f.1","kind":"1-1","#,
///     r#""score":0.97,"status":"proposed","#,
///     r#""source":{"lang":"ru","text":"Зима.","spans":[[4,13]]},"#,
///     r#""target":{"lang":"en","text":"Winter.","spans":[[20,27]]},"#,
///     r#""checksum":"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}"#,
///     "\n",
/// );
/// let read = jsonl::read(line.as_bytes(), Path::new("corpus.jsonl")).unwrap();
/// assert_eq!(read.records[0].kind.to_string(), "1-1");
///
/// let corpus = Corpus { documents: &read.documents, records: &read.records };
/// let mut out = Vec::new();
/// let format = Format::from_name("jsonl").unwrap();
/// format.write(&corpus, &Options::default(), &mut out).unwrap();
/// assert_eq!(String::from_utf8(out).unwrap(), line);
/// ```
///
/// # Errors
///
/// A line that is no bead, with its place in `path`; one document with two checksums.
pub fn read(mut input: impl BufRead, path: &Path) -> Result<Imported> {
    let mut imported = Imported::default();
    let mut known: HashMap<String, String> = HashMap::new();
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        let count = input
            .read_until(b'\n', &mut bytes)
            .map_err(|error| Error::io("read", path, error))?;
        if count == 0 {
            break;
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let line: ReadLine = serde_json::from_slice(&bytes)
            .map_err(|error| Error::json(path, number, &bytes, &error))?;
        let malformed = |message: String| ErrorKind::Malformed {
            role: FileRole::Data,
            path: path.to_owned(),
            line: number,
            column: 0,
            message,
        };
        let checksum = untagged_checksum(&line.checksum).ok_or_else(|| {
            malformed(format!(
                "`{}` is no checksum: `sha256:` and 64 hexadecimal digits",
                line.checksum
            ))
        })?;
        match known.get(&line.document) {
            Some(first) if first != checksum => {
                return Err(malformed(format!(
                    "document `{}` had another checksum above: two versions of it are mixed",
                    line.document
                ))
                .into());
            }
            Some(_) => {}
            None => {
                known.insert(line.document.clone(), checksum.to_owned());
                imported.documents.push(DocumentInfo {
                    id: line.document.clone(),
                    checksum: checksum.to_owned(),
                    metadata: Metadata::default(),
                });
            }
        }
        imported.records.push(line.into());
    }
    Ok(imported)
}

impl From<ReadLine> for Record {
    fn from(line: ReadLine) -> Self {
        Record {
            document: line.document,
            quote: line.quote,
            bead: line.bead,
            kind: line.kind,
            score: line.score,
            status: line.status,
            inline: line.inline,
            source: line.source,
            target: line.target,
            notes: line.notes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::choice::Choice;
    use crate::export::{Corpus, Format, Options};
    use crate::sample::{any_record, bead, document};
    use proptest::prelude::*;

    fn exported(documents: &[DocumentInfo], records: &[Record]) -> Vec<u8> {
        let mut out = Vec::new();
        let corpus = Corpus { documents, records };
        let options = Options {
            include_rejected: true,
        };
        Format::from_name("jsonl")
            .unwrap()
            .write(&corpus, &options, &mut out)
            .unwrap();
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
    fn a_bad_line_is_told_with_its_line_and_its_column_in_characters() {
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
        assert!(read_error(&good.replace("\"1-1\"", "\"one\"")).contains("`one` is no bead kind"));
        assert!(read_error(&good.replace("sha256:0", "md5:0")).contains("is no checksum"));
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
}
