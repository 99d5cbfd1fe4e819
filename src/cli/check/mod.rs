//! `diglot check`: reports what is wrong with documents, for people, for CI and for editors.

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
`diglot explain` lists the rules, and `diglot explain RULE` explains one. To accept a finding, use a
comment in the document (<!-- diglot: allow RULE -- why -->), a waiver (`diglot decide ID waive`), a
[[check.override]] in diglot.toml, or a baseline of earlier findings.

Exit codes: 0 no finding fails the check, 1 findings, 2 wrong usage or configuration, 3 a file could not
be read or written; the other documents are checked.

Examples:
  diglot check
  diglot check book.md --color always | less -R
  diglot check 'chapters/**/*.md' --format sarif -o found.sarif
  git diff --name-only -z --diff-filter=d main -- '*.md' | diglot check --files-from -
  diglot check --fix | git apply
  diglot check --write-baseline";

/// Report quotes without a translation, and other faults of documents and alignments
///
/// Without FILE, checks the present documents of the project, with people's decisions. With FILEs, checks
/// only these, and needs no project; for documents in a project's corpus, the project's decisions count.
#[derive(clap::Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    #[command(flatten)]
    files: Files,

    /// Apply only these rules, also those that are off; separate them with commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = rule)]
    select: Vec<&'static Rule>,

    /// Do not apply these rules; separate them with commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = rule)]
    ignore: Vec<&'static Rule>,

    /// Require a review of every bead, for a release: each unreviewed bead is an error
    #[arg(long)]
    require_reviewed: bool,

    /// The lowest severity that fails the check: error, warning or info [default: error, or the one in
    /// diglot.toml]
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    fail_on: Option<Severity>,

    /// Exit with 0, whatever the findings
    #[arg(long, conflicts_with = "fail_on")]
    no_fail: bool,

    /// The format [default: from OUT's extension; human for standard output]
    #[arg(long, short, value_name = "FORMAT", value_parser = formats::choices(&report::FORMATS))]
    format: Option<&'static ReportFormat>,

    /// The file to write; `-` is standard output
    #[arg(long, short, value_name = "OUT", default_value = output::STDOUT)]
    output: PathBuf,

    /// File with earlier findings, which do not count [default: diglot.baseline.jsonl, or the file named in
    /// diglot.toml, if it exists]
    #[arg(long, value_name = "PATH")]
    baseline: Option<PathBuf>,

    /// Write a baseline of all findings; if it exists, only remove the entries that are fixed
    #[arg(long)]
    write_baseline: bool,

    /// Show the fixes that are certain, as a diff for `git apply` and `patch -p1`, and exit with 1 if there
    /// are any
    #[arg(long, conflicts_with = "write_baseline")]
    fix: bool,

    /// With --fix: write the fixes into the documents, and check again
    #[arg(long, requires = "fix", conflicts_with = "stdin")]
    write: bool,

    /// Check again whenever a document, a decision or the configuration changes
    #[arg(long, conflicts_with = "fix")]
    watch: bool,

    #[command(flatten)]
    caching: Caching,

    /// Whether to colour the findings; `auto` colours them on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    color: Color,

    #[command(flatten)]
    encoder: Encoding,
}

pub(super) fn run(arguments: Arguments, ui: &Ui) -> Result<ExitCode> {
    match arguments.watch {
        true => watch::watch(&arguments, ui),
        false => once(&arguments, ui),
    }
}

fn once(arguments: &Arguments, ui: &Ui) -> Result<ExitCode> {
    let setting = CheckSetting::here(arguments.demands()?)?;
    project::not_inside(&arguments.output)?;
    let inputs = arguments.inputs(ui)?;
    if arguments.fix && !arguments.write {
        return fix::show(arguments, &setting, inputs, ui);
    }
    let format = formats::choose(
        &report::FORMATS,
        arguments.format,
        &arguments.output,
        "human",
    )?;
    let unwritten = match arguments.write {
        true => fix::write(arguments, &setting, &inputs, ui)?,
        false => Vec::new(),
    };
    let mut outcome = check(arguments, &setting, inputs, format.shows_lines(), ui)?;
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
    inputs: Vec<Result<CheckInput>>,
    lines: bool,
    ui: &Ui,
) -> Result<CheckOutcome> {
    let langs: BTreeSet<Lang> = inputs
        .iter()
        .flatten()
        .flat_map(CheckInput::langs)
        .collect();
    let cache = arguments.caching.cache(&setting.root);
    let run = CheckRun {
        engine: &arguments.encoder.engine(ui, langs, cache)?,
        demands: &setting.demands,
        today: &setting.today,
        here: &setting.here,
        lines,
    };
    let bar = ui.progress(inputs.len());
    let outcome = run.check(inputs, &|| bar.inc(1));
    bar.finish_and_clear();
    Ok(outcome)
}

fn write_baselines(outcome: &CheckOutcome, ui: &Ui) -> Result<()> {
    let baselines = outcome.baselines();
    let baselines = baselines.map_err(|error| Error::io("make", Path::new("baseline"), error))?;
    for NewBaseline { path, bytes, old } in baselines {
        let shown = path.display();
        match &old {
            // Programs that watch the file would see a change.
            Some(old) if old.as_bytes() == bytes => {}
            _ => output::write(&path, |out| out.write_all(&bytes))?,
        }
        match old {
            None => ui.note(format_args!("`{shown}` has all present findings")),
            Some(_) => ui.note(format_args!(
                "`{shown}` has no more fixed entries; it never grows: to accept all present findings, remove \
                 it first"
            )),
        }
    }
    Ok(())
}

fn exit_code(arguments: &Arguments, outcome: &CheckOutcome) -> ExitCode {
    let fails = outcome.fails(arguments.fail_on, arguments.write_baseline);
    // An unreadable file outweighs a wrong configuration, which is the same for everybody.
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
                "--require-reviewed needs the rule that --ignore unreviewed-bead leaves out; drop one of them",
            ));
        }
        Ok(Demands {
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            reviewed: self.require_reviewed,
        })
    }

    /// The documents to check. Refuses an output that would replace one of them.
    fn inputs(&self, ui: &Ui) -> Result<Vec<Result<CheckInput>>> {
        if let Some(path) = &self.baseline
            && !self.write_baseline
        {
            fs::metadata(path).map_err(|error| Error::io("read", path, error))?;
        }
        let inputs = self.files.inputs(self.baseline.as_deref(), ui)?;
        let documents = inputs.iter().flatten();
        let read = documents
            .clone()
            .flat_map(|input| [input.as_ref(), input.baseline()]);
        Destination::File(self.output.clone()).keep_apart(read)?;
        let mut folders = documents.map(CheckInput::folder);
        let first = folders.next();
        if self.baseline.is_some() && folders.any(|folder| Some(folder) != first) {
            return Err(Error::usage(
                "these documents belong to several projects, and each has its own baseline: drop --baseline, \
                 or check one project at a time",
            ));
        }
        Ok(inputs)
    }
}

fn rule(code: &str) -> Result<&'static Rule, String> {
    Rule::named(code)
}

fn severity(name: &str) -> Result<Severity, String> {
    Severity::from_name(name)
        .ok_or_else(|| "the severities are `error`, `warning` and `info`".to_owned())
}
