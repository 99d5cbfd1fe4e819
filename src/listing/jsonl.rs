//! JSON Lines for programs: one quote or one passed-over passage per line, with all fields.
//!
//! A line is a [`ListedLine`], which serde reads again. An unknown field is an error: otherwise it would
//! be lost.

use super::format::{ListingFormat, ListingOptions, ListingWriter};
use super::listed::{ListedDocument, ListedPassage, passed_text, spans};
use super::place_range::PlaceRange;
use crate::document::{Document, DocumentInfo};
use crate::extract::{PassedOver, PassedOverReason};
use crate::id::bead_id;
use crate::lang::Lang;
use crate::quote::{Bead, Quote, Segment};
use crate::record::rounded_score;
use crate::text::{LineColumn, LineIndex, Span};
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::ops::Range;

pub(super) const FORMAT: ListingFormat = ListingFormat {
    name: "jsonl",
    extensions: &["jsonl", "ndjson"],
    description: "JSON Lines, one quote per line, for programs",
    action: ListingWriter(write),
};

/// One line.
///
/// ```
/// use diglot::listing::jsonl::ListedLine;
///
/// let line = concat!(
///     r#"{"type":"passed-over","document":"gogol","lang":"ru","reason":"duplicate","#,
///     r#""duplicate_of":"0a1b2c3d4e5f","start":{"line":2,"column":1},"#,
///     r#""end":{"line":2,"column":5},"spans":[[4,13]],"text":"Зима.","#,
///     r#""checksum":"sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}"#,
/// );
/// let read: ListedLine = serde_json::from_str(line).unwrap();
/// assert_eq!(serde_json::to_string(&read).unwrap(), line);
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum ListedLine {
    /// A quote.
    Quote(ListedQuote),
    /// A passage that was passed over.
    PassedOver(ListedPassedOver),
}

/// A quote: an original with its translation, or without one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedQuote {
    /// The document's id.
    pub document: String,
    /// The quote's id.
    pub quote: String,
    /// Language of the original.
    pub lang: Lang,
    /// Language of the translation, even if there is none.
    pub target_lang: Lang,
    /// Whether the original is inside a sentence of the author's.
    pub inline: bool,
    /// Where the translation is, relative to the original: a word of
    /// [`Layout`](crate::quote::Layout).
    pub layout: Option<String>,
    /// Probability that the link, or its absence, is right; four decimals.
    pub confidence: f64,
    /// The original.
    pub source: ListedSide,
    /// The translation.
    pub target: Option<ListedSide>,
    /// The alignment of the segments; empty without a translation.
    pub beads: Vec<ListedBead>,
    /// SHA-256 of the document's file.
    pub checksum: String,
}

/// An original or a translation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedSide {
    /// Its first character.
    pub start: LineColumn,
    /// Its last character.
    pub end: LineColumn,
    /// All spans of its segments.
    pub spans: Vec<Span>,
    /// Its sentences.
    pub segments: Vec<ListedSegment>,
}

/// A sentence, or a similar part, of an original or a translation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedSegment {
    /// Normalised text.
    pub text: String,
    /// Where it is in the document.
    pub spans: Vec<Span>,
}

/// Segments that translate each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedBead {
    /// Its id, as in exports.
    pub bead: String,
    /// Source segments, counted from 0.
    pub source: Vec<usize>,
    /// Target segments, counted from 0.
    pub target: Vec<usize>,
    /// Probability that it is right; four decimals.
    pub score: f64,
}

/// Text in a language of originals that is not an original.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedPassedOver {
    /// The document's id.
    pub document: String,
    /// Language of the text.
    pub lang: Lang,
    /// Why: a word of [`PassedOverReason`].
    pub reason: String,
    /// For a duplicate: the quote that has the same text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<String>,
    /// Its first character.
    pub start: LineColumn,
    /// Its last character.
    pub end: LineColumn,
    /// Where it is in the document.
    pub spans: Vec<Span>,
    /// The document's text there, with single spaces.
    pub text: String,
    /// SHA-256 of the document's file.
    pub checksum: String,
}

