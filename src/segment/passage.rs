//! Passages: the text of several blocks read as one, sentences mended over page breaks.
//!
//! Enters: pieces of blocks in order. Leaves: units, the sentences (and parts of long sentences)
//! that the search for translations works with, each of which maps back to the document.

use super::sentences;
use crate::block::{Block, continues, is_lone_line};
use crate::lang::Tables;
use crate::quote::Segment;
use crate::text::{Clean, words};
use std::ops::Range;

/// A sentence longer than this, in characters, is cut at a semicolon, a colon or a dash, so that a
/// loose translation can still be followed; both parts have [`LEAST_PART`] characters or more.
const LONG_SENTENCE: usize = 110;
/// See [`LONG_SENTENCE`].
const LEAST_PART: usize = 40;

/// A stretch of one block's clean text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockSpan {
    /// Index of the block.
    pub block: usize,
    /// Bytes of its clean text.
    pub range: Range<usize>,
    /// Whether a sentence may come into it from the piece before: only page furniture, notes or
    /// nothing stands between them.
    pub follows_on: bool,
}

impl BlockSpan {
    /// A stretch of a block that no sentence comes into.
    pub fn part(block: usize, range: Range<usize>) -> Self {
        Self {
            block,
            range,
            follows_on: false,
        }
    }

    /// Whether two pieces share any text.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.block == other.block
            && self.range.start < other.range.end
            && other.range.start < self.range.end
    }

    /// A whole block.
    pub fn whole(blocks: &[Block], block: usize, follows_on: bool) -> Self {
        Self {
            block,
            range: 0..blocks[block].text().len(),
            follows_on,
        }
    }
}

/// A paragraph, joined over page breaks.
#[derive(Clone, Debug, Default)]
struct Paragraph {
    clean: Clean,
    pieces: Vec<Part>,
    /// Where its lines begin, if they are verse.
    lines: Vec<usize>,
    /// Whether it is a short line without the punctuation of a sentence.
    title: bool,
}

/// A piece as a part of a paragraph.
#[derive(Clone, Debug)]
struct Part {
    /// Where it begins in the paragraph's clean text, in bytes.
    at: usize,
    /// How long it is, in bytes.
    len: usize,
    /// Its block, and where it begins in that one's clean text.
    block: usize,
    offset: usize,
    /// Whether it begins and ends where its block does.
    begins_block: bool,
    ends_block: bool,
}

impl Part {
    fn new(at: usize, piece: &BlockSpan, block: &Block) -> Self {
        let text = block.text();
        let has_word = |range: Range<usize>| text[range].contains(char::is_alphanumeric);
        Self {
            at,
            len: piece.range.len(),
            block: piece.block,
            offset: piece.range.start,
            begins_block: !has_word(0..piece.range.start),
            ends_block: !has_word(piece.range.end..text.len()),
        }
    }
}

/// A sentence or a part of a long one.
#[derive(Clone, Debug)]
pub struct PassageUnit {
    /// Normalised text.
    pub text: String,
    /// Characters of it.
    pub chars: usize,
    /// Words of it.
    pub words: usize,
    /// The block that it begins in.
    pub block: usize,
    /// The block that it ends in.
    pub last_block: usize,
    /// What it begins.
    pub begins: Edge,
    /// What it ends.
    pub ends: Edge,
    /// Whether it is a short line without the punctuation of a sentence: a title, an attribution.
    pub title: bool,
    paragraph: usize,
    range: Range<usize>,
    /// Units of one sentence share this number.
    sentence: usize,
}

/// Where in a block a unit begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// At the block's own beginning or end.
    Block,
    /// At a line of verse.
    Line,
    /// Inside.
    Inside,
}

/// Text of several blocks, in units.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    paragraphs: Vec<Paragraph>,
    /// Its units in order.
    pub units: Vec<PassageUnit>,
}

impl Passage {
    /// Reads pieces of `blocks` as one passage, in the language of these tables.
    pub fn read(blocks: &[Block], pieces: &[BlockSpan], tables: &Tables) -> Self {
        let mut passage = Passage::default();
        let mut last: Option<&BlockSpan> = None;
        for piece in pieces {
            let block = &blocks[piece.block];
            let part = block.clean.part(piece.range.clone());
            let join = last.and_then(|last| {
                let open = passage.paragraphs.last()?;
                let interrupted = piece.block > last.block + 1;
                let verse = !block.lines.is_empty() || !open.lines.is_empty();
                (piece.follows_on && !verse)
                    .then(|| continues(open.clean.text(), part.text(), interrupted))
                    .flatten()
            });
            if let (Some(join), Some(open)) = (join, passage.paragraphs.last_mut()) {
                open.clean.push_clean(&part, join);
                open.title = false;
                let at = open.clean.text().len() - part.text().len();
                open.pieces.push(Part::new(at, piece, block));
                last = Some(piece);
                continue;
            }
            passage.paragraphs.push(Paragraph {
                clean: part,
                pieces: vec![Part::new(0, piece, block)],
                lines: block
                    .lines
                    .iter()
                    .filter(|&&line| piece.range.contains(&line))
                    .map(|&line| line - piece.range.start)
                    .collect(),
                title: is_lone_line(block),
            });
            last = Some(piece);
        }
        passage.cut(tables);
        passage
    }

    fn cut(&mut self, tables: &Tables) {
        let mut sentence = 0;
        for (index, paragraph) in self.paragraphs.iter().enumerate() {
            let text = paragraph.clean.text();
            let mut bounds: Vec<usize> = paragraph
                .lines
                .iter()
                .copied()
                .filter(|&at| at > 0)
                .collect();
            bounds.push(text.len());
            let mut start = 0;
            for end in bounds {
                let line = text.get(start..end).unwrap_or_default();
                for range in sentences(line, tables) {
                    for part in parts(&line[range.clone()]) {
                        let range =
                            start + range.start + part.start..start + range.start + part.end;
                        self.units
                            .push(paragraph.unit(index, range, sentence, line.len() + start));
                    }
                    sentence += 1;
                }
                start = end;
            }
        }
    }

