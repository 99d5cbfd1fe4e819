//! The files in a folder: its documents, and those that are not read.

use super::document_file::DocumentFile;
use super::not_read::FilesNotRead;
use super::read::first_bytes;
use super::{readers, sidecar};
use crate::error::{Error, ErrorKind, Result};
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The files in a corpus folder and below.
#[derive(Debug)]
pub struct CorpusFiles {
    /// Its documents, sorted by id: every file that has an extension of documents, is not hidden, and is in a
    /// format that a reader takes.
    ///
    /// A folder that cannot be listed is an error here, and so is the second of two files with one id, so that
    /// they do not stop the others.
    pub documents: Vec<Result<DocumentFile>>,
    /// The other files.
    pub not_read: FilesNotRead,
}

/// The files in the corpus folder `folder` and below; `extensions` are those of documents.
///
/// # Errors
///
/// The folder itself cannot be read.
pub fn corpus(folder: &Path, extensions: &[String]) -> Result<CorpusFiles> {
    let walked = walk(folder, extensions)
        .map_err(|error| Error::io("read the corpus folder", folder, error))?;
    let not_read = walked.not_read();
    let mut files: Vec<DocumentFile> = walked
        .documents
        .iter()
        .map(|path| DocumentFile::in_corpus(folder, path))
        .collect();
    files.sort();
    let mut documents: Vec<Result<DocumentFile>> = walked.failed.into_iter().map(Err).collect();
    let mut last: Option<DocumentFile> = None;
    for file in files {
        match &last {
            Some(first) if first.id == file.id => documents.push(Err(ErrorKind::SameId {
                id: file.id,
                first: first.path.clone(),
                second: file.path,
            }
            .into())),
            _ => {
                last = Some(file.clone());
                documents.push(Ok(file));
            }
        }
    }
    Ok(CorpusFiles {
        documents,
        not_read,
    })
}

/// The files in any folder and below.
#[derive(Debug)]
pub struct FolderFiles {
    /// Its documents, sorted by path.
    pub documents: Vec<PathBuf>,
    /// What could not be listed.
    pub failed: Vec<Error>,
    /// The other files.
    pub not_read: FilesNotRead,
}

/// The files in any folder and below; `extensions` are those of documents.
///
/// # Errors
///
/// The folder itself cannot be read.
pub fn files_in(folder: &Path, extensions: &[String]) -> Result<FolderFiles> {
    let walked = walk(folder, extensions).map_err(|error| Error::io("read", folder, error))?;
    let documents = walked.documents.iter().map(|file| folder.join(file));
    let mut documents: Vec<PathBuf> = documents.collect();
    documents.sort();
    Ok(FolderFiles {
        documents,
        not_read: walked.not_read(),
        failed: walked.failed,
    })
}

/// The files below a folder.
fn walk<'a>(folder: &'a Path, extensions: &'a [String]) -> io::Result<Walk<'a>> {
    let mut walk = Walk {
        corpus: folder,
        extensions,
        above: Vec::new(),
        documents: Vec::new(),
        others: Vec::new(),
        failed: Vec::new(),
    };
    walk.folder(Path::new(""))?;
    Ok(walk)
}

struct Walk<'a> {
    corpus: &'a Path,
    extensions: &'a [String],
    /// The real folders from the corpus down to this one, to detect a link that leads back up.
    above: Vec<PathBuf>,
    /// Paths of the documents in the corpus.
    documents: Vec<PathBuf>,
    /// Paths of the other files in the corpus.
    others: Vec<PathBuf>,
    failed: Vec<Error>,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path) -> io::Result<()> {
        let path = self.corpus.join(folder);
        let real = path.canonicalize()?;
        if self.above.contains(&real) {
            let error = io::Error::other("this link leads back to a folder above it");
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
            // A link to nowhere is a document, too: reading it reports the error.
            _ if self.is_document(&within) => self.documents.push(within),
            // Two links that lead to each other may have been meant for folders.
            Err(error) if is_loop(&path) => {
                self.failed.push(Error::io("read", &path, error));
            }
            Ok(_) => self.others.push(within),
            Err(_) => {}
        }
    }

    /// Whether a file has an extension of documents, and is not known to be in a format that no reader takes.
    fn is_document(&self, within: &Path) -> bool {
        let is_named = within.extension().is_some_and(|extension| {
            self.extensions
                .iter()
                .any(|known| extension.eq_ignore_ascii_case(known.trim_start_matches('.')))
        });
        is_named
            && (readers::by_extension(within).is_some() || {
                let path = self.corpus.join(within);
                readers::choose(&path, &first_bytes(&path)).is_ok()
            })
    }

    /// The files that are neither documents nor metadata of another file.
    fn not_read(&self) -> FilesNotRead {
        let files = self.documents.iter().chain(&self.others);
        let metadata: HashSet<PathBuf> = files.filter_map(|file| sidecar::place(file)).collect();
        let others = self.others.iter();
        let mut files: Vec<PathBuf> = others
            .filter(|file| !metadata.contains(*file))
            .cloned()
            .collect();
        files.sort();
        FilesNotRead {
            folder: self.corpus.to_owned(),
            files,
            has_documents: !self.documents.is_empty(),
        }
    }
}

/// Whether a path is a link that leads, over other links, to itself.
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
