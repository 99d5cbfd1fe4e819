//! `diglot export`: exports a project's alignments to one file.

use super::ui::Ui;
use super::{formats, project};
use diglot::error::Result;
use diglot::export::{self, ExportFormat, ExportOptions};
use std::path::PathBuf;
use std::process::ExitCode;

const AFTER_HELP: &str = "\
Examples:
  diglot export -o letters.tmx
  diglot export --format csv -o - --include-rejected";

/// Export the project's alignments, with people's decisions, to one file
///
/// Exports the result of the last `diglot build`; does not align anything itself.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// The format [default: from OUT's extension; jsonl for standard output]
    #[arg(long, short, value_name = "FORMAT", value_parser = formats::choices(&export::FORMATS))]
    format: Option<&'static ExportFormat>,

    /// The file to write; `-` is standard output
    #[arg(long, short, value_name = "OUT")]
    output: PathBuf,

    /// Also write the beads that a reviewer rejected
    #[arg(long)]
    include_rejected: bool,
}

pub(super) fn run(arguments: Arguments, ui: &Ui) -> Result<ExitCode> {
    let format = formats::choose(
        &export::FORMATS,
        arguments.format,
        &arguments.output,
        "jsonl",
    )?;
    project::not_inside(&arguments.output)?;
    let contents = project::here()?.contents()?;
    if contents.documents.is_empty() {
        ui.note("the project has no alignments yet; run `diglot build`");
    }
    let options = ExportOptions {
        include_rejected: arguments.include_rejected,
    };
    format.save(&contents.corpus(), &options, &arguments.output)?;
    Ok(ExitCode::SUCCESS)
}
