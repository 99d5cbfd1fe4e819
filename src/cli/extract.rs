//! `diglot extract`: what was found in documents, and why, for people.

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
For each quote: its id, language, how the document puts the translation, how sure that is; where
the original and the translation stand (line:column of the first and the last character), and how
they begin. With --full all sentences, each behind the number of its bead. What is less sure than
70% is called doubtful.

An input that fails is told; the others are listed all the same.

Examples:
  diglot extract book.md
  diglot extract book.md --full --color always | less -R
  diglot extract book.md --html -o book.html
  diglot extract chapters/*.md --format jsonl | jq -r 'select(.target == null) | .quote'";

/// Show what was found in documents, and where
///
/// Lists quotes with their translations, and what was passed over. Needs no project and applies no
/// reviewers' decisions. The page that --html makes holds the whole documents with everything found
/// marked, so that what was missed is seen, too.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Arguments {
    /// Documents in UTF-8 (Markdown or plain text); `-` is standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,

    /// The file to write; `-` is standard output
    #[arg(long, short, value_name = "OUT", default_value = output::STDOUT)]
    output: PathBuf,

    /// The format [default: by OUT's extension, text for standard output]
    #[arg(long, short, value_name = "FORMAT", value_parser = formats::choices(&listing::FORMATS))]
    format: Option<&'static ListingFormat>,

    /// One page with the whole documents: the same as --format html
    #[arg(long, conflicts_with = "format")]
    html: bool,

    /// List whole texts, sentence by sentence, instead of how they begin
    #[arg(long)]
    full: bool,

    /// Whether to colour the list; `auto` does on a terminal unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    color: Color,

    #[command(flatten)]
    repairing: Repairing,

    #[command(flatten)]
    encoder: Encoding,
}

pub fn run(arguments: Arguments, ui: &Ui) -> Result<ExitCode> {
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
    let told = |result: Result<ListedDocument>| result.map_err(|error| ui.error(&error)).ok();
    let listed: Vec<ListedDocument> = results.into_iter().filter_map(told).collect();
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
