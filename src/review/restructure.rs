//! Operations that make other beads, as decisions.
//!
//! Enters: the records of a document, without edits of their texts, and an operation. Leaves: the decision
//! that does it, or why it cannot be done.

use super::api::{Direction, Operation, SideName};
use super::bead_edit::{BeadEdit, EditedBead, FindInDocument};
use crate::lang::Lang;
use crate::record::{BeadSide, Record, Status, joined_sides};
use crate::similarity::Similarity;
use crate::store::{DecidedTexts, Decision, Verdict};
use std::ops::Range;
use std::time::SystemTime;

/// Most beads on either side that are aligned again, if nobody has decided on them.
const REALIGNED_NEIGHBOURS: usize = 24;

/// Finds the decision that does an operation.
pub(super) struct Restructuring<'a> {
    /// All records of the document, without edits.
    pub records: &'a [Record],
    /// The same records with all decisions.
    pub shown: &'a [Record],
    /// Aligns neighbours again.
    pub similarity: &'a dyn Similarity,
    /// Finds places in the document.
    pub find: &'a FindInDocument<'a>,
    /// Finds in the text without edits, in bytes, a place in the shown text, in UTF-16 code units. Takes the
    /// index of the record, the side and the place.
    pub unedited: &'a dyn Fn(usize, usize, usize) -> usize,
    /// Who decides.
    pub by: &'a str,
    /// When.
    pub at: SystemTime,
}

/// Why an operation cannot be done, in words for the reviewer.
pub(super) type CannotDo = String;

