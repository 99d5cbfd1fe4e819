//! The ids of documents. In a project, the id is the path in the corpus folder, so that `convert`, `check` and
//! `build` use the same id for the same file. Elsewhere it is the file's name, with as many parent folders as
//! distinguish the inputs.

use super::document_file::DocumentFile;
use super::paths::{STDIN, absolute, lexical, slashed};
use crate::config::{self, Config};
use crate::error::{ErrorKind, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Gives ids to the documents at `paths`, in their order. A path that is given twice is used once.
pub fn document_files(paths: &[PathBuf]) -> Result<Vec<DocumentFile>> {
    let mut seen = BTreeSet::new();
    let mut files = Vec::new();
    for path in paths {
        let file = UnnamedFile::new(path)?;
        if seen.insert(file.absolute.clone()) {
            files.push(file);
        }
    }
    let mut ids = ids(&files);
    // Documents of several projects: their ids in their projects do not distinguish them.
    let ambiguous = same(ids.iter().cloned());
    if !ambiguous.is_empty() {
        for (file, id) in files.iter_mut().zip(&ids) {
            if ambiguous.contains(id) {
                file.in_corpus = None;
            }
        }
        ids = self::ids(&files);
    }
    let mut taken: BTreeMap<&str, &Path> = BTreeMap::new();
    for (file, id) in files.iter().zip(&ids) {
        if let Some(first) = taken.insert(id, &file.path) {
            return Err(ErrorKind::SameId {
                id: id.clone(),
                first: first.to_owned(),
                second: file.path.clone(),
            }
            .into());
        }
    }
    Ok(ids
        .into_iter()
        .zip(files)
        .map(|(id, file)| DocumentFile {
            id,
            path: file.path,
        })
        .collect())
}

/// An input that has no id yet.
struct UnnamedFile {
    /// The path as given.
    path: PathBuf,
    absolute: PathBuf,
    /// Its path in the corpus of its project, if it is in one: then that is its id.
    in_corpus: Option<PathBuf>,
}

impl UnnamedFile {
    fn new(path: &Path) -> Result<Self> {
        let path = path.to_owned();
        if path.as_os_str() == STDIN {
            return Ok(Self {
                absolute: path.clone(),
                in_corpus: Some(PathBuf::from("stdin")),
                path,
            });
        }
        Ok(Self {
            absolute: absolute(&path)?,
            in_corpus: path_in_corpus(&path)?,
            path,
        })
    }

    /// The id with this number of parent folders, and with the extension if asked for.
    fn id(&self, folders: usize, extension: bool) -> String {
        let named = |path: &Path| match extension {
            true => slashed(path),
            false => slashed(&path.with_extension("")),
        };
        if let Some(path) = &self.in_corpus {
            return named(path);
        }
        let parts: Vec<_> = self.absolute.components().collect();
        let from = parts.len().saturating_sub(folders + 1);
        named(&parts[from..].iter().collect::<PathBuf>())
    }

    fn depth(&self) -> usize {
        self.absolute.components().count()
    }
}

/// The path of a file in the corpus of its project, which is that of the nearest `diglot.toml` above it; `None` if
/// the file is not in that corpus.
fn path_in_corpus(path: &Path) -> Result<Option<PathBuf>> {
    let absolute = absolute(path)?;
    let Some(root) = absolute.parent().and_then(config::find_root) else {
        return Ok(None);
    };
    let config = Config::read(&root.join(config::FILE_NAME))?;
    let corpus = lexical(&root.join(&config.project.corpus.0));
    Ok(absolute.strip_prefix(&corpus).ok().map(Path::to_owned))
}

/// An id for each file. Files with the same name get parent folders until they differ; files that differ only in
/// their extension keep it.
fn ids(files: &[UnnamedFile]) -> Vec<String> {
    let twins = same(files.iter().map(|c| c.absolute.with_extension("")));
    let extension = |i: usize| twins.contains(&files[i].absolute.with_extension(""));
    let mut ids: Vec<String> = (0..files.len())
        .map(|i| files[i].id(0, extension(i)))
        .collect();
    let deepest = files.iter().map(UnnamedFile::depth).max().unwrap_or(0);
    for folders in 1..deepest {
        let ambiguous = same(ids.iter().cloned());
        if ambiguous.is_empty() {
            break;
        }
        for (i, id) in ids.iter_mut().enumerate() {
            if ambiguous.contains(id) {
                *id = files[i].id(folders, extension(i));
            }
        }
    }
    ids
}

/// The values that occur more than once.
fn same<T: Ord + Clone>(all: impl Iterator<Item = T>) -> BTreeSet<T> {
    let mut seen = BTreeSet::new();
    all.filter(|one| !seen.insert(one.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paths: &[&str]) -> Vec<String> {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let sources = document_files(&paths).unwrap();
        sources.into_iter().map(|source| source.id).collect()
    }

    #[test]
    fn the_id_of_a_file_is_its_name() {
        assert_eq!(
            names(&["/x/ch1.md", "/x/v.2.txt", "-"]),
            ["ch1", "v.2", "stdin"]
        );
    }

    #[test]
    fn files_with_one_name_get_as_many_folders_as_distinguish_them() {
        assert_eq!(names(&["/x/a/ch1.md", "/x/b/ch1.md"]), ["a/ch1", "b/ch1"]);
        assert_eq!(
            names(&["/x/a/t/1.md", "/x/b/t/1.md", "/x/2.md"]),
            ["a/t/1", "b/t/1", "2"]
        );
        assert_eq!(names(&["/x/a/1.md", "/x/b/1.txt"]), ["a/1", "b/1"]);
    }

    #[test]
    fn files_that_differ_in_their_extension_keep_it() {
        assert_eq!(names(&["/x/1.md", "/x/1.txt"]), ["1.md", "1.txt"]);
        assert_eq!(
            names(&["/x/a/1.md", "/x/a/1.txt", "/x/b/1.md"]),
            ["1.md", "1.txt", "1"]
        );
    }

    #[test]
    fn the_same_file_twice_is_one_document() {
        assert_eq!(names(&["/x/1.md", "/x/./1.md", "/x/y/../1.md"]), ["1"]);
    }
}