fn write(listed: &[ListedDocument], _: &ListingOptions, out: &mut dyn Write) -> io::Result<()> {
    for one in listed {
        let index = LineIndex::new(one.document.text());
        let checksum = DocumentInfo::from(&one.document).tagged_checksum();
        for passage in one.passages() {
            let line =
                match passage {
                    ListedPassage::Quote(quote) => {
                        ListedLine::Quote(ListedQuote::new(&one.document, &index, quote, &checksum))
                    }
                    ListedPassage::PassedOver(passed) => ListedLine::PassedOver(
                        ListedPassedOver::new(&one.document, &index, passed, &checksum),
                    ),
                };
            serde_json::to_writer(&mut *out, &line)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

impl ListedQuote {
    fn new(document: &Document, index: &LineIndex, quote: &Quote, checksum: &str) -> Self {
        let side = |segments: &[Segment]| ListedSide::new(document, index, segments);
        Self {
            document: document.id().to_owned(),
            quote: quote.id.clone(),
            lang: quote.lang,
            target_lang: quote.target_lang,
            inline: quote.inline,
            layout: quote.layout.map(|layout| layout.as_str().to_owned()),
            confidence: rounded_score(quote.confidence),
            source: side(&quote.source),
            target: quote.is_translated().then(|| side(&quote.target)),
            beads: quote
                .beads
                .iter()
                .map(|b| ListedBead::new(quote, b))
                .collect(),
            checksum: checksum.to_owned(),
        }
    }
}

impl ListedSide {
    fn new(document: &Document, index: &LineIndex, segments: &[Segment]) -> Self {
        let PlaceRange { first, last } = PlaceRange::new(document, index, spans(segments));
        let segment = |segment: &Segment| ListedSegment {
            text: segment.text.clone(),
            spans: segment.spans.clone(),
        };
        Self {
            start: first,
            end: last,
            spans: spans(segments).collect(),
            segments: segments.iter().map(segment).collect(),
        }
    }
}

impl ListedBead {
    fn new(quote: &Quote, bead: &Bead) -> Self {
        let numbers = |range: &Range<usize>| range.clone().collect();
        Self {
            bead: bead_id(&quote.id, bead.source.clone(), bead.target.clone()),
            source: numbers(&bead.source),
            target: numbers(&bead.target),
            score: rounded_score(bead.score),
        }
    }
}

impl ListedPassedOver {
    fn new(document: &Document, index: &LineIndex, passed: &PassedOver, checksum: &str) -> Self {
        let PlaceRange { first, last } =
            PlaceRange::new(document, index, passed.spans.iter().copied());
        let duplicate_of = match &passed.reason {
            PassedOverReason::Duplicate(id) => Some(id.clone()),
            _ => None,
        };
        Self {
            document: document.id().to_owned(),
            lang: passed.lang,
            reason: passed.reason.as_str().to_owned(),
            duplicate_of,
            start: first,
            end: last,
            spans: passed.spans.clone(),
            text: passed_text(document, passed),
            checksum: checksum.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{sample, written};
    use super::*;

    #[test]
    fn lines_are_read_as_they_were_written() {
        let text = written(&FORMAT, &[sample()], ListingOptions::default());
        let lines: Vec<ListedLine> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        for (line, written) in lines.iter().zip(text.lines()) {
            assert_eq!(serde_json::to_string(line).unwrap(), written);
        }
        let [
            ListedLine::Quote(shared),
            ListedLine::Quote(_),
            ListedLine::Quote(alone),
            ListedLine::PassedOver(passed),
        ] = &lines[..]
        else {
            panic!("{text}");
        };
        assert_eq!(shared.layout.as_deref(), Some("shared"));
        assert_eq!(shared.confidence, 0.6999);
        assert_eq!(shared.beads[0].bead, "aaaaaaaaaaaa.1");
        assert_eq!((&alone.target, alone.beads.len()), (&None, 0));
        assert_eq!(passed.duplicate_of.as_deref(), Some("aaaaaaaaaaaa"));
        assert_eq!((passed.start.line, passed.end.column), (11, 5));
    }

    #[test]
    fn an_unknown_field_is_refused() {
        let text = written(&FORMAT, &[sample()], ListingOptions::default());
        for line in text.lines() {
            let odd = line.replacen('{', r#"{"mood":"bad","#, 1);
            assert!(serde_json::from_str::<ListedLine>(&odd).is_err(), "{odd}");
        }
    }
}
