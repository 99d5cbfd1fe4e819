//! From quotes to records: one for each bead, and one for each untranslated quote.

use super::bead::{BeadKind, Record, rounded_score};
use super::side::{BeadSide, Cut};
use super::status::Status;
use crate::document::Document;
use crate::id::bead_id;
use crate::quote::{Bead, Quote, Segment, joined};
use crate::text::Span;
use std::ops::Range;

/// The records of a document's quotes, bead by bead, as [`Record`] describes them.
///
/// An untranslated quote is one record of kind `n-0` with the whole original, its segments joined
/// with single spaces. A quote without any segment has no record.
///
/// ```
/// use diglot::Document;
/// use diglot::id::quote_id;
/// use diglot::lang::Lang;
/// use diglot::quote::{Quote, Segment};
/// use diglot::record::records;
/// use diglot::text::Span;
///
/// let document = Document::from_text("gogol", "Зима.");
/// let quote = Quote {
///     id: quote_id("gogol", "Зима.", 0),
///     lang: Lang::RU,
///     target_lang: Lang::EN,
///     inline: false,
///     source: vec![Segment { text: "Зима.".into(), spans: vec![Span::new(0, 9)] }],
///     target: vec![],
///     beads: vec![],
///     confidence: 0.8,
///     layout: None,
/// };
/// let records = records(&document, &[quote]);
/// assert_eq!(records[0].kind.to_string(), "1-0");
/// assert_eq!(records[0].status.as_str(), "untranslated");
/// ```
pub fn records(document: &Document, quotes: &[Quote]) -> Vec<Record> {
    quotes
        .iter()
        .flat_map(|quote| match quote.is_translated() {
            true => quote
                .beads
                .iter()
                .map(|bead| record(document, quote, bead, Status::Proposed))
                .collect(),
            false if quote.source.is_empty() => Vec::new(),
            false => {
                let whole = Bead {
                    source: 0..quote.source.len(),
                    target: 0..0,
                    score: quote.confidence,
                };
                vec![record(document, quote, &whole, Status::Untranslated)]
            }
        })
        .collect()
}

fn record(document: &Document, quote: &Quote, bead: &Bead, status: Status) -> Record {
    let side = |lang, segments: &[Segment], range: &Range<usize>| {
        let segments = segments.get(range.clone()).unwrap_or_default();
        (!segments.is_empty()).then(|| BeadSide {
            lang,
            text: joined(segments.iter().map(|segment| segment.text.as_str())),
            spans: joined_spans(segments.iter().flat_map(|segment| &segment.spans)),
            cuts: cuts(segments),
            glued: false,
        })
    };
    Record {
        document: document.id().to_owned(),
        quote: quote.id.clone(),
        bead: bead_id(&quote.id, bead.source.clone(), bead.target.clone()),
        kind: BeadKind {
            source: bead.source.len(),
            target: bead.target.len(),
        },
        score: rounded_score(bead.score),
        status,
        inline: quote.inline,
        source: side(quote.lang, &quote.source, &bead.source),
        target: side(quote.target_lang, &quote.target, &bead.target),
        notes: Vec::new(),
    }
}

/// Where segments end, except for the last.
fn cuts(segments: &[Segment]) -> Vec<Cut> {
    let mut end = Cut { text: 0, raw: 0 };
    let mut cuts = Vec::new();
    for segment in segments {
        end.text += segment.text.len();
        end.raw += segment.spans.iter().map(|span| span.len()).sum::<usize>();
        cuts.push(end);
        // The space between two of them.
        end.text += 1;
    }
    cuts.pop();
    cuts
}

/// Spans in order, with adjoining ones joined.
pub(crate) fn joined_spans<'a>(all: impl IntoIterator<Item = &'a Span>) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for &span in all {
        match spans.last_mut() {
            Some(last) if last.end == span.start => last.end = span.end,
            _ => spans.push(span),
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn segment(text: &str, spans: &[(usize, usize)]) -> Segment {
        Segment {
            text: text.into(),
            spans: spans.iter().map(|&(a, b)| Span::new(a, b)).collect(),
        }
    }

    fn document() -> Document {
        Document::from_text("gogol", "")
    }

    fn quote(target: Vec<Segment>, beads: Vec<Bead>) -> Quote {
        Quote {
            id: "0a1b2c3d4e5f".into(),
            lang: Lang::RU,
            target_lang: Lang::EN,
            inline: false,
            source: vec![
                segment("Зима.", &[(0, 9)]),
                segment("Холодно.", &[(9, 12), (30, 42)]),
            ],
            target,
            beads,
            confidence: 0.75,
            layout: None,
        }
    }

    #[test]
    fn a_better_translation_leaves_the_ids_of_beads_alone() {
        let ids = |target: Vec<Segment>, bead: Bead| {
            let beads = vec![bead];
            let records = records(&document(), &[quote(target, beads)]);
            records[0].bead.clone()
        };
        let bead = |target| Bead {
            source: 0..2,
            target,
            score: 1.0,
        };
        let short = vec![segment("Cold.", &[(50, 55)])];
        let long = vec![short[0].clone(), segment("Winter.", &[(56, 63)])];
        assert_eq!(ids(short, bead(0..1)), ids(long, bead(0..2)));
    }

    #[test]
    fn an_untranslated_quote_is_one_record_with_the_whole_original() {
        let records = records(&document(), &[quote(vec![], vec![])]);
        assert_eq!(records.len(), 1);
        let record = &records[0];
        assert_eq!(record.bead, "0a1b2c3d4e5f.1-2");
        assert_eq!(record.kind.to_string(), "2-0");
        assert_eq!(record.status, Status::Untranslated);
        assert_eq!(record.score, 0.75);
        assert_eq!(record.target, None);
        let source = record.source.as_ref().unwrap();
        assert_eq!(source.text, "Зима. Холодно.");
        assert_eq!(source.spans, [Span::new(0, 12), Span::new(30, 42)]);
        assert_eq!(source.cuts, [Cut { text: 9, raw: 9 }]);
    }

    #[test]
    fn a_translated_quote_is_one_record_a_bead() {
        let target = vec![
            segment("It is cold.", &[(50, 61)]),
            segment("So.", &[(62, 65)]),
        ];
        let bead = |source, target| Bead {
            source,
            target,
            score: 0.123_456,
        };
        let beads = vec![bead(0..1, 0..0), bead(1..2, 0..1), bead(2..2, 1..2)];
        let records = records(&document(), &[quote(target, beads)]);
        let ids: Vec<&str> = records.iter().map(|record| record.bead.as_str()).collect();
        let expected = ["0a1b2c3d4e5f.1", "0a1b2c3d4e5f.2", "0a1b2c3d4e5f.t2"];
        assert_eq!(ids, expected);
        assert_eq!(records[0].target, None);
        assert_eq!(records[1].target.as_ref().unwrap().text, "It is cold.");
        assert_eq!(records[2].source, None);
        assert!(records.iter().all(|r| r.status == Status::Proposed));
        assert!(records.iter().all(|r| r.score == 0.1235));
    }
}
