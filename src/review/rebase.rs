//! Edits of beads that become other beads.
//!
//! Enters: records without edits and as they are shown, and the records that will take their place. Leaves:
//! the edits with which the new ones read as the old ones did.

use super::text_versions::place_in_version;
use crate::record::{BeadSide, Record};
use crate::store::{Decision, Verdict};
use std::ops::Range;
use std::time::SystemTime;

/// A place at which a reviewer cut a text.
pub(super) struct KnownCut {
    /// The index of its record.
    pub record: usize,
    /// 0 for its original, 1 for its translation.
    pub side: usize,
    /// Where it is in the text without edits, in bytes.
    pub plain: usize,
    /// Where it is in the text as it is shown, in bytes.
    pub shown: usize,
}

/// The edits that the `new` records, which have none, need to read as before. The old records come without
/// edits and as they are shown.
pub(super) fn edits(
    (plain, shown): (&[Record], &[Record]),
    new: &[Record],
    cuts: &[KnownCut],
    by: &str,
    at: SystemTime,
) -> Vec<Decision> {
    let same = |(a, b): &(&Record, &Record)| {
        a.bead == b.bead && a.source == b.source && a.target == b.target
    };
    let head = plain.iter().zip(new).take_while(same).count();
    let tail = plain[head..].iter().rev().zip(new[head..].iter().rev());
    let tail = tail.take_while(same).count();
    let old = head..plain.len() - tail;
    let versions = [0, 1].map(|i| {
        let pairs = old.clone().filter_map(|record| {
            let cut = cuts
                .iter()
                .find(|cut| cut.record == record && cut.side == i);
            Some((plain[record].sides()[i]?, shown[record].sides()[i]?, cut))
        });
        SideVersions::new(pairs)
    });
    let edits = new[head..new.len() - tail].iter().filter_map(|record| {
        let mut texts = [0, 1].map(|i| versions[i].shown(record.sides()[i]?));
        (texts != [None, None]).then(|| {
            let [source, target] = texts.each_mut().map(Option::take);
            Decision::on_bead(record, Verdict::Edit { source, target }, by, at)
        })
    });
    edits.collect()
}

/// The texts of one side in the order of the document, joined; without edits and with them.
#[derive(Default)]
struct SideVersions<'a> {
    plain: String,
    shown: String,
    /// Each text, and its range in both.
    places: Vec<(&'a BeadSide, [Range<usize>; 2])>,
    /// Places that are known in both, in `plain` and in `shown`.
    cuts: Vec<[usize; 2]>,
}

impl<'a> SideVersions<'a> {
    fn new(
        pairs: impl Iterator<Item = (&'a BeadSide, &'a BeadSide, Option<&'a KnownCut>)>,
    ) -> Self {
        let mut pairs: Vec<_> = pairs.collect();
        // After a swap they cross.
        pairs.sort_by_key(|(plain, ..)| start(plain));
        let mut versions = Self::default();
        for (plain, shown, cut) in pairs {
            if !plain.glued && !versions.plain.is_empty() {
                versions.plain.push(' ');
                versions.shown.push(' ');
            }
            let starts = [versions.plain.len(), versions.shown.len()];
            if let Some(cut) = cut {
                versions
                    .cuts
                    .push([starts[0] + cut.plain, starts[1] + cut.shown]);
            }
            versions.plain.push_str(&plain.text);
            versions.shown.push_str(&shown.text);
            let ends = [versions.plain.len(), versions.shown.len()];
            let places = [starts[0]..ends[0], starts[1]..ends[1]];
            versions.places.push((plain, places));
        }
        versions
    }

    /// The text that a side of a new bead should have, if it has another one.
    fn shown(&self, side: &BeadSide) -> Option<String> {
        if self.plain == self.shown {
            return None;
        }
        // The old side from which its beginning comes, and where it begins in that.
        let (first, [place, _]) = self
            .places
            .iter()
            .rev()
            .find(|(old, _)| start(old) <= start(side))?;
        // If the old one was cut, its last part ends where it did; other parts are looked for.
        let begins = match start(first) < start(side) && end(first) == end(side) {
            true => place.end.checked_sub(side.text.len())?,
            false => place.start,
        };
        let begins = begins + self.plain.get(begins..)?.find(&side.text)?;
        let ends = begins + side.text.len();
        let text = self
            .shown
            .get(self.place(begins, true)..self.place(ends, false))?
            .trim();
        (!text.is_empty() && text != side.text).then(|| text.to_owned())
    }

    /// Where a place of `plain` is in `shown`. At a border, the text after it counts if something `begins`
    /// there, or else the text before it.
    fn place(&self, at: usize, begins: bool) -> usize {
        let same = |[plain, _]: &&[usize; 2]| {
            let between = self.plain.get(at.min(*plain)..at.max(*plain));
            between.is_some_and(|between| between.trim().is_empty())
        };
        if let Some([_, shown]) = self.cuts.iter().find(same) {
            return *shown;
        }
        let has = |(_, [plain, _]): &&(&BeadSide, [Range<usize>; 2])| match begins {
            true => plain.start <= at && at < plain.end,
            false => plain.start < at && at <= plain.end,
        };
        match self.places.iter().find(has) {
            Some((_, [plain, shown])) => {
                let (from, to) = (&self.plain[plain.clone()], &self.shown[shown.clone()]);
                shown.start + place_in_version(from, to, at - plain.start)
            }
            None => self.shown.len(),
        }
    }
}

/// Where a side begins in the document.
fn start(side: &BeadSide) -> usize {
    side.spans.first().map_or(0, |span| span.start)
}

/// Where a side ends in the document.
fn end(side: &BeadSide) -> usize {
    side.spans.last().map_or(0, |span| span.end)
}
