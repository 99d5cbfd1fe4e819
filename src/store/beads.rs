//! Beads as people want them: merged, split, moved, swapped.
//!
//! Enters: the machine's records and the decisions about beads that stand, in order. Leaves: records in
//! which these beads are, covering the same segments once and in order, and the decisions that have no
//! place. Only here does one bead become two; all else that people say is said of the beads that come
//! out.
//!
//! A decision names a stretch of one quote, some of its original and some of its translation, by the
//! texts, and divides it. What the machine proposes now for the segments in the stretch does not matter:
//! a bead of its that reaches beyond the stretch keeps what is outside. So a decision survives a better
//! aligner. What the machine proposed round the beads that a person made, given these, is part of the
//! decision, because nothing but the aligner could say it again.

mod units;

use super::anchor::{ConflictReason, Lost};
use super::counting::Line;
use super::decision::{DecidedBead, Decision, SegmentCut, Verdict};
use crate::id::{bead_id_within, quote_of};
use crate::record::{BeadKind, BeadSide, Record, Status};
use std::collections::HashMap;
use std::ops::Range;
use units::{Position, Units};

/// Records with the beads that people made.
#[derive(Debug, Default)]
pub(super) struct Arranged<'a> {
    /// All records of the document.
    pub records: Vec<Record>,
    /// Decisions that have no place.
    pub lost: Vec<(Line<'a>, Lost)>,
    /// What became of beads that people made others of.
    pub successors: Successors,
}

/// What has become of each bead that is another one now, by id.
#[derive(Debug, Default)]
pub(super) struct Successors(HashMap<String, Vec<Successor>>);

/// What a bead has become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Successor {
    /// The line that did it.
    number: usize,
    /// The bead that has its beginning now.
    pub bead: String,
    /// Whether a person made something else of it, rather than the machine of what they left it.
    pub by_person: bool,
}

impl Successors {
    /// What the bead `id` has become since line `number`; `None` if it is still itself.
    pub fn of(&self, id: &str, number: usize) -> Option<Successor> {
        let mut now: Option<Successor> = None;
        loop {
            let (number, id) = now
                .as_ref()
                .map_or((number, id), |now| (now.number, &now.bead));
            let next = self.0.get(id).into_iter().flatten();
            match { next }.find(|next| next.number > number) {
                Some(next) => {
                    let by_person = next.by_person || now.is_some_and(|now| now.by_person);
                    now = Some(Successor {
                        by_person,
                        ..next.clone()
                    });
                }
                None => return now,
            }
        }
    }
}

/// Puts decisions about beads into effect.
pub(super) fn arrange<'a>(records: Vec<Record>, lines: &[Line<'a>]) -> Arranged<'a> {
    let mut arranged = Arranged::default();
    if lines.is_empty() {
        arranged.records = records;
        return arranged;
    }
    let mut quotes = Quotes::new(records);
    for &line in lines {
        if let Err(why) = quotes.put(line, &mut arranged.successors) {
            let nearest = Some(line.decision.id.clone()).filter(|id| quotes.has(id));
            arranged.lost.push((line, Lost { why, nearest }));
        }
    }
    arranged.records = quotes.records();
    arranged
}

/// A document's quotes; those that decisions are about are taken apart.
struct Quotes {
    order: Vec<Quote>,
    of_id: HashMap<String, usize>,
}

/// The records of a quote, and what it is made of once that is asked for.
struct Quote {
    records: Vec<Record>,
    made: Option<Made>,
}

/// A quote taken apart.
struct Made {
    /// Of the original and of the translation.
    units: [Units; 2],
    /// Its beads, in the order of the original.
    beads: Vec<Bead>,
    translated: bool,
}

#[derive(Clone, Debug)]
struct Bead {
    /// Ranges of units of the original and of the translation. All together cover each unit once; those
    /// of the original are in order.
    units: [Range<usize>; 2],
    /// The record that it still is, if nobody has made it anew.
    record: Option<usize>,
    score: f64,
    status: Status,
}

