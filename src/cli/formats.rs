//! Which format an output gets.

use crate::error::{Error, Result};
use crate::export::Format;
use crate::output;
use std::path::Path;

/// The format called `name`, for `--format`.
pub fn by_name(name: &str) -> Result<&'static Format, String> {
    Format::from_name(name).ok_or_else(|| format!("known are {}", Format::names()))
}

/// The format that was asked for, or the one that the output's extension says, or JSON Lines for
/// standard output.
pub fn choose(asked: Option<&'static Format>, output: &Path) -> Result<&'static Format> {
    if let Some(format) = asked.or_else(|| Format::from_path(output)) {
        return Ok(format);
    }
    let native = Format::from_name("jsonl").filter(|_| output.as_os_str() == output::STDOUT);
    native.ok_or_else(|| {
        Error::usage(format!(
            "the extension of `{}` says no format; add `--format` with one of {}",
            output.display(),
            Format::names()
        ))
    })
}
