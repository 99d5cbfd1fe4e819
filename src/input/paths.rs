//! Paths, as they are compared and as they are shown. Links are not followed.

use crate::error::{Error, Result};
use std::borrow::Cow;
use std::env;
use std::path::{Component, Path, PathBuf};

/// The path that means standard input.
pub const STDIN: &str = "-";

/// The path with `/` between folders, on every system.
pub(super) fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .filter(|part| matches!(part, Component::Normal(_)))
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

/// The absolute path, without `.` and `..`.
pub fn absolute(path: &Path) -> Result<PathBuf> {
    let folder = env::current_dir().map_err(|error| Error::io("find", Path::new("."), error))?;
    Ok(lexical(&folder.join(path)))
}

/// The path of a file relative to `folder`, with `/` between folders; the absolute path if the file is not
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

/// The path of a file relative to `folder`, with `/` between folders, and with `..` if the file is not below. It
/// is absolute only if the file is on another drive.
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

/// The path without `.` and `..`. Links stay: a document that is linked into the corpus has the name of the
/// link.
pub(super) fn lexical(path: &Path) -> PathBuf {
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

    #[test]
    fn a_path_leads_from_a_folder_to_a_file() {
        let seen = |path| seen_from(Path::new("/x/a"), Path::new(path)).unwrap();
        assert_eq!(seen("/x/a/b/1.md"), "b/1.md");
        assert_eq!(seen("/x/b/../1.md"), "../1.md");
        assert_eq!(seen("/x/ab/1.md"), "../ab/1.md");
        assert_eq!(seen("/y/1.md"), "../../y/1.md");
        assert_eq!(seen("/x/a"), ".");
        assert_eq!(seen("-"), "-");
    }
}
