//! The allowance of a comment in a document.

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// The allowance of a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowance {
    /// The comment.
    pub span: Span,
    /// Where it allows findings: those that begin there. `None` for the whole document.
    pub scope: Option<Span>,
    /// The codes of the rules, in small letters.
    pub rules: Vec<String>,
    /// Why, if it says so.
    pub reason: Option<String>,
    /// The fault of the comment, if it has one.
    pub fault: Option<String>,
}

impl Allowance {
    /// Whether it allows what a rule finds at `place`, the first byte of a finding; `None` for a finding
    /// about the whole document.
    pub fn covers(&self, rule: &str, place: Option<usize>) -> bool {
        let named = self.rules.iter().any(|code| code == rule);
        named
            && match (self.scope, place) {
                (None, _) => true,
                (Some(scope), Some(place)) => (scope.start..scope.end).contains(&place),
                (Some(_), None) => false,
            }
    }
}
