//! A quote taken apart into units, and the beads made of these.

use super::side_units::{SideUnits, UnitPosition};
use crate::id::bead_id_within;
use crate::record::{BeadKind, BeadSide, Record, Status};
use crate::store::conflict::ConflictReason;
use crate::store::decision::Decision;
use crate::store::verdict::{DecidedBead, SegmentCut};
use std::ops::Range;

/// A quote taken apart.
pub(super) struct QuoteUnits {
    /// The units of the original and of the translation.
    units: [SideUnits; 2],
    /// Its beads, in the order of the original.
    pub beads: Vec<ArrangedBead>,
    pub translated: bool,
}

#[derive(Clone, Debug)]
pub(super) struct ArrangedBead {
    /// Ranges of units of the original and of the translation. All beads together cover each unit once; the
    /// ranges of the original are in order.
    units: [Range<usize>; 2],
    /// The record that it still is, if nobody has changed it.
    record: Option<usize>,
    score: f64,
    status: Status,
}

impl ArrangedBead {
    fn is_empty(&self) -> bool {
        self.units.iter().all(Range::is_empty)
    }
}

/// Some units of the original and some of the translation of a quote.
pub(super) type UnitRanges = [Range<usize>; 2];

/// Where the texts of a bead begin and end: shows what becomes of it.
#[derive(PartialEq)]
pub(super) struct BeadExtent {
    sides: [Option<[UnitPosition; 2]>; 2],
    pub by_person: bool,
}

impl BeadExtent {
    pub(super) fn shares(&self, other: &Self) -> bool {
        let sides = self.sides.iter().zip(&other.sides);
        sides.into_iter().any(|sides| match sides {
            (Some([start, end]), Some([from, to])) => start < to && from < end,
            _ => false,
        })
    }
}

impl QuoteUnits {
    pub(super) fn of(records: &[Record]) -> Self {
        let mut units = [SideUnits::default(), SideUnits::default()];
        let mut beads = Vec::new();
        for (i, record) in records.iter().enumerate() {
            let sides = [
                (&record.source, record.kind.source),
                (&record.target, record.kind.target),
            ];
            let mut ranges = [0..0, 0..0];
            for ((units, range), (side, segments)) in units.iter_mut().zip(&mut ranges).zip(sides) {
                *range = units.push(side.as_ref(), segments);
            }
            beads.push(ArrangedBead {
                units: ranges,
                record: Some(i),
                score: record.score,
                status: record.status,
            });
        }
        Self {
            units,
            beads,
            translated: records.iter().any(|record| record.target.is_some()),
        }
    }

    /// The units that a decision was made on, if they begin at the bead that it names.
    pub(super) fn stretch_at(&self, decision: &Decision) -> Option<UnitRanges> {
        let (_, name) = decision.id.split_once('.')?;
        let (side, position) = match name.strip_prefix('t') {
            Some(name) => (1, UnitPosition::parse(name)?),
            None => (0, UnitPosition::parse(name)?),
        };
        let first = self.units[side].at(position)?;
        let texts = [&decision.on.source, &decision.on.target];
        match side {
            0 => {
                let source = self.units[0].reads(first, texts[0].as_deref()?)?;
                let target = self.counterpart(&source, texts[1].as_deref())?;
                Some([source, target])
            }
            _ => {
                let target = self.units[1].reads(first, texts[1].as_deref()?)?;
                let bead = self
                    .beads
                    .iter()
                    .find(|bead| bead.units[1].contains(&target.start))?;
                let start = bead.units[0].start;
                let source = match texts[0].as_deref() {
                    None => start..start,
                    Some(text) => self.units[0].reads(start, text)?,
                };
                Some([source, target])
            }
        }
    }

