//! The file of a document, with the id that the document gets.

use super::paths::slashed;
use std::path::{Path, PathBuf};

/// A document that has not been read yet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentFile {
    /// Its id.
    pub id: String,
    /// Where to read it; [`STDIN`](super::STDIN) for standard input.
    pub path: PathBuf,
}

impl DocumentFile {
    /// The file at `path`, a path relative to the corpus folder `corpus`.
    pub(super) fn in_corpus(corpus: &Path, path: &Path) -> Self {
        Self {
            id: slashed(&path.with_extension("")),
            path: corpus.join(path),
        }
    }
}

impl AsRef<Path> for DocumentFile {
    fn as_ref(&self) -> &Path {
        &self.path
    }
}
