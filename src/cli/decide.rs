//! `diglot decide`: records a person's decision on a bead or quote, for good.

use super::project;
use super::reviewer::reviewer;
use super::ui::Ui;
use diglot::check::{FindingSubject, Rule};
use diglot::error::Result;
use diglot::lang::Lang;
use diglot::project::{Correction, Decided, DocumentRange};
use diglot::store::{Decision, Verdict};
use diglot::text::LineRange;
use std::process::ExitCode;
use std::time::SystemTime;

/// Most characters that are shown of each end of a text.
const SHOWN: usize = 30;

const AFTER_HELP: &str = "\
Find IDs in the exports and in the reports of `diglot check`: `0a1b2c3d4e5f` is a quote, and
`0a1b2c3d4e5f.2` a bead of it. Decisions are added to `alignments/NAME.decisions.jsonl`, and no build
changes or drops them. The last decision counts, and `undo` takes back your last.

not-a-quote, language, source, target, untranslated and quote are corrections, and the next `diglot
build` obeys them. Lines are lines of the document; the last one is included. Columns count characters;
without columns, whole lines are meant: 12-14, 12:5-14:20.

Examples:
  diglot decide 0a1b2c3d4e5f.2 accept
  diglot decide 0a1b2c3d4e5f.2 edit --target \"Winter had come.\"
  diglot decide 0a1b2c3d4e5f waive --reason \"a title; the author explains it\"
  diglot decide 0a1b2c3d4e5f.2 waive --rule numbers-differ --reason \"old style\" --until 2027-01-31
  diglot decide 0a1b2c3d4e5f not-a-quote
  diglot decide 0a1b2c3d4e5f target 120-134
  diglot decide letters/1902:12:5-14:20 quote --lang ru";

/// Record your decision on a quote or bead: accept, reject, edit or correct it
#[derive(clap::Args)]
#[command(
    after_help = AFTER_HELP,
    disable_help_subcommand = true,
    subcommand_value_name = "DECISION",
    subcommand_help_heading = "Decisions"
)]
pub(super) struct Arguments {
    /// Id of the quote or bead. Its first 4 characters or more are enough if no other quote begins with
    /// them. For `quote`, a document and its lines: NAME:12-14
    id: String,

    #[command(subcommand)]
    decision: DecisionCommand,

    /// Name of the person who decides [default: git's user.name, or else the user's name]
    #[arg(long, value_name = "NAME", global = true)]
    by: Option<String>,
}

#[derive(clap::Subcommand)]
enum DecisionCommand {
    /// The bead is right
    Accept,
    /// The bead is wrong; exports leave it out
    Reject,
    /// Somebody must work on the bead
    NeedsWork,
    /// Change the texts of the bead
    Edit(EditTexts),
    /// Add a note for other reviewers
    Note {
        /// The note
        text: String,
    },
    /// Accept a missing translation, or the findings of another rule of `diglot check`
    Waive {
        /// The reason
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// The rule whose findings to accept; may be repeated [default: missing-translation]
        #[arg(long = "rule", value_name = "RULE", value_parser = rule)]
        rules: Vec<String>,
        /// The last day of the waiver, such as 2027-01-31
        #[arg(long, value_name = "DATE")]
        until: Option<String>,
    },
    /// This is not a quote
    NotAQuote,
    /// The original is in another language
    Language {
        /// The language, as a BCP 47 tag such as ru
        lang: Lang,
    },
    /// The original begins or ends elsewhere
    Source {
        /// The first and the last line: 12-14 or 12:5-14:20
        lines: LineRange,
    },
    /// The translation is elsewhere
    Target {
        /// The first and the last line: 12-14 or 12:5-14:20
        lines: LineRange,
    },
    /// Nothing in the document translates the original
    Untranslated,
    /// There is an original that diglot did not find
    Quote {
        /// Its language, as a BCP 47 tag such as ru
        #[arg(long)]
        lang: Lang,
    },
    /// Take back your last decision on the quote or bead
    Undo,
}

#[derive(clap::Args)]
#[group(required = true, multiple = true)]
struct EditTexts {
    /// New text of the original
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// New text of the translation
    #[arg(long, value_name = "TEXT")]
    target: Option<String>,
}

