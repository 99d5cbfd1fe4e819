//! Which files are a project's documents.

use super::document_file::DocumentFile;
use crate::error::{Error, ErrorKind, Result};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The documents in the folder `corpus` and below, sorted by id: every file with one of the
/// `extensions` that is not hidden.
///
/// What cannot be listed, and the second of two files with the same id, stands as an error in its
/// place, so that the others can go on. Only a corpus folder that cannot be read at all fails.
pub fn corpus(corpus: &Path, extensions: &[String]) -> Result<Vec<Result<DocumentFile>>> {
    let (files, failed) = walk(corpus, extensions)
        .map_err(|error| Error::io("read the corpus folder", corpus, error))?;
    let mut sources: Vec<DocumentFile> = files
        .iter()
        .map(|path| DocumentFile::in_corpus(corpus, path))
        .collect();
    sources.sort();
    let mut listing: Vec<Result<DocumentFile>> = failed.into_iter().map(Err).collect();
    let mut last: Option<DocumentFile> = None;
    for source in sources {
        match &last {
            Some(first) if first.id == source.id => listing.push(Err(ErrorKind::SameId {
                id: source.id,
                first: first.path.clone(),
                second: source.path,
            }
            .into())),
            _ => {
                last = Some(source.clone());
                listing.push(Ok(source));
            }
        }
    }
    Ok(listing)
}

/// The documents in any folder and below, sorted by path, and what could not be listed.
///
/// # Errors
///
/// The folder itself cannot be read.
pub fn documents_in(folder: &Path, extensions: &[String]) -> Result<(Vec<PathBuf>, Vec<Error>)> {
    let (files, failed) =
        walk(folder, extensions).map_err(|error| Error::io("read", folder, error))?;
    let mut files: Vec<PathBuf> = files.iter().map(|file| folder.join(file)).collect();
    files.sort();
    Ok((files, failed))
}

/// The documents below a folder, as paths in it, and what could not be listed.
fn walk(corpus: &Path, extensions: &[String]) -> io::Result<(Vec<PathBuf>, Vec<Error>)> {
    let mut walk = Walk {
        corpus,
        extensions,
        above: Vec::new(),
        files: Vec::new(),
        failed: Vec::new(),
    };
    walk.folder(Path::new(""))?;
    Ok((walk.files, walk.failed))
}

struct Walk<'a> {
    corpus: &'a Path,
    extensions: &'a [String],
    /// The real folders from the corpus down to here, to know a link that leads back up.
    above: Vec<PathBuf>,
    /// Paths of the documents in the corpus.
    files: Vec<PathBuf>,
    failed: Vec<Error>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path) -> io::Result<()> {
        let path = self.corpus.join(folder);
        let real = path.canonicalize()?;
        if self.above.contains(&real) {
            let error = io::Error::other("this link leads back to a folder that it is in");
            return Err(error);
        }
        let mut names = fs::read_dir(&path)?
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect::<io::Result<Vec<_>>>()?;
        names.sort();
        self.above.push(real);
        for name in names {
            if !name.as_encoded_bytes().starts_with(b".") {
                self.entry(folder.join(name));
            }
        }
        self.above.pop();
        Ok(())
    }

    fn entry(&mut self, within: PathBuf) {
        let path = self.corpus.join(&within);
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => {
                if let Err(error) = self.folder(&within) {
                    self.failed.push(Error::io("read", &path, error));
                }
            }
            Ok(metadata) if !metadata.is_file() => {}
            // A link to nowhere is kept, too: reading it says what is wrong.
            _ if self.is_document(&within) => self.files.push(within),
            // Two links that lead to each other may have been meant for folders.
            Err(error) if is_loop(&path) => {
                self.failed.push(Error::io("read", &path, error));
            }
            _ => {}
        }
    }

    fn is_document(&self, path: &Path) -> bool {
        path.extension().is_some_and(|extension| {
            self.extensions
                .iter()
                .any(|known| extension.eq_ignore_ascii_case(known.trim_start_matches('.')))
        })
    }
}

/// Whether a path is a link that leads only to other links, and in the end to itself.
fn is_loop(path: &Path) -> bool {
    let mut seen = Vec::new();
    let mut at = path.to_owned();
    while let Ok(next) = fs::read_link(&at) {
        if seen.contains(&at) {
            return true;
        }
        let folder = at.parent().unwrap_or(Path::new("")).to_owned();
        seen.push(std::mem::replace(&mut at, folder.join(next)));
    }
    false
}