impl Bead {
    fn is_empty(&self) -> bool {
        self.units.iter().all(Range::is_empty)
    }
}

/// Some of the original and some of the translation of a quote.
type Stretch = [Range<usize>; 2];

impl Quotes {
    fn new(records: Vec<Record>) -> Self {
        let mut order: Vec<Quote> = Vec::new();
        let mut of_id = HashMap::new();
        for record in records {
            let same = order
                .last_mut()
                .filter(|quote| quote.records[0].quote == record.quote);
            match same {
                Some(quote) => quote.records.push(record),
                None => {
                    of_id.entry(record.quote.clone()).or_insert(order.len());
                    order.push(Quote {
                        records: vec![record],
                        made: None,
                    });
                }
            }
        }
        Self { order, of_id }
    }

    fn has(&self, id: &str) -> bool {
        self.of_id.contains_key(quote_of(id))
    }

    fn records(self) -> Vec<Record> {
        self.order
            .into_iter()
            .flat_map(Quote::into_records)
            .collect()
    }

    fn put(&mut self, line: Line<'_>, successors: &mut Successors) -> Result<(), ConflictReason> {
        let decision = line.decision;
        let own = self.of_id.get(quote_of(&decision.id)).copied();
        if let Some(own) = own
            && let Some(stretch) = self.order[own].made().stretch_at(decision)
        {
            return self.order[own].put(line, &stretch, successors);
        }
        // The same text, wherever it is now: in its own quote, or else in one other place.
        if let Some(own) = own {
            match &self.order[own].made().stretches(decision)[..] {
                [only] => return self.order[own].put(line, &only.clone(), successors),
                [] => {}
                _ => return Err(ConflictReason::Ambiguous),
            }
        }
        let mut found: Vec<(usize, Stretch)> = Vec::new();
        for (i, quote) in self.order.iter_mut().enumerate() {
            let stretches = quote.made().stretches(decision);
            found.extend(stretches.into_iter().map(|stretch| (i, stretch)));
        }
        match (&found[..], own) {
            ([(quote, stretch)], _) => self.order[*quote].put(line, &stretch.clone(), successors),
            ([], Some(_)) => Err(ConflictReason::TextChanged),
            ([], None) => Err(ConflictReason::Gone),
            _ => Err(ConflictReason::Ambiguous),
        }
    }
}

impl Quote {
    fn made(&mut self) -> &mut Made {
        self.made.get_or_insert_with(|| Made::of(&self.records))
    }

    fn put(
        &mut self,
        line: Line<'_>,
        stretch: &Stretch,
        successors: &mut Successors,
    ) -> Result<(), ConflictReason> {
        let quote = self.records[0].quote.clone();
        let made = self.made();
        if !made.translated {
            return Err(ConflictReason::Inapplicable);
        }
        let touched = made.touched(stretch);
        let before = made.names(&quote, touched.clone());
        let behind = made.beads.len() - touched.end;
        match &line.decision.verdict {
            Verdict::Beads { beads, inside } => {
                made.divide(stretch, touched.clone(), beads, inside)?;
            }
            _ => made.swap(stretch, touched.clone())?,
        }
        let now = touched.start..made.beads.len() - behind;
        let after = made.names(&quote, now);
        for (old, texts) in before {
            if after
                .iter()
                .any(|(name, now)| *name == old && *now == texts)
            {
                continue;
            }
            let shares = |(_, now): &&(String, BeadExtent)| texts.shares(now);
            let Some((bead, _)) = after.iter().find(shares) else {
                continue;
            };
            let successor = Successor {
                number: line.number,
                bead: bead.clone(),
                by_person: after
                    .iter()
                    .filter(|(_, now)| now.by_person)
                    .any(|now| shares(&now)),
            };
            successors.0.entry(old).or_default().push(successor);
        }
        Ok(())
    }

