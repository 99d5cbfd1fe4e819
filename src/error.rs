//! Errors outside the user's text, with their places and exit codes.
//!
//! One [`std::fmt::Display`] has all the wording: what happened, where, and what to do. It is in lower case,
//! has the user's words in backticks, and has no final stop. A problem *in* a text is a
//! [`crate::check::Finding`], not an error.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// The result of reading, of writing, and of what a user asks for.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error with its place. It is small, because the details are boxed.
#[derive(Debug)]
pub struct Error(Box<ErrorKind>);

/// What went wrong.
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The operating system refused to read or write.
    Io {
        /// The action that failed, as in "could not `read` the file".
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// Its reason.
        source: io::Error,
    },
    /// A folder is named where a file is needed.
    IsDirectory {
        /// The folder.
        path: PathBuf,
    },
    /// A document that is not UTF-8.
    InvalidUtf8 {
        /// The file.
        path: PathBuf,
        /// Offset of the first byte that is wrong, from 0.
        offset: usize,
        /// Line of that byte, from 1.
        line: usize,
        /// What to do, as the end of the message.
        advice: String,
    },
    /// A document in a format that no reader takes.
    NoReader {
        /// The file.
        path: PathBuf,
        /// What it is, with its article: "a Word document".
        format: &'static str,
        /// What to do, as the end of the message.
        advice: String,
    },
    /// A file of diglot's own, or of metadata, with wrong content.
    Malformed {
        /// The purpose of the file.
        role: FileRole,
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1; 0 if it is not known.
        column: usize,
        /// What is wrong and what to do.
        message: String,
    },
    /// A model of the sentence encoder that cannot be used.
    Model {
        /// The file.
        path: PathBuf,
        /// The reason: the message after the file's name.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Two documents with one id.
    SameId {
        /// The id.
        id: String,
        /// The document that keeps it.
        first: PathBuf,
        /// The document that cannot have it.
        second: PathBuf,
    },
    /// There is no `diglot.toml` in a folder or above it.
    NoProject {
        /// The folder.
        start: PathBuf,
    },
    /// A document that revealed a bug in the program.
    Internal {
        /// The document.
        path: PathBuf,
        /// The message of the panic, and its place in the source code.
        message: String,
    },
    /// A server that cannot listen on its address.
    Listen {
        /// The address or name, and the port.
        address: String,
        /// The system's reason.
        source: io::Error,
    },
    /// The system provides no random numbers, for this reason.
    Random(String),
    /// A wrong call of a command.
    Usage(String),
    /// Some documents failed, and each was reported; the others were processed.
    Partial {
        /// Documents that failed.
        failed: usize,
        /// All documents.
        total: usize,
    },
}

/// The purpose of one of diglot's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileRole {
    /// A project's settings: `diglot.toml`, or its baseline.
    Configuration,
    /// It holds texts, metadata, alignments or decisions.
    Data,
}

impl Error {
    /// An error of the operating system, with its place.
    pub fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        ErrorKind::Io {
            action,
            path: path.to_owned(),
            source,
        }
        .into()
    }

    /// The error for a wrong call.
    pub fn usage(message: impl Into<String>) -> Self {
        ErrorKind::Usage(message.into()).into()
    }

    /// The error for a wrong line of JSON: `bytes` is the line, `line` its number from 1.
    pub(crate) fn json(path: &Path, line: usize, bytes: &[u8], error: &serde_json::Error) -> Self {
        let (column, message) = column_and_message(bytes, error);
        ErrorKind::Malformed {
            role: FileRole::Data,
            path: path.to_owned(),
            line,
            column,
            message,
        }
        .into()
    }

    /// The details.
    pub fn kind(&self) -> &ErrorKind {
        &self.0
    }

    /// The file that the error is about, if there is one.
    pub fn path(&self) -> Option<&Path> {
        match self.kind() {
            ErrorKind::Io { path, .. }
            | ErrorKind::IsDirectory { path }
            | ErrorKind::InvalidUtf8 { path, .. }
            | ErrorKind::NoReader { path, .. }
            | ErrorKind::Malformed { path, .. }
            | ErrorKind::Model { path, .. }
            | ErrorKind::SameId { second: path, .. }
            | ErrorKind::Internal { path, .. } => Some(path),
            ErrorKind::NoProject { .. }
            | ErrorKind::Listen { .. }
            | ErrorKind::Random(_)
            | ErrorKind::Usage(_)
            | ErrorKind::Partial { .. } => None,
        }
    }

    /// The exit code: 2 for usage and configuration; 3 for reading and writing, and for documents that
    /// failed.
    pub fn exit_code(&self) -> u8 {
        match self.kind() {
            ErrorKind::NoProject { .. } | ErrorKind::Usage(_) => 2,
            ErrorKind::Malformed {
                role: FileRole::Configuration,
                ..
            } => 2,
            _ => 3,
        }
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Self {
        Self(Box::new(kind))
    }
}

