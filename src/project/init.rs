//! A new project: its files and folders, beside those that exist.

use crate::config;
use crate::error::{Error, Result};
use crate::output;
use std::fs;
use std::path::{Path, PathBuf};

/// Makes `folder` a project and returns what was written, relative to it.
pub fn init(folder: &Path) -> Result<Vec<PathBuf>> {
    let file = folder.join(config::FILE_NAME);
    if file.symlink_metadata().is_ok() {
        return Err(Error::usage(format!(
            "there is already a `{}` here; nothing was changed",
            config::FILE_NAME
        )));
    }
    let project = config::ProjectKeys::default();
    let mut written = Vec::new();
    for name in [&project.corpus.0, &project.alignments.0] {
        let path = folder.join(name);
        fs::create_dir_all(&path).map_err(|error| Error::io("make the folder", &path, error))?;
        written.push(name.join(""));
    }
    let in_git = folder.ancestors().any(|above| above.join(".git").exists());
    let lines: [(&str, &[&str]); 2] = [
        (".gitignore", &["/dist/", "/.diglot/"]),
        // Decisions are only added, so the decisions of two reviewers are the union of their lines.
        (
            ".gitattributes",
            &["/alignments/**/*.decisions.jsonl merge=union"],
        ),
    ];
    for (name, lines) in lines {
        let path = folder.join(name);
        if (in_git || path.exists()) && add_lines(&path, lines)? {
            written.push(PathBuf::from(name));
        }
    }
    output::write(&file, |out| out.write_all(config::TEMPLATE.as_bytes()))?;
    written.push(PathBuf::from(config::FILE_NAME));
    Ok(written)
}

/// Adds missing lines to a file. Returns whether there were any.
fn add_lines(path: &Path, lines: &[&str]) -> Result<bool> {
    let mut text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Error::io("read", path, error)),
    };
    let known = |line: &str, text: &str| {
        text.lines()
            .any(|old| old.trim().trim_matches('/') == line.trim_matches('/'))
    };
    let before = text.len();
    for line in lines {
        if !known(line, &text) {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(line);
            text.push('\n');
        }
    }
    if text.len() == before {
        return Ok(false);
    }
    output::write(path, |out| out.write_all(text.as_bytes()))?;
    Ok(true)
}
