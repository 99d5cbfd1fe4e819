//! What can only be seen by comparing quotes, of one document or of several.

use super::RULES;
use super::observe::{CheckedQuote, DocumentObservations, Observation, Related, key};
use super::rule::{Look, Rule};
use crate::id::digest;
use crate::lang::Lang;
use crate::text::{LineColumn, LineIndex, Span, cut, lower_words, words};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// How much of a translation other findings show of it, in columns.
const SHOWN: usize = 60;

/// A quote, as far as others have to be compared with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComparableQuote {
    /// Its id.
    pub quote: String,
    /// The language of the original.
    pub lang: Lang,
    /// Whether the original stands inside a sentence of the author's.
    pub inline: bool,
    /// How many words the original has.
    pub words: usize,
    /// The same for two originals that differ in case and punctuation at most.
    pub source: String,
    /// The same for two translations that do; `None` without translation.
    pub target: Option<String>,
    /// How the translation begins.
    pub begins: String,
    /// Where the original stands.
    pub spans: Vec<Span>,
    /// Where it begins.
    pub place: LineColumn,
}

impl ComparableQuote {
    /// What is to be known of a quote of the document with this text.
    pub(super) fn new(seen: &CheckedQuote<'_>, text: &str, index: &LineIndex) -> Self {
        let spans = seen.source_spans();
        let [source, target] = seen.texts();
        Self {
            quote: seen.quote.id.clone(),
            lang: seen.quote.lang,
            inline: seen.quote.inline,
            words: words(&source).count(),
            source: folded(&source),
            target: (!target.is_empty()).then(|| folded(&target)),
            begins: cut(&target, SHOWN),
            place: index.line_column(text, spans.first().map_or(0, |span| span.start)),
            spans,
        }
    }
}

/// A digest of a text's words.
fn folded(text: &str) -> String {
    let words: Vec<String> = lower_words(text).collect();
    digest("words", &[Some(&words.join(" "))], 8)
}

/// A quote among all that are checked.
#[derive(Clone, Copy, Debug)]
pub struct ComparedQuote<'a> {
    /// Which document it is in.
    pub document: usize,
    /// Where that document is.
    pub path: &'a Path,
    /// The quote.
    pub quote: &'a ComparableQuote,
}

impl ComparedQuote<'_> {
    /// Where it is, for what is found elsewhere; `message` says what stands there.
    pub(super) fn place(&self, message: &str) -> Related {
        Related {
            path: self.path.to_owned(),
            place: self.quote.place,
            message: message.to_owned(),
        }
    }
}

/// Has the rules look that compare quotes. Returns observations with the index of their document.
pub fn compare<'a>(
    documents: impl Iterator<Item = (&'a Path, &'a DocumentObservations)>,
) -> Vec<(usize, &'static Rule, Observation)> {
    let quotes: Vec<ComparedQuote<'_>> = documents
        .enumerate()
        .flat_map(|(document, (path, observed))| {
            observed.quotes.iter().map(move |quote| ComparedQuote {
                document,
                path,
                quote,
            })
        })
        .collect();
    let mut all = Vec::new();
    for rule in RULES {
        if let Look::Corpus(look) = rule.look {
            let seen = look(&quotes).into_iter();
            all.extend(seen.map(|(document, mut observation)| {
                observation.key = key(&observation, "");
                (document, rule, observation)
            }));
        }
    }
    all
}
