//! A document's own text while it is under review: what a quote stands in, and where carets are in it.

use super::wire::{Context, Direction, Piece, Unit};
use crate::block::{Block, BlockKind};
use crate::document::Document;
use crate::extract::ExtractOptions;
use crate::record::Record;
use crate::segment::{self, Passage};
use crate::text::{LineIndex, Span, is_invisible};

/// As many bytes of the document are shown before a quote and behind it, or a little more, unless more are
/// asked for; and at most so many.
const AROUND: usize = 6_000;
const FURTHEST: usize = 1_000_000;

/// At most as many bytes of a quote are shown.
const LONGEST: usize = 100_000;

/// A document, read.
pub(super) struct Sheet {
    document: Document,
    blocks: Vec<Block>,
    /// Its sentences, in order, each with its block.
    sentences: Vec<(usize, Span)>,
}

impl Sheet {
    /// Reads a document's text.
    pub fn new(document: Document, options: &ExtractOptions) -> Self {
        let blocks = options.blocks(&document);
        let tables = options.library.tables(options.target_lang);
        let mut sentences = Vec::new();
        for (i, block) in blocks.iter().enumerate() {
            if block.is_interruption() || matches!(block.kind, BlockKind::Cue(_)) {
                continue;
            }
            let piece = segment::BlockSpan::whole(&blocks, i, false);
            let segments = Passage::read(&blocks, &[piece], tables).all_segments();
            let spans = segments.iter().filter_map(|segment| hull(&segment.spans));
            sentences.extend(spans.map(|span| (i, span)));
        }
        sentences.sort_by_key(|(_, span)| *span);
        Self {
            document,
            blocks,
            sentences,
        }
    }

    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// The text around a quote, from where quotes stand: see [`marks`]. Of a very long one, its beginning.
    pub fn context(&self, marks: &[Mark], around: &Around) -> Option<Context> {
        let text = self.document.text();
        let own = marks.iter().filter(|mark| mark.bead.is_some());
        let whole = hull(&own.clone().map(|mark| mark.span).collect::<Vec<_>>())?;
        let of_bead = own.filter(|mark| mark.bead == around.bead);
        let own = match hull(&of_bead.map(|mark| mark.span).collect::<Vec<_>>()) {
            Some(bead) if whole.len() > LONGEST => bead,
            _ => whole,
        };
        let [before, after] = [around.before, around.after].map(|bytes| bytes.min(FURTHEST));
        let end = own.end.min(own.start + LONGEST) + after;
        let blocks = || self.blocks.iter().map(|block| block.span);
        let mut starts = blocks().map(|span| span.start);
        let start = starts.rfind(|&at| at + before <= own.start).unwrap_or(0);
        let mut ends = blocks().map(|span| span.end);
        let end = ends.find(|&at| at >= end).unwrap_or(text.len());
        let span = Span::new(start, end);
        Some(Context {
            span,
            checksum: self.document.checksum().to_owned(),
            line: LineIndex::new(text).line_column(text, span.start).line,
            more: [span.start > 0, span.end < text.len()],
            pieces: self.pieces(span, marks),
        })
    }

    /// A stretch of the text, cut where anything begins or ends.
    fn pieces(&self, span: Span, marks: &[Mark]) -> Vec<Piece> {
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
        // Both lists are in order, and so are the pieces: what has ended is looked at no more.
        let (mut unit, mut mark) = (0, 0);
        let pieces = cuts.windows(2).filter_map(|cut| {
            let own = Span::new(cut[0], cut[1]);
            let text = self.document.text().get(own.start..own.end)?;
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
            Some(Piece {
                text: text.to_owned(),
                unit: sentence.map(|_| unit),
                span: sentence.copied(),
                mark: here.map(|mark| mark.what),
                bead: here.and_then(|mark| mark.bead.clone()),
            })
        });
        pieces.collect()
    }

