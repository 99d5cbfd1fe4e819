//! Errors, warnings, notes and progress, all on standard error.

use super::jobs::Jobs;
use diglot::error::{Error, Result};
use diglot::text::printable;
use diglot::{input, output};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Settings of every command: whether it is quiet, and how many threads it uses.
#[derive(Clone)]
pub(super) struct Ui {
    pub quiet: bool,
    pub jobs: Jobs,
}

impl Ui {
    /// Reports an error, also if the command is quiet.
    pub(super) fn error(&self, error: &Error) {
        line("error", error);
    }

    /// Reports something useful.
    pub(super) fn note(&self, text: impl Display) {
        if !self.quiet {
            line("note", text);
        }
    }

    /// Reports a probable mistake of the user.
    pub(super) fn warning(&self, text: impl Display) {
        if !self.quiet {
            line("warning", text);
        }
    }

    /// Writes a sentence about what was done to standard output.
    pub(super) fn say(&self, text: impl Display) -> Result<()> {
        if self.quiet {
            return Ok(());
        }
        print(printable(&text.to_string()))
    }

    /// The documents among `paths`. `corpus/*` also names their metadata, which is read with the
    /// documents: a note reports these files, and they are left out.
    pub(super) fn documents(&self, paths: Vec<PathBuf>) -> Result<Vec<PathBuf>> {
        let (documents, metadata) = input::documents_and_metadata(paths)?;
        for path in metadata {
            self.note(format_args!(
                "`{}` is the metadata of the document beside it",
                path.display()
            ));
        }
        Ok(documents)
    }

    /// A progress bar over `length` documents.
    pub(super) fn progress(&self, length: usize) -> ProgressBar {
        if self.quiet || length < 2 || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
        match ProgressStyle::with_template("{bar:40} {pos}/{len} documents, {eta} left") {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }
    }
}

/// Writes a line to standard output.
pub(super) fn print(text: impl Display) -> Result<()> {
    output::write(Path::new(output::STDOUT), |out| writeln!(out, "{text}"))
}

/// Writes a message, which is one line: paths may contain line ends and control characters.
fn line(label: &str, text: impl Display) {
    let text = printable(&text.to_string());
    // If standard error is closed, there is no way to report it.
    let _ = writeln!(io::stderr(), "{label}: {text}");
}