    /// All units of the quote with the texts that a decision was made on.
    pub(super) fn stretches(&self, decision: &Decision) -> Vec<UnitRanges> {
        let [source, target] = [&decision.on.source, &decision.on.target].map(Option::as_deref);
        match (source, target) {
            (Some(source), target) => {
                let sources = self.units[0].all(source).into_iter();
                let pair = |source: Range<usize>| {
                    let target = self.counterpart(&source, target)?;
                    Some([source, target])
                };
                sources.filter_map(pair).collect()
            }
            (None, Some(target)) => {
                let targets = self.units[1].all(target).into_iter();
                let pair = |target: Range<usize>| {
                    let bead = self
                        .beads
                        .iter()
                        .find(|b| b.units[1].contains(&target.start));
                    let start = bead.map_or(0, |bead| bead.units[0].start);
                    [start..start, target]
                };
                targets.map(pair).collect()
            }
            (None, None) => Vec::new(),
        }
    }

    /// The units of the translation that read `text`: those that go with units of the original, or else the
    /// only ones.
    fn counterpart(&self, source: &Range<usize>, text: Option<&str>) -> Option<Range<usize>> {
        let touched = self.touched(&[source.clone(), 0..0]);
        let targets = self.beads[touched].iter().map(|bead| &bead.units[1]);
        let start = targets
            .filter(|target| !target.is_empty())
            .map(|target| target.start)
            .min();
        let Some(text) = text else {
            let start = start.unwrap_or(0);
            return Some(start..start);
        };
        if let Some(own) = start.and_then(|start| self.units[1].reads(start, text)) {
            return Some(own);
        }
        match &self.units[1].all(text)[..] {
            [only] => Some(only.clone()),
            _ => None,
        }
    }

    /// The beads from the first to the last that share anything with some units.
    pub(super) fn touched(&self, stretch: &UnitRanges) -> Range<usize> {
        let shares = |bead: &ArrangedBead| {
            let sides = bead.units.iter().zip(stretch);
            sides
                .into_iter()
                .any(|(own, of)| own.start < of.end && of.start < own.end)
        };
        // The beads of the original are in order; only a swap puts one of the translation elsewhere.
        let first = self.beads.iter().position(shares);
        let last = self.beads.iter().rposition(shares);
        match (first, last) {
            (Some(first), Some(last)) => first..last + 1,
            _ => 0..0,
        }
    }

    /// The ids of some beads, and where their texts are.
    pub(super) fn names(&self, quote: &str, beads: Range<usize>) -> Vec<(String, BeadExtent)> {
        let beads = self.beads[beads].iter();
        let texts = |bead: &ArrangedBead| BeadExtent {
            sides: [0, 1].map(|side| {
                let range = &bead.units[side];
                (!range.is_empty()).then(|| self.units[side].ends(range))
            }),
            by_person: bead.record.is_none() && bead.status == Status::Accepted,
        };
        beads
            .map(|bead| (self.name(quote, bead), texts(bead)))
            .collect()
    }

    fn name(&self, quote: &str, bead: &ArrangedBead) -> String {
        let side = usize::from(bead.units[0].is_empty());
        let (first, last) = self.units[side]
            .extent(&bead.units[side])
            .unwrap_or_default();
        bead_id_within(quote, side == 1, first, last)
    }

