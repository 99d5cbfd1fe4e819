//! The type of a rule.

use super::allowance::Allowance;
use super::checked::Checked;
use super::comparable::ComparedQuote;
use super::observation::Observation;
use super::severity::Severity;
use crate::text::Span;

/// A rule: its name, what it is about, and how it looks.
#[derive(Debug)]
pub struct Rule {
    /// Its name in findings, in kebab case. Never changes.
    pub code: &'static str,
    /// How bad its findings are unless a project says otherwise.
    pub severity: Severity,
    /// Whether it is applied unless somebody says otherwise.
    pub on: bool,
    /// The subject of its findings, which decides how they can be accepted.
    pub about: FindingSubject,
    /// Its summary, in one line.
    pub summary: &'static str,
    /// Its page in the documentation, in Markdown, with an example that fails and one that passes.
    pub page: &'static str,
    pub(super) look: Look,
}

/// The subject of a rule's findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingSubject {
    /// A quote or a bead, at least at times: a waiver can name it.
    Quote,
    /// A document, or what people have said about it. Comments and the baseline accept it.
    Document,
}

/// The input of a rule.
#[derive(Clone, Copy, Debug)]
pub(super) enum Look {
    /// One document.
    Document(fn(&Checked<'_>) -> Vec<Observation>),
    /// All quotes that are checked together. An observation comes with the index of its document.
    Corpus(fn(&[ComparedQuote<'_>]) -> Vec<(usize, Observation)>),
    /// A comment for diglot in a document, with the codes of those of its rules that find nothing there.
    Comment(fn(&Allowance, &[&str]) -> Option<Observation>),
    /// An entry of the baseline that fits no finding any more.
    Baseline(fn(&StaleEntry<'_>) -> Observation),
}

/// An entry of the baseline that fits no finding any more.
#[derive(Clone, Copy, Debug)]
pub(super) struct StaleEntry<'a> {
    /// Where it is in the baseline.
    pub span: Span,
    /// The document that the finding was in.
    pub path: &'a str,
    /// The rule that the finding was of.
    pub rule: &'a str,
    /// The message of the finding.
    pub message: &'a str,
}

impl Rule {
    /// Whether it compares quotes, so that what it finds depends on what else is checked.
    pub fn compares(&self) -> bool {
        matches!(self.look, Look::Corpus(_))
    }
}
