//! Writes a folder of files: whole or not at all.
//!
//! The new folder is made beside its place and moved there when all of it is written, so that a failure
//! leaves the old folder and nothing else. Only a crash between the two moves at the end leaves both
//! folders beside the place, in `.diglot-….tmp`.
//!
//! Only files that diglot wrote are replaced: the folder holds a list of them, and a folder with any other
//! file is refused.

use super::file::{TEMPORARY, folder_of, sync_folder};
use super::sink::Sink;
use crate::error::{Error, Result};
use std::collections::BTreeSet;
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use tempfile::TempDir;

/// Name of the list: the paths of all other files in the folder, one per line.
const LIST: &str = ".diglot-files";

/// Writes the folder `path` with the files that `content` creates, in place of the old one.
///
/// # Errors
///
/// The errors of the system and of `content`; a folder with a file that diglot did not write.
pub fn write_folder(path: &Path, content: impl FnOnce(&mut Sink) -> io::Result<()>) -> Result<()> {
    let failed = |error| Error::io("write", path, error);
    let old = replaceable(path)?;
    let temporary = temporary(folder_of(path)).map_err(failed)?;
    let new = temporary.path().join("new");
    fs::create_dir(&new).map_err(failed)?;
    let mut sink = Sink::new(new.clone());
    content(&mut sink)
        .and_then(|()| finish(sink))
        .map_err(failed)?;
    if let Some(old) = &old {
        fs::set_permissions(&new, old.permissions()).map_err(failed)?;
    }
    sync_folder(&new);
    exchange(temporary, path, old.is_some()).map_err(failed)?;
    sync_folder(folder_of(path));
    Ok(())
}

/// Makes a temporary folder, which is removed with all its files when it is dropped.
pub(super) fn temporary(beside: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    builder.tempdir_in(beside)
}

/// Writes the list, and ends it.
fn finish(mut sink: Sink) -> io::Result<()> {
    let names: String = sink.names().map(|name| format!("{name}\n")).collect();
    sink.create(LIST)?.write_all(names.as_bytes())?;
    sink.finish().map(drop)
}

/// The folder that is at the place now, if there is one; refuses what must not be replaced.
fn replaceable(path: &Path) -> Result<Option<Metadata>> {
    let refused = |why: String| Error::usage(format!("`{}` {why}", path.display()));
    let failed = |error| Error::io("write", path, error);
    if path.file_name().is_none() {
        return Err(refused("is not a name for a new folder".to_owned()));
    }
    let metadata = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        metadata => metadata.map_err(failed)?,
    };
    if metadata.is_symlink() {
        return Err(refused(
            "is a link: name the folder that it points to".to_owned(),
        ));
    }
    if !metadata.is_dir() {
        return Err(failed(io::ErrorKind::NotADirectory.into()));
    }
    let listed = match fs::read_to_string(path.join(LIST)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        listed => listed.map_err(failed)?,
    };
    let known: BTreeSet<&str> = listed.lines().chain([LIST]).collect();
    match stranger(path, "", &known).map_err(failed)? {
        Some(name) => Err(refused(format!(
            "contains `{name}`, which diglot did not write and which would be lost: choose another \
             folder, or move it away"
        ))),
        None => Ok(Some(metadata)),
    }
}

/// The first file below a folder that is not among the `known`; `prefix` leads to the folder.
fn stranger(folder: &Path, prefix: &str, known: &BTreeSet<&str>) -> io::Result<Option<String>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let file_name = entry.file_name();
        let name = format!("{prefix}{}", file_name.to_string_lossy());
        if entry.file_type()?.is_dir() {
            if let Some(name) = stranger(&entry.path(), &format!("{name}/"), known)? {
                return Ok(Some(name));
            }
        } else if file_name.to_str().is_none() || !known.contains(name.as_str()) {
            return Ok(Some(name));
        }
    }
    Ok(None)
}

/// Moves the new folder to its place, and removes the old one.
fn exchange(temporary: TempDir, place: &Path, has_old: bool) -> io::Result<()> {
    let (old, new) = (temporary.path().join("old"), temporary.path().join("new"));
    if has_old {
        fs::rename(place, &old)?;
    }
    if let Err(error) = fs::rename(&new, place) {
        if has_old && fs::rename(&old, place).is_err() {
            // Neither move succeeded: the old folder is still in the temporary one, which must stay.
            let _ = temporary.keep();
        }
        return Err(error);
    }
    temporary.close()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files<'a>(files: &'a [(&str, &str)]) -> impl FnOnce(&mut Sink) -> io::Result<()> + 'a {
        move |sink| {
            for (name, text) in files {
                sink.create(name)?.write_all(text.as_bytes())?;
            }
            Ok(())
        }
    }

    /// All files below a folder, with their contents.
    fn read(folder: &Path) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(next).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => {
                        let name = path.strip_prefix(folder).unwrap();
                        let text = fs::read_to_string(&path).unwrap();
                        found.push((name.to_str().unwrap().to_owned(), text));
                    }
                }
            }
        }
        found.sort();
        found
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn a_new_folder_replaces_the_old_one_whole() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("site");
        write_folder(&path, files(&[("index.html", "1"), ("old/a.html", "2")])).unwrap();
        write_folder(&path, files(&[("index.html", "3"), ("new.html", "4")])).unwrap();
        assert_eq!(
            read(place.path()),
            pairs(&[
                ("site/.diglot-files", "index.html\nnew.html\n"),
                ("site/index.html", "3"),
                ("site/new.html", "4"),
            ])
        );
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_failure_leaves_the_old_folder_and_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("site");
        let fail = |path: &Path| {
            write_folder(path, |sink| {
                files(&[("index.html", "half")])(sink)?;
                Err(io::Error::other("stop"))
            })
        };
        assert!(fail(&path).is_err());
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
        write_folder(&path, files(&[("index.html", "whole")])).unwrap();
        let before = read(place.path());
        assert!(fail(&path).is_err());
        assert!(write_folder(&path, files(&[("../stolen", "")])).is_err());
        assert!(write_folder(&path, files(&[(LIST, "")])).is_err());
        assert_eq!(read(place.path()), before);
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_diglot_did_not_write_is_not_replaced() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("site");
        let write = || write_folder(&path, files(&[("a/index.html", "new")]));
        fs::create_dir(&path).unwrap();
        write().unwrap();
        fs::write(path.join("a/notes.txt"), "mine").unwrap();
        let error = write().unwrap_err().to_string();
        assert!(error.contains("contains `a/notes.txt`"), "{error}");
        assert_eq!(
            fs::read_to_string(path.join("a/notes.txt")).unwrap(),
            "mine"
        );

        let file = place.path().join("file");
        fs::write(&file, "mine").unwrap();
        assert!(write_folder(&file, files(&[])).is_err());
        assert!(write_folder(&place.path().join(".."), files(&[])).is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_has_the_permissions_of_any_other_and_is_not_written_through_a_link() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        let mode = |name: &str| fs::metadata(at(name)).unwrap().permissions().mode() & 0o777;
        fs::create_dir(at("fresh")).unwrap();
        write_folder(&at("site"), files(&[])).unwrap();
        assert_eq!(mode("site"), mode("fresh"));
        fs::set_permissions(at("site"), fs::Permissions::from_mode(0o750)).unwrap();
        write_folder(&at("site"), files(&[])).unwrap();
        assert_eq!(mode("site"), 0o750);

        symlink(at("fresh"), at("link")).unwrap();
        assert!(write_folder(&at("link"), files(&[])).is_err());
        assert_eq!(fs::read_dir(at("fresh")).unwrap().count(), 0);
    }
}
