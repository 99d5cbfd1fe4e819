//! Some neighbouring beads of a quote while a reviewer turns them into others.
//!
//! Enters: records without edits of their texts, and what is to be done with them. Leaves: one decision with
//! the new beads, which cover the same text in order. A bead that a person makes is fixed; between fixed
//! beads, the machine may align again.

use crate::align::{Aligner, align};
use crate::lang::Lang;
use crate::record::{BeadSide, Record, covered, joined_parts, rounded_score};
use crate::similarity::{Relation, Similarity, TextPair, TextSequence};
use crate::store::{self, DecidedBead, Decision, SegmentCut, Verdict};
use crate::text::Span;
use std::ops::Range;
use std::time::SystemTime;

/// Finds in the document a place in the text of a segment with these spans: see [`SegmentCut::raw`].
pub(super) type FindInDocument<'a> = dyn Fn(&[Span], &str, usize) -> Option<[usize; 2]> + 'a;

/// Most places between two words that are compared when a side has to be cut in two.
const COMPARED_CUTS: usize = 12;

/// Neighbouring beads of one quote, to be turned into others.
pub(super) struct BeadEdit<'a> {
    records: &'a [Record],
    /// The segments of the original and of the translation, or their parts where they were cut.
    pieces: [Vec<SegmentPiece>; 2],
    /// In order; together they cover each piece once.
    pub beads: Vec<EditedBead>,
    inside: Vec<SegmentCut>,
}

/// A segment, or a part of one that was cut.
#[derive(Clone, Debug)]
struct SegmentPiece {
    text: String,
    spans: Vec<Span>,
    /// Whether there is no space between it and the piece before.
    glued: bool,
}

/// A bead as it will be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EditedBead {
    /// Ranges of pieces of the original and of the translation.
    pub pieces: [Range<usize>; 2],
    /// The machine's probability for it; `None` if a person made it.
    pub score: Option<f64>,
    /// The index of the record that it still is.
    old: Option<usize>,
}

impl EditedBead {
    /// A bead that a person makes.
    pub(super) fn by_person(source: Range<usize>, target: Range<usize>) -> Self {
        Self {
            pieces: [source, target],
            score: None,
            old: None,
        }
    }

    /// A bead that is left to the machine.
    pub(super) fn by_machine(source: Range<usize>, target: Range<usize>) -> Self {
        Self {
            score: Some(0.0),
            ..Self::by_person(source, target)
        }
    }

    fn is_empty(&self) -> bool {
        self.pieces.iter().all(Range::is_empty)
    }
}

impl<'a> BeadEdit<'a> {
    /// Begins with the beads of neighbouring records of one quote.
    pub(super) fn new(records: &'a [Record]) -> Self {
        let mut edit = Self {
            records,
            pieces: [Vec::new(), Vec::new()],
            beads: Vec::new(),
            inside: Vec::new(),
        };
        for (i, record) in records.iter().enumerate() {
            let mut pieces = [0..0, 0..0];
            for (side, own) in record.sides().into_iter().enumerate() {
                let first = edit.pieces[side].len();
                edit.pieces[side].extend(own.into_iter().flat_map(pieces_of));
                pieces[side] = first..edit.pieces[side].len();
            }
            edit.beads.push(EditedBead {
                pieces,
                score: Some(record.score),
                old: Some(i),
            });
        }
        edit.uncross();
        edit
    }

    /// Puts translations into the order of the document, in which they are not after a swap.
    fn uncross(&mut self) {
        let start = |piece: &SegmentPiece| piece.spans.first().map_or(0, |span| span.start);
        if self.pieces[1].is_sorted_by_key(start) {
            return;
        }
        let mut order: Vec<usize> = (0..self.beads.len()).collect();
        let pieces = &self.pieces[1];
        order.retain(|&i| !self.beads[i].pieces[1].is_empty());
        order.sort_by_key(|&i| start(&pieces[self.beads[i].pieces[1].start]));
        let mut sorted = Vec::new();
        for i in order {
            let range = &mut self.beads[i].pieces[1];
            let own = self.pieces[1][range.clone()].to_vec();
            *range = sorted.len()..sorted.len() + own.len();
            sorted.extend(own);
        }
        self.pieces[1] = sorted;
    }

