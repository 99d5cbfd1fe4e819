//! `diglot check`: what is wrong with documents, for people, for CI and for editors.

mod diff;
mod files;
mod fix;
mod setting;
mod watch;

use super::caching::Caching;
use super::color::Color;
use super::encoder::Encoding;
use super::formats;
use super::project;
use super::ui::Ui;
use crate::check::report::{Format, Options};
use crate::check::{Baseline, Rule, Severity};
use crate::error::{Error, Result};
use crate::lang::Lang;
use crate::output;
use crate::project::{Candidate, Engine, Gate, Outcome};
use files::Files;
use setting::Setting;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

const AFTER_HELP: &str = "\
`diglot explain` lists the rules, and `diglot explain RULE` says more of one. What is meant to be so
is allowed with a comment in the document (<!-- diglot: allow RULE -- why -->), a waiver (`diglot
decide ID waive`), a [[check.override]] in diglot.toml, or a baseline of what was there before.

Exit codes: 0 nothing to fail on, 1 findings, 2 wrong usage or configuration, 3 something could not
be read or written; the other documents are checked all the same.

Examples:
  diglot check
  diglot check book.md --color always | less -R
  diglot check 'chapters/**/*.md' --format sarif -o found.sarif
  git diff --name-only main | grep '[.]md$' | diglot check --files-from -
  diglot check --fix | git apply
  diglot check --write-baseline";

/// Find quotes without translation, and whatever else is wrong with documents and alignments
///
/// Without FILE, checks the documents of the project as they are now, with people's decisions.
/// With FILEs, checks just these, and needs no project; those that lie in a project's corpus are
/// checked with its decisions.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Arguments {
    #[command(flatten)]
    files: Files,

    /// Apply just these rules, also those that are off; with commas between
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = rule)]
    select: Vec<&'static Rule>,

    /// Apply none of these rules; with commas between
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = rule)]
    ignore: Vec<&'static Rule>,

    /// Want every bead reviewed, for a release: each that is not is an error
    #[arg(long)]
    require_reviewed: bool,

    /// The least severity that fails the check: error, warning or info [default: error, or what
    /// diglot.toml says]
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    fail_on: Option<Severity>,

    /// Exit with 0 whatever is found
    #[arg(long, conflicts_with = "fail_on")]
    no_fail: bool,

    /// human, concise, jsonl, sarif, junit, github, gitlab or markdown [default: by OUT's extension,
    /// human for standard output]
    #[arg(long, short, value_name = "FORMAT", value_parser = formats::by_name::<Format>)]
    format: Option<&'static Format>,

    /// The file to write; `-` is standard output
    #[arg(long, short, value_name = "OUT", default_value = output::STDOUT)]
    output: PathBuf,

    /// Findings that were there before, and do not count [default: diglot.baseline.jsonl, or what
    /// diglot.toml says, if it is there]
    #[arg(long, value_name = "PATH")]
    baseline: Option<PathBuf>,

    /// Make a baseline of all that is found; if there is one, only take out of it what has been mended
    #[arg(long)]
    write_baseline: bool,

    /// Show what would mend the documents without doubt, as a diff that `git apply` and `patch -p1`
    /// take, and exit with 1 if there is anything
    #[arg(long)]
    fix: bool,

    /// With --fix: write it into the documents, and check what is left
    #[arg(long, requires = "fix", conflicts_with = "stdin")]
    write: bool,

    /// Check once more whenever a document, a decision or the configuration changes
    #[arg(long, conflicts_with = "fix")]
    watch: bool,

    #[command(flatten)]
    caching: Caching,

    /// Whether to colour the findings; `auto` does on a terminal unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    color: Color,

    #[command(flatten)]
    encoder: Encoding,
}

pub fn run(arguments: Arguments, ui: &Ui) -> Result<ExitCode> {
    match arguments.watch {
        true => watch::watch(&arguments, ui),
        false => once(&arguments, ui),
    }
}

