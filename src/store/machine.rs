//! `NAME.jsonl`: what the machine says about one document.
//!
//! The first line says what the file is and which document, in which version, it was made from; then comes
//! one [`Record`] on each line. The same records give the same bytes, and a file is complete or does not
//! exist.

use crate::document::{DocumentInfo, Metadata, untagged_checksum};
use crate::error::{Error, ErrorKind, FileRole, Result};
use crate::record::Record;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The version of the two files' format that this program writes, and the last that it reads.
pub const FORMAT_VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    diglot: u32,
    document: String,
    checksum: String,
    metadata: Metadata,
}

impl Header {
    /// The document that it is about, or what is wrong with it.
    fn document(self) -> Result<DocumentInfo, String> {
        match untagged_checksum(&self.checksum) {
            None => Err(format!("`{}` is not a checksum", self.checksum)),
            Some(checksum) => Ok(DocumentInfo {
                checksum: checksum.to_owned(),
                id: self.document,
                metadata: self.metadata,
            }),
        }
    }
}

/// Only the version, so that the rest of a later version's header need not make sense.
#[derive(Deserialize)]
struct Version {
    diglot: u32,
}

/// The error for a line of a later version than ours, if it is one.
pub(super) fn later_version(path: &Path, number: usize, line: &[u8]) -> Option<Error> {
    let version = serde_json::from_slice::<Version>(line).ok()?.diglot;
    (version > FORMAT_VERSION).then(|| {
        malformed(
            path,
            number,
            format!(
                "is in format {version}, but this program reads formats up to {FORMAT_VERSION}; use \
                 a later diglot"
            ),
        )
    })
}

/// Whether a line is a header of a version that we know.
pub(super) fn is_header(line: &[u8]) -> bool {
    serde_json::from_slice::<Version>(line).is_ok()
}

/// The document that a file with this first line was made from.
pub(super) fn header(line: &[u8]) -> Option<DocumentInfo> {
    let header: Header = serde_json::from_slice(line).ok()?;
    header.document().ok()
}

pub(super) fn malformed(path: &Path, line: usize, message: String) -> Error {
    ErrorKind::Malformed {
        role: FileRole::Data,
        path: path.to_owned(),
        line,
        column: 0,
        message,
    }
    .into()
}

/// The bytes of the file.
pub(super) fn to_bytes(document: &DocumentInfo, records: &[Record]) -> serde_json::Result<Vec<u8>> {
    let header = Header {
        diglot: FORMAT_VERSION,
        document: document.id.clone(),
        checksum: document.tagged_checksum(),
        metadata: document.metadata.clone(),
    };
    let mut bytes = serde_json::to_vec(&header)?;
    bytes.push(b'\n');
    for record in records {
        serde_json::to_writer(&mut bytes, record)?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}

/// Reads the bytes of the file; `path` is for messages.
pub(super) fn parse(path: &Path, bytes: &[u8]) -> Result<(DocumentInfo, Vec<Record>)> {
    let mut lines = (1..)
        .zip(bytes.split(|&byte| byte == b'\n'))
        .filter(|(_, line)| !line.trim_ascii().is_empty());
    let no_header = || {
        let message = "is not an alignment file: its first line is not a header; `diglot \
                       build` writes it again";
        malformed(path, 1, message.into())
    };
    let (number, first) = lines.next().ok_or_else(no_header)?;
    if let Some(error) = later_version(path, number, first) {
        return Err(error);
    }
    if !is_header(first) {
        return Err(no_header());
    }
    let header: Header =
        serde_json::from_slice(first).map_err(|error| Error::json(path, number, first, &error))?;
    let document = header
        .document()
        .map_err(|message| malformed(path, number, message))?;
    let records = lines
        .map(|(number, line)| {
            serde_json::from_slice(line).map_err(|error| Error::json(path, number, line, &error))
        })
        .collect::<Result<_>>()?;
    Ok((document, records))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{any_record, bead, document};
    use proptest::prelude::*;

    fn error_of(text: &str) -> String {
        parse(Path::new("gogol.jsonl"), text.as_bytes())
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn the_file_reads_as_the_description_says() {
        let bytes = to_bytes(
            &document("gogol"),
            &[bead("gogol", "0a1b2c3d4e5f.1", "Зима.", "Winter.")],
        );
        assert_eq!(
            String::from_utf8(bytes.unwrap()).unwrap(),
            concat!(
                r#"{"diglot":1,"document":"gogol","checksum":"sha256:"#,
                r#"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","#,
                r#""metadata":{"title":"The Overcoat & Other Cloaks","author":"N. V. Gogol"}}"#,
                "\n",
                r#"{"document":"gogol","quote":"0a1b2c3d4e5f","bead":"0a1b2c3d4e5f.1","#,
                r#""kind":"1-1","score":0.9123,"status":"proposed","#,
                r#""source":{"lang":"ru","text":"Зима.","spans":[[10,19]]},"#,
                r#""target":{"lang":"en","text":"Winter.","spans":[[10,17]]}}"#,
                "\n",
            )
        );
    }

    #[test]
    fn a_file_of_a_later_format_is_named_as_such() {
        assert_eq!(
            error_of("{\"diglot\":2,\"novelty\":[]}\n"),
            "gogol.jsonl:1: is in format 2, but this program reads formats up to 1; use a later diglot"
        );
    }

    #[test]
    fn a_file_that_is_not_ours_is_named_as_such() {
        assert!(error_of("").contains("its first line is not a header"));
        assert!(error_of("hello\n").contains("its first line is not a header"));
        assert!(error_of("{}\n").contains("its first line is not a header"));
    }

    #[test]
    fn a_bad_record_is_reported_with_its_place() {
        let mut text = String::from_utf8(to_bytes(&document("gogol"), &[]).unwrap()).unwrap();
        text.push_str("{\"document\":\"gogol\",\"quote\":7}\n");
        assert!(error_of(&text).starts_with("gogol.jsonl:2:29: invalid type: integer `7`"));
    }

    proptest! {
        #[test]
        fn write_then_read_is_the_identity(
            records in prop::collection::vec(any_record("gogol"), 0..6),
        ) {
            let bytes = to_bytes(&document("gogol"), &records).unwrap();
            let (header, read) = parse(Path::new("gogol.jsonl"), &bytes).unwrap();
            prop_assert_eq!(header, document("gogol"));
            prop_assert_eq!(&read, &records);
            prop_assert_eq!(to_bytes(&document("gogol"), &read).unwrap(), bytes);
        }
    }
}
