//! One side of a quote, divided into segments and into the parts that people cut these into.

use crate::lang::Lang;
use crate::record::{BeadSide, Cut, covered, divided, joined_spans};
use crate::store::verdict::SegmentCut;
use crate::text::Span;
use std::ops::Range;

/// A segment, or part of one.
#[derive(Clone, Debug, PartialEq)]
struct SegmentUnit {
    text: String,
    spans: Vec<Span>,
    /// The segment, from 1; and the last one, if several cannot be separated.
    number: usize,
    last: usize,
    /// How many characters of the segment come before it.
    offset: usize,
    /// Whether it follows what is before it without a space.
    glued: bool,
}

/// Where a unit begins: its segment, from 1, and how many characters of the segment come before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct UnitPosition(usize, usize);

impl UnitPosition {
    /// The beginning of what an id names after its quote and mark: see [`crate::id`].
    pub(super) fn parse(name: &str) -> Option<Self> {
        let first = name.split('-').next()?;
        match first.split_once('+') {
            Some((number, offset)) => Some(Self(number.parse().ok()?, offset.parse().ok()?)),
            None => Some(Self(first.parse().ok()?, 0)),
        }
    }
}

/// Where a unit is cut in two.
#[derive(Debug)]
pub(super) struct UnitCut {
    pub unit: usize,
    /// In its text, in bytes: the end of the first part.
    at: usize,
    /// In what its spans cover, in bytes: the end of the first part, the beginning of the second.
    raw: [usize; 2],
}

/// The units of one side, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct SideUnits {
    lang: Option<Lang>,
    all: Vec<SegmentUnit>,
}

impl SideUnits {
    /// Adds a side of a record with this number of segments; returns its units.
    pub(super) fn push(&mut self, side: Option<&BeadSide>, segments: usize) -> Range<usize> {
        let first = self.all.len();
        let Some(side) = side else {
            return first..first;
        };
        self.lang = Some(side.lang);
        let last = self.all.last().map_or(0, |unit| unit.last);
        let number = last.saturating_add(1);
        let unit = |text: &str, spans: &[Span], number: usize, last: usize| SegmentUnit {
            text: text.to_owned(),
            spans: spans.to_vec(),
            number,
            last,
            offset: 0,
            glued: false,
        };
        let own = side.segments();
        if own.len() == segments {
            let own = own.iter().enumerate();
            self.all.extend(own.map(|(i, segment)| {
                let number = number.saturating_add(i);
                unit(&segment.text, &segment.spans, number, number)
            }));
        } else {
            // An older program, or a person, has not said where they end: they stay one unit.
            let last = number.saturating_add(segments.max(1) - 1);
            self.all.push(unit(&side.text, &side.spans, number, last));
        }
        first..self.all.len()
    }

    /// The unit that begins at a position.
    pub(super) fn at(&self, position: UnitPosition) -> Option<usize> {
        let at = self
            .all
            .binary_search_by_key(&position, |unit| UnitPosition(unit.number, unit.offset));
        at.ok()
    }

    /// The units from `first` on with this text.
    pub(super) fn reads(&self, first: usize, text: &str) -> Option<Range<usize>> {
        let mut rest = text;
        for (i, unit) in self.all.iter().enumerate().skip(first) {
            if i > first && !unit.glued {
                rest = rest.strip_prefix(' ')?;
            }
            rest = rest.strip_prefix(&unit.text[..])?;
            if rest.is_empty() {
                return Some(first..i + 1);
            }
        }
        None
    }

    /// All units with this text.
    pub(super) fn all(&self, text: &str) -> Vec<Range<usize>> {
        let firsts = 0..self.all.len();
        firsts.filter_map(|first| self.reads(first, text)).collect()
    }

    /// The positions of the beginning and the end of some units.
    pub(super) fn ends(&self, units: &Range<usize>) -> [UnitPosition; 2] {
        let (first, last) = (&self.all[units.start], &self.all[units.end - 1]);
        let end = last.offset + last.text.chars().count();
        [
            UnitPosition(first.number, first.offset),
            UnitPosition(last.last, end),
        ]
    }

    /// The segment that some units begin in, how many of its characters are left out, and the segment that
    /// they end in; `None` for no units.
    pub(super) fn extent(&self, units: &Range<usize>) -> Option<((usize, usize), usize)> {
        let own = self.all.get(units.clone())?;
        let (first, last) = (own.first()?, own.last()?);
        Some(((first.number, first.offset), last.last))
    }

    /// How many segments some units belong to.
    pub(super) fn segments(&self, units: &Range<usize>) -> usize {
        let own = &self.all[units.clone()];
        match (own.first(), own.last()) {
            (Some(first), Some(last)) => (last.last - first.number).saturating_add(1),
            _ => 0,
        }
    }

    /// Where units have to be cut so that parts of these sizes, in characters, are whole units; `None` if
    /// the text is another one, or if a place in the document is not known.
    pub(super) fn cuts(
        &self,
        units: &Range<usize>,
        sizes: &[usize],
        inside: &[&SegmentCut],
    ) -> Option<Vec<UnitCut>> {
        let mut cuts = Vec::new();
        let mut reader = UnitReader::new(self, units.clone());
        let mut passed = 0;
        for &size in sizes.iter().filter(|&&size| size > 0) {
            passed += reader.skip_space();
            reader.advance(size)?;
            passed += size;
            let (unit, at) = reader.place();
            let text = &self.all[unit].text;
            if at == text.len() {
                continue;
            }
            // A part has no white space at its ends.
            let before = text[..at].chars().next_back()?;
            if before.is_whitespace() || text[at..].trim_start().is_empty() {
                return None;
            }
            let raw = self.raw(unit, at, passed, inside)?;
            cuts.push(UnitCut { unit, at, raw });
        }
        reader.is_at_end().then_some(cuts)
    }

