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
use diglot::check::report::{self, ReportFormat, ReportOptions};
use diglot::check::{Demands, Rule, Severity};
use diglot::error::{Error, Result};
use diglot::lang::Lang;
use diglot::output::{self, Destination};
use diglot::project::{CheckInput, CheckOutcome, CheckRun, NewBaseline};
use files::Files;
use setting::CheckSetting;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
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
  git diff --name-only -z --diff-filter=d main -- '*.md' | diglot check --files-from -
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

    /// The format [default: by OUT's extension, human for standard output]
    #[arg(long, short, value_name = "FORMAT", value_parser = formats::choices(&report::FORMATS))]
    format: Option<&'static ReportFormat>,

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
    #[arg(long, conflicts_with = "write_baseline")]
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
    let setting = CheckSetting::here(arguments.demands()?)?;
    project::not_inside(&arguments.output)?;
    let candidates = arguments.candidates(ui)?;
    if arguments.fix && !arguments.write {
        return fix::show(arguments, &setting, candidates, ui);
    }
    let format = formats::choose(
        &report::FORMATS,
        arguments.format,
        &arguments.output,
        "human",
    )?;
    let unwritten = match arguments.write {
        true => fix::write(arguments, &setting, &candidates, ui)?,
        false => Vec::new(),
    };
    let mut outcome = check(arguments, &setting, candidates, format.shows_lines(), ui)?;
    outcome.errors.extend(unwritten);
    for error in &outcome.errors {
        ui.error(error);
    }
    let options = ReportOptions {
        color: arguments.color.wanted(&arguments.output),
        quiet: ui.quiet,
    };
    output::write(&arguments.output, |out| {
        format.write(&outcome.report, &options, out)
    })?;
    if arguments.write_baseline {
        write_baselines(&outcome, ui)?;
    }
    Ok(exit_code(arguments, &outcome))
}

fn check(
    arguments: &Arguments,
    setting: &CheckSetting,
    candidates: Vec<Result<CheckInput>>,
    lines: bool,
    ui: &Ui,
) -> Result<CheckOutcome> {
    let langs: BTreeSet<Lang> = candidates
        .iter()
        .flatten()
        .flat_map(CheckInput::langs)
        .collect();
    let cache = arguments.caching.cache(&setting.root);
    let gate = CheckRun {
        engine: &arguments.encoder.engine(ui, langs, cache)?,
        demands: &setting.demands,
        today: &setting.today,
        here: &setting.here,
        lines,
    };
    let bar = ui.progress(candidates.len());
    let outcome = gate.check(candidates, &|| bar.inc(1));
    bar.finish_and_clear();
    Ok(outcome)
}

fn write_baselines(outcome: &CheckOutcome, ui: &Ui) -> Result<()> {
    let baselines = outcome.baselines();
    let baselines = baselines.map_err(|error| Error::io("make", Path::new("baseline"), error))?;
    for NewBaseline { path, bytes, old } in baselines {
        let shown = path.display();
        match &old {
            // Whoever watches it would be told of a change.
            Some(old) if old.as_bytes() == bytes => {}
            _ => output::write(&path, |out| out.write_all(&bytes))?,
        }
        match old {
            None => ui.note(format_args!("`{shown}` has all that was found now")),
            Some(_) => ui.note(format_args!(
                "`{shown}` has nothing that is mended any more; it does not grow: to accept all that is \
                 found now, remove it first"
            )),
        }
    }
    Ok(())
}

fn exit_code(arguments: &Arguments, outcome: &CheckOutcome) -> ExitCode {
    let fails = outcome.fails(arguments.fail_on, arguments.write_baseline);
    // What is wrong with a configuration weighs less than what could not be read: it is the same for
    // everybody.
    match outcome.errors.iter().map(Error::exit_code).max() {
        Some(code) => ExitCode::from(code),
        None if fails && !arguments.no_fail => ExitCode::FAILURE,
        None => ExitCode::SUCCESS,
    }
}

impl Arguments {
    fn demands(&self) -> Result<Demands> {
        let ignores_reviews = self
            .ignore
            .iter()
            .any(|rule| rule.code == "unreviewed-bead");
        if self.require_reviewed && ignores_reviews {
            return Err(Error::usage(
                "--require-reviewed asks for what --ignore unreviewed-bead leaves out; drop one of them",
            ));
        }
        Ok(Demands {
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            reviewed: self.require_reviewed,
        })
    }

    /// The documents that are asked for, apart from what is written.
    fn candidates(&self, ui: &Ui) -> Result<Vec<Result<CheckInput>>> {
        if let Some(path) = &self.baseline
            && !self.write_baseline
        {
            fs::metadata(path).map_err(|error| Error::io("read", path, error))?;
        }
        let candidates = self.files.candidates(self.baseline.as_deref(), ui)?;
        let documents = candidates.iter().flatten();
        let read = documents
            .clone()
            .flat_map(|candidate| [candidate.as_ref(), candidate.baseline()]);
        Destination::File(self.output.clone()).keep_apart(read)?;
        let mut homes = documents.map(CheckInput::folder);
        let first = homes.next();
        if self.baseline.is_some() && homes.any(|home| Some(home) != first) {
            return Err(Error::usage(
                "these documents are of several projects, each with a baseline of its own: drop \
                 --baseline, or check them one project at a time",
            ));
        }
        Ok(candidates)
    }
}

fn rule(code: &str) -> Result<&'static Rule, String> {
    Rule::named(code)
}

fn severity(name: &str) -> Result<Severity, String> {
    Severity::from_name(name).ok_or_else(|| "known are `error`, `warning` and `info`".to_owned())
}
