//! `diglot check`: which quotes have no translation, for people and for CI.

use super::color::Color;
use super::encoder::Encoding;
use super::project;
use super::ui::Ui;
use crate::check::{Human, Reporter, Summary};
use crate::error::Result;
use crate::lang::Lang;
use crate::project::Candidate;
use crate::{output, pipeline};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const AFTER_HELP: &str = "\
Rules:
  missing-translation  an original without translation (error)
  stale-decision       a decision whose text has changed since (warning)

Warnings alone do not fail a check; `diglot --help` lists the exit codes.

Examples:
  diglot check
  diglot check corpus/letters.md --color always | less -R";

/// Report quotes without translation, with their places
///
/// Without FILE, checks the documents of the project as they are now, with people's decisions.
/// With FILEs, checks just these, and needs no project; those that lie in a project's corpus are
/// checked with its decisions.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Arguments {
    /// Documents to check instead of the project's; `-` is standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Whether to colour the findings; `auto` does on a terminal unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    color: Color,

    #[command(flatten)]
    encoder: Encoding,
}

pub fn run(arguments: Arguments, ui: &Ui) -> Result<ExitCode> {
    let candidates = match arguments.files.is_empty() {
        true => Candidate::all(&project::here()?)?,
        false => Candidate::files(&ui.documents(arguments.files)?)?,
    };
    let langs: BTreeSet<Lang> = candidates
        .iter()
        .flatten()
        .flat_map(Candidate::langs)
        .collect();
    let similarity = arguments.encoder.similarity(ui, langs)?;
    let bar = ui.progress(candidates.len());
    let results = ui.jobs.run(|| {
        pipeline::for_each(candidates, &|| bar.inc(1), |candidate: Candidate| {
            candidate.check(&*similarity)
        })
    })?;
    bar.finish_and_clear();

    let stdout = Path::new(output::STDOUT);
    let mut reporter = Human {
        color: arguments.color.wanted(stdout),
    };
    let mut summary = Summary::default();
    let mut failed = false;
    output::write(stdout, |out| {
        for result in results {
            match result {
                Ok((document, findings)) => {
                    summary.add(&findings);
                    reporter.document(&document, &findings, out)?;
                }
                Err(error) => {
                    ui.error(&error);
                    failed = true;
                }
            }
        }
        if ui.quiet {
            Ok(())
        } else {
            reporter.finish(&summary, out)
        }
    })?;
    Ok(match (failed, summary.errors) {
        (true, _) => ExitCode::from(3),
        (false, 0) => ExitCode::SUCCESS,
        (false, _) => ExitCode::FAILURE,
    })
}
