//! TOML that people write. It is parsed strictly: an error has its place, and for an unknown key the one that
//! was probably meant.

use crate::error::{Error, ErrorKind, FileRole, Result};
use crate::text::{LineIndex, nearest};
use serde::de::DeserializeOwned;
use std::path::Path;

/// Parses `text`, the content of the file at `path`.
pub(crate) fn parse<T: DeserializeOwned>(path: &Path, text: &str, role: FileRole) -> Result<T> {
    toml::from_str(without_mark(text)).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        fault(path, text, role, offset, with_suggestion(error.message()))
    })
}

/// The error for a fault at byte `offset` of `text`, without its byte order mark, as [`parse`] reads it.
pub(crate) fn fault(
    path: &Path,
    text: &str,
    role: FileRole,
    offset: usize,
    message: String,
) -> Error {
    let text = without_mark(text);
    let place = LineIndex::new(text).line_column(text, offset);
    ErrorKind::Malformed {
        role,
        path: path.to_owned(),
        line: place.line,
        column: place.column,
        message,
    }
    .into()
}

/// The text without a byte order mark, which TOML does not allow but editors write.
fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Turns serde's "unknown field `a`, expected one of `b`, `c`" into a question.
fn with_suggestion(message: &str) -> String {
    let Some(rest) = message.strip_prefix("unknown field ") else {
        return message.trim_end_matches('.').replace('\n', ", ");
    };
    let mut words = rest.split('`').skip(1).step_by(2);
    let Some(unknown) = words.next() else {
        return message.to_owned();
    };
    let known: Vec<&str> = words.collect();
    match nearest(unknown, &known) {
        Some(key) => format!("unknown key `{unknown}`; did you mean `{key}`?"),
        None => format!(
            "unknown key `{unknown}`; the keys here are {}",
            list(&known)
        ),
    }
}

/// The words in backticks, with commas.
fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}