    fn into_records(self) -> Vec<Record> {
        match self.made {
            None => self.records,
            Some(made) => made.into_records(self.records),
        }
    }
}

/// Where the texts of a bead begin and end, for telling what becomes of it.
#[derive(PartialEq)]
struct BeadExtent {
    sides: [Option<[Position; 2]>; 2],
    by_person: bool,
}

impl BeadExtent {
    fn shares(&self, other: &Self) -> bool {
        let sides = self.sides.iter().zip(&other.sides);
        sides.into_iter().any(|sides| match sides {
            (Some([start, end]), Some([from, to])) => start < to && from < end,
            _ => false,
        })
    }
}

impl Made {
    fn of(records: &[Record]) -> Self {
        let mut units = [Units::default(), Units::default()];
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
            beads.push(Bead {
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

    /// The stretch that a decision was made on, if it begins at the bead that it names.
    fn stretch_at(&self, decision: &Decision) -> Option<Stretch> {
        let (_, name) = decision.id.split_once('.')?;
        let (side, position) = match name.strip_prefix('t') {
            Some(name) => (1, Position::parse(name)?),
            None => (0, Position::parse(name)?),
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

    /// Every stretch of the quote with the texts that a decision was made on.
    fn stretches(&self, decision: &Decision) -> Vec<Stretch> {
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

    /// The units of the translation that read `text`: those that go with units of the original, or else
    /// the only ones.
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

    /// The beads from the first to the last that share anything with a stretch.
    fn touched(&self, stretch: &Stretch) -> Range<usize> {
        let shares = |bead: &Bead| {
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

    /// What some beads are called, and where their texts stand.
    fn names(&self, quote: &str, beads: Range<usize>) -> Vec<(String, BeadExtent)> {
        let beads = self.beads[beads].iter();
        let texts = |bead: &Bead| BeadExtent {
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

    fn name(&self, quote: &str, bead: &Bead) -> String {
        let side = usize::from(bead.units[0].is_empty());
        let (first, last) = self.units[side]
            .extent(&bead.units[side])
            .unwrap_or_default();
        bead_id_within(quote, side == 1, first, last)
    }

    /// Divides a stretch into beads.
    fn divide(
        &mut self,
        stretch: &Stretch,
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
            // From behind, so that the places before stay what they are.
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
        let old: Vec<Bead> = self.beads[touched.clone()].to_vec();
        let mut beads = outside(&old, |side| 0..stretch[side].start);
        for part in parts {
            let [source, target] = made
                .each_mut()
                .map(|ranges| ranges.next().unwrap_or_default());
            let by_person = part.score.is_none();
            beads.push(Bead {
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
        // What is as it was stays what the machine said.
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

    /// Exchanges the translations of the two beads of a stretch.
    fn swap(&mut self, stretch: &Stretch, touched: Range<usize>) -> Result<(), ConflictReason> {
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
            *bead = Bead {
                units: bead.units.clone(),
                record: None,
                score: 1.0,
                status: Status::Accepted,
            };
        }
        Ok(())
    }

    fn into_records(self, records: Vec<Record>) -> Vec<Record> {
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

/// What of beads lies in a range of each side.
fn outside(beads: &[Bead], of: impl Fn(usize) -> Range<usize>) -> Vec<Bead> {
    let clipped = beads.iter().map(|bead| {
        let units = [0, 1].map(|side| {
            let (own, of) = (&bead.units[side], of(side));
            let start = own.start.max(of.start);
            start..own.end.min(of.end).max(start)
        });
        Bead {
            record: bead.record.filter(|_| units == bead.units),
            status: match units == bead.units {
                true => bead.status,
                false => Status::Proposed,
            },
            // How probable a part is of what a person made, nobody has said.
            score: match bead.record {
                None if units != bead.units => 0.0,
                _ => bead.score,
            },
            units,
        }
    });
    clipped.filter(|bead| !bead.is_empty()).collect()
}

#[cfg(test)]
mod tests;
