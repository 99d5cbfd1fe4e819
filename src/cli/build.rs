//! `diglot build`: aligns a project's corpus and writes its exports.

use super::caching::Caching;
use super::encoder::Encoding;
use super::project;
use super::ui::Ui;
use diglot::error::Result;
use diglot::input::CorpusFiles;
use std::process::ExitCode;

const AFTER_HELP: &str = "\
Quotes without a translation are not an error here; `diglot check` reports them. If a document fails,
its alignment stays unchanged, and the other documents are built.

Example:
  diglot build && git add alignments";

/// Align the documents in corpus/, write alignments/ and the exports in dist/
///
/// People's decisions (`alignments/NAME.decisions.jsonl`) are only read, never written.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    #[command(flatten)]
    caching: Caching,

    #[command(flatten)]
    encoder: Encoding,
}

pub(super) fn run(arguments: Arguments, ui: &Ui) -> Result<ExitCode> {
    let project = project::here()?;
    let CorpusFiles {
        documents,
        not_read,
    } = project.corpus_files()?;
    let langs = project.extraction().langs();
    let cache = arguments.caching.cache(project.root());
    let engine = arguments.encoder.engine(ui, langs, cache)?;
    let bar = ui.progress(documents.len());
    let report = project.build(documents, &engine, &|| bar.inc(1))?;
    bar.finish_and_clear();
    for path in &report.without_quotes {
        ui.note(format_args!("no quotes in `{}`", path.display()));
    }
    for id in &report.removed {
        ui.note(format_args!(
            "document `{id}` is gone; its alignment was removed"
        ));
    }
    for id in &report.kept {
        ui.note(format_args!(
            "document `{id}` is gone; its alignment was removed, people's decisions on it are kept"
        ));
    }
    for (path, line) in &report.contents.unfinished {
        ui.note(format_args!(
            "{}:{line}: this decision is incomplete and does not count",
            path.display()
        ));
    }
    match report.contents.conflicts.len() {
        0 => {}
        1 => ui.note("1 decision no longer fits the text; `diglot check` reports it"),
        n => ui.note(format_args!(
            "{n} decisions no longer fit the text; `diglot check` reports them"
        )),
    }
    project::tell_not_read(&not_read, ui);
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
