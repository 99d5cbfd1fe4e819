//! `diglot decide`: what a person says of a bead or quote, kept for good.

use super::project;
use super::ui::Ui;
use crate::error::Result;
use crate::store::{Decision, Verdict, decide, undo};
use std::env;
use std::process::{Command, ExitCode};
use std::time::SystemTime;

const AFTER_HELP: &str = "\
IDs are in the exports and in what `diglot check` reports: `0a1b2c3d4e5f` is a quote, and
`0a1b2c3d4e5f.2` a bead of it. Decisions are added to `alignments/NAME.decisions.jsonl` and never
changed or dropped by a build; the last one counts, and `undo` takes back your last.

Examples:
  diglot decide 0a1b2c3d4e5f.2 accept
  diglot decide 0a1b2c3d4e5f.2 edit --target \"Winter had come.\"
  diglot decide 0a1b2c3d4e5f waive --reason \"a title; the author explains it\"";

/// Record what you say of a quote or bead: accept, reject, edit, note or waive
#[derive(clap::Args)]
#[command(
    after_help = AFTER_HELP,
    disable_help_subcommand = true,
    subcommand_value_name = "DECISION",
    subcommand_help_heading = "Decisions"
)]
pub struct Arguments {
    /// Id of the quote or bead; the first 4 characters or more do if no other quote begins so
    id: String,

    #[command(subcommand)]
    verdict: Said,

    /// Who says so [default: git's user.name, else the name of the user]
    #[arg(long, value_name = "NAME", global = true)]
    by: Option<String>,
}

#[derive(clap::Subcommand)]
enum Said {
    /// It is right
    Accept,
    /// It is wrong; left out of exports from now on
    Reject,
    /// It should read otherwise
    Edit(Edit),
    /// A remark for other reviewers
    Note {
        /// The remark
        text: String,
    },
    /// It may stand without a translation
    Waive {
        /// Why
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Take back your last decision on it
    Undo,
}

#[derive(clap::Args)]
#[group(required = true, multiple = true)]
struct Edit {
    /// What the original should read
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// What the translation should read
    #[arg(long, value_name = "TEXT")]
    target: Option<String>,
}

pub fn run(arguments: Arguments, ui: &Ui) -> Result<ExitCode> {
    let store = project::here()?.store();
    let by = arguments.by.unwrap_or_else(reviewer);
    let now = SystemTime::now();
    let (document, decision) = match arguments.verdict.into() {
        Verdict::Undo => undo(&store, &arguments.id, &by, now)?,
        verdict => decide(&store, &arguments.id, verdict, &by, now)?,
    };
    store.append_decision(&document, &decision)?;
    ui.say(format_args!(
        "{} in `{document}`: {}",
        decision.id,
        said(&decision)
    ))?;
    Ok(ExitCode::SUCCESS)
}

impl From<Said> for Verdict {
    fn from(said: Said) -> Self {
        match said {
            Said::Accept => Verdict::Accept,
            Said::Reject => Verdict::Reject,
            Said::Edit(Edit { source, target }) => Verdict::Edit { source, target },
            Said::Note { text } => Verdict::Note { text },
            Said::Waive { reason } => Verdict::Waive { reason },
            Said::Undo => Verdict::Undo,
        }
    }
}

fn said(decision: &Decision) -> String {
    let by = &decision.by;
    match &decision.verdict {
        Verdict::Accept => format!("accepted by {by}"),
        Verdict::Reject => format!("rejected by {by}"),
        Verdict::Edit { .. } => format!("edited by {by}"),
        Verdict::Note { text } => format!("noted by {by}: {text}"),
        Verdict::Waive { reason } => format!("waived by {by}: {reason}"),
        _ => format!("undone by {by}"),
    }
}

/// Who sits here, as git knows them, or the system.
fn reviewer() -> String {
    let variable = |name| env::var(name).ok();
    variable("GIT_AUTHOR_NAME")
        .or_else(name_in_git)
        .or_else(|| variable("USER"))
        .or_else(|| variable("USERNAME"))
        .filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| "unknown".to_owned())
}

fn name_in_git() -> Option<String> {
    let output = Command::new("git")
        .args(["config", "user.name"])
        .output()
        .ok()?;
    let name = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (!name.is_empty()).then_some(name)
}
