//! Which id a document gets. In a project it is the path in the corpus folder, so that `convert`,
//! `check` and `build` call the same file by the same name; elsewhere the file's name, with as
//! much of its folders as it takes to tell the inputs apart.

use crate::config::{self, Config};
use crate::error::{Error, ErrorKind, Result};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::path::{Component, Path, PathBuf};

/// The path that stands for standard input.
pub const STDIN: &str = "-";

/// A document yet to be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Where to read it; [`STDIN`] for standard input.
    pub path: PathBuf,
}

impl Source {
    /// The file at `path`, a path relative to the corpus folder `corpus`.
    pub(super) fn in_corpus(corpus: &Path, path: &Path) -> Self {
        Self {
            id: slashed(&path.with_extension("")),
            path: corpus.join(path),
        }
    }
}

impl AsRef<Path> for Source {
    fn as_ref(&self) -> &Path {
        &self.path
    }
}

/// Names the documents at `paths`, in their order; a path that is given twice is taken once.
pub fn sources(paths: &[PathBuf]) -> Result<Vec<Source>> {
    let mut seen = BTreeSet::new();
    let mut candidates = Vec::new();
    for path in paths {
        let candidate = Candidate::new(path)?;
        if seen.insert(candidate.absolute.clone()) {
            candidates.push(candidate);
        }
    }
    let mut ids = ids(&candidates);
    // Documents of several projects: what they are called in theirs does not tell them apart.
    let ambiguous = same(ids.iter().cloned());
    if !ambiguous.is_empty() {
        for (candidate, id) in candidates.iter_mut().zip(&ids) {
            if ambiguous.contains(id) {
                candidate.in_corpus = None;
            }
        }
        ids = self::ids(&candidates);
    }
    let mut taken: BTreeMap<&str, &Path> = BTreeMap::new();
    for (candidate, id) in candidates.iter().zip(&ids) {
        if let Some(first) = taken.insert(id, &candidate.path) {
            return Err(ErrorKind::SameId {
                id: id.clone(),
                first: first.to_owned(),
                second: candidate.path.clone(),
            }
            .into());
        }
    }
    Ok(ids
        .into_iter()
        .zip(candidates)
        .map(|(id, candidate)| Source {
            id,
            path: candidate.path,
        })
        .collect())
}

/// The project whose corpus a file belongs to.
#[derive(Clone, Debug)]
pub struct Home {
    /// The folder of its `diglot.toml`.
    pub root: PathBuf,
    /// What that file says.
    pub config: Config,
    /// The file's path in the corpus.
    pub within: PathBuf,
}

/// The project whose corpus the file at `path` belongs to: that of the nearest `diglot.toml` above
/// it, if the file lies in its corpus.
pub fn home(path: &Path) -> Result<Option<Home>> {
    if path.as_os_str() == STDIN {
        return Ok(None);
    }
    let absolute = absolute(path)?;
    let Some(root) = absolute.parent().and_then(config::find_root) else {
        return Ok(None);
    };
    let config = Config::read(&root.join(config::FILE_NAME))?;
    let corpus = lexical(&root.join(&config.project.corpus.0));
    Ok(absolute.strip_prefix(&corpus).ok().map(|within| Home {
        root: root.to_owned(),
        within: within.to_owned(),
        config,
    }))
}

/// An input on its way to a name.
struct Candidate {
    /// As given.
    path: PathBuf,
    absolute: PathBuf,
    /// Its path in the corpus of its project, if it lies in one: then that is its name.
    in_corpus: Option<PathBuf>,
}

impl Candidate {
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
            in_corpus: home(&path)?.map(|home| home.within),
            path,
        })
    }

    /// The id with `folders` of its parent folders, and the extension where one is wanted.
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