    /// Cuts a side of a bead at a place in its text, in bytes, unless that is already between two segments.
    /// Returns the first piece after the cut.
    pub(super) fn cut(
        &mut self,
        bead: usize,
        side: usize,
        at: usize,
        find: &FindInDocument<'_>,
    ) -> Option<usize> {
        let range = self.beads[bead].pieces[side].clone();
        let mut passed = 0;
        for i in range.clone() {
            let piece = &self.pieces[side][i];
            if i > range.start && !piece.glued {
                passed += 1;
            }
            if at <= passed {
                return Some(i);
            }
            let end = passed + piece.text.len();
            if at >= end {
                passed = end;
                continue;
            }
            let within = at - passed;
            let first = piece.text.get(..within)?.trim_end();
            let second = piece.text.get(within..)?.trim_start();
            if first.is_empty() || second.is_empty() {
                return Some(i + usize::from(second.is_empty()));
            }
            let raw = find(&piece.spans, &piece.text, first.len())?;
            let of = covered(&piece.spans);
            let (first, second) = (
                SegmentPiece {
                    text: first.to_owned(),
                    spans: piece.spans.clone(),
                    glued: piece.glued,
                },
                SegmentPiece {
                    text: second.to_owned(),
                    spans: Vec::new(),
                    glued: first.len() + second.len() == piece.text.len(),
                },
            );
            self.pieces[side].splice(i..i + 1, [first, second]);
            for bead in &mut self.beads {
                let range = &mut bead.pieces[side];
                range.start += usize::from(range.start > i);
                range.end += usize::from(range.end > i);
            }
            let at = self.chars(side, 0..i + 1);
            self.inside.push(SegmentCut {
                target: side == 1,
                at,
                raw,
                of,
            });
            return Some(i + 1);
        }
        Some(range.end)
    }

    /// Cuts the other side of a bead at the best place when `side` is cut before piece `at`: between two
    /// segments if the machine aligns it so, or else between two words. Returns the first piece after the cut.
    pub(super) fn cut_other(
        &mut self,
        bead: usize,
        side: usize,
        at: usize,
        langs: [Lang; 2],
        similarity: &dyn Similarity,
        find: &FindInDocument<'_>,
    ) -> usize {
        let own = self.beads[bead].pieces[side].clone();
        let other = self.beads[bead].pieces[1 - side].clone();
        let aligned = self.aligned(vec![self.beads[bead].clone()], langs, similarity);
        let boundary = aligned.iter().find(|made| made.pieces[side].start == at);
        if let Some(bead) = boundary.filter(|_| !other.is_empty()) {
            let cut = bead.pieces[1 - side].start;
            if cut > other.start && cut < other.end {
                return cut;
            }
        }
        let halves = [own.start..at, at..own.end].map(|half| self.text(side, half));
        let ([Some(first), Some(second)], Some(text)) =
            (halves, self.text(1 - side, other.clone()))
        else {
            return other.end;
        };
        let share =
            first.chars().count() as f64 / (first.chars().count() + second.chars().count()) as f64;
        let wanted = (share * text.len() as f64) as usize;
        let mut places: Vec<usize> = text.match_indices(' ').map(|(space, _)| space).collect();
        places.sort_by_key(|space| space.abs_diff(wanted));
        places.truncate(COMPARED_CUTS);
        // How well each half goes with its counterpart.
        let fits = |place: &usize| {
            let (one, two) = text.split_at(*place);
            let halves = [[&first[..], &second[..]], [one, two.trim_start()]];
            let [a, b] = if side == 0 {
                halves
            } else {
                [halves[1], halves[0]]
            };
            let aligned = align(
                similarity,
                TextSequence {
                    lang: langs[0],
                    texts: &a,
                },
                TextSequence {
                    lang: langs[1],
                    texts: &b,
                },
            );
            match &aligned[..] {
                [one, two] if one.target == (0..1) && two.target == (1..2) => one.score * two.score,
                _ => 0.0,
            }
        };
        let scores: Vec<f64> = places.iter().map(fits).collect();
        // Of equal ones, the one that leaves each half its share of the text.
        let best = (0..places.len())
            .rev()
            .max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
        match best.and_then(|best| self.cut(bead, 1 - side, places[best], find)) {
            Some(cut) => cut,
            None => other.end,
        }
    }

    /// Aligns again what nobody has fixed, run by run.
    pub(super) fn realign(&mut self, langs: [Lang; 2], similarity: &dyn Similarity) {
        let mut beads: Vec<EditedBead> = Vec::new();
        let mut run: Vec<EditedBead> = Vec::new();
        for bead in std::mem::take(&mut self.beads) {
            if bead.score.is_some() {
                run.push(bead);
            } else {
                beads.extend(self.aligned(std::mem::take(&mut run), langs, similarity));
                beads.push(bead);
            }
        }
        beads.extend(self.aligned(run, langs, similarity));
        self.beads = beads;
    }