    /// A stretch of the document that is longer or shorter by a sentence or a block; `None` if there is
    /// nothing to grow by, or nothing would be left.
    pub fn moved(&self, spans: &[Span], edge: Direction, by: Unit, grow: bool) -> Option<Span> {
        let own = hull(spans)?;
        let is_note = |block: usize| matches!(self.blocks[block].kind, BlockKind::Note(_));
        let begins = self
            .sentences
            .iter()
            .find(|(_, span)| own.overlaps(*span))?;
        // Running text does not go on in a footnote, nor a footnote in what stands round it.
        let in_note = is_note(begins.0);
        let sentences: Vec<(usize, Span)> = { self.sentences.iter() }
            .filter(|(block, _)| is_note(*block) == in_note)
            .copied()
            .collect();
        let within = |(_, span): &&(usize, Span)| own.overlaps(*span);
        let first = sentences.iter().position(|sentence| within(&sentence))?;
        let last = sentences.iter().rposition(|sentence| within(&sentence))?;
        let block_of = |i: usize| sentences.get(i).map(|(block, _)| *block);
        // The furthest sentence that goes with the one at `i`, towards the end or the beginning.
        let whole = |i: usize, forward: bool| {
            let block = block_of(i)?;
            let same = |(other, _): &(usize, Span)| *other == block;
            Some(match (by, forward) {
                (Unit::Sentence, _) => i,
                (Unit::Block, true) => {
                    i + sentences[i..].iter().take_while(|s| same(s)).count() - 1
                }
                (Unit::Block, false) => {
                    i + 1 - sentences[..=i].iter().rev().take_while(|s| same(s)).count()
                }
            })
        };
        let (first, last) = match (edge, grow) {
            (Direction::Up, true) => (whole(first.checked_sub(1)?, false)?, last),
            (Direction::Down, true) => (first, whole(last + 1, true)?),
            (Direction::Up, false) => (whole(first, true)? + 1, last),
            (Direction::Down, false) => (first, whole(last, false)?.checked_sub(1)?),
        };
        if first > last {
            return None;
        }
        // An edge that does not move stays where it is, inside a sentence or not.
        let (start, end) = (sentences[first].1.start, sentences[last].1.end);
        Some(match edge {
            Direction::Up => Span::new(start, own.end),
            Direction::Down => Span::new(own.start, end),
        })
    }

    /// Where a place in the text of a segment is in what its spans cover: the end of what is before it,
    /// and the beginning of what is behind.
    pub fn raw(&self, spans: &[Span], text: &str, at: usize) -> Option<[usize; 2]> {
        let is_shown = |c: &char| !c.is_whitespace() && !is_invisible(*c);
        let mut before = text.get(..at)?.chars().filter(is_shown).peekable();
        let mut end = None;
        let mut passed = 0;
        for span in spans {
            let block = self
                .blocks
                .iter()
                .find(|block| block.span.overlaps(*span))?;
            let range = block.clean.within(*span);
            let shown = block.text().get(range.clone())?;
            let within = |at: usize| passed + at.clamp(span.start, span.end) - span.start;
            for (offset, c) in shown.char_indices().filter(|(_, c)| is_shown(c)) {
                let place = range.start + offset;
                let own = block.clean.spans(place..place + c.len_utf8());
                match before.peek() {
                    // The first letter behind it.
                    None => {
                        let start = within(own.first()?.start);
                        return Some([end?, start.max(end?)]);
                    }
                    Some(expected) if *expected == c => {
                        before.next();
                        end = own.last().map(|own| within(own.end));
                    }
                    // A hyphen that was mended where two blocks meet.
                    Some(_) => {}
                }
            }
            passed += span.len();
        }
        None
    }
}

/// Where a side of a bead stands.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    span: Span,
    /// What it is seen from the quote asked for: see [`Piece::mark`].
    what: &'static str,
    /// The bead, if it is of that quote.
    bead: Option<String>,
}

/// How much is to be shown around a quote, in bytes, and around which bead of a long one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// Before it.
    pub before: usize,
    /// Behind it.
    pub after: usize,
    /// The bead's id.
    pub bead: Option<String>,
}

impl Default for Around {
    fn default() -> Self {
        Self {
            before: AROUND,
            after: AROUND,
            bead: None,
        }
    }
}

/// Where quotes stand, and what they are seen from one of them: in order, that one's own first.
pub(super) fn marks(records: &[Record], quote: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    for record in records {
        let own = record.quote == quote;
        for (side, what) in [(&record.source, "source"), (&record.target, "target")] {
            let spans = side.iter().flat_map(|side| &side.spans);
            marks.extend(spans.map(|span| Mark {
                span: *span,
                what: if own { what } else { "other" },
                bead: own.then(|| record.bead.clone()),
            }));
        }
    }
    marks.sort_by_key(|mark| (mark.span, mark.bead.is_none()));
    marks
}

/// From the beginning of the first span to the end of the last.
fn hull(spans: &[Span]) -> Option<Span> {
    let start = spans.iter().map(|span| span.start).min()?;
    let end = spans.iter().map(|span| span.end).max()?;
    Some(Span::new(start, end))
}
