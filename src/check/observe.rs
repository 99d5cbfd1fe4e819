//! What the rules see in one document, before anybody asks how bad it is.

use super::RULES;
use super::allow::{self, Allowance};
use super::compare::ComparableQuote;
use super::rule::{Look, Rule};
use crate::document::{Document, DocumentInfo};
use crate::extract::{ExtractOptions, Extraction};
use crate::id::digest;
use crate::quote::{Layout, Quote};
use crate::record::{Record, Status, joined_sides};
use crate::store::{Conflict, Waiver};
use crate::text::{LineColumn, LineIndex, Span};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::path::PathBuf;

/// What the rules look at: one document, with its quotes as the machine finds them and its beads as
/// they stand after people's decisions.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// The document.
    pub document: &'a Document,
    /// What was found in it.
    pub extraction: &'a Extraction,
    /// Its beads, decisions folded in.
    pub records: &'a [Record],
    /// What was looked for.
    pub options: &'a ExtractOptions,
    /// What its project knows of it; `None` for a document of no project.
    pub project: Option<InProject<'a>>,
}

/// What a project knows of a document.
#[derive(Clone, Copy, Debug)]
pub struct InProject<'a> {
    /// Decisions that no longer fit.
    pub conflicts: &'a [Conflict],
    /// Which findings people waived.
    pub waivers: &'a [Waiver],
    /// The document that its stored alignment was made from; `None` when there is no such file.
    pub stored: Option<&'a DocumentInfo>,
}

/// Something that a rule sees.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// Where, in the document's text, in order; empty when it is about the whole document.
    pub spans: Vec<Span>,
    /// What is wrong: one line, lower case, no final stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The quote that it is about.
    pub quote: Option<String>,
    /// The bead that it is about.
    pub bead: Option<String>,
    /// What is found again when the document has changed elsewhere; two observations of a rule in one
    /// document may have the same. The text at the place, unless a rule says otherwise.
    pub key: String,
    /// What would mend it without doubt, in order, not overlapping.
    pub edits: Vec<TextEdit>,
    /// Other places that have to do with it.
    pub related: Vec<Related>,
}

/// A stretch of a document that should read otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextEdit {
    /// Where.
    pub span: Span,
    /// What should stand there.
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
    /// What stands there.
    pub message: String,
}

impl Observation {
    /// An observation at a place of the document; no spans stand for all of it.
    pub(super) fn at(spans: &[Span], message: impl Into<String>) -> Self {
        Self {
            spans: spans.to_owned(),
            message: message.into(),
            ..Self::default()
        }
    }

    /// The same, of a quote.
    pub(super) fn of_quote(self, quote: &str) -> Self {
        Self {
            quote: Some(quote.to_owned()),
            ..self
        }
    }

    /// The same, of a bead and its quote.
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
}

/// A quote as rules look at it.
#[derive(Clone, Copy, Debug)]
pub(super) struct CheckedQuote<'a> {
    /// As the machine finds it.
    pub quote: &'a Quote,
    /// Its beads, decisions folded in; one at least.
    pub records: &'a [Record],
}

impl<'a> CheckedQuote<'a> {
    /// Where the original stands.
    pub fn source_spans(&self) -> Vec<Span> {
        let sides = self.records.iter().filter_map(|r| r.source.as_ref());
        sides.flat_map(|side| side.spans.iter().copied()).collect()
    }

    /// Where the translation stands.
    pub fn target_spans(&self) -> Vec<Span> {
        let sides = self.records.iter().filter_map(|r| r.target.as_ref());
        sides.flat_map(|side| side.spans.iter().copied()).collect()
    }

    /// Whether it has a translation, rejected or not.
    pub fn is_translated(&self) -> bool {
        self.records.iter().any(|record| record.target.is_some())
    }

    /// Whether somebody has said something of it: that it is right, wrong, or where it stands.
    pub fn is_decided(&self) -> bool {
        let is_machines =
            |record: &Record| record.status.is_open() || record.status == Status::Untranslated;
        self.quote.layout == Some(Layout::PINNED) || !self.records.iter().all(is_machines)
    }

    /// The whole original, and the whole translation.
    pub fn texts(&self) -> [String; 2] {
        let sources = self.records.iter().filter_map(|r| r.source.as_ref());
        let targets = self.records.iter().filter_map(|r| r.target.as_ref());
        [joined_sides(sources), joined_sides(targets)]
    }
}

impl<'a> Checked<'a> {
    /// The quotes that have beads, in order.
    pub(super) fn quotes(&self) -> impl Iterator<Item = CheckedQuote<'a>> {
        let mut quotes = self.extraction.quotes.iter();
        self.records
            .chunk_by(|a, b| a.quote == b.quote)
            .filter_map(move |records| {
                // Both are in the order of the document; a quote without segments has no beads.
                let quote = quotes.find(|quote| quote.id == records[0].quote)?;
                Some(CheckedQuote { quote, records })
            })
    }
}

/// All that is to be known of a document to judge it, wherever and whenever that happens.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentObservations {
    /// What the rules saw, each with its rule's code, in the order of the rules.
    pub observations: Vec<(String, Observation)>,
    /// Its quotes, for the rules that compare documents.
    pub quotes: Vec<ComparableQuote>,
    /// What comments in the document allow.
    pub allowances: Vec<Allowance>,
    /// What people waived.
    pub waivers: Vec<Waiver>,
}

/// Has every rule that is `wanted` look at a document.
pub fn observe(checked: &Checked<'_>, wanted: impl Fn(&Rule) -> bool) -> DocumentObservations {
    let text = checked.document.text();
    let mut observations = Vec::new();
    for rule in RULES.iter().filter(|rule| wanted(rule)) {
        let Look::Document(look) = rule.look else {
            continue;
        };
        let seen = look(checked).into_iter().map(|mut observation| {
            observation.key = key(&observation, text);
            (rule.code.to_owned(), observation)
        });
        observations.extend(seen);
    }
    let index = LineIndex::new(text);
    let quotes = checked.quotes();
    DocumentObservations {
        observations,
        quotes: quotes
            .map(|seen| ComparableQuote::new(&seen, text, &index))
            .collect(),
        allowances: allow::allowances(text),
        waivers: match checked.project {
            Some(project) => project.waivers.to_vec(),
            None => Vec::new(),
        },
    }
}

/// What identifies an observation: what the rule says, or else the text at the place, white space
/// apart.
pub(super) fn key(observation: &Observation, text: &str) -> String {
    if !observation.key.is_empty() {
        return digest("key", &[Some(&observation.key)], 8);
    }
    let spans = observation.spans.iter();
    let words: Vec<&str> = spans
        .flat_map(|span| span.slice(text).split_whitespace())
        .collect();
    digest("text", &[Some(&words.join(" "))], 8)
}

/// Gives each its number among those that have the same key.
pub(super) fn ordinals<'a>(keys: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<usize> {
    let mut seen: HashMap<(&str, &str), usize> = HashMap::new();
    keys.map(|key| {
        let count = seen.entry(key).or_default();
        *count += 1;
        *count - 1
    })
    .collect()
}
