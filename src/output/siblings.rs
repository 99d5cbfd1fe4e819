//! Writes several files with a common stem, such as `corpus.ru` and `corpus.en`: all of them or none.
//!
//! They are written beside their places and moved there when all are written, so that a failure leaves
//! the old files. The moves are not one step: a crash between two of them leaves old files beside new
//! ones, each of them whole.

use super::file::{folder_of, place_of, sync_folder};
use super::folder::temporary;
use super::sink::Sink;
use crate::error::{Error, Result};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Writes the files that `content` creates: the one that it calls `ru` becomes `STEM.ru`.
///
/// # Errors
///
/// The errors of the system and of `content`; a folder in the place of a file.
pub fn write_siblings(
    stem: &Path,
    content: impl FnOnce(&mut Sink) -> io::Result<()>,
) -> Result<()> {
    let failed = |error| Error::io("write", stem, error);
    let temporary = temporary(folder_of(stem)).map_err(failed)?;
    let mut sink = Sink::new(temporary.path().to_owned());
    content(&mut sink).map_err(failed)?;
    let names = sink.finish().map_err(failed)?;
    let moves: Vec<(PathBuf, PathBuf)> = names
        .iter()
        .map(|name| {
            let new = temporary.path().join(name);
            let place = place(stem, name)?;
            keep_permissions(&new, &place).map_err(failed)?;
            Ok((new, place))
        })
        .collect::<Result<_>>()?;
    for (new, place) in &moves {
        fs::rename(new, place).map_err(|error| Error::io("write", place, error))?;
        sync_folder(folder_of(place));
    }
    temporary.close().map_err(failed)
}

/// Gives a new file the permissions of the one that it replaces.
fn keep_permissions(new: &Path, place: &Path) -> io::Result<()> {
    match fs::metadata(place) {
        Ok(old) => fs::set_permissions(new, old.permissions()),
        Err(_) => Ok(()),
    }
}

/// The place of a file.
fn place(stem: &Path, name: &str) -> Result<PathBuf> {
    let mut path = OsString::from(stem);
    path.push(".");
    path.push(name);
    let place = place_of(Path::new(&path));
    let failed = |error| Error::io("write", Path::new(&path), error);
    if name.contains('/') {
        let error = format!("`{name}` is not the ending of a file's name");
        return Err(failed(io::Error::new(io::ErrorKind::InvalidInput, error)));
    }
    if place.is_dir() {
        return Err(failed(io::ErrorKind::IsADirectory.into()));
    }
    Ok(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_files_are_written_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let stem = folder.path().join("corpus");
        let read = |name: &str| fs::read_to_string(folder.path().join(name));
        write_siblings(&stem, |sink| {
            sink.create("ru")?.write_all("Зима.\n".as_bytes())?;
            sink.create("en")?.write_all(b"Winter.\n")
        })
        .unwrap();
        assert_eq!(read("corpus.ru").unwrap(), "Зима.\n");
        assert_eq!(read("corpus.en").unwrap(), "Winter.\n");

        let failure = write_siblings(&stem, |sink| {
            sink.create("ru")?.write_all("Снег.\n".as_bytes())?;
            Err(io::Error::other("stop"))
        });
        assert!(failure.is_err());
        fs::create_dir(folder.path().join("corpus.fr")).unwrap();
        for name in ["fr", "a/b", "../en"] {
            let failure = write_siblings(&stem, |sink| {
                sink.create("en")?.write_all(b"Snow.\n")?;
                sink.create(name).map(drop)
            });
            assert!(failure.is_err(), "{name}");
        }
        assert_eq!(read("corpus.ru").unwrap(), "Зима.\n");
        assert_eq!(read("corpus.en").unwrap(), "Winter.\n");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }
}
