//! A finding: an observation with its severity in a project.

use super::observation::{Observation, Related, TextEdit};
use super::rule::Rule;
use super::severity::Severity;
use crate::id::digest;
use crate::text::Span;

/// One thing that is wrong with a document.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// How bad it is here.
    pub severity: Severity,
    /// Where, in the document's text, in order; empty when it is about the whole document.
    pub spans: Vec<Span>,
    /// The fault: one line, lower case, no final stop.
    pub message: String,
    /// Advice on what to do.
    pub help: Option<String>,
    /// The quote that it is about.
    pub quote: Option<String>,
    /// The bead that it is about.
    pub bead: Option<String>,
    /// 16 hexadecimal digits that stay the same when the document changes elsewhere.
    pub fingerprint: String,
    /// The edits that certainly fix it, in order, not overlapping.
    pub edits: Vec<TextEdit>,
    /// Other places that have to do with it.
    pub related: Vec<Related>,
    /// Why it does not count, if it does not.
    pub suppression: Option<Suppression>,
}

/// Why a finding does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suppression {
    /// A comment in the document allows it.
    Comment {
        /// Why, if it says so.
        reason: Option<String>,
    },
    /// Somebody waived it.
    Waiver {
        /// Who.
        by: String,
        /// Why.
        reason: String,
    },
    /// It was there before: the baseline has it.
    Baseline,
}

impl Finding {
    /// What a rule's observation in the document at `path` amounts to; `ordinal` is its number among those of the
    /// rule with the same key.
    pub(super) fn new(
        rule: &'static Rule,
        severity: Severity,
        observation: Observation,
        path: &str,
        ordinal: usize,
    ) -> Self {
        let ordinal = ordinal.to_string();
        let identity = [rule.code, path, &observation.key, &ordinal].map(Some);
        Self {
            rule,
            severity,
            fingerprint: digest("finding", &identity, 8),
            spans: observation.spans,
            message: observation.message,
            help: observation.help,
            quote: observation.quote,
            bead: observation.bead,
            edits: observation.edits,
            related: observation.related,
            suppression: None,
        }
    }
}