    /// The machine's alignment of a run of beads.
    fn aligned(
        &self,
        run: Vec<EditedBead>,
        langs: [Lang; 2],
        similarity: &dyn Similarity,
    ) -> Vec<EditedBead> {
        let [Some(source), Some(target)] = [0, 1].map(|side| {
            let ranges = || run.iter().map(|bead| &bead.pieces[side]);
            let start = ranges().map(|range| range.start).min()?;
            Some(start..ranges().map(|range| range.end).max()?)
        }) else {
            return run;
        };
        let texts = [(0, &source), (1, &target)].map(|(side, range)| {
            let pieces = self.pieces[side][range.clone()].iter();
            pieces.map(|piece| piece.text.as_str()).collect::<Vec<_>>()
        });
        let pair = TextPair {
            source: TextSequence {
                lang: langs[0],
                texts: &texts[0],
            },
            target: TextSequence {
                lang: langs[1],
                texts: &texts[1],
            },
            relation: Relation::Within,
        };
        let aligner = Aligner::new(similarity, pair);
        let aligned = aligner.align(0..texts[0].len(), 0..texts[1].len());
        let shifted = |range: Range<usize>, by: usize| range.start + by..range.end + by;
        aligned
            .into_iter()
            .map(|bead| {
                let pieces = [
                    shifted(bead.source, source.start),
                    shifted(bead.target, target.start),
                ];
                let same = run
                    .iter()
                    .find(|old| old.old.is_some() && old.pieces == pieces);
                same.cloned().unwrap_or(EditedBead {
                    pieces,
                    score: Some(rounded_score(bead.score)),
                    old: None,
                })
            })
            .collect()
    }

    /// The decision that makes the new beads; `None` if nothing changes.
    pub(super) fn decision(mut self, by: &str, at: SystemTime) -> Option<Decision> {
        self.beads.retain(|bead| !bead.is_empty());
        let is_old = |bead: &&EditedBead| bead.score.is_some() && bead.old.is_some();
        let before = self.beads.iter().take_while(is_old).count();
        let after = self.beads[before..].iter().rev().take_while(is_old).count();
        let changed = before..self.beads.len() - after;
        if changed.is_empty() {
            return None;
        }
        let records = &self.records[before..self.records.len() - after];
        let range = |side: usize| {
            let beads = || {
                self.beads[changed.clone()]
                    .iter()
                    .map(|bead| &bead.pieces[side])
            };
            let start = beads().map(|range| range.start).min().unwrap_or(0);
            start..beads().map(|range| range.end).max().unwrap_or(start)
        };
        let (source, target) = (range(0), range(1));
        let parts = self.beads[changed.clone()].iter().map(|bead| DecidedBead {
            source: self.chars(0, bead.pieces[0].clone()),
            target: self.chars(1, bead.pieces[1].clone()),
            score: bead.score,
        });
        let verdict = Verdict::Beads {
            beads: parts.collect(),
            inside: self.inside_of([&source, &target]),
        };
        let on = store::DecidedTexts {
            source: self.text(0, source),
            target: self.text(1, target),
        };
        Some(Decision::on_texts(
            &records.first()?.bead,
            on,
            verdict,
            by,
            at,
        ))
    }

    /// The cuts, counted from the beginning of the text that the decision is made on.
    fn inside_of(&self, ranges: [&Range<usize>; 2]) -> Vec<SegmentCut> {
        let inside = self.inside.iter().map(|inside| {
            let side = usize::from(inside.target);
            // The text before it, and the space between.
            let start = ranges[side].start;
            let space = usize::from(start > 0 && !self.pieces[side][start].glued);
            SegmentCut {
                at: inside.at - self.chars(side, 0..start) - space,
                ..*inside
            }
        });
        inside.collect()
    }

    /// Pieces as one text; `None` if there is none.
    fn text(&self, side: usize, pieces: Range<usize>) -> Option<String> {
        let pieces = self.pieces[side][pieces].iter();
        let text = joined_parts(pieces.map(|piece| (&piece.text[..], piece.glued)));
        (!text.is_empty()).then_some(text)
    }

    /// The length of pieces as one text, in characters.
    fn chars(&self, side: usize, pieces: Range<usize>) -> usize {
        self.text(side, pieces)
            .map_or(0, |text| text.chars().count())
    }
}

/// The segments of a side.
fn pieces_of(side: &BeadSide) -> impl Iterator<Item = SegmentPiece> + use<> {
    let glued = side.glued;
    let segments = side.segments().into_iter().enumerate();
    segments.map(move |(i, segment)| SegmentPiece {
        text: segment.text,
        spans: segment.spans,
        glued: i == 0 && glued,
    })
}