    /// The place in what a unit's spans cover of a place in its text.
    fn raw(
        &self,
        unit: usize,
        at: usize,
        passed: usize,
        inside: &[&SegmentCut],
    ) -> Option<[usize; 2]> {
        let unit = &self.all[unit];
        let of = covered(&unit.spans);
        let known = inside
            .iter()
            .find(|inside| inside.at == passed && inside.of == of);
        if let Some(known) = known {
            let [end, start] = known.raw;
            // Both parts come from somewhere.
            return (0 < end && end <= start && start < of).then_some(known.raw);
        }
        // If the document has the text letter for letter.
        let space = unit.text[at..].len() - unit.text[at..].trim_start().len();
        (of == unit.text.len()).then_some([at, at + space])
    }

    /// Cuts a unit in two.
    pub(super) fn cut(&mut self, cut: &UnitCut) {
        let unit = &mut self.all[cut.unit];
        let rest = unit.text.split_off(cut.at);
        let text = rest.trim_start();
        let skipped = rest[..rest.len() - text.len()].chars().count();
        let spans = std::mem::take(&mut unit.spans);
        let [first, second] = divided(&spans, cut.raw);
        unit.spans = first;
        let second = SegmentUnit {
            text: text.to_owned(),
            spans: second,
            number: unit.number,
            last: unit.last,
            offset: unit.offset + unit.text.chars().count() + skipped,
            glued: skipped == 0,
        };
        self.all.insert(cut.unit + 1, second);
    }

    /// The units of each part, if no part ends inside a unit.
    pub(super) fn divide(&self, units: &Range<usize>, sizes: &[usize]) -> Vec<Range<usize>> {
        let mut reader = UnitReader::new(self, units.clone());
        let mut start = units.start;
        let mut parts = Vec::new();
        for &size in sizes {
            if size > 0 {
                reader.skip_space();
                reader.advance(size);
                let end = reader.place().0 + 1;
                parts.push(start..end);
                start = end;
            } else {
                parts.push(start..start);
            }
        }
        parts
    }

    /// Some units as a side of a record; parts of one segment are joined again.
    pub(super) fn side(&self, units: &Range<usize>) -> Option<BeadSide> {
        let own = &self.all[units.clone()];
        let mut text = String::new();
        let mut cuts = Vec::new();
        let mut raw = 0;
        for (i, unit) in own.iter().enumerate() {
            if i > 0 {
                if unit.number != own[i - 1].number {
                    let end = text.len();
                    cuts.push(Cut { text: end, raw });
                }
                if !unit.glued {
                    text.push(' ');
                }
            }
            text.push_str(&unit.text);
            raw += covered(&unit.spans);
        }
        (!own.is_empty()).then_some(BeadSide {
            lang: self.lang?,
            text,
            spans: joined_spans(own.iter().flat_map(|unit| &unit.spans)),
            cuts,
            glued: own.first().is_some_and(|unit| unit.glued),
        })
    }
}

/// Reads the text of units, character by character.
struct UnitReader<'a> {
    units: &'a [SegmentUnit],
    end: usize,
    unit: usize,
    /// In the unit's text, in bytes.
    at: usize,
}

impl<'a> UnitReader<'a> {
    fn new(units: &'a SideUnits, range: Range<usize>) -> Self {
        Self {
            units: &units.all,
            end: range.end,
            unit: range.start,
            at: 0,
        }
    }

    /// Goes to the next letter; returns how many characters of white space are skipped.
    fn skip_space(&mut self) -> usize {
        let Some(unit) = self.units.get(self.unit).filter(|_| self.unit < self.end) else {
            return 0;
        };
        let rest = &unit.text[self.at..];
        if rest.is_empty() && self.unit + 1 < self.end {
            self.unit += 1;
            self.at = 0;
            return usize::from(!self.units[self.unit].glued);
        }
        let space = rest.len() - rest.trim_start().len();
        self.at += space;
        rest[..space].chars().count()
    }

    /// Goes on by a number of characters; `None` if there are fewer.
    fn advance(&mut self, mut chars: usize) -> Option<()> {
        while chars > 0 {
            let unit = self.units.get(self.unit).filter(|_| self.unit < self.end)?;
            let rest = &unit.text[self.at..];
            if let Some((bytes, _)) = rest.char_indices().nth(chars) {
                self.at += bytes;
                return Some(());
            }
            let left = rest.chars().count();
            chars -= left;
            self.at = unit.text.len();
            if chars == 0 {
                return Some(());
            }
            // Between two units there is a space, or nothing.
            self.unit += 1;
            self.at = 0;
            let next = self.units.get(self.unit).filter(|_| self.unit < self.end)?;
            chars -= usize::from(!next.glued);
        }
        Some(())
    }

    /// The unit that was read last and how far.
    fn place(&self) -> (usize, usize) {
        (self.unit, self.at)
    }

    fn is_at_end(&self) -> bool {
        match self.units.get(self.unit) {
            Some(unit) if self.unit < self.end => {
                self.unit + 1 == self.end && self.at == unit.text.len()
            }
            _ => true,
        }
    }
}