    /// Divides some units into beads.
    pub(super) fn divide(
        &mut self,
        stretch: &UnitRanges,
        touched: Range<usize>,
        parts: &[DecidedBead],
        inside: &[SegmentCut],
    ) -> Result<(), ConflictReason> {
        let sizes = [
            parts.iter().map(|part| part.source).collect::<Vec<_>>(),
            parts.iter().map(|part| part.target).collect::<Vec<_>>(),
        ];
        let mut cuts = [Vec::new(), Vec::new()];
        for side in [0, 1] {
            let inside: Vec<&SegmentCut> =
                inside.iter().filter(|i| i.target == (side == 1)).collect();
            cuts[side] = self.units[side]
                .cuts(&stretch[side], &sizes[side], &inside)
                .ok_or(ConflictReason::Inapplicable)?;
        }
        let mut stretch = stretch.clone();
        for side in [0, 1] {
            // From the end, so that the places before stay what they are.
            for cut in std::mem::take(&mut cuts[side]).into_iter().rev() {
                self.units[side].cut(&cut);
                for bead in &mut self.beads {
                    let range = &mut bead.units[side];
                    range.start += usize::from(range.start > cut.unit);
                    range.end += usize::from(range.end > cut.unit);
                }
                stretch[side].end += 1;
            }
        }
        let mut made = [0, 1].map(|side| {
            self.units[side]
                .divide(&stretch[side], &sizes[side])
                .into_iter()
        });
        let old: Vec<ArrangedBead> = self.beads[touched.clone()].to_vec();
        let mut beads = outside(&old, |side| 0..stretch[side].start);
        for part in parts {
            let [source, target] = made
                .each_mut()
                .map(|ranges| ranges.next().unwrap_or_default());
            let by_person = part.score.is_none();
            beads.push(ArrangedBead {
                units: [source, target],
                record: None,
                score: part.score.unwrap_or(1.0),
                status: if by_person {
                    Status::Accepted
                } else {
                    Status::Proposed
                },
            });
        }
        beads.extend(outside(&old, |side| stretch[side].end..usize::MAX));
        // Unchanged units stay the machine's.
        for bead in &mut beads {
            let same = old.iter().find(|old| old.units == bead.units);
            if let Some(same) = same
                && bead.status == Status::Proposed
            {
                *bead = same.clone();
            }
        }
        self.beads.splice(touched, beads);
        Ok(())
    }

    /// Exchanges the translations of the two beads that some units are.
    pub(super) fn swap(
        &mut self,
        stretch: &UnitRanges,
        touched: Range<usize>,
    ) -> Result<(), ConflictReason> {
        let [first, second] = &mut self.beads[touched] else {
            return Err(ConflictReason::Inapplicable);
        };
        let covered = |side: usize| {
            let (a, b) = (&first.units[side], &second.units[side]);
            a.start.min(b.start)..a.end.max(b.end)
        };
        let whole = [0, 1].iter().all(|&side| covered(side) == stretch[side]);
        if !whole || first.units[1].is_empty() || second.units[1].is_empty() {
            return Err(ConflictReason::Inapplicable);
        }
        std::mem::swap(&mut first.units[1], &mut second.units[1]);
        for bead in [first, second] {
            *bead = ArrangedBead {
                units: bead.units.clone(),
                record: None,
                score: 1.0,
                status: Status::Accepted,
            };
        }
        Ok(())
    }

    pub(super) fn into_records(self, records: Vec<Record>) -> Vec<Record> {
        let quote = records[0].quote.clone();
        let document = records[0].document.clone();
        let inline = records[0].inline;
        let mut old: Vec<Option<Record>> = records.into_iter().map(Some).collect();
        let beads = self.beads.iter();
        beads
            .map(|bead| {
                if let Some(record) = bead.record.and_then(|i| old[i].take()) {
                    return record;
                }
                let [source, target]: [Option<BeadSide>; 2] =
                    [0, 1].map(|side| self.units[side].side(&bead.units[side]));
                Record {
                    document: document.clone(),
                    quote: quote.clone(),
                    bead: self.name(&quote, bead),
                    kind: BeadKind {
                        source: self.units[0].segments(&bead.units[0]),
                        target: self.units[1].segments(&bead.units[1]),
                    },
                    score: bead.score,
                    status: bead.status,
                    inline,
                    source,
                    target,
                    notes: Vec::new(),
                }
            })
            .collect()
    }
}

/// The parts of beads that are in a range of each side.
fn outside(beads: &[ArrangedBead], of: impl Fn(usize) -> Range<usize>) -> Vec<ArrangedBead> {
    let clipped = beads.iter().map(|bead| {
        let units = [0, 1].map(|side| {
            let (own, of) = (&bead.units[side], of(side));
            let start = own.start.max(of.start);
            start..own.end.min(of.end).max(start)
        });
        ArrangedBead {
            record: bead.record.filter(|_| units == bead.units),
            status: match units == bead.units {
                true => bead.status,
                false => Status::Proposed,
            },
            // Nobody has said how probable part of a person's bead is.
            score: match bead.record {
                None if units != bead.units => 0.0,
                _ => bead.score,
            },
            units,
        }
    });
    clipped.filter(|bead| !bead.is_empty()).collect()
}
