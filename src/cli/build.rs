//! `diglot build`: a project's corpus into its alignments and exports.

use super::caching::Caching;
use super::encoder::Encoding;
use super::project;
use super::ui::Ui;
use diglot::error::Result;
use std::process::ExitCode;

const AFTER_HELP: &str = "\
Quotes without a translation are no error here; `diglot check` reports them. The alignment of a
document that fails stays as it was; the others are built.

Example:
  diglot build && git add alignments";

/// Align the project's corpus/ into alignments/ and write the exports into dist/
///
/// What people decided (`alignments/NAME.decisions.jsonl`) is read, never written.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Arguments {
    #[command(flatten)]
    caching: Caching,

    #[command(flatten)]
    encoder: Encoding,
}

pub fn run(arguments: Arguments, ui: &Ui) -> Result<ExitCode> {
    let project = project::here()?;
    let documents = project.documents()?;
    let langs = project.extraction().langs();
    let cache = arguments.caching.cache(project.root());
    let engine = arguments.encoder.engine(ui, langs, cache)?;
    let bar = ui.progress(documents.len());
    let report = project.build(documents, &engine, &|| bar.inc(1))?;
    bar.finish_and_clear();
    for path in &report.without_quotes {
        ui.note(format_args!("`{}` quotes nothing", path.display()));
    }
    for id in &report.removed {
        ui.note(format_args!(
            "document `{id}` is gone; its alignment was removed"
        ));
    }
    for id in &report.kept {
        ui.note(format_args!(
            "document `{id}` is gone; its alignment was removed, what people decided on it is kept"
        ));
    }
    for (path, line) in &report.contents.unfinished {
        ui.note(format_args!(
            "{}:{line}: this decision was never finished and does not count",
            path.display()
        ));
    }
    match report.contents.conflicts.len() {
        0 => {}
        1 => ui.note("1 decision no longer fits; `diglot check` shows it"),
        n => ui.note(format_args!(
            "{n} decisions no longer fit; `diglot check` shows them"
        )),
    }
    for error in &report.failed {
        ui.error(error);
    }
    ui.say(report.summary())?;
    for path in project.export(&report.contents)? {
        ui.say(format_args!("wrote {}", path.display()))?;
    }
    report.finish()?;
    Ok(ExitCode::SUCCESS)
}