impl Restructuring<'_> {
    /// The decision that does an operation; none if it changes nothing, or makes no other beads.
    pub(super) fn decision(&self, operation: &Operation) -> Result<Option<Decision>, CannotDo> {
        match operation {
            Operation::Merge { beads, realign } => {
                let range = self.neighbours(beads)?;
                self.replace(range, *realign, |_, own| {
                    Ok(vec![EditedBead::by_person(hull(own, 0), hull(own, 1))])
                })
            }
            Operation::Split {
                bead,
                source,
                target,
                realign,
            } => self.split(self.index(bead)?, [*source, *target], *realign),
            Operation::Move {
                bead,
                side,
                to,
                realign,
            } => self.shift(self.index(bead)?, number(*side), *to, *realign),
            Operation::Swap { bead } => self.swap(self.index(bead)?).map(Some),
            Operation::InsertEmpty {
                bead,
                side,
                realign,
            } => {
                let i = self.index(bead)?;
                let side = number(*side);
                if self.is_empty(i, side) {
                    return Err("that side has nothing that could stay".into());
                }
                self.replace(i..i + 1, *realign, |_, own| {
                    let [source, target] = own[0].pieces.clone();
                    // What was opposite may go with what follows, or stay alone.
                    Ok(match side {
                        0 => vec![
                            EditedBead::by_person(source.clone(), target.start..target.start),
                            EditedBead::by_machine(source.end..source.end, target),
                        ],
                        _ => vec![
                            EditedBead::by_person(source.start..source.start, target.clone()),
                            EditedBead::by_machine(source, target.end..target.end),
                        ],
                    })
                })
            }
            Operation::Link { source, target } => {
                self.link(self.index(source)?, self.index(target)?)
            }
            Operation::Deletion { bead } => {
                let i = self.index(bead)?;
                if self.is_empty(i, 0) || self.is_empty(i, 1) {
                    let record = &self.shown[i];
                    let accept = Decision::on_bead(record, Verdict::Accept, self.by, self.at);
                    return Ok(Some(accept));
                }
                self.replace(i..i + 1, false, |_, own| {
                    let [source, target] = own[0].pieces.clone();
                    let (at, end) = (target.start, source.end);
                    Ok(vec![
                        EditedBead::by_person(source, at..at),
                        EditedBead::by_person(end..end, target),
                    ])
                })
            }
            Operation::Status { .. }
            | Operation::Edit { .. }
            | Operation::Note { .. }
            | Operation::Waive { .. }
            | Operation::NotAQuote { .. }
            | Operation::Language { .. }
            | Operation::Untranslated { .. }
            | Operation::Bound { .. }
            | Operation::Place { .. }
            | Operation::NewQuote { .. } => Ok(None),
        }
    }

    /// The index of a bead's record.
    fn index(&self, bead: &str) -> Result<usize, CannotDo> {
        let found = self.records.iter().position(|record| record.bead == bead);
        found.ok_or_else(|| format!("the bead `{bead}` no longer exists"))
    }

    /// The range of beads that follow one another in one quote.
    fn neighbours(&self, beads: &[String]) -> Result<Range<usize>, CannotDo> {
        let first = self.index(beads.first().ok_or("the request names no bead")?)?;
        let run = first..first + beads.len();
        let named = self.records.get(run.clone()).unwrap_or_default();
        let follow = named.len() == beads.len()
            && named
                .iter()
                .zip(beads)
                .all(|(record, bead)| record.bead == *bead)
            && named.iter().all(|record| record.quote == named[0].quote);
        if !follow || beads.len() < 2 {
            return Err("only neighbours in one quote can be merged".into());
        }
        Ok(run)
    }

    /// Whether a bead has nothing on a side.
    fn is_empty(&self, i: usize, side: usize) -> bool {
        self.records[i].sides()[side].is_none()
    }

    /// The neighbour of a bead in its quote.
    fn neighbour(&self, i: usize, to: Direction) -> Result<usize, CannotDo> {
        let other = match to {
            Direction::Up => i.checked_sub(1),
            Direction::Down => Some(i + 1),
        };
        let quote = &self.records[i].quote;
        other
            .filter(|&other| self.records.get(other).is_some_and(|r| r.quote == *quote))
            .ok_or_else(|| {
                match to {
                    Direction::Up => "there is no bead before it in its quote",
                    Direction::Down => "there is no bead after it in its quote",
                }
                .into()
            })
    }

    /// Whether the machine may turn it into another bead: nobody has decided on it or noted anything.
    fn is_free(&self, i: usize, quote: &str) -> bool {
        let record = &self.shown[i];
        record.quote == quote
            && record.status == Status::Proposed
            && record.notes.is_empty()
            && self.records[i].status == Status::Proposed
    }

    /// Replaces some beads by those that `make` returns, and has the machine align free neighbours again.
    fn replace(
        &self,
        range: Range<usize>,
        realign: bool,
        make: impl FnOnce(&mut BeadEdit<'_>, &[EditedBead]) -> Result<Vec<EditedBead>, CannotDo>,
    ) -> Result<Option<Decision>, CannotDo> {
        let quote = &self.records[range.start].quote;
        let of_quote = self.shown.iter().filter(|record| record.quote == *quote);
        if of_quote.clone().all(|record| record.target.is_none()) {
            return Err("it has no translation to align with; set the translation first".into());
        }
        let mut window = range.clone();
        while realign
            && range.start - window.start < REALIGNED_NEIGHBOURS
            && window.start > 0
            && self.is_free(window.start - 1, quote)
        {
            window.start -= 1;
        }
        while realign
            && window.end - range.end < REALIGNED_NEIGHBOURS
            && window.end < self.records.len()
            && self.is_free(window.end, quote)
        {
            window.end += 1;
        }
        let window = self.uncrossed(window, &range)?;
        let mut edit = BeadEdit::new(&self.records[window.clone()]);
        let own = range.start - window.start..range.end - window.start;
        let old = edit.beads[own.clone()].to_vec();
        let made = make(&mut edit, &old)?;
        edit.beads.splice(own, made);
        if realign && let Some(langs) = self.langs(quote) {
            edit.realign(langs, self.similarity);
        }
        Ok(edit.decision(self.by, self.at))
    }

    /// Leaves out neighbours where translations cross, since those go together.
    fn uncrossed(
        &self,
        window: Range<usize>,
        own: &Range<usize>,
    ) -> Result<Range<usize>, CannotDo> {
        let start = |i: usize| {
            let side = self.records[i].target.as_ref()?;
            side.spans.first().map(|span| span.start)
        };
        let starts = |range: &Range<usize>| range.clone().filter_map(start).collect::<Vec<_>>();
        // The new beads must be one part of the translation, with nothing of others in it.
        let is_apart = |range: &Range<usize>| {
            let own = starts(range);
            let hull = own.iter().min()..=own.iter().max();
            let quote = &self.records[range.start].quote;
            let others = (0..self.records.len())
                .filter(|i| !range.contains(i) && self.records[*i].quote == *quote);
            own.is_empty()
                || !{ others }
                    .filter_map(start)
                    .any(|at| hull.contains(&Some(&at)))
        };
        let in_order = |range: &Range<usize>| starts(range).is_sorted() && is_apart(range);
        if in_order(&window) {
            return Ok(window);
        }
        match (is_apart(own), starts(own).is_sorted() || own.len() == 2) {
            (true, true) => Ok(own.clone()),
            _ => Err("translations cross there; swap them again first".into()),
        }
    }

    /// The languages of a quote's original and translation.
    fn langs(&self, quote: &str) -> Option<[Lang; 2]> {
        let records = self.records.iter().filter(|record| record.quote == quote);
        let source = records.clone().find_map(|record| record.source.as_ref());
        let target = records.clone().find_map(|record| record.target.as_ref());
        Some([source?.lang, target?.lang])
    }

    /// Cuts a bead in two.
    fn split(
        &self,
        i: usize,
        places: [Option<usize>; 2],
        realign: bool,
    ) -> Result<Option<Decision>, CannotDo> {
        let langs = self.langs(&self.records[i].quote);
        self.replace(i..i + 1, realign, |edit, own| {
            let bead = edit
                .beads
                .iter()
                .position(|bead| *bead == own[0])
                .unwrap_or(0);
            let mut cuts = [None, None];
            for side in [0, 1] {
                if let Some(at) = places[side] {
                    let at = (self.unedited)(i, side, at);
                    let cut = edit.cut(bead, side, at, self.find);
                    cuts[side] = Some(cut.ok_or("it cannot be split there")?);
                }
            }
            if let ([Some(_), None] | [None, Some(_)], Some(langs)) = (cuts, langs) {
                let side = usize::from(cuts[0].is_none());
                let at = cuts[side].unwrap_or_default();
                let other = edit.cut_other(bead, side, at, langs, self.similarity, self.find);
                cuts[1 - side] = Some(other);
            }
            let [Some(source_cut), Some(target_cut)] = cuts else {
                return Err("a place to split at is missing".into());
            };
            let [source, target] = edit.beads[bead].pieces.clone();
            let halves = vec![
                EditedBead::by_person(source.start..source_cut, target.start..target_cut),
                EditedBead::by_person(source_cut..source.end, target_cut..target.end),
            ];
            match halves
                .iter()
                .any(|half| half.pieces.iter().all(Range::is_empty))
            {
                true => Err("one half would be empty".into()),
                false => Ok(halves),
            }
        })
    }

    /// Moves one segment of a side to a neighbour.
    fn shift(
        &self,
        i: usize,
        side: usize,
        to: Direction,
        realign: bool,
    ) -> Result<Option<Decision>, CannotDo> {
        if self.is_empty(i, side) {
            return Err("that side has nothing to move".into());
        }
        let other = self.neighbour(i, to)?;
        let range = i.min(other)..i.max(other) + 1;
        self.replace(range, realign, |_, own| {
            let mut own = [own[0].pieces.clone(), own[1].pieces.clone()];
            let [first, second] = &mut own;
            if first[side].end != second[side].start {
                return Err("translations cross there; swap them again first".into());
            }
            let border = match to {
                Direction::Up => first[side].end + 1,
                Direction::Down => first[side].end - 1,
            };
            first[side].end = border;
            second[side].start = border;
            let said = own.map(|[source, target]| EditedBead::by_person(source, target));
            Ok(said.into_iter().collect())
        })
    }

    /// Exchanges the translations of a bead and the next.
    fn swap(&self, i: usize) -> Result<Decision, CannotDo> {
        let next = self.neighbour(i, Direction::Down)?;
        if self.is_empty(i, 1) || self.is_empty(next, 1) {
            return Err("a swap needs a translation in both beads".into());
        }
        let [source, target] = [0, 1].map(|side| {
            let both = [i, next].into_iter();
            let mut sides: Vec<_> = both.filter_map(|i| self.records[i].sides()[side]).collect();
            sides.sort_by_key(|side| side.spans.first().map(|span| span.start));
            joined(&sides)
        });
        let on = DecidedTexts { source, target };
        let id = &self.records[i].bead;
        Ok(Decision::on_texts(id, on, Verdict::Swap, self.by, self.at))
    }

    /// Makes one bead of the original of one bead and the translation of another.
    fn link(&self, source: usize, target: usize) -> Result<Option<Decision>, CannotDo> {
        if self.records[source].quote != self.records[target].quote {
            return Err("only cells of one quote can be linked".into());
        }
        if self.is_empty(source, 0) || self.is_empty(target, 1) {
            return Err("a link needs an original and a translation".into());
        }
        if source == target {
            let record = &self.shown[source];
            return Ok(Some(Decision::on_bead(
                record,
                Verdict::Accept,
                self.by,
                self.at,
            )));
        }
        let range = source.min(target)..source.max(target) + 1;
        let between = range.start + 1..range.end - 1;
        let quote = &self.records[source].quote;
        if let Some(i) = between.into_iter().find(|&i| !self.is_free(i, quote)) {
            return Err(format!(
                "somebody has decided on `{}` between them, or added a note; take that back first",
                self.shown[i].bead
            ));
        }
        let (s, t) = (source - range.start, target - range.start);
        self.replace(range, true, |_, own| {
            let all = [hull(own, 0), hull(own, 1)];
            let (source, target) = (own[s].pieces[0].clone(), own[t].pieces[1].clone());
            Ok(vec![
                EditedBead::by_machine(all[0].start..source.start, all[1].start..target.start),
                EditedBead::by_person(source.clone(), target.clone()),
                EditedBead::by_machine(source.end..all[0].end, target.end..all[1].end),
            ])
        })
    }
}

/// Sides of neighbours as one text.
fn joined(sides: &[&BeadSide]) -> Option<String> {
    let text = joined_sides(sides.iter().copied());
    (!text.is_empty()).then_some(text)
}

/// 0 for originals, 1 for translations.
pub(super) fn number(side: SideName) -> usize {
    match side {
        SideName::Source => 0,
        SideName::Target => 1,
    }
}

/// All pieces of one side of some beads.
fn hull(beads: &[EditedBead], side: usize) -> Range<usize> {
    let ranges = || {
        beads
            .iter()
            .map(|bead| &bead.pieces[side])
            .filter(|range| !range.is_empty())
    };
    let empty = beads.first().map_or(0, |bead| bead.pieces[side].start);
    let start = ranges().map(|range| range.start).min().unwrap_or(empty);
    start..ranges().map(|range| range.end).max().unwrap_or(start)
}
