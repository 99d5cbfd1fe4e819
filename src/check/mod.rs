//! What is wrong with a corpus, as data: a rule, a place, a sentence and what to do. Rendering is
//! a [`Reporter`]'s, deciding what a finding means for the exit code the caller's.

mod human;
mod missing_translation;
mod stale_decision;

pub use human::Human;

use crate::document::Document;
use crate::record::Record;
use crate::store::Conflict;
use crate::text::Span;
use std::io::{self, Write};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a look; does not fail a check.
    Warning,
    /// Fails a check.
    Error,
}

impl Severity {
    /// The word that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One thing that a rule found in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Code of the rule.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where, in the document's text, the most important first; empty when it is about the whole
    /// document.
    pub spans: Vec<Span>,
    /// What is wrong: one line, lower case, no final stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// What the rules look at: one document, with its beads as they stand after people's decisions.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its beads, decisions folded in.
    pub records: &'a [Record],
    /// Decisions that no longer fit it.
    pub conflicts: &'a [Conflict],
    /// Whether it belongs to a project, where people can decide on it.
    pub in_project: bool,
}

/// A rule: what it is called and how it looks.
pub struct Rule {
    /// What findings call it, in kebab case.
    pub code: &'static str,
    /// How bad its findings are.
    pub severity: Severity,
    check: fn(&Checked) -> Vec<Observation>,
}

/// What a rule returns: a finding without what is the same for all of the rule's.
struct Observation {
    spans: Vec<Span>,
    message: String,
    help: Option<String>,
}

/// Every rule: its file is beside this one.
pub const RULES: &[Rule] = &[missing_translation::RULE, stale_decision::RULE];

/// Everything that the rules find in a document, in the order of the places.
pub fn check(checked: &Checked) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES
        .iter()
        .flat_map(|rule| {
            (rule.check)(checked).into_iter().map(|found| Finding {
                rule: rule.code,
                severity: rule.severity,
                spans: found.spans,
                message: found.message,
                help: found.help,
            })
        })
        .collect();
    findings.sort_by_key(|finding| finding.spans.first().copied());
    findings
}

/// How often something was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Documents checked.
    pub documents: usize,
    /// Findings that fail the check.
    pub errors: usize,
    /// Findings that do not.
    pub warnings: usize,
}

impl Summary {
    /// Counts one more document.
    pub fn add(&mut self, findings: &[Finding]) {
        let errors = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count();
        self.documents += 1;
        self.errors += errors;
        self.warnings += findings.len() - errors;
    }
}

/// A way to write findings down.
pub trait Reporter {
    /// Writes the findings in one document.
    fn document(
        &mut self,
        document: &Document,
        findings: &[Finding],
        out: &mut dyn Write,
    ) -> io::Result<()>;

    /// Writes what comes after the last document.
    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()>;
}
