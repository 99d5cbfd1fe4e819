//! The command line: what the user asks for comes in, exit code and messages go out. The work is
//! in the library; nothing outside this folder prints.

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
  0  done; for `check`: nothing that fails it
  1  `check` found something: a quote without a translation, or what else fails it
  2  wrong usage or configuration
  3  something could not be read or written, or a document failed; `build`, `check`,
     `extract` and `convert --keep-going` do the others

Examples:
  diglot convert book.md -o book.tmx     one document into one file, without a project
  diglot extract book.md                 what was found in it, and where
  diglot extract book.md -o book.html    the same as a page with the whole book
  diglot init && diglot build            a project: corpus/ into alignments/ and dist/
  diglot check                           which quotes have no translation?
  diglot review --open                   look at the alignment in the browser, and correct it";

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

/// The version, and whose the model is that is compiled in: its licence asks for that.
static LONG_VERSION: LazyLock<String> =
    LazyLock::new(|| format!("{}\n\n{}", env!("CARGO_PKG_VERSION"), compiled_in()));

#[cfg(feature = "embedded-model")]
fn compiled_in() -> String {
    let Card {
        licence,
        attribution,
        ..
    } = Encoder::embedded_card();
    format!("Sentence encoder compiled in:\n  Licence: {licence}\n  {attribution}")
}

#[cfg(not(feature = "embedded-model"))]
fn compiled_in() -> String {
    "No sentence encoder is compiled in.".to_owned()
}

/// Runs the program with its arguments, its own name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(answer) => {
            // Help and version come here, too. Nobody is left to be told when this fails.
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
            Command::Stats(arguments) => stats::run(arguments),
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
