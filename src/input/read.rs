//! From a file's bytes to a document.

use super::document_file::DocumentFile;
use super::foreign::FIRST_BYTES;
use super::paths::{STDIN, slashed};
use super::readers;
use super::sidecar;
use crate::document::{CanonicalText, Document};
use crate::error::{Error, ErrorKind, Result};
use crate::id::checksum;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Reads one document with its metadata.
pub fn read(file: &DocumentFile) -> Result<Document> {
    parse(file, bytes(&file.path)?)
}

/// The same with `bytes` in place of what the file holds.
pub fn parse(file: &DocumentFile, bytes: Vec<u8>) -> Result<Document> {
    let path = &file.path;
    let checksum = checksum(&bytes);
    let mut canonical = canonical(path, bytes)?;
    if path.as_os_str() != STDIN {
        canonical.metadata = sidecar::read(path)?.or(canonical.metadata);
    }
    Ok(Document::of_file(
        file.id.clone(),
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

impl Document {
    /// Reads a document from the bytes of a file. The reader is chosen by the name and the first bytes; the id
    /// is the name without extension. Nothing on the disk is looked at.
    ///
    /// ```
    /// use diglot::Document;
    ///
    /// let document = Document::read("gogol/overcoat.md", "Зима.")?;
    /// assert_eq!(document.id(), "gogol/overcoat");
    /// assert!(document.is_verbatim());
    ///
    /// let refused = Document::read("overcoat.docx", "PK\u{3}\u{4}").unwrap_err().to_string();
    /// assert!(refused.starts_with("`overcoat.docx` is a Word document, which diglot does not read; "));
    /// # Ok::<(), diglot::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// No reader takes the bytes: the error says what they are, where that is known, and what to do.
    pub fn read(name: &str, bytes: impl Into<Vec<u8>>) -> Result<Self> {
        let (path, bytes) = (PathBuf::from(name), bytes.into());
        let id = slashed(&path.with_extension(""));
        let checksum = checksum(&bytes);
        let canonical = canonical(&path, bytes)?;
        Ok(Self::of_file(id, path, checksum, canonical))
    }
}

/// What the reader makes of a file's bytes that its name and they ask for.
fn canonical(path: &Path, bytes: Vec<u8>) -> Result<CanonicalText> {
    let first_bytes = &bytes[..bytes.len().min(FIRST_BYTES)];
    match readers::choose(path, first_bytes) {
        Ok(reader) => (reader.read)(path, bytes),
        Err(format) => Err(format.refusal(path)),
    }
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

/// The bytes that a file begins with, as many as it takes to know its format; none if it cannot be read.
pub(super) fn first_bytes(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(FIRST_BYTES).unwrap_or(u64::MAX);
    match fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes)) {
        Ok(_) => bytes,
        Err(_) => Vec::new(),
    }
}
