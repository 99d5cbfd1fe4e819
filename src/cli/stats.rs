//! `diglot stats`: counts the contents of a project.

use super::ui::Ui;
use super::{formats, project};
use diglot::error::Result;
use diglot::output;
use diglot::stats::{self, Stats, StatsFormat};
use std::path::Path;
use std::process::ExitCode;

const AFTER_HELP: &str = "\
A quote has the status of the bead that still needs the most work: it counts as accepted if none of its
beads waits for a reviewer.

Examples:
  diglot stats
  diglot stats --format json | jq .words.source.ru";

/// Count the project's documents, quotes, beads and words
///
/// Counts the result of the last `diglot build`, with people's decisions.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// How to show the counts
    #[arg(
        long,
        short,
        value_name = "FORMAT",
        value_parser = formats::choices(&stats::FORMATS),
        default_value = "table"
    )]
    format: &'static StatsFormat,
}

pub(super) fn run(arguments: Arguments, ui: &Ui) -> Result<ExitCode> {
    let project = project::here()?;
    let contents = project.contents()?;
    project::tell_not_read(&project.files_not_read(), ui);
    let stats = Stats::new(contents.documents.len(), &contents.records);
    output::write(Path::new(output::STDOUT), |out| {
        arguments.format.write(&stats, out)
    })?;
    Ok(ExitCode::SUCCESS)
}
