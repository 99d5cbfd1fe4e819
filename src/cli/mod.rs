//! The command line: arguments come in, an exit code and messages go out. The library does the work;
//! nothing outside this folder prints.

mod align;
#[cfg(feature = "review")]
mod browser;
mod build;
mod caching;
mod check;
mod color;
mod convert;
mod decide;
mod encoder;
mod explain;
mod explanation;
mod export;
mod extract;
mod formats;
mod init;
mod jobs;
mod project;
mod repairs;
#[cfg(feature = "review")]
mod review;
mod reviewer;
mod stats;
mod ui;

use clap::{Parser, Subcommand};
#[cfg(feature = "embedded-model")]
use diglot::encode::{Card, Encoder};
use diglot::error::Result;
use jobs::Jobs;
use std::ffi::OsString;
use std::process::ExitCode;
use std::sync::LazyLock;
use ui::Ui;

const AFTER_HELP: &str = "\
Exit codes:
  0  success; for `check`: no finding fails the check
  1  a finding fails `check`, such as a quote without a translation
  2  wrong usage or configuration
  3  a file could not be read or written, or a document failed; `build`, `check`,
     `extract` and `convert --keep-going` process the other documents

Examples:
  diglot convert book.md -o book.tmx     convert one document into one file, without a project
  diglot extract book.md                 list the quotes in it, with their places
  diglot extract book.md -o book.html    make the same list as a page with the whole book
  diglot init && diglot build            start a project: corpus/ into alignments/ and dist/
  diglot check                           find the quotes without a translation
  diglot review --open                   review and correct the alignment in the browser";

/// Turns scholarly documents that quote Russian or French originals into sentence-aligned parallel
/// corpora.
#[derive(Parser)]
#[command(name = "diglot", version, long_version = LONG_VERSION.as_str(), after_help = AFTER_HELP)]
struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// Show no progress, notes or summaries; only results and errors
    #[arg(long, short, global = true)]
    quiet: bool,

    #[command(flatten)]
    jobs: Jobs,
}

#[derive(Subcommand)]
enum Command {
    Convert(convert::Arguments),
    Extract(extract::Arguments),
    Align(align::Arguments),
    Init(init::Arguments),
    Build(build::Arguments),
    Export(export::Arguments),
    Check(check::Arguments),
    Explain(explain::Arguments),
    Stats(stats::Arguments),
    Decide(decide::Arguments),
    #[cfg(feature = "review")]
    Review(review::Arguments),
}

/// The version, and the source of the compiled-in model: its licence requires that.
static LONG_VERSION: LazyLock<String> =
    LazyLock::new(|| format!("{}\n\n{}", env!("CARGO_PKG_VERSION"), compiled_in()));

#[cfg(feature = "embedded-model")]
fn compiled_in() -> String {
    let Card {
        licence,
        attribution,
        ..
    } = Encoder::embedded_card();
    format!("Compiled-in sentence encoder:\n  Licence: {licence}\n  {attribution}")
}

#[cfg(not(feature = "embedded-model"))]
fn compiled_in() -> String {
    "This program has no compiled-in sentence encoder.".to_owned()
}

/// Runs the program with its arguments; the first is its own name.
pub(crate) fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(answer) => {
            // Help and version come here, too. If this fails, there is no way to report it.
            let _ = answer.print();
            return ExitCode::from(u8::try_from(answer.exit_code()).unwrap_or(2));
        }
    };
    let ui = Ui {
        quiet: arguments.quiet,
        jobs: arguments.jobs,
    };
    match arguments.command.run(&ui) {
        Ok(code) => code,
        Err(error) => {
            ui.error(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

impl Command {
    fn run(self, ui: &Ui) -> Result<ExitCode> {
        match self {
            Command::Convert(arguments) => convert::run(arguments, ui),
            Command::Extract(arguments) => extract::run(arguments, ui),
            Command::Align(arguments) => align::run(arguments, ui),
            Command::Init(arguments) => init::run(arguments, ui),
            Command::Build(arguments) => build::run(arguments, ui),
            Command::Export(arguments) => export::run(arguments, ui),
            Command::Check(arguments) => check::run(arguments, ui),
            Command::Explain(arguments) => explain::run(arguments),
            Command::Stats(arguments) => stats::run(arguments, ui),
            Command::Decide(arguments) => decide::run(arguments, ui),
            #[cfg(feature = "review")]
            Command::Review(arguments) => review::run(arguments, ui),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }
}
