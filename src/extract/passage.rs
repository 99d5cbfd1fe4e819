//! Passages: the text of several blocks read as one, sentences mended over page breaks.
//!
//! Enters: pieces of blocks in order. Leaves: units, the sentences (and parts of long sentences)
//! that the search for translations works with, each of which maps back to the document.

use crate::block::{Block, breaks_word};
use crate::lang::Lang;
use crate::quote::Segment;
use crate::segment::sentences;
use crate::text::{Clean, Join, words};
use std::ops::Range;

/// A sentence longer than this, in characters, is cut at a semicolon, a colon or a dash, so that a
/// loose translation can still be followed; both parts have [`LEAST_PART`] characters or more.
const LONG_SENTENCE: usize = 110;
/// See [`LONG_SENTENCE`].
const LEAST_PART: usize = 40;

/// A stretch of one block's clean text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Index of the block.
    pub block: usize,
    /// Bytes of its clean text.
    pub range: Range<usize>,
    /// Whether a sentence may come into it from the piece before: only page furniture, notes or
    /// nothing stands between them.
    pub follows_on: bool,
}

impl Piece {
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
    /// Where its pieces begin in the clean text, and the block of each.
    pieces: Vec<(usize, usize)>,
    /// Where its lines begin, if they are verse.
    lines: Vec<usize>,
}

/// A sentence or a part of a long one.
#[derive(Clone, Debug)]
pub struct Unit {
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
    /// Whether it begins a block or a line of verse.
    pub starts_block: bool,
    /// Whether it ends one.
    pub ends_block: bool,
    paragraph: usize,
    range: Range<usize>,
    /// Units of one sentence share this number.
    sentence: usize,
}

/// Text of several blocks, in units.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    paragraphs: Vec<Paragraph>,
    /// Its units in order.
    pub units: Vec<Unit>,
}

impl Passage {
    /// Reads pieces of `blocks` as one passage in `lang`.
    pub fn read(blocks: &[Block], pieces: &[Piece], lang: Lang) -> Self {
        let mut passage = Passage::default();
        let mut last: Option<&Piece> = None;
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
            let at = match (join, passage.paragraphs.last_mut()) {
                (Some(join), Some(open)) => {
                    open.clean.push_clean(&part, join);
                    open.pieces
                        .push((open.clean.text().len() - part.text().len(), piece.block));
                    last = Some(piece);
                    continue;
                }
                _ => 0,
            };
            passage.paragraphs.push(Paragraph {
                clean: part,
                pieces: vec![(at, piece.block)],
                lines: block
                    .lines
                    .iter()
                    .filter(|&&line| piece.range.contains(&line))
                    .map(|&line| line - piece.range.start)
                    .collect(),
            });
            last = Some(piece);
        }
        passage.cut(lang);
        passage
    }

    fn cut(&mut self, lang: Lang) {
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
                for range in sentences(line, lang) {
                    for part in parts(&line[range.clone()]) {
                        let range = start + range.start + part.start..start + range.start + part.end;
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

    /// Characters of the units `range`.
    pub fn chars(&self, range: Range<usize>) -> usize {
        self.units[range].iter().map(|u| u.chars).sum()
    }
}

impl Paragraph {
    fn unit(&self, paragraph: usize, range: Range<usize>, sentence: usize, line_end: usize) -> Unit {
        let text = self.clean.text();
        let own = text[range.clone()].to_owned();
        let block_at = |at: usize| {
            let index = self.pieces.partition_point(|&(start, _)| start <= at);
            index.saturating_sub(1)
        };
        let (first, last) = (block_at(range.start), block_at(range.end.saturating_sub(1)));
        let begins = |at: usize| {
            self.pieces.iter().any(|&(start, _)| start == at) || self.lines.contains(&at) || at == 0
        };
        let ends = text[range.end..].trim_start().is_empty()
            || (!self.lines.is_empty() && text[range.end..line_end].trim().is_empty())
            || self
                .pieces
                .get(last + 1)
                .is_some_and(|&(next, _)| text[range.end..next.max(range.end)].trim().is_empty());
        Unit {
            chars: own.chars().count(),
            words: words(&own).count(),
            block: self.pieces[first].1,
            last_block: self.pieces[last].1,
            starts_block: begins(range.start),
            ends_block: ends,
            text: own,
            paragraph,
            range,
            sentence,
        }
    }
}

/// Whether a paragraph goes on in the next piece, and how: its sentence is not finished, and what
/// follows begins in lower case, or a page's end stands between them.
pub fn continues(before: &str, after: &str, interrupted: bool) -> Option<Join> {
    if breaks_word(before, after) {
        return Some(Join::Hyphen);
    }
    let end = before
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '”' | '»' | ')' | ']'))
        .chars()
        .next_back()?;
    let finished = matches!(end, '.' | '!' | '?' | '…' | ':');
    let lower = after
        .chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(char::is_lowercase);
    // A lone short line is a heading or an attribution, not half a sentence.
    let sentence = words(before).nth(8).is_some();
    (!finished && sentence && (lower || interrupted)).then_some(Join::Space)
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
                && before.chars().count() >= LEAST_PART
                && after.chars().count() > LEAST_PART
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

    #[test]
    fn a_page_break_inside_a_sentence_is_mended() {
        let nine = "the boats that lay along the northern shore of the";
        assert_eq!(continues(nine, "lake were lost", false), Some(Join::Space));
        assert_eq!(continues(nine, "Hall was closed", true), Some(Join::Space));
        assert_eq!(continues(nine, "Hall was closed", false), None);
        assert_eq!(continues("the oppo-", "sition won", false), Some(Join::Hyphen));
        assert_eq!(continues("It was so.", "and then", false), None);
    }

    #[test]
    fn a_long_sentence_is_cut_at_its_stops() {
        let text = "The ice had to be measured every morning before the first train was let out; \
                    nobody but the engineer was allowed to do it.";
        assert_eq!(parts(text).len(), 2);
        assert_eq!(parts("Short; very short."), [0..18]);
    }
}
