//! Observations: the results of rules, before they get a severity.

use crate::id::digest;
use crate::record::Record;
use crate::text::{LineColumn, Span};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::PathBuf;

/// Longest word from a document that a message repeats, in columns.
pub(super) const LONGEST_WORD: usize = 60;

/// One thing that a rule reports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
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
    /// What finds it again when the document has changed elsewhere; two observations of a rule in one
    /// document may have the same. The text at the place, unless the rule sets another.
    pub key: String,
    /// The edits that certainly fix it, in order, not overlapping.
    pub edits: Vec<TextEdit>,
    /// Other places that have to do with it.
    pub related: Vec<Related>,
}

/// A span of a document and the text that should replace it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextEdit {
    /// Where.
    pub span: Span,
    /// What should be there.
    pub text: String,
}

/// Another place that has to do with an observation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Related {
    /// The document.
    pub path: PathBuf,
    /// Where in it.
    pub place: LineColumn,
    /// What is there.
    pub message: String,
}

impl Observation {
    /// An observation at a place of the document; without spans, about the whole document.
    pub(super) fn at(spans: &[Span], message: impl Into<String>) -> Self {
        Self {
            spans: spans.to_owned(),
            message: message.into(),
            ..Self::default()
        }
    }

    /// The same, about a quote.
    pub(super) fn of_quote(self, quote: &str) -> Self {
        Self {
            quote: Some(quote.to_owned()),
            ..self
        }
    }

    /// The same, about a bead and its quote.
    pub(super) fn of_bead(self, record: &Record) -> Self {
        Self {
            quote: Some(record.quote.clone()),
            bead: Some(record.bead.clone()),
            ..self
        }
    }

    /// The same, with what to do about it.
    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    /// The same, with its key made a digest of what the rule has set, or else of the `text` at the place, white
    /// space apart.
    pub(super) fn keyed(self, text: &str) -> Self {
        let key = match self.key.as_str() {
            "" => {
                let spans = self.spans.iter();
                let words = spans.flat_map(|span| span.slice(text).split_whitespace());
                let words: Vec<&str> = words.collect();
                digest("text", &[Some(&words.join(" "))], 8)
            }
            key => digest("key", &[Some(key)], 8),
        };
        Self { key, ..self }
    }
}

/// Numbers observations among those with the same key; a key is a rule's code and that of the observation.
pub(super) fn ordinals<'a>(keys: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<usize> {
    let mut counts: HashMap<(&str, &str), usize> = HashMap::new();
    keys.map(|key| {
        let count = counts.entry(key).or_default();
        *count += 1;
        *count - 1
    })
    .collect()
}