/// An id for each candidate. Those whose names are the same get parent folders until they differ,
/// those that differ in nothing but their extension keep it.
fn ids(candidates: &[Candidate]) -> Vec<String> {
    let twins = same(candidates.iter().map(|c| c.absolute.with_extension("")));
    let extension = |i: usize| twins.contains(&candidates[i].absolute.with_extension(""));
    let mut ids: Vec<String> = (0..candidates.len())
        .map(|i| candidates[i].id(0, extension(i)))
        .collect();
    let deepest = candidates.iter().map(Candidate::depth).max().unwrap_or(0);
    for folders in 1..deepest {
        let ambiguous = same(ids.iter().cloned());
        if ambiguous.is_empty() {
            break;
        }
        for (i, id) in ids.iter_mut().enumerate() {
            if ambiguous.contains(id) {
                *id = candidates[i].id(folders, extension(i));
            }
        }
    }
    ids
}

/// What comes more than once.
fn same<T: Ord + Clone>(all: impl Iterator<Item = T>) -> BTreeSet<T> {
    let mut seen = BTreeSet::new();
    all.filter(|one| !seen.insert(one.clone())).collect()
}

/// The path with `/` between folders, whatever the system writes.
fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .filter(|part| matches!(part, Component::Normal(_)))
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

/// The path from the root, without `.` and `..`.
pub fn absolute(path: &Path) -> Result<PathBuf> {
    let folder = env::current_dir().map_err(|error| Error::io("find", Path::new("."), error))?;
    Ok(lexical(&folder.join(path)))
}

/// The path of a file as it is seen from `folder`, with `/` between folders; from the root if it is not
/// below.
pub fn relative(folder: &Path, path: &Path) -> Result<String> {
    if path.as_os_str() == STDIN {
        return Ok(STDIN.to_owned());
    }
    let (folder, path) = (absolute(folder)?, absolute(path)?);
    Ok(match path.strip_prefix(&folder) {
        Ok(within) => slashed(within),
        Err(_) => path.to_string_lossy().into_owned(),
    })
}

/// The path of a file as it is shown to somebody in `folder`, with `/` between folders: also of one that
/// is not below. From the root if no way leads there, because it is on another drive.
pub fn seen_from(folder: &Path, path: &Path) -> Result<String> {
    if path.as_os_str() == STDIN {
        return Ok(STDIN.to_owned());
    }
    let (folder, path) = (absolute(folder)?, absolute(path)?);
    let (from, to): (Vec<_>, Vec<_>) = (folder.components().collect(), path.components().collect());
    let pairs = from.iter().zip(&to);
    let common = pairs.take_while(|(from, to)| from == to).count();
    if common == 0 {
        return Ok(path.to_string_lossy().into_owned());
    }
    let up = from[common..].iter().map(|_| "..".into());
    let down = to[common..]
        .iter()
        .map(|part| part.as_os_str().to_string_lossy());
    let parts: Vec<Cow<'_, str>> = up.chain(down).collect();
    Ok(match parts.is_empty() {
        true => ".".to_owned(),
        false => parts.join("/"),
    })
}

/// The path without `.` and `..`. Links are left alone: a document linked into the corpus is known
/// there by the link's name.
fn lexical(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            _ => clean.push(part),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paths: &[&str]) -> Vec<String> {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let sources = sources(&paths).unwrap();
        sources.into_iter().map(|source| source.id).collect()
    }

    #[test]
    fn a_file_is_called_by_its_name() {
        assert_eq!(
            names(&["/x/ch1.md", "/x/v.2.txt", "-"]),
            ["ch1", "v.2", "stdin"]
        );
    }

    #[test]
    fn as_many_folders_as_distinguish() {
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
    fn a_path_leads_from_where_it_is_seen() {
        let seen = |path| seen_from(Path::new("/x/a"), Path::new(path)).unwrap();
        assert_eq!(seen("/x/a/b/1.md"), "b/1.md");
        assert_eq!(seen("/x/b/../1.md"), "../1.md");
        assert_eq!(seen("/x/ab/1.md"), "../ab/1.md");
        assert_eq!(seen("/y/1.md"), "../../y/1.md");
        assert_eq!(seen("/x/a"), ".");
        assert_eq!(seen("-"), "-");
    }

    #[test]
    fn the_same_file_twice_is_one_document() {
        assert_eq!(names(&["/x/1.md", "/x/./1.md", "/x/y/../1.md"]), ["1"]);
    }
}
