//! From a file's bytes to a document.

use super::document_file::DocumentFile;
use super::paths::STDIN;
use super::sidecar;
use crate::document::{CanonicalText, Document, Metadata, front_matter};
use crate::error::{Error, ErrorKind, Result};
use crate::id::checksum;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// Reads one document with its metadata.
pub fn read(source: &DocumentFile) -> Result<Document> {
    parse(source, bytes(&source.path)?)
}

/// The same with `bytes` in place of what the file holds.
pub fn parse(source: &DocumentFile, bytes: Vec<u8>) -> Result<Document> {
    let path = &source.path;
    let checksum = checksum(&bytes);
    let text = String::from_utf8(bytes).map_err(|error| {
        let offset = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..offset];
        ErrorKind::InvalidUtf8 {
            path: path.clone(),
            offset,
            line: before.iter().filter(|&&byte| byte == b'\n').count() + 1,
        }
    })?;
    let beside = match path.as_os_str() == STDIN {
        true => Metadata::default(),
        false => sidecar::read(path)?,
    };
    let within = front_matter(&text).map_or_else(Metadata::default, |(_, metadata)| metadata);
    let canonical = CanonicalText::verbatim(text, beside.or(within));
    Ok(Document::of_file(
        source.id.clone(),
        path.clone(),
        checksum,
        canonical,
    ))
}

/// Reads a plain text that is nobody's document: its id is its file's name without extension.
pub fn plain(path: &Path) -> Result<Document> {
    let stem = path.file_stem().unwrap_or(path.as_os_str());
    let id = match path.as_os_str() == STDIN {
        true => "stdin".into(),
        false => stem.to_string_lossy().into_owned(),
    };
    let path = path.to_owned();
    read(&DocumentFile { id, path })
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    let failed = |error| Error::io("read", path, error);
    if path.as_os_str() == STDIN {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map_err(failed)?;
        return Ok(bytes);
    }
    if fs::metadata(path).map_err(failed)?.is_dir() {
        return Err(ErrorKind::IsDirectory {
            path: path.to_owned(),
        }
        .into());
    }
    fs::read(path).map_err(failed)
}
