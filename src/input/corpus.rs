//! Which files are a project's documents.

use super::Source;
use crate::error::{Error, ErrorKind, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// The documents in the folder `corpus` and below, sorted by id: every file with one of the
/// `extensions` that is not hidden.
///
/// What cannot be listed, and the second of two files with the same id, stands as an error in its
/// place, so that the others can go on. Only a corpus folder that cannot be read at all fails.
pub fn corpus(corpus: &Path, extensions: &[String]) -> Result<Vec<Result<Source>>> {
    let mut walk = Walk {
        corpus,
        extensions,
        above: Vec::new(),
        files: Vec::new(),
        failed: Vec::new(),
    };
    walk.folder(Path::new(""))
        .map_err(|error| Error::io("read the corpus folder", corpus, error))?;

    let mut sources: Vec<Source> = walk
        .files
        .iter()
        .map(|path| Source::in_corpus(corpus, path))
        .collect();
    sources.sort();
    let mut listing: Vec<Result<Source>> = walk.failed.into_iter().map(Err).collect();
    let mut last: Option<Source> = None;
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
    fn folder(&mut self, folder: &Path) -> std::io::Result<()> {
        let path = self.corpus.join(folder);
        let real = path.canonicalize()?;
        if self.above.contains(&real) {
            return Ok(());
        }
        let mut names = fs::read_dir(&path)?
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect::<std::io::Result<Vec<_>>>()?;
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
