//! A cache of results on disk. Its keys are hashes of everything that a result was computed from, so an
//! entry can never be out of date.
//!
//! An entry is a file with a checksum. The result of an unreadable entry is computed again, and a folder
//! that cannot be written is ignored: a cache never makes a run fail.

use crate::id::digest;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::SystemTime;

/// The first word of every entry, with the version of the format.
const MAGIC: &str = "diglot-cache-1";
/// Most entries that are kept; if there are more, the older half is removed.
const MOST_ENTRIES: usize = 20_000;

/// A folder of entries.
#[derive(Debug)]
pub struct Cache {
    /// `None` for a cache that keeps nothing.
    folder: Option<PathBuf>,
    /// The identity of the program: results of another program are not used.
    program: String,
    written: AtomicUsize,
}

/// A hash of the inputs of an entry, as 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(String);

impl Cache {
    /// The cache in `folder`, which is made with the first entry. `program` identifies the program that
    /// computes.
    pub fn new(folder: &Path, program: &str) -> Self {
        Self {
            folder: Some(folder.to_owned()),
            program: program.to_owned(),
            written: AtomicUsize::new(0),
        }
    }

    /// A cache that stores nothing.
    pub fn none() -> Self {
        Self {
            folder: None,
            program: String::new(),
            written: AtomicUsize::new(0),
        }
    }

    /// The key for a result of the kind `what` that is computed from `parts`.
    pub fn key(&self, what: &str, parts: &[&str]) -> Key {
        let mut all = vec![Some(self.program.as_str())];
        all.extend(parts.iter().map(|part| Some(*part)));
        Key(digest(what, &all, 32))
    }

    /// The result under a key; `None` if there is no readable entry.
    pub fn get<T: DeserializeOwned>(&self, key: &Key) -> Option<T> {
        let bytes = fs::read(self.path(key)?).ok()?;
        let end = bytes.iter().position(|&byte| byte == b'\n')?;
        let (head, body) = (&bytes[..end], &bytes[end + 1..]);
        if head != heading(body).as_bytes() {
            return None;
        }
        serde_json::from_slice(body).ok()
    }

    /// Stores `value` under a key, if possible.
    pub fn put<T: Serialize>(&self, key: &Key, value: &T) {
        let Some(path) = self.path(key) else { return };
        let Ok(body) = serde_json::to_vec(value) else {
            return;
        };
        if self.written.fetch_add(1, Ordering::Relaxed) == 0 {
            self.mark();
        }
        // A result that cannot be stored is computed again.
        let _ = write(&path, &body);
    }

    /// Removes the older half of the entries if there are too many. Call this after work, because it lists
    /// the folder.
    pub fn prune(&self) {
        let Some(folder) = &self.folder else { return };
        if self.written.load(Ordering::Relaxed) == 0 {
            return;
        }
        let Ok(parts) = fs::read_dir(folder) else {
            return;
        };
        let mut entries: Vec<(SystemTime, PathBuf)> = parts
            .flatten()
            .filter_map(|part| fs::read_dir(part.path()).ok())
            .flat_map(|entries| entries.flatten())
            .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
            .collect();
        if entries.len() <= MOST_ENTRIES {
            return;
        }
        entries.sort();
        for (_, path) in &entries[..entries.len() / 2] {
            let _ = fs::remove_file(path);
        }
    }

    fn path(&self, key: &Key) -> Option<PathBuf> {
        let (part, name) = key.0.split_at(2);
        Some(self.folder.as_ref()?.join(part).join(name))
    }

    /// Tells version control and backups to leave the folder alone.
    fn mark(&self) {
        let Some(folder) = &self.folder else { return };
        let files = [
            (".gitignore", "*\n"),
            (
                "CACHEDIR.TAG",
                "Signature: 8a477f597d28d172789f06886806bc55\n# What diglot has computed before. May be removed.\n",
            ),
        ];
        if fs::create_dir_all(folder).is_err() {
            return;
        }
        for (name, content) in files {
            let path = folder.join(name);
            if !path.exists() {
                let _ = fs::write(path, content);
            }
        }
    }
}

fn heading(body: &[u8]) -> String {
    format!("{MAGIC} {:08x}", crc32fast::hash(body))
}

/// Writes an entry beside its place first, because another run may read it. It is not synced: the checksum
/// detects an entry that a crash left incomplete.
fn write(path: &Path, body: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new()
        .prefix(".new-")
        .tempfile_in(folder)?;
    file.write_all(heading(body).as_bytes())?;
    file.write_all(b"\n")?;
    file.write_all(body)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(folder: &Path) -> Vec<PathBuf> {
        let parts = fs::read_dir(folder).unwrap().flatten();
        let parts = parts.filter(|part| part.path().is_dir());
        let entries = parts.flat_map(|part| fs::read_dir(part.path()).unwrap().flatten());
        entries.map(|entry| entry.path()).collect()
    }

    #[test]
    fn what_was_put_is_there_for_the_same_program_and_parts() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), "1");
        let key = cache.key("test", &["a", "b"]);
        assert_eq!(cache.get::<String>(&key), None);
        cache.put(&key, &"Зима");
        assert_eq!(cache.get::<String>(&key).as_deref(), Some("Зима"));
        assert_ne!(cache.key("test", &["ab", ""]), key);
        assert_ne!(cache.key("other", &["a", "b"]), key);
        assert_ne!(Cache::new(folder.path(), "2").key("test", &["a", "b"]), key);
        assert!(folder.path().join("CACHEDIR.TAG").exists());
    }

    #[test]
    fn what_is_damaged_is_as_if_it_were_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), "1");
        let key = cache.key("test", &[]);
        cache.put(&key, &[1, 2, 3]);
        let [entry] = &kept(folder.path())[..] else {
            panic!("not one entry")
        };
        let whole = fs::read(entry).unwrap();
        for damage in [
            &b""[..],
            b"\n",
            b"other\n[1,2,3]",
            &whole[..whole.len() - 1],
            &[&whole[..], b" "].concat(),
            &String::from_utf8(whole.clone())
                .unwrap()
                .replace('2', "3")
                .into_bytes(),
        ] {
            fs::write(entry, damage).unwrap();
            assert_eq!(cache.get::<Vec<u8>>(&key), None);
        }
        fs::write(entry, &whole).unwrap();
        assert_eq!(cache.get::<Vec<u8>>(&key), Some(vec![1, 2, 3]));
        assert_eq!(cache.get::<String>(&key), None, "of another kind");
    }

    #[test]
    fn what_cannot_be_kept_stops_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        for cache in [Cache::new(&file, "1"), Cache::none()] {
            let key = cache.key("test", &[]);
            cache.put(&key, &1);
            assert_eq!(cache.get::<u8>(&key), None);
            cache.prune();
        }
    }
}
