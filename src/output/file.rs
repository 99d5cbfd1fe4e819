//! Writes one file: whole or not at all.
//!
//! A regular file is written beside its place and then moved there, so that nobody sees half of it and
//! a failure leaves the old file. What is not a regular file (a terminal, a pipe, `/dev/null`) cannot be
//! replaced; it is written directly.

use crate::error::{Error, Result};
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// The path that means standard output.
pub const STDOUT: &str = "-";

/// Writes the output of `content` to `path`.
///
/// A reader that closes the pipe early (`diglot … | head`) is not an error: it has all it wanted.
pub fn write(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    if path.as_os_str() == STDOUT || path == Path::new("/dev/stdout") {
        // Not opened by name: a redirection with `>>` would be overwritten from its start.
        return through(io::stdout().lock(), path, content);
    }
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => {
            let error = io::Error::from(io::ErrorKind::IsADirectory);
            Err(Error::io("write", path, error))
        }
        Ok(metadata) if !metadata.is_file() || path.starts_with("/dev") => {
            let file = OpenOptions::new().append(true).open(path);
            let file = file.map_err(|error| Error::io("open", path, error))?;
            through(file, path, content)
        }
        _ => replace(path, content),
    }
}

fn through(
    to: impl Write,
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    let mut buffer = BufWriter::new(to);
    match content(&mut buffer).and_then(|()| buffer.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| Error::io("write", path, error)),
    }
}

/// Writes a regular file: a reader sees the old one or the new one, also after a crash. Its folder
/// must exist.
pub(crate) fn replace(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<()> {
    let failed = |error| Error::io("write", path, error);
    let place = place_of(path);
    let folder = folder_of(&place);
    let mut file = temporary(folder).map_err(failed)?;
    let mut buffer = BufWriter::new(file.as_file_mut());
    content(&mut buffer)
        .and_then(|()| buffer.flush())
        .map_err(failed)?;
    drop(buffer);
    file.as_file().sync_all().map_err(failed)?;
    if let Ok(old) = fs::metadata(&place) {
        keep_permissions(file.as_file(), &old).map_err(failed)?;
    }
    file.persist(&place).map_err(|error| failed(error.error))?;
    sync_folder(folder);
    Ok(())
}

/// The real path of a file. Without it a link would be replaced instead of the file that it leads to.
pub(super) fn place_of(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// The folder of a file.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Makes a new name in `folder` survive a crash, where the system can.
pub(crate) fn sync_folder(folder: &Path) {
    // Some file systems refuse this for folders; the file itself is already safe.
    #[cfg(unix)]
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = folder;
}

/// Prefix and suffix of temporary files and folders, so that one that a crash leaves is easy to recognise.
pub(super) const TEMPORARY: (&str, &str) = (".diglot-", ".tmp");

/// A temporary file with the permissions of any new file; by default only its owner could read it.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

fn keep_permissions(file: &File, old: &fs::Metadata) -> io::Result<()> {
    file.set_permissions(old.permissions())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &'static str) -> impl FnOnce(&mut dyn Write) -> io::Result<()> {
        move |out| out.write_all(text.as_bytes())
    }

    #[test]
    fn a_failure_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        write(&path, text("old")).unwrap();
        let failure = write(&path, |out| {
            text("half")(out)?;
            Err(io::Error::other("stop"))
        });
        assert!(failure.is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        write(&path, text("new")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        let link = folder.path().join("link");
        write(&path, text("old")).unwrap();
        let fresh = folder.path().join("fresh");
        File::create(&fresh).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(mode(&path), mode(&fresh));

        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        symlink(&path, &link).unwrap();
        write(&link, text("new")).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(mode(&path) & 0o777, 0o600);
    }
}
