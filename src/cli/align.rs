//! `diglot align`: two plain files into beads.

use super::encoder::Encoding;
use super::formats;
use super::project;
use super::ui::Ui;
use crate::bitext::{self, Segmentation};
use crate::document::{Document, DocumentInfo};
use crate::error::{Error, Result};
use crate::export::{Format, Options};
use crate::lang::{self, Identifier, Lang, tables};
use crate::project::Contents;
use crate::quote::Bead;
use crate::record::rounded_score;
use crate::{input, output, record};
use std::io::{self, Write};
use std::ops::Range;
use std::path::PathBuf;
use std::process::ExitCode;

const AFTER_HELP: &str = "\
Examples:
  diglot align война.txt war.txt --source-lang ru --target-lang en -o war.tmx
  diglot align fr.txt en.txt --source-lang fr --target-lang en --presegmented --format indices

Spans in the output count bytes of SOURCE on the source side and of TARGET on the target side.
The indices format writes one bead a line, `[0, 1]:[0]:SCORE`: the source lines, the target lines
(both from 0, an empty side is `[]`) and the score.";

/// Align two files that translate each other, sentence by sentence
///
/// Each file is one text in one language, whole: nothing is looked for in it. For documents that
/// quote originals between their own prose, see `diglot convert`.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Arguments {
    /// The original, in UTF-8; `-` is standard input
    source: PathBuf,

    /// Its translation, in UTF-8; `-` is standard input
    target: PathBuf,

    /// Language of the original, as a BCP 47 tag such as ru
    #[arg(long, value_name = "LANG")]
    source_lang: Lang,

    /// Language of the translation, as a BCP 47 tag such as en
    #[arg(long, value_name = "LANG")]
    target_lang: Lang,

    /// Take each line as one segment instead of finding the sentences
    #[arg(long)]
    presegmented: bool,

    /// tmx, csv, tsv, jsonl or indices [default: by OUT's extension, jsonl for standard output]
    #[arg(long, short, value_name = "FORMAT", value_parser = Form::by_name)]
    format: Option<Form>,

    /// The file to write; `-` is standard output
    #[arg(long, short, value_name = "OUT", default_value = "-")]
    output: PathBuf,

    #[command(flatten)]
    encoder: Encoding,
}

/// What is written.
#[derive(Clone, Copy)]
enum Form {
    /// A corpus.
    Corpus(&'static Format),
    /// Line numbers.
    Indices,
}

impl Form {
    fn by_name(name: &str) -> Result<Self, String> {
        match name {
            "indices" => Ok(Form::Indices),
            _ => formats::by_name(name)
                .map(Form::Corpus)
                .map_err(|known| format!("{known}, indices")),
        }
    }
}

/// How much of a text is looked at to see whether it is in the language that was said, in
/// characters.
const SAMPLE: usize = 4000;

pub fn run(arguments: Arguments, ui: &Ui) -> Result<ExitCode> {
    let Arguments {
        source_lang,
        target_lang,
        ..
    } = arguments;
    let form = match arguments.format {
        Some(form) => form,
        None => Form::Corpus(formats::choose(None, &arguments.output)?),
    };
    if arguments.source.as_os_str() == input::STDIN && arguments.source == arguments.target {
        let message = "only one of SOURCE and TARGET can be standard input";
        return Err(Error::usage(message));
    }
    let inputs = [arguments.source.as_path(), arguments.target.as_path()];
    output::keep_apart(&arguments.output, inputs)?;
    project::not_inside(&arguments.output)?;
    let source = input::plain(&arguments.source)?;
    let target = input::plain(&arguments.target)?;
    warn_of_another_language(ui, &source, source_lang, "--source-lang");
    warn_of_another_language(ui, &target, target_lang, "--target-lang");
    let segmentation = if arguments.presegmented {
        Segmentation::Lines
    } else {
        Segmentation::Sentences
    };
    let similarity = arguments
        .encoder
        .similarity(ui, [source_lang, target_lang])?;
    let bitext = bitext::align_texts(
        (&source.text, source_lang),
        (&target.text, target_lang),
        segmentation,
        &*similarity,
    );
    match form {
        Form::Indices => output::write(&arguments.output, |out| indices(&bitext.beads, out))?,
        Form::Corpus(format) => {
            let contents = Contents {
                records: record::records(
                    &source,
                    &[bitext.into_quote(&source.id, source_lang, target_lang)],
                ),
                documents: vec![DocumentInfo::from(&source)],
                ..Contents::default()
            };
            output::write(&arguments.output, |out| {
                format.write(&contents.corpus(), &Options::default(), out)
            })?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Warns when a text is clearly not in the language that `option` says. Of a language without tables
/// nothing can be said.
fn warn_of_another_language(ui: &Ui, document: &Document, said: Lang, option: &str) {
    if tables(said).script.is_none() {
        return;
    }
    let others: Vec<Lang> = lang::known().map(|(lang, _)| lang).collect();
    let sample: String = document.text.chars().take(SAMPLE).collect();
    if let Some(found) = Identifier::new(said, &others).identify(&sample)
        && tables(found).name != tables(said).name
    {
        ui.warning(format_args!(
            "`{}` looks like {}, not {} (`{option} {said}`)",
            document.path.display(),
            tables(found).name,
            tables(said).name
        ));
    }
}

/// One bead a line: `[0, 1]:[0]:0.9132`.
fn indices(beads: &[Bead], out: &mut dyn Write) -> io::Result<()> {
    let list = |range: &Range<usize>| {
        let numbers: Vec<String> = range.clone().map(|n| n.to_string()).collect();
        numbers.join(", ")
    };
    for bead in beads {
        let score = rounded_score(bead.score);
        let (source, target) = (list(&bead.source), list(&bead.target));
        writeln!(out, "[{source}]:[{target}]:{score}")?;
    }
    Ok(())
}
