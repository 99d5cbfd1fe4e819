//! `diglot align`: aligns two plain files.

use super::encoder::Encoding;
use super::explanation;
use super::formats::{self, Choices};
use super::project;
use super::ui::Ui;
use diglot::Engine;
use diglot::bitext::{Bitext, Segmentation};
use diglot::cache::Cache;
use diglot::document::{Document, DocumentInfo};
use diglot::error::{Error, Result};
use diglot::export::{self, ExportFormat, ExportOptions};
use diglot::lang::{self, Identifier, Lang, facts};
use diglot::output::{self, Destination};
use diglot::plot::dot_plot;
use diglot::project::AlignedCorpus;
use diglot::quote::{Bead, Segment};
use diglot::record::rounded_score;
use diglot::{input, record};
use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const AFTER_HELP: &str = "\
Examples:
  diglot align война.txt war.txt --source-lang ru --target-lang en -o war.tmx
  diglot align fr.txt en.txt --source-lang fr --target-lang en --presegmented --format indices
  diglot align fr.txt en.txt --source-lang fr --target-lang en --plot plot.svg -o out.tmx
  diglot align fr.txt en.txt --source-lang fr --target-lang en --explain 12

Spans in the output count bytes of SOURCE on the source side and of TARGET on the target side.
The format `indices` writes one bead per line, `[0, 1]:[0]:SCORE`: the source segments, the target
segments and the score. Segments count from 0 and are lines with --presegmented; an empty side is `[]`.";

/// Align two files that translate each other, sentence by sentence
///
/// Each file is one whole text in one language. For documents that quote originals between their own
/// prose, see `diglot convert`.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
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

    /// Use each line as one segment instead of finding the sentences
    #[arg(long)]
    presegmented: bool,

    /// The format [default: from OUT's extension; jsonl for standard output]
    #[arg(long, short, value_name = "FORMAT", value_parser = AlignmentFormat::choices())]
    format: Option<AlignmentFormat>,

    /// The file to write; `-` is standard output
    #[arg(long, short, value_name = "OUT", default_value = "-")]
    output: PathBuf,

    /// Also draw the alignment as an SVG picture into this file
    #[arg(long, value_name = "SVG")]
    plot: Option<PathBuf>,

    /// Instead of all beads, explain the bead with the source's segment N (from 1): the evidence for
    /// and against it, and the alternatives. Compare its total weight with theirs; its score is its
    /// share of all alignments. For a segment of the target, swap the two files
    #[arg(long, value_name = "N", conflicts_with_all = ["format", "plot"])]
    explain: Option<NonZeroUsize>,

    #[command(flatten)]
    encoder: Encoding,
}

/// The format of the output.
#[derive(Clone, Copy)]
enum AlignmentFormat {
    /// A corpus.
    Export(&'static ExportFormat),
    /// The numbers of the segments.
    Indices,
}

impl AlignmentFormat {
    fn choices() -> Choices<Self> {
        let exports = formats::choices(&export::FORMATS).map(AlignmentFormat::Export);
        let description = "one bead per line: the numbers of its segments, and its score";
        exports.and("indices", description, AlignmentFormat::Indices)
    }

