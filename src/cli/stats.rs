//! `diglot stats`: how much a project holds.

use super::{project, ui};
use diglot::error::{Error, Result};
use diglot::stats::Stats;
use std::process::ExitCode;

const AFTER_HELP: &str = "\
A quote has the status of what is still to be done in it: it counts as accepted when none of its
beads waits for a reviewer.

Examples:
  diglot stats
  diglot stats --format json | jq .words.source.ru";

/// Count the project's documents, quotes, beads and words
///
/// Counts what `diglot build` last aligned, with people's decisions.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Arguments {
    /// How to show the counts
    #[arg(long, short, value_enum, value_name = "FORMAT", default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum Format {
    /// A table for people
    #[default]
    Table,
    /// One line of JSON for programs
    Json,
}

pub fn run(arguments: Arguments) -> Result<ExitCode> {
    let contents = project::here()?.contents()?;
    let stats = Stats::new(contents.documents.len(), &contents.records);
    match arguments.format {
        Format::Table => ui::print(stats.to_string().trim_end())?,
        Format::Json => ui::print(
            serde_json::to_string(&stats)
                .map_err(|error| Error::usage(format!("could not write the counts: {error}")))?,
        )?,
    }
    Ok(ExitCode::SUCCESS)
}
