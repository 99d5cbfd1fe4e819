//! Which format an output gets.

use diglot::choice::Choice;
use diglot::error::{Error, Result};
use diglot::output;
use std::path::Path;

/// The format called `name`, for `--format`.
pub fn by_name<F: Choice>(name: &str) -> Result<&'static F, String> {
    F::from_name(name).ok_or_else(|| format!("known are {}", F::names()))
}

/// The format that was asked for, or the one that the output's extension says, or for standard output
/// the one called `usual`.
pub fn choose<F: Choice>(
    asked: Option<&'static F>,
    output: &Path,
    usual: &str,
) -> Result<&'static F> {
    if let Some(format) = asked.or_else(|| F::from_path(output)) {
        return Ok(format);
    }
    let usual = F::from_name(usual).filter(|_| output.as_os_str() == output::STDOUT);
    usual.ok_or_else(|| {
        Error::usage(format!(
            "the extension of `{}` says no format; add `--format` with one of {}",
            output.display(),
            F::names()
        ))
    })
}
