//! `NAME.toml` beside a document `NAME.md`: its metadata, where they cannot stand in it.

use crate::config;
use crate::document::Metadata;
use crate::error::{Error, Result};
use crate::toml_file;
use std::fs;
use std::io;
use std::path::Path;

/// The metadata beside the document at `path`; empty when there is no such file.
pub fn read(path: &Path) -> Result<Metadata> {
    let beside = path.with_extension("toml");
    // A document called `diglot.md` in a project's folder stands beside the configuration.
    if beside
        .file_name()
        .is_none_or(|name| name == config::FILE_NAME)
        || beside == path
    {
        return Ok(Metadata::default());
    }
    match fs::read_to_string(&beside) {
        Ok(text) => toml_file::parse(&beside, &text),
        Err(error) if is_absent(&error) => Ok(Metadata::default()),
        Err(error) => Err(Error::io("read", &beside, error)),
    }
}

/// Whether there is no file: also below something that is no folder, such as a pipe in `/dev/fd`.
fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}