    /// The sentences that the units `range` make up, whole or in part.
    pub fn segments(&self, range: Range<usize>) -> Vec<Segment> {
        let units = self.units.get(range).unwrap_or_default();
        units
            .chunk_by(|a, b| a.sentence == b.sentence)
            .filter_map(|group| {
                let (first, last) = (group.first()?, group.last()?);
                let clean = &self.paragraphs[first.paragraph].clean;
                let range = first.range.start..last.range.end;
                Some(Segment {
                    text: clean.text().get(range.clone())?.to_owned(),
                    spans: clean.spans(range),
                })
            })
            .collect()
    }

    /// The stretches of blocks that units come from: each block with bytes of its clean text.
    pub fn places(&self, range: Range<usize>) -> Vec<(usize, Range<usize>)> {
        let mut places: Vec<(usize, Range<usize>)> = Vec::new();
        for unit in self.units.get(range).unwrap_or_default() {
            let paragraph = &self.paragraphs[unit.paragraph];
            // A hyphen that was dropped where the next part joins may belong to either.
            let ends = paragraph.pieces.iter().skip(1).map(|part| part.at);
            let ends = ends.chain([usize::MAX]);
            for (part, end) in paragraph.pieces.iter().zip(ends) {
                let end = end.min(part.at + part.len);
                let (from, to) = (unit.range.start.max(part.at), unit.range.end.min(end));
                if from < to {
                    let own = from - part.at + part.offset..to - part.at + part.offset;
                    match places.last_mut() {
                        Some((block, last)) if *block == part.block => last.end = own.end,
                        _ => places.push((part.block, own)),
                    }
                }
            }
        }
        places
    }

    /// All its sentences.
    pub fn all_segments(&self) -> Vec<Segment> {
        self.segments(0..self.units.len())
    }

    /// Characters of all its units.
    pub fn chars(&self) -> usize {
        self.units.iter().map(|u| u.chars).sum()
    }
}

/// The texts of units.
pub fn texts(units: &[PassageUnit]) -> Vec<&str> {
    units.iter().map(|unit| unit.text.as_str()).collect()
}

impl Paragraph {
    fn unit(
        &self,
        paragraph: usize,
        range: Range<usize>,
        sentence: usize,
        line_end: usize,
    ) -> PassageUnit {
        let text = self.clean.text();
        let own = text[range.clone()].to_owned();
        let part_at = |at: usize| {
            let index = self.pieces.partition_point(|part| part.at <= at);
            index.saturating_sub(1)
        };
        let (first, last) = (part_at(range.start), part_at(range.end.saturating_sub(1)));
        let begins = match range.start {
            at if at == self.pieces[first].at && self.pieces[first].begins_block => Edge::Block,
            at if self.lines.binary_search(&at).is_ok() => Edge::Line,
            _ => Edge::Inside,
        };
        let part_end = self.pieces.get(last + 1).map_or(text.len(), |next| next.at);
        let ends_part = text[range.end..part_end.max(range.end)].trim().is_empty();
        let ends = if ends_part && self.pieces[last].ends_block {
            Edge::Block
        } else if !self.lines.is_empty() && text[range.end..line_end].trim().is_empty() {
            Edge::Line
        } else {
            Edge::Inside
        };
        PassageUnit {
            chars: own.chars().count(),
            words: words(&own).count(),
            block: self.pieces[first].block,
            last_block: self.pieces[last].block,
            title: self.title && begins == Edge::Block && ends == Edge::Block,
            begins,
            ends,
            text: own,
            paragraph,
            range,
            sentence,
        }
    }
}

/// Cuts a sentence that is long at the stops inside it.
fn parts(sentence: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    if sentence.chars().count() > LONG_SENTENCE {
        let mut at = 0;
        while let Some(offset) = sentence[at..].find([';', ':', '—', '–']) {
            let mark = at + offset;
            let end = mark + sentence[mark..].chars().next().map_or(1, char::len_utf8);
            at = end;
            let (before, after) = (&sentence[start..end], &sentence[end..]);
            if after.starts_with(' ')
                && before.chars().nth(LEAST_PART - 1).is_some()
                && after.chars().nth(LEAST_PART).is_some()
            {
                out.push(start..end);
                start = end + 1;
                at = start;
            }
        }
    }
    out.push(start..sentence.len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block;
    use crate::lang::{Identifier, Lang};
    use crate::text::Repairs;

    #[test]
    fn the_space_that_joins_two_blocks_is_in_neither() {
        let text = "The boats lay that winter along the northern shore of the\n\nlake.";
        let identifier = Identifier::new(Lang::EN, &[]);
        let blocks = block::parse(text, &identifier, Repairs::default());
        let pieces: Vec<BlockSpan> = (0..2).map(|i| BlockSpan::whole(&blocks, i, true)).collect();
        let passage = Passage::read(&blocks, &pieces, identifier.library().tables(Lang::EN));
        assert_eq!(passage.units.len(), 1);
        let whole = |i: usize| (i, 0..blocks[i].text().len());
        assert_eq!(passage.places(0..1), [whole(0), whole(1)]);
    }

    #[test]
    fn a_long_sentence_is_cut_at_its_stops() {
        let text = "The ice had to be measured every morning before the first train was let out; \
                    nobody but the engineer was allowed to do it.";
        assert_eq!(parts(text).len(), 2);
        assert_eq!(parts("Short; very short.").len(), 1);
    }
}
