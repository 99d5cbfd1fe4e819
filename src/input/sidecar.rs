//! `NAME.toml` beside a document `NAME.md`: metadata that are not in the document itself.

use super::paths::absolute;
use crate::config;
use crate::document::Metadata;
use crate::error::{Error, FileRole, Result};
use crate::toml_file;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The metadata beside the document at `path`; empty if there are none.
pub(super) fn read(path: &Path) -> Result<Metadata> {
    let Some(beside) = place(path) else {
        return Ok(Metadata::default());
    };
    match fs::read_to_string(&beside) {
        Ok(text) => toml_file::parse(&beside, &text, FileRole::Data),
        Err(error) if is_absent(&error) => Ok(Metadata::default()),
        Err(error) => Err(Error::io("read", &beside, error)),
    }
}

/// The path of the metadata of the document at `path`, whether they exist or not.
pub(super) fn place(path: &Path) -> Option<PathBuf> {
    let beside = path.with_extension("toml");
    // Beside a document `diglot.md` in a project's folder is the configuration.
    let free = beside
        .file_name()
        .is_some_and(|name| name != config::FILE_NAME);
    (free && beside != path).then_some(beside)
}

/// Divides `paths` into documents and metadata of these documents, both in their order. A `NAME.toml` without
/// its document counts as a document.
///
/// ```
/// use diglot::input::documents_and_metadata;
///
/// let paths = ["a.md", "a.toml", "b.toml"].map(Into::into);
/// let (documents, metadata) = documents_and_metadata(paths.into())?;
/// assert_eq!(documents, ["a.md", "b.toml"].map(std::path::PathBuf::from));
/// assert_eq!(metadata, [std::path::PathBuf::from("a.toml")]);
/// # Ok::<(), diglot::Error>(())
/// ```
pub fn documents_and_metadata(paths: Vec<PathBuf>) -> Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let places = paths
        .iter()
        .map(|path| absolute(path))
        .collect::<Result<Vec<_>>>()?;
    let taken: HashSet<PathBuf> = places.iter().filter_map(|path| place(path)).collect();
    let (mut documents, mut metadata) = (Vec::new(), Vec::new());
    for (path, place) in paths.into_iter().zip(places) {
        match taken.contains(&place) {
            true => metadata.push(path),
            false => documents.push(path),
        }
    }
    Ok((documents, metadata))
}

/// Whether there is no file. There is also none below what is not a folder, such as a pipe in `/dev/fd`.
fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}
