//! What was found in documents, and why, for people who want to see it: as text, as JSON Lines, as a
//! page.
//!
//! In come documents with what extraction made of them; out go bytes that depend on nothing else.
//! Unlike an export a listing shows quotes whole, says where their translations stand and how sure
//! that is, and names what was passed over.

mod html;
pub mod jsonl;
mod text;

use crate::choice::Choice;
use crate::document::Document;
use crate::extract::{Extraction, PassedOver};
use crate::quote::{Bead, Quote, Segment};
use crate::text::{LineColumn, LineIndex, Span, counted};
use std::fmt;
use std::io::{self, BufWriter, Write};
use std::ops::Range;

/// A document and what was found in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The document.
    pub document: Document,
    /// Its quotes, and what was passed over.
    pub extraction: Extraction,
}

/// How a listing is to look; a format has no use for what it has no form for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether texts are written whole, sentence by sentence, instead of their beginnings.
    pub full: bool,
    /// Whether to colour with ANSI escapes.
    pub color: bool,
    /// Whether to leave the summary out.
    pub quiet: bool,
}

/// A way to show what was found.
///
/// ```
/// use diglot::choice::Choice;
/// use diglot::listing::{Format, Options};
///
/// let mut out = Vec::new();
/// Format::from_name("text").unwrap().write(&[], &Options::default(), &mut out).unwrap();
/// assert_eq!(out, b"no quotes\n");
/// ```
#[derive(Debug)]
pub struct Format {
    /// What it is called on the command line.
    pub name: &'static str,
    /// Endings of its files, without dot; the first one is the usual one.
    pub extensions: &'static [&'static str],
    /// What it is good for, in one line.
    pub description: &'static str,
    write: fn(&[Listed], &Options, &mut dyn Write) -> io::Result<()>,
}

/// Every format, in the order in which help shows them.
static FORMATS: [Format; 3] = [
    Format {
        name: "text",
        extensions: &["txt"],
        description: "a list for people, at a terminal",
        write: text::write,
    },
    Format {
        name: "jsonl",
        extensions: &["jsonl", "ndjson"],
        description: "JSON Lines, one quote a line, for programs",
        write: jsonl::write,
    },
    Format {
        name: "html",
        extensions: &["html", "htm", "xhtml"],
        description: "one page with the whole documents, what was found marked in them",
        write: html::write,
    },
];

impl Choice for Format {
    fn all() -> &'static [Self] {
        &FORMATS
    }

    fn name(&self) -> &'static str {
        self.name
    }

    fn extensions(&self) -> &'static [&'static str] {
        self.extensions
    }
}

impl Format {
    /// Writes what was found in the documents to `out`, and flushes it.
    ///
    /// # Errors
    ///
    /// What `out` reports.
    pub fn write(
        &self,
        listed: &[Listed],
        options: &Options,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        (self.write)(listed, options, &mut out)?;
        out.flush()
    }
}

/// One thing that is listed.
#[derive(Clone, Copy)]
enum Entry<'a> {
    Quote(&'a Quote),
    PassedOver(&'a PassedOver),
}

impl Listed {
    /// All of it, in the document's order.
    fn entries(&self) -> Vec<Entry<'_>> {
        let Extraction {
            quotes,
            passed_over,
            ..
        } = &self.extraction;
        let quotes = quotes.iter().map(|quote| {
            let first = spans(&quote.source).map(|span| span.start).min();
            (first, Entry::Quote(quote))
        });
        let passed_over = passed_over.iter().map(|passed| {
            let first = passed.spans.iter().map(|span| span.start).min();
            (first, Entry::PassedOver(passed))
        });
        let mut entries: Vec<_> = quotes.chain(passed_over).collect();
        entries.sort_by_key(|(first, _)| *first);
        entries.into_iter().map(|(_, entry)| entry).collect()
    }
}

/// Where all segments stand.
fn spans(segments: &[Segment]) -> impl Iterator<Item = Span> {
    segments.iter().flat_map(|segment| &segment.spans).copied()
}

/// The bead, from 1, that a segment of one side belongs to; `of` picks the side.
fn bead_of(quote: &Quote, segment: usize, of: fn(&Bead) -> &Range<usize>) -> Option<usize> {
    let mut beads = quote.beads.iter();
    Some(beads.position(|bead| of(bead).contains(&segment))? + 1)
}

/// What the document says where a passage was passed over, in one line.
fn passed_text(document: &Document, passed: &PassedOver) -> String {
    let words = passed
        .spans
        .iter()
        .flat_map(|span| span.slice(document.text()).split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}

/// The places of a text's first and last character, as people count them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    first: LineColumn,
    last: LineColumn,
}

impl Stretch {
    /// Of all that lies between the first and the last of the spans.
    fn new(document: &Document, index: &LineIndex, spans: impl Iterator<Item = Span>) -> Self {
        let (start, end) = spans.fold((usize::MAX, 0), |(start, end), span| {
            (start.min(span.start), end.max(span.end))
        });
        let place = |offset| index.line_column(document.text(), offset);
        let first = start.min(end);
        Self {
            first: place(first),
            // An offset inside a character is taken as that character.
            last: place(end.saturating_sub(1).max(first)),
        }
    }
}

