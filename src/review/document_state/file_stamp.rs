//! The stamp of a file, which changes when the file changes.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// A file's length, time and number: if they are the same as before, so is the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FileStamp {
    len: u64,
    modified: Option<SystemTime>,
    /// The file's inode: another file in the same place has another one.
    number: u64,
}

impl FileStamp {
    /// The stamp of a file as it is now; the default one if there is no such file.
    pub(crate) fn of(path: &Path) -> Self {
        let Ok(file) = fs::metadata(path) else {
            return Self::default();
        };
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(&file);
        #[cfg(not(unix))]
        let number = 0;
        Self {
            len: file.len(),
            modified: file.modified().ok(),
            number,
        }
    }

    /// Whether there was a file.
    pub(crate) fn is_there(&self) -> bool {
        *self != Self::default()
    }

    /// Whether `self` may be the file `before` with this many bytes more at its end.
    pub(crate) fn has_grown_by(&self, bytes: u64, before: &Self) -> bool {
        let is_same = !before.is_there() || self.number == before.number;
        is_same && self.len == before.len + bytes
    }
}
