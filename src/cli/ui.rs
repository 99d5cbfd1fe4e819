//! What goes to the terminal beside results: errors, notes and progress, all to standard error.

use super::jobs::Jobs;
use diglot::error::{Error, Result};
use diglot::text::printable;
use diglot::{input, output};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// What holds for every command: how much the user wants to hear, and how many threads may work.
#[derive(Clone)]
pub struct Ui {
    pub quiet: bool,
    pub jobs: Jobs,
}

impl Ui {
    /// Tells an error. Never left out.
    pub fn error(&self, error: &Error) {
        // Paths may have line ends and worse in them; an error is one line.
        line("error", printable(&error.to_string()));
    }

    /// Tells what is good to know.
    pub fn note(&self, text: impl Display) {
        if !self.quiet {
            line("note", text);
        }
    }

    /// Tells what is probably not as the user wants it.
    pub fn warning(&self, text: impl Display) {
        if !self.quiet {
            line("warning", text);
        }
    }

    /// Writes a sentence about what was done to standard output.
    pub fn say(&self, text: impl Display) -> Result<()> {
        if self.quiet { Ok(()) } else { print(text) }
    }

    /// The documents among `paths`: `corpus/*` names their metadata, too, which is told and left
    /// out, as it is read with them.
    pub fn documents(&self, paths: Vec<PathBuf>) -> Result<Vec<PathBuf>> {
        let (documents, metadata) = input::documents_and_metadata(paths)?;
        for path in metadata {
            self.note(format_args!(
                "`{}` is read as the metadata of the document beside it",
                path.display()
            ));
        }
        Ok(documents)
    }

    /// A bar over `length` documents, for long work that a person watches.
    pub fn progress(&self, length: usize) -> ProgressBar {
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
pub fn print(text: impl Display) -> Result<()> {
    output::write(Path::new(output::STDOUT), |out| writeln!(out, "{text}"))
}

fn line(label: &str, text: impl Display) {
    // Where standard error is closed there is nobody to be told.
    let _ = writeln!(io::stderr(), "{label}: {text}");
}