    fn destination(self, path: &Path) -> Destination {
        match self {
            AlignmentFormat::Export(format) => format.destination(path),
            AlignmentFormat::Indices => Destination::File(path.to_owned()),
        }
    }
}

/// Longest beginning of a text whose language is identified, in characters.
const SAMPLE: usize = 4000;

pub(super) fn run(arguments: Arguments, ui: &Ui) -> Result<ExitCode> {
    let Arguments {
        source_lang,
        target_lang,
        ..
    } = arguments;
    let format = match arguments.format {
        Some(format) => format,
        // An explanation is text, whatever the extension of its file.
        None if arguments.explain.is_some() => AlignmentFormat::Indices,
        None => AlignmentFormat::Export(formats::choose(
            &export::FORMATS,
            None,
            &arguments.output,
            "jsonl",
        )?),
    };
    if arguments.source.as_os_str() == input::STDIN && arguments.source == arguments.target {
        let message = "only one of SOURCE and TARGET can be standard input";
        return Err(Error::usage(message));
    }
    let inputs = [arguments.source.as_path(), arguments.target.as_path()];
    format.destination(&arguments.output).keep_apart(inputs)?;
    project::not_inside(&arguments.output)?;
    if let Some(plot) = &arguments.plot {
        Destination::File(plot.clone()).keep_apart(inputs)?;
        project::not_inside(plot)?;
        if *plot == arguments.output {
            return Err(Error::usage(format!(
                "`--plot` and `--output` both name `{}`: choose two different files",
                plot.display()
            )));
        }
    }
    let source = input::plain(&arguments.source)?;
    let target = input::plain(&arguments.target)?;
    warn_of_another_language(ui, &source, source_lang, "--source-lang");
    warn_of_another_language(ui, &target, target_lang, "--target-lang");
    let segmentation = if arguments.presegmented {
        Segmentation::Lines
    } else {
        Segmentation::Sentences
    };
    let langs = [source_lang, target_lang];
    let engine = arguments.encoder.engine(ui, langs, Cache::none())?;
    let sides = [(source.text(), source_lang), (target.text(), target_lang)];
    if let Some(segment) = arguments.explain {
        return explain(&arguments, sides, segmentation, &engine, segment);
    }
    let bitext = engine.align_segments(sides[0], sides[1], segmentation);
    warn_of_strangers(ui, &bitext);
    if let Some(plot) = &arguments.plot {
        let names = [&source, &target].map(|document| document.path().display().to_string());
        let [n, m] = [&bitext.source, &bitext.target].map(Vec::len);
        let svg = dot_plot(&bitext.beads, n, m, names.each_ref().map(String::as_str));
        output::write(plot, |out| out.write_all(svg.as_bytes()))?;
    }
    match format {
        AlignmentFormat::Indices => {
            output::write(&arguments.output, |out| indices(&bitext.beads, out))?
        }
        AlignmentFormat::Export(format) => {
            let contents = AlignedCorpus {
                records: record::records(
                    &source,
                    &[bitext.into_quote(source.id(), source_lang, target_lang)],
                ),
                documents: vec![DocumentInfo::from(&source)],
                ..AlignedCorpus::default()
            };
            format.save(
                &contents.corpus(),
                &ExportOptions::default(),
                &arguments.output,
            )?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn explain(
    arguments: &Arguments,
    [source, target]: [(&str, Lang); 2],
    segmentation: Segmentation,
    engine: &Engine,
    segment: NonZeroUsize,
) -> Result<ExitCode> {
    let found = engine.explain(source, target, segmentation, segment.get() - 1);
    let Some((bitext, explanation)) = found else {
        return Err(Error::usage(format!(
            "`--explain {segment}`: the source has no segment {segment} with text"
        )));
    };
    output::write(&arguments.output, |out| {
        explanation::write(&bitext, &explanation, out)
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Lowest mean score of beads with both sides: below it they are a guess.
const GUESS: f64 = 0.2;
/// Least share of the segments in such beads: below it, hardly anything aligns.
const LEAST_PAIRED: f64 = 0.1;

/// Warns if the two texts hardly look like translations of each other.
fn warn_of_strangers(ui: &Ui, bitext: &Bitext) {
    let paired = || {
        let beads = bitext.beads.iter();
        beads.filter(|bead| !bead.source.is_empty() && !bead.target.is_empty())
    };
    let written = |segments: &[Segment]| segments.iter().filter(|s| !s.text.is_empty()).count();
    let segments = written(&bitext.source).min(written(&bitext.target));
    if segments == 0 {
        return;
    }
    let covered: usize = paired()
        .map(|bead| bead.source.len().min(bead.target.len()))
        .sum();
    let count = paired().count();
    let mean = paired().map(|bead| bead.score).sum::<f64>() / count.max(1) as f64;
    if covered as f64 >= LEAST_PAIRED * segments as f64 && mean >= GUESS {
        return;
    }
    let found = match count {
        0 => "nothing was paired".to_owned(),
        _ => {
            format!("{covered} of {segments} segments were paired, with a mean score of {mean:.2}")
        }
    };
    ui.warning(format_args!(
        "the two texts hardly look like translations of each other ({found}): are these the right \
         files, and the right languages?"
    ));
}

/// Warns if a text is clearly not in the language that `option` says. A language without tables cannot
/// be checked.
fn warn_of_another_language(ui: &Ui, document: &Document, said: Lang, option: &str) {
    if facts(said).script.is_none() {
        return;
    }
    let others: Vec<Lang> = lang::known().map(|(lang, _)| lang).collect();
    let sample: String = document.text().chars().take(SAMPLE).collect();
    if let Some(found) = Identifier::new(said, &others).identify(&sample)
        && facts(found).name != facts(said).name
    {
        ui.warning(format_args!(
            "`{}` looks like {}, not {} (`{option} {said}`)",
            document.path().display(),
            facts(found).name,
            facts(said).name
        ));
    }
}

/// Writes one bead per line: `[0, 1]:[0]:0.9132`.
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