/// The column of a fault in a line of JSON, in characters from 1 (0 if it has no place), and its message.
pub(crate) fn column_and_message(bytes: &[u8], error: &serde_json::Error) -> (usize, String) {
    // serde_json counts columns in bytes and repeats the place in its message.
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let before = &bytes[..error.column().saturating_sub(1).min(bytes.len())];
    let column = match error.column() {
        0 => 0,
        _ => String::from_utf8_lossy(before).chars().count() + 1,
    };
    let message = message.strip_suffix(&place).unwrap_or(&message).to_owned();
    (column, message)
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            ErrorKind::Io {
                action,
                path,
                source,
            } => {
                write!(f, "could not {action} `{}`: {source}", path.display())
            }
            ErrorKind::IsDirectory { path } => write!(
                f,
                "`{}` is a folder; name the documents in it",
                path.display()
            ),
            ErrorKind::InvalidUtf8 {
                path,
                offset,
                line,
                advice,
            } => write!(
                f,
                "`{}` is not UTF-8: byte {offset} (line {line}) does not begin a character; {advice}",
                path.display()
            ),
            ErrorKind::NoReader {
                path,
                format,
                advice,
            } => write!(
                f,
                "`{}` is {format}, which diglot does not read; {advice}",
                path.display()
            ),
            ErrorKind::Malformed {
                path,
                line,
                column: 0,
                message,
                ..
            } => write!(f, "{}:{line}: {message}", path.display()),
            ErrorKind::Malformed {
                path,
                line,
                column,
                message,
                ..
            } => write!(f, "{}:{line}:{column}: {message}", path.display()),
            ErrorKind::Model { path, source } => write!(f, "`{}` {source}", path.display()),
            ErrorKind::SameId { id, first, second } => write!(
                f,
                "`{}` and `{}` would both be document `{id}`; rename one of them",
                second.display(),
                first.display()
            ),
            ErrorKind::NoProject { start } => write!(
                f,
                "no `diglot.toml` in `{}` or above it; `diglot init` makes a project here",
                start.display()
            ),
            ErrorKind::Internal { path, message } => write!(
                f,
                "`{}` revealed a bug in diglot: {message}; please report it with the document",
                path.display()
            ),
            ErrorKind::Listen { address, source } => {
                write!(f, "could not listen on `{address}`: {source}")?;
                match source.kind() {
                    io::ErrorKind::AddrInUse => f.write_str(
                        "; another program uses this port, perhaps another `diglot review`: end it, or \
                         choose another port",
                    ),
                    io::ErrorKind::AddrNotAvailable => f.write_str(
                        "; this machine has no such address (0.0.0.0 means all its addresses)",
                    ),
                    _ => Ok(()),
                }
            }
            ErrorKind::Random(reason) => write!(
                f,
                "the system provides no random numbers: {reason}; set a token with DIGLOT_TOKEN"
            ),
            ErrorKind::Usage(message) => f.write_str(message),
            ErrorKind::Partial { failed, total } => write!(
                f,
                "{failed} of {total} documents failed; the others were processed"
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.kind() {
            ErrorKind::Io { source, .. } | ErrorKind::Listen { source, .. } => Some(source),
            ErrorKind::Model { source, .. } => Some(source.as_ref()),
            _ => None,
        }
    }
}
