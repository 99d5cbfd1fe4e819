//! `diglot align`: two plain files into beads.

use super::formats;
use crate::bitext::{self, Segmentation};
use crate::document::DocumentInfo;
use crate::error::Result;
use crate::export::{Format, Options};
use crate::lang::Lang;
use crate::project::Contents;
use crate::quote::Bead;
use crate::record::rounded_score;
use crate::similarity::Lexical;
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

    /// Its translation, in UTF-8
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

pub fn run(arguments: Arguments) -> Result<ExitCode> {
    let Arguments {
        source_lang,
        target_lang,
        ..
    } = arguments;
    let form = match arguments.format {
        Some(form) => form,
        None => Form::Corpus(formats::choose(None, &arguments.output)?),
    };
    let source = input::plain(&arguments.source)?;
    let target = input::plain(&arguments.target)?;
    let segmentation = if arguments.presegmented {
        Segmentation::Lines
    } else {
        Segmentation::Sentences
    };
    let bitext = bitext::align_texts(
        (&source.text, source_lang),
        (&target.text, target_lang),
        segmentation,
        &Lexical,
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
