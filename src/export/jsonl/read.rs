//! Reads JSON Lines.

use crate::document::{DocumentInfo, Metadata, untagged_checksum};
use crate::error::{Error, ErrorKind, FileRole, Result};
use crate::record::{BeadKind, BeadSide, Record, Status};
use serde::Deserialize;
use std::collections::HashMap;
use std::io::BufRead;
use std::path::Path;

/// A line as it is read: field by field, because `flatten` and `deny_unknown_fields` do not work
/// together, and because `flatten` would make the column of an error wrong.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadBead {
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

/// The result of reading JSON Lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportedCorpus {
    /// The documents that the records name, in the order of their first record. JSON Lines carries
    /// their id and checksum; their metadata is empty.
    pub documents: Vec<DocumentInfo>,
    /// The records, in the order of the lines.
    pub records: Vec<Record>,
}

/// Reads what the `jsonl` format wrote. Blank lines are skipped.
///
/// ```
/// use diglot::export::{Corpus, ExportOptions, FORMATS, jsonl};
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
/// let format = FORMATS.named("jsonl").unwrap();
/// format.write(&corpus, &ExportOptions::default(), &mut out).unwrap();
/// assert_eq!(String::from_utf8(out).unwrap(), line);
/// ```
///
/// # Errors
///
/// A line that is not a bead, with its place in `path`; one document with two checksums.
pub fn read(mut input: impl BufRead, path: &Path) -> Result<ImportedCorpus> {
    let mut imported = ImportedCorpus::default();
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
        let line: ReadBead = serde_json::from_slice(&bytes)
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
                "`{}` is not a checksum: `sha256:` and 64 hexadecimal digits",
                line.checksum
            ))
        })?;
        match known.get(&line.document) {
            Some(first) if first != checksum => {
                return Err(malformed(format!(
                    "document `{}` had another checksum above: the file mixes two versions of it",
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

impl From<ReadBead> for Record {
    fn from(line: ReadBead) -> Self {
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
