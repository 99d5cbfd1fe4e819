//! `diglot align`: two plain files into beads.

use crate::error::{Error, Result};
use crate::lang::Lang;
use std::path::PathBuf;
use std::process::ExitCode;

const AFTER_HELP: &str = "\
Examples:
  diglot align война.txt war.txt --source-lang ru --target-lang en -o war.tmx
  diglot align fr.txt en.txt --source-lang fr --target-lang en --presegmented --format indices

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
    #[arg(long, short, value_name = "FORMAT")]
    format: Option<String>,

    /// The file to write; `-` is standard output
    #[arg(long, short, value_name = "OUT", default_value = "-")]
    output: PathBuf,
}

// HOLE: call `crate::align::files::run` with these arguments.
pub fn run(arguments: Arguments) -> Result<ExitCode> {
    let Arguments {
        source: _,
        target: _,
        source_lang: _,
        target_lang: _,
        presegmented: _,
        format: _,
        output: _,
    } = arguments;
    Err(Error::usage("`diglot align` is not there yet"))
}
