//! A document's own text with its blocks and sentences.

use crate::block::{Block, BlockKind};
use crate::document::Document;
use crate::extract::ExtractOptions;
use crate::segment::{self, Passage};
use crate::text::{Span, is_invisible};

/// A document, read.
pub(crate) struct DocumentText {
    document: Document,
    pub(super) blocks: Vec<Block>,
    /// The sentences of its running text, in order, each with the index of its block.
    pub(super) sentences: Vec<(usize, Span)>,
}

impl DocumentText {
    /// Reads a document's text.
    pub(crate) fn new(document: Document, options: &ExtractOptions) -> Self {
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
    pub(crate) fn document(&self) -> &Document {
        &self.document
    }

    /// Finds a place in the text of a segment, in bytes, in the document: the end of what is before it and the
    /// beginning of what is after it, in bytes of what `spans` cover.
    pub(crate) fn find(&self, spans: &[Span], text: &str, at: usize) -> Option<[usize; 2]> {
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
                    // The first letter after it.
                    None => {
                        let start = within(own.first()?.start);
                        return Some([end?, start.max(end?)]);
                    }
                    Some(expected) if *expected == c => {
                        before.next();
                        end = own.last().map(|own| within(own.end));
                    }
                    // A hyphen that was repaired where two blocks meet.
                    Some(_) => {}
                }
            }
            passed += span.len();
        }
        None
    }
}

/// From the beginning of the first span to the end of the last; `None` if there is none.
pub(super) fn hull(spans: &[Span]) -> Option<Span> {
    let start = spans.iter().map(|span| span.start).min()?;
    let end = spans.iter().map(|span| span.end).max()?;
    Some(Span::new(start, end))
}