pub(super) fn run(arguments: Arguments, ui: &Ui) -> Result<ExitCode> {
    let project = project::here()?;
    let Arguments { id, decision, by } = arguments;
    let by = by.unwrap_or_else(reviewer);
    let now = SystemTime::now();
    let decide = |verdict| project.decide(&id, verdict, &by, now);
    let record = |(document, decision)| project.record(document, decision);
    let correct = |correction| project.correct(&id, correction, &by, now).and_then(record);
    let decided = match decision {
        DecisionCommand::Accept => decide(Verdict::Accept),
        DecisionCommand::Reject => decide(Verdict::Reject),
        DecisionCommand::NeedsWork => decide(Verdict::NeedsWork),
        DecisionCommand::Edit(EditTexts { source, target }) => {
            decide(Verdict::Edit { source, target })
        }
        DecisionCommand::Note { text } => decide(Verdict::Note { text }),
        DecisionCommand::Waive {
            reason,
            rules,
            until,
        } => decide(Verdict::Waive {
            reason,
            rules,
            until,
        }),
        DecisionCommand::NotAQuote => correct(Correction::NotAQuote),
        DecisionCommand::Language { lang } => correct(Correction::Language(lang)),
        DecisionCommand::Source { lines } => {
            correct(Correction::Source(DocumentRange::Lines(lines)))
        }
        DecisionCommand::Target { lines } => {
            correct(Correction::Target(DocumentRange::Lines(lines)))
        }
        DecisionCommand::Untranslated => correct(Correction::Untranslated),
        DecisionCommand::Quote { lang } => project.new_quote(&id, lang, &by, now).and_then(record),
        DecisionCommand::Undo => project.undo(&id, &by, now).and_then(record),
    }?;
    let Decided {
        document, decision, ..
    } = &decided;
    ui.say(format_args!(
        "{} in `{document}`: {}",
        decision.id,
        outcome(decision)
    ))?;
    if decided.changes_build {
        ui.note("the next `diglot build` applies this");
    }
    Ok(ExitCode::SUCCESS)
}

/// The code of a rule whose findings can be waived.
fn rule(code: &str) -> Result<String, String> {
    let rule = Rule::named(code)?;
    match rule.about {
        FindingSubject::Quote => Ok(rule.code.to_owned()),
        FindingSubject::Document => Err(format!(
            "findings of `{}` are not about a quote; accept them with a comment in the document or with the \
             baseline",
            rule.code
        )),
    }
}

/// A decision in a few words.
fn outcome(decision: &Decision) -> String {
    let by = &decision.by;
    match &decision.verdict {
        Verdict::Accept => format!("accepted by {by}"),
        Verdict::Reject => format!("rejected by {by}"),
        Verdict::NeedsWork => format!("needs work, says {by}"),
        Verdict::Edit { .. } => format!("edited by {by}"),
        Verdict::Note { text } => format!("noted by {by}: {text}"),
        Verdict::Waive {
            reason,
            rules,
            until,
        } => {
            let rules: String = rules.iter().map(|rule| format!(" {rule}")).collect();
            let until = until
                .as_ref()
                .map_or_else(String::new, |day| format!(" until {day}"));
            format!("waived{rules}{until} by {by}: {reason}")
        }
        Verdict::NotAQuote => format!("not a quote, says {by}"),
        Verdict::Language { lang } => format!("in `{lang}`, says {by}"),
        Verdict::Source { source, .. } => format!("original set by {by}: {}", ends(source)),
        Verdict::Target { target, .. } => format!("translation set by {by}: {}", ends(target)),
        Verdict::Untranslated => format!("untranslated, says {by}"),
        Verdict::Quote { .. } => {
            let original = decision.on.source.as_deref().unwrap_or_default();
            format!("made a quote by {by}: {}", ends(original))
        }
        Verdict::Undo { .. } => format!("undone by {by}"),
        // Only the page of `diglot review` makes these.
        verdict => format!("{}, says {by}", verdict.as_str()),
    }
}

/// A text, or, if it is long, its first and last words: enough to see whether lines and columns were right.
fn ends(text: &str) -> String {
    let Some((head, _)) = text.char_indices().nth(SHOWN) else {
        return text.to_owned();
    };
    let (tail, _) = text.char_indices().nth_back(SHOWN - 1).unwrap_or_default();
    let head = text[..head].rfind(' ').unwrap_or(head);
    let tail = tail + text[tail..].find(' ').unwrap_or_default();
    match head < tail {
        true => format!("{} … {}", &text[..head], text[tail..].trim_start()),
        false => text.to_owned(),
    }
}