impl fmt::Display for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Stretch { first, last } = self;
        let (line, column) = (first.line, first.column);
        write!(f, "{line}:{column}–{}:{}", last.line, last.column)
    }
}

/// How sure something is, in per cent: never more than it is, so that 100% is certain.
fn percent(probability: f64) -> String {
    // The little that is added makes up for 0.29 * 100 being less than 29.
    format!("{:.0}%", (probability * 100.0 + 1e-9).floor())
}

/// How much was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    translated: usize,
    untranslated: usize,
    passed_over: usize,
}

impl Counts {
    fn of<'a>(extractions: impl IntoIterator<Item = &'a Extraction>) -> Self {
        let mut counts = Self::default();
        for extraction in extractions {
            let quotes = extraction.quotes.iter();
            let translated = quotes.filter(|quote| quote.is_translated()).count();
            counts.translated += translated;
            counts.untranslated += extraction.quotes.len() - translated;
            counts.passed_over += extraction.passed_over.len();
        }
        counts
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Counts {
            translated,
            untranslated,
            passed_over,
        } = *self;
        match translated + untranslated {
            0 => f.write_str("no quotes")?,
            all => write!(
                f,
                "{}: {translated} translated, {untranslated} without a translation",
                counted(all, "quote")
            )?,
        }
        match passed_over {
            0 => Ok(()),
            _ => write!(f, "; {} passed over", counted(passed_over, "passage")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{CanonicalText, Metadata};
    use crate::extract::PassedOverReason;
    use crate::lang::Lang;
    use crate::quote::Layout;

    /// Two originals with one translation, one without any, and what was passed over.
    const TEXT: &str = "\
# <script>alert(1)</script> & \"more\"

Зима.

L'hiver est là. Il fait froid.

Winter is here. It is cold.

Il neige.

Зима.
";

    fn segments(texts: &[&str]) -> Vec<Segment> {
        let segment = |text: &&str| {
            let start = TEXT.find(text).unwrap();
            Segment {
                text: (*text).to_owned(),
                spans: vec![Span::new(start, start + text.len())],
            }
        };
        texts.iter().map(segment).collect()
    }

    fn bead(source: Range<usize>, target: Range<usize>) -> Bead {
        Bead {
            source,
            target,
            score: 0.9,
        }
    }

    pub(super) fn sample() -> Listed {
        let shared = Quote {
            id: "aaaaaaaaaaaa".to_owned(),
            lang: Lang::RU,
            target_lang: Lang::EN,
            inline: false,
            source: segments(&["Зима."]),
            target: segments(&["Winter is here."]),
            beads: vec![bead(0..1, 0..1)],
            confidence: 0.6999,
            layout: Some(Layout::SHARED),
        };
        let whole = Quote {
            id: "bbbbbbbbbbbb".to_owned(),
            lang: Lang::FR,
            source: segments(&["L'hiver est là.", "Il fait froid."]),
            target: segments(&["Winter is here.", "It is cold."]),
            beads: vec![bead(0..1, 0..1), bead(1..2, 1..2)],
            confidence: 0.999,
            layout: Some(Layout::AFTER),
            ..shared.clone()
        };
        let alone = Quote {
            id: "cccccccccccc".to_owned(),
            inline: true,
            source: segments(&["Il neige."]),
            target: Vec::new(),
            beads: Vec::new(),
            confidence: 0.98,
            layout: None,
            ..whole.clone()
        };
        let start = TEXT.rfind("Зима.").unwrap();
        Listed {
            document: Document::of_file(
                "winter".to_owned(),
                "winter.md".into(),
                "ab".repeat(32),
                CanonicalText::verbatim(TEXT.to_owned(), Metadata::default()),
            ),
            extraction: Extraction {
                quotes: vec![shared, whole, alone],
                passed_over: vec![PassedOver {
                    lang: Lang::RU,
                    spans: vec![Span::new(start, start + "Зима.".len())],
                    reason: PassedOverReason::Duplicate("aaaaaaaaaaaa".to_owned()),
                }],
                unmet: Vec::new(),
                orphan_cues: Vec::new(),
            },
        }
    }

    pub(super) fn written(name: &str, listed: &[Listed], options: Options) -> String {
        let mut out = Vec::new();
        let format = Format::from_name(name).unwrap();
        format.write(listed, &options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_format_shows_every_quote_and_what_was_passed_over() {
        for format in Format::all() {
            let shown = written(format.name, &[sample()], Options::default());
            for part in [
                "aaaaaaaaaaaa",
                "bbbbbbbbbbbb",
                "cccccccccccc",
                "shared",
                "neige",
            ] {
                assert!(shown.contains(part), "{}: {part}", format.name);
            }
            let passed = ["passed over", "passed-over"];
            assert!(
                passed.iter().any(|words| shown.contains(words)),
                "{}",
                format.name
            );
        }
    }

    #[test]
    fn nothing_is_shown_as_surer_than_it_is() {
        assert_eq!(
            [1.0, 0.9999, 0.29, 0.0].map(percent),
            ["100%", "99%", "29%", "0%"]
        );
    }
}
