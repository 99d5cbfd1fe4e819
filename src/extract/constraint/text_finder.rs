//! Finds a normalised text in a document's blocks.
//!
//! Enters: blocks, and texts as segments show them. Leaves: spans of blocks. A text may extend over several
//! blocks, with page furniture and footnotes between them. White space and hyphens do not count, since
//! reading a text repairs them. The time is proportional to the document and the text (Knuth, Morris and
//! Pratt 1977).

use crate::block::{Block, BlockKind};
use crate::lang::Tables;
use crate::quote::joined;
use crate::segment::{BlockSpan, Passage};
use crate::text::{HYPHENS, Span, is_invisible, is_word_char};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// Why a text is not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextNotFound {
    /// It is not in the document.
    Gone,
    /// It is there several times, and none of them has the number of equal texts before it.
    Ambiguous,
}

/// Finds texts in one document.
pub struct TextFinder<'a> {
    blocks: &'a [Block],
    /// Running text, then notes: neither is read through the other.
    streams: [LetterStream; 2],
}

/// The letters of some blocks, one after the other.
#[derive(Default)]
struct LetterStream {
    letters: Vec<u8>,
    /// Where each block's letters begin, and the block.
    blocks: Vec<(usize, usize)>,
    /// For each byte, whether a text may begin there, or end before it: not inside a word.
    edges: Vec<bool>,
}

/// The normalised text of some spans, in the language of these tables, as a quote shows it.
pub fn text_of(blocks: &[Block], pieces: &[BlockSpan], tables: &Tables) -> String {
    passage_text(&Passage::read(blocks, pieces, tables))
}

/// The normalised text of a passage, as a quote shows it.
pub(super) fn passage_text(passage: &Passage) -> String {
    joined(passage.all_segments().iter().map(|s| s.text.as_str()))
}

/// Whether two lists of spans share any text.
pub fn share_text(a: &[BlockSpan], b: &[BlockSpan]) -> bool {
    a.iter().any(|a| b.iter().any(|b| a.overlaps(b)))
}

/// One of the places of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Occurrence {
    stream: usize,
    letters: Range<usize>,
}

impl<'a> TextFinder<'a> {
    /// Prepares the search for texts.
    pub fn new(blocks: &'a [Block]) -> Self {
        let mut streams = [LetterStream::default(), LetterStream::default()];
        for (i, block) in blocks.iter().enumerate() {
            match block.kind {
                BlockKind::Cue(_) => {}
                BlockKind::Note(_) => streams[1].push(i, block.text()),
                _ if block.is_interruption() => {}
                _ => streams[0].push(i, block.text()),
            }
        }
        for stream in &mut streams {
            stream.edges.push(true);
        }
        Self { blocks, streams }
    }

    /// The place of the text that has `before` equal texts before it, or the only place.
    pub fn find(&self, text: &str, before: usize) -> Result<Vec<BlockSpan>, TextNotFound> {
        let mut found = self.occurrences(text);
        let which = match (found.len(), before) {
            (0, _) => return Err(TextNotFound::Gone),
            (1, _) => 0,
            (several, before) if before < several => before,
            _ => return Err(TextNotFound::Ambiguous),
        };
        Ok(self.pieces(&found.swap_remove(which), text))
    }

    /// Every place of a text, in the order in which [`TextFinder::find`] counts them.
    pub fn all(&self, text: &str) -> Vec<Vec<BlockSpan>> {
        let found = self.occurrences(text);
        found.iter().map(|found| self.pieces(found, text)).collect()
    }

    /// What is in a span of the document, in whole words: running text, or else notes.
    pub fn within(&self, span: Span) -> Vec<BlockSpan> {
        let pieces = |stream: &LetterStream| -> Vec<BlockSpan> {
            let blocks = stream.blocks.iter().map(|&(_, block)| block);
            blocks
                .filter(|&block| self.blocks[block].span.overlaps(span))
                .filter_map(|block| {
                    let text = self.blocks[block].text();
                    let range = whole_words(text, self.blocks[block].clean.within(span));
                    let has_letter = !text[range.clone()].chars().all(is_loose);
                    has_letter.then_some((block, range))
                })
                .enumerate()
                .map(|(i, (block, range))| BlockSpan {
                    block,
                    range,
                    follows_on: i > 0,
                })
                .collect()
        };
        let running = pieces(&self.streams[0]);
        match running.is_empty() {
            true => pieces(&self.streams[1]),
            false => running,
        }
    }

    fn occurrences(&self, text: &str) -> Vec<Occurrence> {
        let letters: String = text.chars().filter(|&c| !is_loose(c)).nfd().collect();
        let streams = self.streams.iter().enumerate();
        streams
            .flat_map(|(stream, own)| {
                let found = own.occurrences(letters.as_bytes()).into_iter();
                found.map(move |letters| Occurrence { stream, letters })
            })
            .collect()
    }