fn once(arguments: &Arguments, ui: &Ui) -> Result<ExitCode> {
    let setting = Setting::new(arguments)?;
    project::not_inside(&arguments.output)?;
    let candidates = arguments.files.candidates(ui)?;
    output::keep_apart(
        &arguments.output,
        candidates.iter().flatten().map(AsRef::as_ref),
    )?;
    if arguments.fix && !arguments.write {
        return fix::show(arguments, &setting, candidates, ui);
    }
    let format = formats::choose(arguments.format, &arguments.output, "human")?;
    let unwritten = match arguments.write {
        true => fix::write(arguments, &setting, &candidates, ui)?,
        false => Vec::new(),
    };
    let mut outcome = check(arguments, &setting, candidates, ui)?;
    outcome.errors.extend(unwritten);
    for error in &outcome.errors {
        ui.error(error);
    }
    let options = Options {
        color: arguments.color.wanted(&arguments.output),
        quiet: ui.quiet,
    };
    output::write(&arguments.output, |out| {
        format.write(&outcome.report, &options, out)
    })?;
    if arguments.write_baseline {
        write_baseline(&setting, &outcome, ui)?;
    }
    Ok(exit_code(arguments, &setting, &outcome))
}

fn check(
    arguments: &Arguments,
    setting: &Setting,
    candidates: Vec<Result<Candidate>>,
    ui: &Ui,
) -> Result<Outcome> {
    let langs: BTreeSet<Lang> = candidates
        .iter()
        .flatten()
        .flat_map(Candidate::langs)
        .collect();
    let similarity = arguments.encoder.similarity(ui, langs)?;
    let gate = Gate {
        engine: Engine {
            similarity: &*similarity,
            model: &arguments.encoder.identity()?,
            cache: &arguments.caching.cache(&setting.root),
        },
        demands: &setting.demands,
        baseline: setting.baseline.as_ref(),
        today: &setting.today,
        here: &setting.here,
    };
    let bar = ui.progress(candidates.len());
    let outcome = ui.jobs.run(|| gate.check(candidates, &|| bar.inc(1)))?;
    bar.finish_and_clear();
    Ok(outcome)
}

fn write_baseline(setting: &Setting, outcome: &Outcome, ui: &Ui) -> Result<()> {
    let old = setting.baseline.as_ref();
    let mut written = Vec::new();
    outcome
        .write_baseline(old, &mut written)
        .map_err(|error| Error::io("write", &setting.baseline_path, error))?;
    output::write(&setting.baseline_path, |out| out.write_all(&written))?;
    let path = setting.baseline_path.display();
    match old {
        None => ui.note(format_args!("`{path}` has all that was found now")),
        Some(_) => ui.note(format_args!(
            "`{path}` has nothing that is mended any more; it does not grow: to accept all that is found \
             now, remove it first"
        )),
    }
    Ok(())
}

fn exit_code(arguments: &Arguments, setting: &Setting, outcome: &Outcome) -> ExitCode {
    let is_new = arguments.write_baseline && setting.baseline.is_none();
    let fails = !arguments.no_fail && !is_new && outcome.fails(setting.fail_on);
    match (outcome.errors.is_empty(), fails) {
        (false, _) => ExitCode::from(3),
        (true, false) => ExitCode::SUCCESS,
        (true, true) => ExitCode::FAILURE,
    }
}

fn rule(code: &str) -> Result<&'static Rule, String> {
    Rule::named(code)
}

fn severity(name: &str) -> Result<Severity, String> {
    Severity::from_name(name).ok_or_else(|| "known are `error`, `warning` and `info`".to_owned())
}

impl Setting {
    fn new(arguments: &Arguments) -> Result<Self> {
        let mut setting = Setting::here()?;
        setting.demands.select.clone_from(&arguments.select);
        setting.demands.ignore.clone_from(&arguments.ignore);
        setting.demands.reviewed = arguments.require_reviewed;
        if let Some(severity) = arguments.fail_on {
            setting.fail_on = severity;
        }
        if let Some(path) = &arguments.baseline {
            setting.baseline_path.clone_from(path);
        }
        let is_there = setting.baseline_path.exists();
        let must_be = arguments.baseline.is_some() && !arguments.write_baseline;
        if is_there || must_be {
            let path = &setting.baseline_path;
            let text = fs::read_to_string(path).map_err(|error| Error::io("read", path, error))?;
            setting.baseline = Some(Baseline::parse(path, text)?);
        }
        Ok(setting)
    }
}
