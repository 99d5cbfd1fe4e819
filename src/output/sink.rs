//! Takes the files of an output that has several.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};

/// Takes the files of an output, one after the other. They appear together, when all are written: see
/// [`write_folder`](super::write_folder) and [`write_siblings`](super::write_siblings).
///
/// A file may hold any bytes. One file is open at a time: to write two files from the same content, go
/// over the content twice.
#[derive(Debug)]
pub struct Sink {
    /// The temporary folder of the files.
    folder: PathBuf,
    names: BTreeSet<String>,
    open: Option<BufWriter<File>>,
}

impl Sink {
    /// A sink for the files of `folder`, which must exist.
    pub(super) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            names: BTreeSet::new(),
            open: None,
        }
    }

    /// Begins the file `name`, a path with `/` between its folders, and ends the file before it.
    ///
    /// # Errors
    ///
    /// The errors of the system, and [`io::ErrorKind::InvalidInput`] for a name that would lead out of
    /// the output, that some system does not allow, or that was used before.
    pub fn create(&mut self, name: &str) -> io::Result<&mut dyn Write> {
        self.end_file()?;
        if !is_relative_name(name) || !self.names.insert(name.to_owned()) {
            let message = format!("an output cannot have a file `{name}`, or not twice");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        let path = self.folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        // `create_new` refuses two names that are the same to a file system that ignores case.
        Ok(self.open.insert(BufWriter::new(File::create_new(path)?)))
    }

    /// The names of the files so far, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Ends the last file, and returns the names of all.
    pub(super) fn finish(mut self) -> io::Result<BTreeSet<String>> {
        self.end_file()?;
        Ok(self.names)
    }

    fn end_file(&mut self) -> io::Result<()> {
        match self.open.take() {
            Some(buffer) => buffer.into_inner()?.sync_all(),
            None => Ok(()),
        }
    }
}

/// Whether a name leads to the same place below a folder on every system.
fn is_relative_name(name: &str) -> bool {
    let parts: Option<Vec<&str>> = Path::new(name)
        .components()
        .map(|component| match component {
            Component::Normal(part) => part.to_str(),
            _ => None,
        })
        .collect();
    let is_plain = |c: char| !c.is_control() && !matches!(c, '\\' | ':');
    // Components drop `.` and doubled slashes; a name that has those is refused.
    !name.is_empty() && name.chars().all(is_plain) && parts.is_some_and(|p| p.join("/") == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_the_folder() {
        for name in ["corpus.ru", "a/b.html", "..html", "страница.html", "a b"] {
            assert!(is_relative_name(name), "{name}");
        }
        for name in [
            "", ".", "..", "../a", "a/../b", "/a", "./a", "a//b", "a/", "a\\b", "C:a", "a\n",
        ] {
            assert!(!is_relative_name(name), "{name}");
        }
    }

    #[test]
    fn a_file_is_written_once() {
        let folder = tempfile::tempdir().unwrap();
        let mut sink = Sink::new(folder.path().to_owned());
        sink.create("a/b").unwrap().write_all(b"one").unwrap();
        assert!(sink.create("a/b").is_err());
        sink.create("c").unwrap();
        assert!(sink.create("c/d").is_err(), "a file is not a folder");
    }
}
