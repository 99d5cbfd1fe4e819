//! What a rule is.

use super::compare::ComparedQuote;
use super::observe::{Checked, Observation};
use super::rules::RULES;
use crate::text::{cut, nearest};
use serde::Serialize;
use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// Every severity, the worst first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

    /// The word that reports and configurations use.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|severity| severity.as_str() == name)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A rule: what it is called, what it is about and how it looks.
#[derive(Debug)]
pub struct Rule {
    /// What findings call it, in kebab case. Never changes.
    pub code: &'static str,
    /// How bad its findings are unless a project says otherwise.
    pub severity: Severity,
    /// Whether it is applied unless somebody says otherwise.
    pub on: bool,
    /// What its findings are about, which says how they can be accepted.
    pub about: FindingSubject,
    /// What it finds, in one line.
    pub summary: &'static str,
    /// Its page in the documentation, in Markdown, with an example that fails and one that passes.
    pub page: &'static str,
    pub(super) look: Look,
}

/// What the findings of a rule are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingSubject {
    /// A quote or a bead, if only at times: a waiver can name it.
    Quote,
    /// A document, or what people have said of it. Comments and the baseline accept it.
    Document,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub(super) enum Look {
    /// One document.
    Document(fn(&Checked<'_>) -> Vec<Observation>),
    /// All quotes that are checked together. An observation comes with the index of its document.
    Corpus(fn(&[ComparedQuote<'_>]) -> Vec<(usize, Observation)>),
    /// What people accept, which is known only at the end: see [`super::judge`].
    Acceptance,
}

/// How much of what somebody wrote a message repeats, in columns.
pub(super) const LONGEST_WORD: usize = 60;

impl Rule {
    /// Whether it compares quotes, so that what it finds depends on what else is checked.
    pub fn compares(&self) -> bool {
        matches!(self.look, Look::Corpus(_))
    }

    /// The rule with this code.
    pub fn find(code: &str) -> Option<&'static Rule> {
        RULES.iter().find(|rule| rule.code == code)
    }

    /// The rule with this code, or why there is none.
    pub fn named(code: &str) -> Result<&'static Rule, String> {
        Self::find(code).ok_or_else(|| {
            // It may be anything that stands in a comment.
            let code = cut(code, LONGEST_WORD);
            let known: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
            match nearest(&code, &known) {
                Some(meant) => format!("`{code}` is no rule; did you mean `{meant}`?"),
                None => format!("`{code}` is no rule; `diglot explain` lists them"),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_that_is_none_is_told_with_the_nearest() {
        assert_eq!(
            Rule::named("missing-translaton").unwrap_err(),
            "`missing-translaton` is no rule; did you mean `missing-translation`?"
        );
        assert_eq!(
            Rule::named("spelling").unwrap_err(),
            "`spelling` is no rule; `diglot explain` lists them"
        );
        assert_eq!(
            Rule::named(&format!("{}\u{1b}", "x".repeat(200_000))).unwrap_err(),
            format!(
                "`{}…` is no rule; `diglot explain` lists them",
                "x".repeat(LONGEST_WORD - 1)
            )
        );
    }

    #[test]
    fn severities_have_an_order_and_a_name_each() {
        assert!(Severity::ALL.is_sorted_by(|a, b| a > b));
        for severity in Severity::ALL {
            assert_eq!(Severity::from_name(severity.as_str()), Some(severity));
        }
        assert_eq!(Severity::from_name("fatal"), None);
    }
}
