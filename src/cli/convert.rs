//! `diglot convert`: converts documents into one file, without a project.

use super::encoder::Encoding;
use super::formats;
use super::project;
use super::repairs::Repairing;
use super::ui::Ui;
use diglot::cache::Cache;
use diglot::error::{ErrorKind, Result};
use diglot::export::{self, ExportFormat, ExportOptions};
use diglot::input::DocumentFile;
use diglot::project::AlignedCorpus;
use diglot::{extract, input};
use std::path::PathBuf;
use std::process::ExitCode;

const AFTER_HELP: &str = "\
If an input fails, OUT is not written, unless you use --keep-going.
A NAME.toml beside a document NAME.md or NAME.txt has the document's metadata: title, author, date,
licence, source.

Examples:
  diglot convert book.md -o book.tmx
  diglot convert chapters/*.md -o - --format csv | head
  curl -s https://example.org/essay.txt | diglot convert - -o essay.jsonl";

/// Convert documents into one file of aligned sentences
///
/// Finds Russian and French originals and their English translations. Uses only the documents: it needs
/// no project, writes only OUT and applies no decisions of reviewers (`diglot build` and `diglot export`
/// do).
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// Documents in UTF-8 (Markdown or plain text); `-` is standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    /// The file to write; `-` is standard output
    #[arg(long, short, value_name = "OUT")]
    output: PathBuf,

    /// The format [default: from OUT's extension; jsonl for standard output]
    #[arg(long, short, value_name = "FORMAT", value_parser = formats::choices(&export::FORMATS))]
    format: Option<&'static ExportFormat>,

    /// If an input fails, write the others; the failure is still an error
    #[arg(long)]
    keep_going: bool,

    #[command(flatten)]
    repairing: Repairing,

    #[command(flatten)]
    encoder: Encoding,
}

pub(super) fn run(arguments: Arguments, ui: &Ui) -> Result<ExitCode> {
    let format = formats::choose(
        &export::FORMATS,
        arguments.format,
        &arguments.output,
        "jsonl",
    )?;
    let sources = input::document_files(&ui.documents(arguments.inputs)?)?;
    let destination = format.destination(&arguments.output);
    destination.keep_apart(sources.iter().map(|s| s.path.as_path()))?;
    project::not_inside(&arguments.output)?;
    let options = extract::ExtractOptions {
        repairs: arguments.repairing.repairs(),
        ..extract::ExtractOptions::default()
    };
    let engine = arguments
        .encoder
        .engine(ui, options.langs(), Cache::none())?;
    let total = sources.len();
    let bar = ui.progress(total);
    let sources = sources.into_iter().map(Ok).collect();
    let results = engine.for_each(sources, &|| bar.inc(1), |source: DocumentFile| {
        Ok(engine.process(input::read(&source)?, &options))
    });
    bar.finish_and_clear();

    let mut contents = AlignedCorpus::default();
    let mut failed = 0;
    for result in results {
        match result {
            Ok(processed) => {
                if processed.records.is_empty() {
                    let path = processed.document.path().display();
                    ui.note(format_args!("no quotes in `{path}`"));
                }
                contents.add(processed);
            }
            Err(error) => {
                ui.error(&error);
                failed += 1;
            }
        }
    }
    if failed == total || failed > 0 && !arguments.keep_going {
        return Ok(ExitCode::from(3));
    }
    format.save(
        &contents.corpus(),
        &ExportOptions::default(),
        &arguments.output,
    )?;
    match failed {
        0 => Ok(ExitCode::SUCCESS),
        _ => Err(ErrorKind::Partial { failed, total }.into()),
    }
}