    fn pieces(&self, found: &Occurrence, text: &str) -> Vec<BlockSpan> {
        let stream = &self.streams[found.stream];
        let first = stream
            .blocks
            .partition_point(|&(start, _)| start <= found.letters.start);
        let mut pieces: Vec<BlockSpan> = Vec::new();
        for &(start, block) in &stream.blocks[first.saturating_sub(1)..] {
            if start >= found.letters.end {
                break;
            }
            let own = self.blocks[block].text();
            let letters = found.letters.start.saturating_sub(start)..found.letters.end - start;
            let mut range = range_of_letters(own, letters);
            if range.is_empty() {
                continue;
            }
            // The hyphen of a word that continues in the next block is part of the text.
            if let Some(last) = pieces.last_mut() {
                last.range.end = self.blocks[last.block].text().len();
                range.start = 0;
            }
            pieces.push(BlockSpan {
                block,
                range,
                follows_on: !pieces.is_empty(),
            });
        }
        // A hyphen or dash that opens or closes the text is not a letter, but is part of it.
        if let Some(first) = pieces.first_mut()
            && text.trim_start().starts_with(HYPHENS)
        {
            let before = &self.blocks[first.block].text()[..first.range.start];
            let loose = before.trim_end_matches(is_loose).len();
            let blank = before[loose..].len() - before[loose..].trim_start().len();
            first.range.start = loose + blank;
        }
        if let Some(last) = pieces.last_mut()
            && text.trim_end().ends_with(HYPHENS)
        {
            let behind = &self.blocks[last.block].text()[last.range.end..];
            let loose = behind.len() - behind.trim_start_matches(is_loose).len();
            last.range.end += behind[..loose].trim_end().len();
        }
        pieces
    }
}

impl LetterStream {
    fn push(&mut self, block: usize, text: &str) {
        self.blocks.push((self.letters.len(), block));
        let mut inside_word = false;
        for c in text.chars() {
            if is_loose(c) {
                inside_word = false;
                continue;
            }
            let word = is_word_char(c);
            self.edges.push(!(inside_word && word));
            inside_word = word;
            for part in std::iter::once(c).nfd() {
                let part = part.encode_utf8(&mut [0; 4]).to_owned();
                self.letters.extend_from_slice(part.as_bytes());
            }
            self.edges.resize(self.letters.len(), false);
        }
    }

    /// Where `text` is in it, in whole words, without two places that share a byte.
    fn occurrences(&self, text: &[u8]) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        if text.is_empty() {
            return found;
        }
        // The length of the longest beginning of `text` that ends at each of its bytes, shorter than all up
        // to there.
        let mut borders = vec![0; text.len()];
        let mut matched = 0;
        for i in 1..text.len() {
            while matched > 0 && text[matched] != text[i] {
                matched = borders[matched - 1];
            }
            matched += usize::from(text[matched] == text[i]);
            borders[i] = matched;
        }
        let mut matched = 0;
        for (i, byte) in self.letters.iter().enumerate() {
            while matched > 0 && (matched == text.len() || text[matched] != *byte) {
                matched = borders[matched - 1];
            }
            matched += usize::from(text[matched] == *byte);
            if matched == text.len() {
                let range = i + 1 - matched..i + 1;
                let apart = found.last().is_none_or(|last| last.end <= range.start);
                if apart && self.edges[range.start] && self.edges[range.end] {
                    found.push(range);
                }
            }
        }
        found
    }
}

/// Characters that do not count when texts are compared: joining blocks adds spaces and removes hyphens,
/// and invisible characters may be repaired or not. Letters are separated from their marks, since these may
/// be composed or not.
fn is_loose(c: char) -> bool {
    c.is_whitespace() || HYPHENS.contains(&c) || is_invisible(c)
}

/// The bytes of `text` from the first to the last of a range of its letters.
fn range_of_letters(text: &str, letters: Range<usize>) -> Range<usize> {
    let mut passed = 0;
    let mut range = 0..0;
    for (at, c) in text.char_indices().filter(|&(_, c)| !is_loose(c)) {
        if passed >= letters.end {
            break;
        }
        if passed <= letters.start {
            range.start = at;
        }
        passed += std::iter::once(c).nfd().map(char::len_utf8).sum::<usize>();
        range.end = at + c.len_utf8();
    }
    range
}

/// A range of `text` without white space at its ends, and extended where it cuts a word.
fn whole_words(text: &str, range: Range<usize>) -> Range<usize> {
    let slice = &text[range.clone()];
    let start = range.start + (slice.len() - slice.trim_start().len());
    let mut range = start..start + slice.trim().len();
    if range.is_empty() {
        return range;
    }
    let slice = &text[range.clone()];
    if slice.starts_with(is_word_char) {
        range.start = text[..range.start].trim_end_matches(is_word_char).len();
    }
    if slice.ends_with(is_word_char) {
        let behind = &text[range.end..];
        range.end += behind.len() - behind.trim_start_matches(is_word_char).len();
    }
    range
}
