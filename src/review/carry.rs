//! Places and edits carried from a text to another version of it.

use crate::record::{BeadSide, Record};
use crate::store::{Decision, Verdict};
use std::ops::Range;
use std::time::SystemTime;

/// Where a reviewer cut a text as it is shown, and where that is without edits, both in bytes.
pub(super) struct Known {
    /// Which record it was.
    pub record: usize,
    /// 0 for its original, 1 for its translation.
    pub side: usize,
    pub plain: usize,
    pub shown: usize,
}

/// The edits that beads need to read as before when others have been made of them: old ones without edits
/// and as they are shown, `new` ones without edits.
pub(super) fn edits(
    (plain, shown): (&[Record], &[Record]),
    new: &[Record],
    cuts: &[Known],
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
        Versions::new(pairs)
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

/// Texts one behind the other in the order of the document, without edits and with them.
#[derive(Default)]
struct Versions<'a> {
    plain: String,
    shown: String,
    /// What each is, and where it begins and ends in both.
    places: Vec<(&'a BeadSide, [Range<usize>; 2])>,
    /// Places that are known in both.
    cuts: Vec<[usize; 2]>,
}

impl<'a> Versions<'a> {
    fn new(pairs: impl Iterator<Item = (&'a BeadSide, &'a BeadSide, Option<&'a Known>)>) -> Self {
        let mut pairs: Vec<_> = pairs.collect();
        // A swap has them cross.
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

    /// What a side of a new bead should read, if it is not what it reads.
    fn shown(&self, side: &BeadSide) -> Option<String> {
        if self.plain == self.shown {
            return None;
        }
        // The side that its beginning comes from, and where in that it begins.
        let (first, [place, _]) = self
            .places
            .iter()
            .rev()
            .find(|(old, _)| start(old) <= start(side))?;
        // Of the parts of one that is cut, the last ends where it does; one between is where it is found.
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

    /// Where a place without edits is with them; at a border the text behind it counts if something
    /// `begins` there.
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
                shown.start + carried(from, to, at - plain.start)
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

/// Where a place in a text is in another version of it, both in bytes: what both begin or end with stays
/// where it is, and between these, words are counted in proportion.
///
/// A place between characters comes out between characters.
pub(super) fn carried(from: &str, to: &str, at: usize) -> usize {
    let at = floor(from, at);
    let head = common(from.chars(), to.chars());
    let (rest, other) = (&from[head..], &to[head..]);
    let tail = common(rest.chars().rev(), other.chars().rev());
    if at <= head {
        // What was put in exactly here goes on what is before it: as when an end is completed.
        let is_here = from[at..from.len() - tail].trim().is_empty();
        return match at > 0 && is_here {
            true => to[..to.len() - tail].trim_end().len().max(at),
            false => at,
        };
    }
    if at >= from.len() - tail {
        return to.len() - (from.len() - at);
    }
    let share = (at - head) as f64 / (rest.len() - tail) as f64;
    let wanted = head + (share * (other.len() - tail) as f64) as usize;
    // Best between two words.
    let spaces = to.match_indices(' ').map(|(space, _)| space);
    let near = spaces.min_by_key(|space| space.abs_diff(wanted));
    let limit = (other.len() - tail) / 4;
    match near.filter(|space| space.abs_diff(wanted) <= limit) {
        Some(space) => space,
        None => floor(to, wanted),
    }
}

/// Bytes of the characters that two texts begin with alike.
fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    let same = a.zip(b).take_while(|(a, b)| a == b);
    same.map(|(c, _)| c.len_utf8()).sum()
}

/// The last place between characters up to `at`.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_versions_share_stays_where_it_is() {
        let (from, to) = ("Снег шёл. Стало тихо.", "Снег шел. Стало очень тихо.");
        let place = |text: &str, word: &str| text.find(word).unwrap();
        assert_eq!(carried(from, to, place(from, "ёл")), place(to, "ел"));
        assert_eq!(
            carried(from, to, place(from, " Стало")),
            place(to, " Стало")
        );
        assert_eq!(carried(from, to, place(from, "тихо")), place(to, "тихо"));
        assert_eq!(carried(from, to, from.len()), to.len());
        assert_eq!(carried("", "x", 0), 0);
        // What was added at an end belongs there, and what was added before a beginning does not.
        assert_eq!(
            carried("Снег.", "Снег. Да.", "Снег.".len()),
            "Снег. Да.".len()
        );
        assert_eq!(carried("Снег.", "Да. Снег.", 0), 0);
        let (from, to) = ("Снег. Тихо.", "Снег. Да. Тихо.");
        assert_eq!(carried(from, to, place(from, " Тихо")), place(to, " Тихо"));
    }
}
