//! Two plain texts that translate each other, aligned from end to end.
//!
//! Enters: a source and a target text, whole, in known languages. Leaves: their segments and the beads that
//! join them, as those of one quote.

use crate::align::Aligner;
pub use crate::align::{Explanation, Term};
use crate::block::{self, BlockKind};
use crate::document::Layer;
use crate::id::quote_id;
use crate::lang::{Identifier, Lang};
use crate::quote::{Bead, Quote, Segment, joined, pairs};
use crate::segment::{BlockSpan, Passage};
use crate::similarity::{Relation, Similarity, TextPair, TextSequence};
use crate::text::{Clean, Join, Repairs};
use std::ops::Range;

/// Two aligned texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Bitext {
    /// The source's segments. Their spans are into the source text.
    pub source: Vec<Segment>,
    /// The target's segments. Their spans are into the target text.
    pub target: Vec<Segment>,
    /// The beads, in order. They cover each segment once.
    pub beads: Vec<Bead>,
}

impl Bitext {
    /// The texts of its beads, source and target of each; empty where a bead has none.
    pub fn pairs(&self) -> impl Iterator<Item = [String; 2]> {
        pairs(&self.beads, &self.source, &self.target)
    }
}

/// How a text is cut into segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segmentation {
    /// By its sentences.
    Sentences,
    /// By its lines: each is one segment, even an empty one, so that line numbers stay right.
    Lines,
}

/// Aligns two texts.
pub(crate) fn align_texts(
    (source, source_lang): (&str, Lang),
    (target, target_lang): (&str, Lang),
    segmentation: Segmentation,
    similarity: &dyn Similarity,
) -> Bitext {
    let source = segments(source, source_lang, segmentation);
    let target = segments(target, target_lang, segmentation);
    let beads = {
        let sides = [(&source, source_lang), (&target, target_lang)].map(FilledSegments::new);
        let beads = sides[0]
            .aligner(&sides[1], similarity)
            .align(0..sides[0].texts.len(), 0..sides[1].texts.len());
        with_blanks(beads, &sides)
    };
    Bitext {
        source,
        target,
        beads,
    }
}

/// Aligns two texts and explains the bead that a segment of the source is in, counted from 0. `None` if
/// there is no such segment, or if it is empty.
pub(crate) fn explain(
    (source, source_lang): (&str, Lang),
    (target, target_lang): (&str, Lang),
    segmentation: Segmentation,
    similarity: &dyn Similarity,
    segment: usize,
) -> Option<(Bitext, Explanation)> {
    let source = segments(source, source_lang, segmentation);
    let target = segments(target, target_lang, segmentation);
    let mut explanation = {
        let sides = [(&source, source_lang), (&target, target_lang)].map(FilledSegments::new);
        let text = sides[0].places.iter().position(|place| *place == segment)?;
        let mut explanation = sides[0].aligner(&sides[1], similarity).explain(text)?;
        let others = explanation.others.iter_mut();
        for bead in others.chain([&mut explanation.bead]) {
            bead.source = sides[0].segments(&bead.source);
            bead.target = sides[1].segments(&bead.target);
        }
        explanation
    };
    explanation.others.truncate(MOST_OTHERS);
    let beads = vec![explanation.bead.clone()];
    let bitext = Bitext {
        source,
        target,
        beads,
    };
    Some((bitext, explanation))
}

/// Most alternatives to a bead that are reported.
const MOST_OTHERS: usize = 8;

/// The segments of one side that are not empty: an empty line translates nothing.
struct FilledSegments<'a> {
    lang: Lang,
    texts: Vec<&'a str>,
    /// The index of each among all segments.
    places: Vec<usize>,
    /// Number of segments, empty ones included.
    segments: usize,
}

