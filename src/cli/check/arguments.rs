//! The arguments of `diglot check`.

use super::files::Files;
use crate::cli::caching::Caching;
use crate::cli::color::Color;
use crate::cli::encoder::Encoding;
use crate::cli::formats;
use crate::cli::ui::Ui;
use diglot::check::report::{self, ReportFormat};
use diglot::check::{Demands, Rule, Severity};
use diglot::error::{Error, Result};
use diglot::output::{self, Destination};
use diglot::project::CheckInput;
use std::fs;
use std::path::PathBuf;

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
pub(in crate::cli) struct Arguments {
    #[command(flatten)]
    pub(super) files: Files,

    /// Apply only these rules, also those that are off; separate them with commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = rule)]
    pub(super) select: Vec<&'static Rule>,

    /// Do not apply these rules; separate them with commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', value_parser = rule)]
    pub(super) ignore: Vec<&'static Rule>,

    /// Require a review of every bead, for a release: each unreviewed bead is an error
    #[arg(long)]
    pub(super) require_reviewed: bool,

    /// The lowest severity that fails the check: error, warning or info [default: error, or the one in
    /// diglot.toml]
    #[arg(long, value_name = "SEVERITY", value_parser = severity)]
    pub(super) fail_on: Option<Severity>,

    /// Exit with 0, whatever the findings
    #[arg(long, conflicts_with = "fail_on")]
    pub(super) no_fail: bool,

    /// The format [default: from OUT's extension; human for standard output]
    #[arg(long, short, value_name = "FORMAT", value_parser = formats::choices(&report::FORMATS))]
    pub(super) format: Option<&'static ReportFormat>,

    /// The file to write; `-` is standard output
    #[arg(long, short, value_name = "OUT", default_value = output::STDOUT)]
    pub(super) output: PathBuf,

    /// File with earlier findings, which do not count [default: diglot.baseline.jsonl, or the file named in
    /// diglot.toml, if it exists]
    #[arg(long, value_name = "PATH")]
    pub(super) baseline: Option<PathBuf>,

    /// Write a baseline of all findings; if it exists, only remove the entries that are fixed
    #[arg(long)]
    pub(super) write_baseline: bool,

    /// Show the fixes that are certain, as a diff for `git apply` and `patch -p1`, and exit with 1 if there
    /// are any
    #[arg(long, conflicts_with = "write_baseline")]
    pub(super) fix: bool,

    /// With --fix: write the fixes into the documents, and check again
    #[arg(long, requires = "fix", conflicts_with = "stdin")]
    pub(super) write: bool,

    /// Check again whenever a document, a decision or the configuration changes
    #[arg(long, conflicts_with = "fix")]
    pub(super) watch: bool,

    #[command(flatten)]
    pub(super) caching: Caching,

    /// Whether to colour the findings; `auto` colours them on a terminal, unless NO_COLOR is set
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(super) color: Color,

    #[command(flatten)]
    pub(super) encoder: Encoding,
}

impl Arguments {
    pub(super) fn demands(&self) -> Result<Demands> {
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
    pub(super) fn inputs(&self, ui: &Ui) -> Result<Vec<Result<CheckInput>>> {
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
