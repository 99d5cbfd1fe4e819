//! Passages: the text of several blocks read as one, sentences joined over page breaks.
//!
//! Enters: spans of blocks in order. Leaves: units, which are the sentences (and parts of long sentences)
//! that the search for translations works with. Each maps back to the document.

use super::sentence::sentences;
use crate::block::{Block, continues, is_lone_line};
use crate::lang::Tables;
use crate::quote::Segment;
use crate::text::{Clean, words};
use std::ops::Range;

/// Longest sentence that is one unit, in characters. A longer one is cut at a semicolon, a colon or a dash,
/// so that a free translation can still be followed; both parts have at least [`SHORTEST_PART`] characters.
const LONGEST_SENTENCE: usize = 110;
/// Shortest part of a long sentence, in characters.
const SHORTEST_PART: usize = 40;

/// A part of one block's clean text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockSpan {
    /// Index of the block.
    pub block: usize,
    /// Byte range in its clean text.
    pub range: Range<usize>,
    /// Whether a sentence may continue into it from the span before: only page furniture, notes or nothing
    /// is between them.
    pub follows_on: bool,
}

impl BlockSpan {
    /// A part of a block into which no sentence continues.
    pub fn part(block: usize, range: Range<usize>) -> Self {
        Self {
            block,
            range,
            follows_on: false,
        }
    }

    /// Whether two spans share any text.
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
struct JoinedParagraph {
    clean: Clean,
    /// The spans of blocks that it consists of.
    spans: Vec<PlacedSpan>,
    /// Where its lines begin, if they are verse.
    lines: Vec<usize>,
    /// Whether it is a short line without the punctuation of a sentence.
    title: bool,
}

/// A span of a block, and where it is in a joined paragraph.
#[derive(Clone, Debug)]
struct PlacedSpan {
    /// Where it begins in the clean text of the paragraph, in bytes.
    at: usize,
    /// Its length, in bytes.
    len: usize,
    /// Its block.
    block: usize,
    /// Where it begins in the clean text of its block, in bytes.
    offset: usize,
    /// Whether no word of its block is before it.
    begins_block: bool,
    /// Whether no word of its block is after it.
    ends_block: bool,
}

impl PlacedSpan {
    fn new(at: usize, span: &BlockSpan, block: &Block) -> Self {
        let text = block.text();
        let has_word = |range: Range<usize>| text[range].contains(char::is_alphanumeric);
        Self {
            at,
            len: span.range.len(),
            block: span.block,
            offset: span.range.start,
            begins_block: !has_word(0..span.range.start),
            ends_block: !has_word(span.range.end..text.len()),
        }
    }
}

/// A unit of a passage: a sentence, or a part of a long one.
#[derive(Clone, Debug)]
pub(crate) struct PassageUnit {
    /// Its text, normalised.
    pub text: String,
    /// Number of characters.
    pub chars: usize,
    /// Number of words.
    pub words: usize,
    /// The block that it begins in.
    pub block: usize,
    /// The block that it ends in.
    pub last_block: usize,
    /// Where in a block it begins.
    pub begins: Edge,
    /// Where in a block it ends.
    pub ends: Edge,
    /// Whether it is a short line without the punctuation of a sentence: a title, an attribution.
    pub title: bool,
    paragraph: usize,
    range: Range<usize>,
    /// Number of its sentence, which the parts of one sentence share.
    sentence: usize,
}

/// Where in a block a unit begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    /// At the beginning or end of the block.
    Block,
    /// At the beginning or end of a line of verse.
    Line,
    /// Inside the block, or inside a line of verse.
    Inside,
}

/// Text of several blocks, in units.
#[derive(Clone, Debug, Default)]
pub(crate) struct Passage {
    paragraphs: Vec<JoinedParagraph>,
    /// Its units in order.
    pub units: Vec<PassageUnit>,
}

