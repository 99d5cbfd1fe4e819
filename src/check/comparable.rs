//! Quotes as rules compare them, of one document or of several.

use super::checked::CheckedQuote;
use super::observation::Related;
use crate::id::digest;
use crate::lang::Lang;
use crate::text::{LineColumn, LineIndex, Span, cut, lower_words, words};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// How much of a translation the findings about other quotes show, in columns.
const SHOWN: usize = 60;

/// A quote, as far as others have to be compared with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComparableQuote {
    /// Its id.
    pub quote: String,
    /// The language of the original.
    pub lang: Lang,
    /// Whether the original is inside a sentence of the author's.
    pub inline: bool,
    /// How many words the original has.
    pub words: usize,
    /// A digest of the words of the original: the same for two that differ at most in case and punctuation.
    pub source: String,
    /// A digest of the words of the translation, alike; `None` without translation.
    pub target: Option<String>,
    /// How the translation begins.
    pub begins: String,
    /// Where the original is.
    pub spans: Vec<Span>,
    /// Where the original begins.
    pub place: LineColumn,
}

impl ComparableQuote {
    /// That of a quote of the document with this text.
    pub(super) fn new(quote: &CheckedQuote<'_>, text: &str, index: &LineIndex) -> Self {
        let spans = quote.source_spans();
        let [source, target] = quote.texts();
        Self {
            quote: quote.found.id.clone(),
            lang: quote.found.lang,
            inline: quote.found.inline,
            words: words(&source).count(),
            source: digest_of_words(&source),
            target: (!target.is_empty()).then(|| digest_of_words(&target)),
            begins: cut(&target, SHOWN),
            place: index.line_column(text, spans.first().map_or(0, |span| span.start)),
            spans,
        }
    }
}

fn digest_of_words(text: &str) -> String {
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
    /// Where it is, for an observation elsewhere; `message` says what is there.
    pub(super) fn place(&self, message: &str) -> Related {
        Related {
            path: self.path.to_owned(),
            place: self.quote.place,
            message: message.to_owned(),
        }
    }
}