impl<'a> FilledSegments<'a> {
    fn new((segments, lang): (&'a Vec<Segment>, Lang)) -> Self {
        let filled = segments
            .iter()
            .enumerate()
            .filter(|(_, s)| !s.text.is_empty());
        let (places, texts) = filled.map(|(i, s)| (i, s.text.as_str())).unzip();
        Self {
            lang,
            texts,
            places,
            segments: segments.len(),
        }
    }

    fn aligner(&'a self, target: &'a Self, similarity: &'a dyn Similarity) -> Aligner<'a> {
        let [source, target] = [self, target].map(|side| TextSequence {
            lang: side.lang,
            texts: &side.texts,
        });
        let pair = TextPair {
            source,
            target,
            relation: Relation::Parallel,
        };
        Aligner::new(similarity, pair)
    }

    /// The segments from the first to the last of some texts; for no texts, the place where they would be.
    fn segments(&self, texts: &Range<usize>) -> Range<usize> {
        let place = |text: usize| self.places.get(text).copied().unwrap_or(self.segments);
        match texts.end.checked_sub(1).filter(|_| !texts.is_empty()) {
            Some(last) => place(texts.start)..place(last) + 1,
            None => place(texts.start)..place(texts.start),
        }
    }
}

/// The beads of the filled segments as beads of all segments. Empty segments are beads of their own, for
/// certain, except those between two segments of one bead, which are part of it.
fn with_blanks(beads: Vec<Bead>, sides: &[FilledSegments<'_>; 2]) -> Vec<Bead> {
    let mut all = Vec::with_capacity(beads.len());
    // Number of segments of each side that are in a bead.
    let mut done = [0, 0];
    let blanks = |all: &mut Vec<Bead>, done: &mut [usize; 2], side: usize, until: usize| {
        while done[side] < until {
            let mut ranges = done.map(|at| at..at);
            ranges[side].end += 1;
            done[side] += 1;
            let [source, target] = ranges;
            all.push(Bead {
                source,
                target,
                score: 1.0,
            });
        }
    };
    for bead in beads {
        let mut ranges = done.map(|at| at..at);
        for (side, texts) in [&bead.source, &bead.target].into_iter().enumerate() {
            if !texts.is_empty() {
                let range = sides[side].segments(texts);
                blanks(&mut all, &mut done, side, range.start);
                ranges[side] = range;
            }
        }
        // An empty side comes after the blanks that are now before it.
        for (range, at) in ranges.iter_mut().zip(done) {
            if range.start == range.end {
                *range = at..at;
            }
        }
        done = ranges.each_ref().map(|range| range.end);
        let [source, target] = ranges;
        all.push(Bead {
            source,
            target,
            score: bead.score,
        });
    }
    for (side, filled) in sides.iter().enumerate() {
        blanks(&mut all, &mut done, side, filled.segments);
    }
    all
}

impl Bitext {
    /// The whole as one quote of the document `document`, for the exporters, without the empty lines, which
    /// only line numbers need.
    pub fn into_quote(self, document: &str, lang: Lang, target_lang: Lang) -> Quote {
        let (source, in_source) = without_blanks(self.source);
        let (target, in_target) = without_blanks(self.target);
        let original = joined(source.iter().map(|s| s.text.as_str()));
        Quote {
            id: quote_id(document, &original, 0),
            lang,
            target_lang,
            inline: false,
            beads: self
                .beads
                .into_iter()
                .map(|bead| Bead {
                    source: in_source[bead.source.start]..in_source[bead.source.end],
                    target: in_target[bead.target.start]..in_target[bead.target.end],
                    score: bead.score,
                })
                .filter(|bead| !bead.source.is_empty() || !bead.target.is_empty())
                .collect(),
            source,
            target,
            confidence: 1.0,
            layout: None,
        }
    }
}

/// The segments that are not empty, and for each place between all segments the place between these.
fn without_blanks(segments: Vec<Segment>) -> (Vec<Segment>, Vec<usize>) {
    let mut kept = Vec::new();
    let mut places = vec![0];
    for segment in segments {
        if !segment.text.is_empty() {
            kept.push(segment);
        }
        places.push(kept.len());
    }
    (kept, places)
}

fn segments(text: &str, lang: Lang, segmentation: Segmentation) -> Vec<Segment> {
    match segmentation {
        Segmentation::Lines => lines(text),
        Segmentation::Sentences => {
            let identifier = Identifier::new(lang, &[]);
            let blocks =
                block::parse(text, &Layer::default(), &identifier, Repairs::default()).blocks;
            let mut spans: Vec<BlockSpan> = Vec::new();
            for (i, block) in blocks.iter().enumerate() {
                if matches!(
                    block.kind,
                    BlockKind::Furniture | BlockKind::Separator | BlockKind::Metadata
                ) {
                    continue;
                }
                let follows_on = !matches!(block.kind, BlockKind::Heading(_));
                spans.push(BlockSpan::whole(&blocks, i, follows_on));
            }
            let passage = Passage::read(&blocks, &spans, identifier.library().tables(lang));
            passage.all_segments()
        }
    }
}

fn lines(text: &str) -> Vec<Segment> {
    let mut at = 0;
    text.lines()
        .map(|line| {
            // `lines` drops the line end, of one byte or two.
            let start = at;
            at += line.len();
            at += text[at..].bytes().take_while(|b| *b == b'\r').count();
            at += usize::from(text[at..].starts_with('\n'));
            let mut clean = Clean::new();
            clean.begin_piece(Join::Space);
            clean.push_source(line, start);
            let end = clean.text().trim_end().len();
            Segment {
                text: clean.text()[..end].to_owned(),
                spans: clean.spans(0..end),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_has_no_empty_lines() {
        let bitext = align_texts(
            ("\nПароход ушёл.\n\nЛёд вскрылся в 1902 г.\n", Lang::RU),
            ("The steamer left.\nThe ice broke in 1902.\n\n", Lang::EN),
            Segmentation::Lines,
            &crate::similarity::Lexical,
        );
        let quote = bitext.into_quote("a", Lang::RU, Lang::EN);
        assert_eq!((quote.source.len(), quote.target.len()), (2, 2));
        let (mut source, mut target) = (0, 0);
        for bead in &quote.beads {
            assert_eq!((bead.source.start, bead.target.start), (source, target));
            (source, target) = (bead.source.end, bead.target.end);
        }
        assert_eq!((source, target), (2, 2));
    }

    #[test]
    fn empty_lines_keep_their_numbers() {
        let text = "One.\r\n\r\n Three. \nFour.";
        let found = lines(text);
        let texts: Vec<&str> = found.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(texts, ["One.", "", "Three.", "Four."]);
        assert_eq!(found[2].spans[0].slice(text), "Three.");
        assert_eq!(found[3].spans[0].slice(text), "Four.");
    }
}
