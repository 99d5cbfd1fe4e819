//! The documents that `diglot check` checks.

use crate::cli::project;
use crate::cli::ui::Ui;
use diglot::config::{self, Config};
use diglot::error::{Error, Result};
use diglot::input::{self, STDIN};
use diglot::project::CheckInput;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Arguments that name documents.
#[derive(clap::Args)]
pub(super) struct Files {
    /// Documents to check instead of the project's, folders of documents, or patterns such as
    /// 'chapters/**/*.md'; `-` is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Check the files named in this file, one path per line; `-` is standard input
    #[arg(long, value_name = "PATH", conflicts_with = "files")]
    files_from: Option<PathBuf>,

    /// Check the text on standard input, for editors
    #[arg(long, conflicts_with_all = ["files", "files_from"])]
    stdin: bool,

    /// Path of the file that standard input belongs to, for messages and for finding the project
    #[arg(long, value_name = "PATH", requires = "stdin")]
    stdin_filename: Option<PathBuf>,
}

impl Files {
    /// Whether standard input is a document or the list of documents.
    pub(super) fn reads_standard_input(&self) -> bool {
        let is_stdin = |path: &PathBuf| path.as_os_str() == STDIN;
        self.stdin || self.files.iter().chain(&self.files_from).any(is_stdin)
    }

    /// The documents, with an error for each that is not available.
    ///
    /// # Errors
    ///
    /// There is no document at all, or a list, pattern or configuration is not valid.
    pub(super) fn inputs(
        &self,
        baseline: Option<&Path>,
        ui: &Ui,
    ) -> Result<Vec<Result<CheckInput>>> {
        if self.stdin {
            return self.standard_input(baseline);
        }
        let listed = self.files_from.as_deref().map(list).transpose()?;
        let asked = listed.as_ref().unwrap_or(&self.files);
        let (inputs, mut failed) = match asked.is_empty() && listed.is_none() {
            true => {
                let project = project::here()?;
                let files = project.corpus_files()?;
                project::tell_not_read(&files.not_read, ui);
                let inputs = CheckInput::all(project, files.documents, baseline)?;
                (inputs, Vec::new())
            }
            false => {
                let (files, failed) = expanded(asked, ui)?;
                (
                    CheckInput::files(&ui.documents(files)?, None, baseline)?,
                    failed,
                )
            }
        };
        if inputs.is_empty() && failed.len() == 1 {
            return Err(failed.remove(0));
        }
        if inputs.is_empty() && failed.is_empty() {
            return Err(Error::usage(match (&self.files_from, asked.is_empty()) {
                (Some(path), _) => format!("`{}` names no document to check", path.display()),
                (None, true) => "the project's corpus has no document to check".to_owned(),
                (None, false) => "the arguments name no document to check".to_owned(),
            }));
        }
        Ok(failed.into_iter().map(Err).chain(inputs).collect())
    }

    fn standard_input(&self, baseline: Option<&Path>) -> Result<Vec<Result<CheckInput>>> {
        let path = self.stdin_filename.as_deref().unwrap_or(Path::new(STDIN));
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_to_end(&mut bytes);
        read.map_err(|error| Error::io("read", Path::new(STDIN), error))?;
        CheckInput::files(&[path.to_owned()], Some(&bytes), baseline)
    }
}

/// The paths in a list: one per line, or separated by NUL bytes, as `find -print0` and `git -z` write them.
fn list(path: &Path) -> Result<Vec<PathBuf>> {
    let failed = |error| Error::io("read", path, error);
    let mut bytes = Vec::new();
    match path.as_os_str() == STDIN {
        true => io::stdin().lock().read_to_end(&mut bytes).map_err(failed)?,
        false => fs::File::open(path)
            .and_then(|mut file| file.read_to_end(&mut bytes))
            .map_err(failed)?,
    };
    let separator = match bytes.contains(&0) {
        true => 0,
        false => b'\n',
    };
    let names = bytes.split(|&byte| byte == separator);
    let names = names.map(|name| name.strip_suffix(b"\r").unwrap_or(name));
    Ok(names
        .filter(|name| !name.is_empty())
        .map(file_name)
        .collect())
}

#[cfg(unix)]
fn file_name(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn file_name(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// The files of folders and patterns, and the errors of listing them.
fn expanded(paths: &[PathBuf], ui: &Ui) -> Result<(Vec<PathBuf>, Vec<Error>)> {
    let (mut files, mut failed) = (Vec::new(), Vec::new());
    for path in paths {
        if path.is_dir() {
            let below = input::files_in(path, &extensions(path)?)?;
            project::tell_not_read(&below.not_read, ui);
            if below.documents.is_empty() && below.failed.is_empty() {
                failed.push(nothing_in(path));
            }
            files.extend(below.documents);
            failed.extend(below.failed);
        } else if let Some(pattern) = pattern(path) {
            let matching = glob::glob(pattern).map_err(|error| {
                Error::usage(format!("`{pattern}` is not a valid pattern: {error}"))
            })?;
            let mut matching = matching.peekable();
            if matching.peek().is_none() {
                failed.push(nothing_in(path));
            }
            for path in matching {
                match path {
                    Ok(path) if path.is_dir() => {}
                    Ok(path) => files.push(path),
                    Err(error) => {
                        let path = error.path().to_owned();
                        failed.push(Error::io("read", &path, error.into()));
                    }
                }
            }
        } else {
            files.push(path.clone());
        }
    }
    Ok((files, failed))
}

/// The error for a folder or pattern without documents: a check of nothing should not pass.
fn nothing_in(path: &Path) -> Error {
    Error::usage(format!("`{}` names no document to check", path.display()))
}

/// The path as a pattern, if it is a pattern and not a file's name.
fn pattern(path: &Path) -> Option<&str> {
    let text = path.to_str()?;
    (text.contains(['*', '?', '[']) && path.symlink_metadata().is_err()).then_some(text)
}

/// The extensions of documents in a folder, from its project.
fn extensions(folder: &Path) -> Result<Vec<String>> {
    let absolute = input::absolute(folder)?;
    let project = match config::find_root(&absolute) {
        Some(root) => Config::read(&root.join(config::FILE_NAME))?.project,
        None => config::ProjectKeys::default(),
    };
    Ok(project.extensions)
}
