//! The place of an output on disk. Refuses an output that would replace an input.

use super::file::folder_of;
use crate::error::{Error, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// The place of an output on disk.
#[derive(Clone, Debug)]
pub enum Destination {
    /// This file.
    File(PathBuf),
    /// Files whose names begin with this path and a full stop.
    Siblings(PathBuf),
    /// This folder, with all that is in it.
    Folder(PathBuf),
}

impl Destination {
    /// Refuses an output that would replace one of the inputs.
    ///
    /// # Errors
    ///
    /// A usage error that names the output.
    pub fn keep_apart<'a>(&self, inputs: impl IntoIterator<Item = &'a Path>) -> Result<()> {
        for input in inputs {
            // Standard input, or a file that does not exist: it cannot be replaced.
            let Ok(input) = fs::canonicalize(input) else {
                continue;
            };
            if self.replaces(&input) {
                return Err(Error::usage(format!(
                    "`{}` is an input, and the output would replace it: choose another output",
                    self.path().display()
                )));
            }
        }
        Ok(())
    }

    fn path(&self) -> &Path {
        match self {
            Destination::File(path) | Destination::Siblings(path) | Destination::Folder(path) => {
                path
            }
        }
    }

    /// Whether writing there would replace `input`, an absolute path without links.
    fn replaces(&self, input: &Path) -> bool {
        match self {
            Destination::File(path) => {
                fs::canonicalize(path).is_ok_and(|place| place == input && place.is_file())
            }
            Destination::Siblings(stem) => {
                let beside = fs::canonicalize(folder_of(stem))
                    .is_ok_and(|folder| input.parent() == Some(&folder));
                let name = |path: &Path| {
                    path.file_name()
                        .map(|name| name.to_string_lossy().into_owned())
                };
                let begins_alike = name(stem).zip(name(input)).is_some_and(|(stem, input)| {
                    let rest = input.strip_prefix(&stem);
                    rest.is_some_and(|rest| rest.starts_with('.'))
                });
                beside && begins_alike
            }
            Destination::Folder(path) => {
                fs::canonicalize(path).is_ok_and(|folder| input.starts_with(folder))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_input_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("site")).unwrap();
        for name in ["book.en", "book.md", "site/index.md"] {
            fs::write(at(name), "A book.\n").unwrap();
        }
        let refuses = |destination: Destination, input: &str| {
            destination.keep_apart([at(input).as_path()]).is_err()
        };
        assert!(refuses(Destination::File(at("book.md")), "book.md"));
        assert!(!refuses(Destination::File(at("book.tmx")), "book.md"));
        assert!(!refuses(Destination::File(at("book.tmx")), "missing.md"));
        assert!(refuses(Destination::Siblings(at("book")), "book.en"));
        assert!(!refuses(Destination::Siblings(at("boo")), "book.en"));
        assert!(!refuses(Destination::Siblings(at("site/book")), "book.en"));
        assert!(refuses(Destination::Folder(at("site")), "site/index.md"));
        assert!(!refuses(Destination::Folder(at("site")), "book.md"));
    }
}