impl Passage {
    /// Reads spans of `blocks` as one passage, in the language of these tables.
    pub(crate) fn read(blocks: &[Block], spans: &[BlockSpan], tables: &Tables) -> Self {
        let mut passage = Passage::default();
        let mut last: Option<&BlockSpan> = None;
        for span in spans {
            let block = &blocks[span.block];
            let part = block.clean.part(span.range.clone());
            let join = last.and_then(|last| {
                let open = passage.paragraphs.last()?;
                let interrupted = span.block > last.block + 1;
                let verse = !block.lines.is_empty() || !open.lines.is_empty();
                (span.follows_on && !verse)
                    .then(|| continues(open.clean.text(), part.text(), interrupted))
                    .flatten()
            });
            if let (Some(join), Some(open)) = (join, passage.paragraphs.last_mut()) {
                open.clean.push_clean(&part, join);
                open.title = false;
                let at = open.clean.text().len() - part.text().len();
                open.spans.push(PlacedSpan::new(at, span, block));
                last = Some(span);
                continue;
            }
            passage.paragraphs.push(JoinedParagraph {
                clean: part,
                spans: vec![PlacedSpan::new(0, span, block)],
                lines: block
                    .lines
                    .iter()
                    .filter(|&&line| span.range.contains(&line))
                    .map(|&line| line - span.range.start)
                    .collect(),
                title: is_lone_line(block),
            });
            last = Some(span);
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
    pub(crate) fn segments(&self, range: Range<usize>) -> Vec<Segment> {
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

    /// The parts of blocks that units come from: each block with a byte range of its clean text.
    pub(crate) fn places(&self, range: Range<usize>) -> Vec<(usize, Range<usize>)> {
        let mut places: Vec<(usize, Range<usize>)> = Vec::new();
        for unit in self.units.get(range).unwrap_or_default() {
            let paragraph = &self.paragraphs[unit.paragraph];
            // A hyphen that was dropped where the next span joins may belong to either span.
            let ends = paragraph.spans.iter().skip(1).map(|part| part.at);
            let ends = ends.chain([usize::MAX]);
            for (part, end) in paragraph.spans.iter().zip(ends) {
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

    /// All sentences.
    pub(crate) fn all_segments(&self) -> Vec<Segment> {
        self.segments(0..self.units.len())
    }

    /// Number of characters of all units.
    pub(crate) fn chars(&self) -> usize {
        self.units.iter().map(|u| u.chars).sum()
    }
}

/// The texts of units.
pub(crate) fn texts(units: &[PassageUnit]) -> Vec<&str> {
    units.iter().map(|unit| unit.text.as_str()).collect()
}

impl JoinedParagraph {
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
            let index = self.spans.partition_point(|part| part.at <= at);
            index.saturating_sub(1)
        };
        let (first, last) = (part_at(range.start), part_at(range.end.saturating_sub(1)));
        let begins = match range.start {
            at if at == self.spans[first].at && self.spans[first].begins_block => Edge::Block,
            at if self.lines.binary_search(&at).is_ok() => Edge::Line,
            _ => Edge::Inside,
        };
        let part_end = self.spans.get(last + 1).map_or(text.len(), |next| next.at);
        let ends_part = text[range.end..part_end.max(range.end)].trim().is_empty();
        let ends = if ends_part && self.spans[last].ends_block {
            Edge::Block
        } else if !self.lines.is_empty() && text[range.end..line_end].trim().is_empty() {
            Edge::Line
        } else {
            Edge::Inside
        };
        PassageUnit {
            chars: own.chars().count(),
            words: words(&own).count(),
            block: self.spans[first].block,
            last_block: self.spans[last].block,
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
    if sentence.chars().count() > LONGEST_SENTENCE {
        let mut at = 0;
        while let Some(offset) = sentence[at..].find([';', ':', '—', '–']) {
            let mark = at + offset;
            let end = mark + sentence[mark..].chars().next().map_or(1, char::len_utf8);
            at = end;
            let (before, after) = (&sentence[start..end], &sentence[end..]);
            if after.starts_with(' ')
                && before.chars().nth(SHORTEST_PART - 1).is_some()
                && after.chars().nth(SHORTEST_PART).is_some()
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
    use crate::document::Layer;
    use crate::lang::{Identifier, Lang};
    use crate::text::Repairs;

    #[test]
    fn the_space_that_joins_two_blocks_belongs_to_neither() {
        let text = "The boats lay that winter along the northern shore of the\n\nlake.";
        let identifier = Identifier::new(Lang::EN, &[]);
        let blocks = block::parse(text, &Layer::default(), &identifier, Repairs::default()).blocks;
        let spans: Vec<BlockSpan> = (0..2).map(|i| BlockSpan::whole(&blocks, i, true)).collect();
        let passage = Passage::read(&blocks, &spans, identifier.library().tables(Lang::EN));
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
