//! `diglot extract`: lists the quotes in documents, for people.

use super::color::Color;
use super::encoder::Encoding;
use super::formats;
use super::project;
use super::repairs::Repairing;
use super::ui::Ui;
use diglot::cache::Cache;
use diglot::error::Result;
use diglot::extract;
use diglot::input;
use diglot::input::DocumentFile;
use diglot::listing::{self, ListedDocument, ListingFormat, ListingOptions};
use diglot::output::{self, Destination};
use std::path::PathBuf;
use std::process::ExitCode;

const AFTER_HELP: &str = "\
The list shows for each quote: its id, its languages, how the document places the translation, and how
sure that is; then the places of the original and the translation (line:column of the first and the last
character) and their first words. --full shows all sentences, each after the number of its bead. Below
70%, the list says `doubtful`.

If an input fails, it is reported, and the others are listed.

Examples:
  diglot extract book.md
  diglot extract book.md --full --color always | less -R
  diglot extract book.md --html -o book.html
  diglot extract chapters/*.md --format jsonl | jq -r 'select(.target == null) | .quote'";

/// List the quotes in documents, with their places
///
/// Lists quotes with their translations, and the passages that were passed over. Needs no project and
/// applies no decisions of reviewers. The page of --html marks the quotes in the whole documents, so that
/// you can see what diglot missed.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// Documents in UTF-8 (Markdown or plain text); `-` is standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    /// The file to write; `-` is standard output
    #[arg(long, short, value_name = "OUT", default_value = output::STDOUT)]
    output: PathBuf,

    /// The format [default: from OUT's extension; text for standard output]
    #[arg(long, short, value_name = "FORMAT", value_parser = formats::choices(&listing::FORMATS))]
    format: Option<&'static ListingFormat>,

    /// Make one page with the whole documents; the same as --format html
    #[arg(long, conflicts_with = "format")]
    html: bool,

    /// List whole texts, sentence by sentence, instead of their first words
    #[arg(long)]
    full: bool,

    /// Whether to colour the list; `auto` colours it on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    color: Color,

    #[command(flatten)]
    repairing: Repairing,

    #[command(flatten)]
    encoder: Encoding,
}

pub(super) fn run(arguments: Arguments, ui: &Ui) -> Result<ExitCode> {
    let asked = match arguments.html {
        true => listing::FORMATS.named("html"),
        false => arguments.format,
    };
    let format = formats::choose(&listing::FORMATS, asked, &arguments.output, "text")?;
    let sources = input::document_files(&ui.documents(arguments.inputs)?)?;
    let destination = Destination::File(arguments.output.clone());
    destination.keep_apart(sources.iter().map(|s| s.path.as_path()))?;
    project::not_inside(&arguments.output)?;
    let options = extract::ExtractOptions {
        repairs: arguments.repairing.repairs(),
        ..extract::ExtractOptions::default()
    };
    let engine = arguments
        .encoder
        .engine(ui, options.langs(), Cache::none())?;
    let bar = ui.progress(sources.len());
    let sources = sources.into_iter().map(Ok).collect();
    let results = engine.for_each(sources, &|| bar.inc(1), |source: DocumentFile| {
        let document = input::read(&source)?;
        let extraction = engine.extract(&document, &options);
        Ok(ListedDocument {
            document,
            extraction,
        })
    });
    bar.finish_and_clear();

    let total = results.len();
    let reported = |result: Result<ListedDocument>| result.map_err(|error| ui.error(&error)).ok();
    let listed: Vec<ListedDocument> = results.into_iter().filter_map(reported).collect();
    if !listed.is_empty() {
        let options = ListingOptions {
            full: arguments.full,
            color: arguments.color.wanted(&arguments.output),
            quiet: ui.quiet,
        };
        output::write(&arguments.output, |out| {
            format.write(&listed, &options, out)
        })?;
    }
    Ok(match listed.len() == total {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(3),
    })
}
