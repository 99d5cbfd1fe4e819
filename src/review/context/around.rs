//! The text around a quote.

use super::super::api::{ContextPiece, QuoteContext};
use super::document_text::{DocumentText, hull};
use crate::record::Record;
use crate::text::{LineIndex, Span};

/// Length of the text that is shown before and after a quote unless more is asked for, in bytes. It ends
/// with a block.
const USUAL_CONTEXT: usize = 6_000;

/// Longest text that is shown before or after a quote, in bytes.
const LONGEST_CONTEXT: usize = 1_000_000;

/// Longest part of a quote that is shown, in bytes.
const LONGEST_QUOTE: usize = 100_000;

/// Where a side of a bead is in the document.
#[derive(Clone, Debug)]
pub(crate) struct QuoteMark {
    span: Span,
    /// `source`, `target` or `other`: see [`ContextPiece::mark`].
    role: &'static str,
    /// The bead, if it belongs to the quote asked for.
    bead: Option<String>,
}

/// How much text to show around a quote, in bytes, and around which bead of a long one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextWindow {
    /// Before it.
    pub before: usize,
    /// After it.
    pub after: usize,
    /// The bead's id.
    pub bead: Option<String>,
}

impl Default for ContextWindow {
    fn default() -> Self {
        Self {
            before: USUAL_CONTEXT,
            after: USUAL_CONTEXT,
            bead: None,
        }
    }
}

/// Where the quotes of a document are, in order. Of two in the same place, that of `quote` comes first.
pub(crate) fn marks(records: &[Record], quote: &str) -> Vec<QuoteMark> {
    let mut marks = Vec::new();
    for record in records {
        let own = record.quote == quote;
        for (side, role) in [(&record.source, "source"), (&record.target, "target")] {
            let spans = side.iter().flat_map(|side| &side.spans);
            marks.extend(spans.map(|span| QuoteMark {
                span: *span,
                role: if own { role } else { "other" },
                bead: own.then(|| record.bead.clone()),
            }));
        }
    }
    marks.sort_by_key(|mark| (mark.span, mark.bead.is_none()));
    marks
}

impl DocumentText {
    /// The text around a quote. `marks` says where quotes are: see [`marks`]. Of a very long quote only the
    /// beginning, or the bead asked for, is shown.
    pub(crate) fn context(
        &self,
        marks: &[QuoteMark],
        window: &ContextWindow,
    ) -> Option<QuoteContext> {
        let text = self.document().text();
        let own = marks.iter().filter(|mark| mark.bead.is_some());
        let whole = hull(&own.clone().map(|mark| mark.span).collect::<Vec<_>>())?;
        let of_bead = own.filter(|mark| mark.bead == window.bead);
        let own = match hull(&of_bead.map(|mark| mark.span).collect::<Vec<_>>()) {
            Some(bead) if whole.len() > LONGEST_QUOTE => bead,
            _ => whole,
        };
        let [before, after] = [window.before, window.after].map(|bytes| bytes.min(LONGEST_CONTEXT));
        let end = own.end.min(own.start + LONGEST_QUOTE) + after;
        let blocks = || self.blocks.iter().map(|block| block.span);
        let mut starts = blocks().map(|span| span.start);
        let start = starts.rfind(|&at| at + before <= own.start).unwrap_or(0);
        let mut ends = blocks().map(|span| span.end);
        let end = ends.find(|&at| at >= end).unwrap_or(text.len());
        let span = Span::new(start, end);
        Some(QuoteContext {
            span,
            checksum: self.document().checksum().to_owned(),
            line: LineIndex::new(text).line_column(text, span.start).line,
            more: [span.start > 0, span.end < text.len()],
            pieces: self.pieces(span, marks),
        })
    }

    /// A part of the text, cut where anything begins or ends.
    fn pieces(&self, span: Span, marks: &[QuoteMark]) -> Vec<ContextPiece> {
        let first = self
            .sentences
            .partition_point(|(_, own)| own.end <= span.start);
        let sentences: Vec<Span> = self.sentences[first..]
            .iter()
            .map(|(_, sentence)| *sentence)
            .take_while(|sentence| sentence.start < span.end)
            .collect();
        let marks: Vec<_> = marks
            .iter()
            .filter(|mark| mark.span.overlaps(span))
            .collect();
        let spans = sentences.iter().chain(marks.iter().map(|mark| &mark.span));
        let mut cuts: Vec<usize> = spans.flat_map(|span| [span.start, span.end]).collect();
        cuts.extend([span.start, span.end]);
        cuts.sort_unstable();
        cuts.dedup();
        cuts.retain(|cut| (span.start..=span.end).contains(cut));
        // Both lists are in order, and so are the pieces: what has ended is not needed again.
        let (mut unit, mut mark) = (0, 0);
        let pieces = cuts.windows(2).filter_map(|cut| {
            let own = Span::new(cut[0], cut[1]);
            let text = self.document().text().get(own.start..own.end)?;
            while sentences
                .get(unit)
                .is_some_and(|sentence| sentence.end <= own.start)
            {
                unit += 1;
            }
            while marks
                .get(mark)
                .is_some_and(|mark| mark.span.end <= own.start)
            {
                mark += 1;
            }
            let sentence = sentences
                .get(unit)
                .filter(|sentence| sentence.overlaps(own));
            // Two quotes may share a translation.
            let mut here = marks[mark..]
                .iter()
                .take_while(|mark| mark.span.start < own.end);
            let here = here.find(|mark| mark.span.overlaps(own));
            Some(ContextPiece {
                text: text.to_owned(),
                unit: sentence.map(|_| unit),
                span: sentence.copied(),
                mark: here.map(|mark| mark.role),
                bead: here.and_then(|mark| mark.bead.clone()),
            })
        });
        pieces.collect()
    }
}
