//! Places and edits carried from a text to another version of it.

use crate::record::{Record, Side};
use crate::store::{Decision, Verdict};
use std::time::SystemTime;

/// The edits that beads need to read as before when others have been made of them: `old` without edits and
/// as they are shown, `new` without edits.
pub(super) fn edits(
    (plain, shown): (&[Record], &[Record]),
    new: &[Record],
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
    let sides: [fn(&Record) -> Option<&Side>; 2] = [
        |record| record.source.as_ref(),
        |record| record.target.as_ref(),
    ];
    let versions = sides.map(|side| {
        let pairs = plain[old.clone()].iter().zip(&shown[old.clone()]);
        Versions::new(pairs.filter_map(|(plain, shown)| Some((side(plain)?, side(shown)?))))
    });
    let mut from = [0, 0];
    let edits = new[head..new.len() - tail].iter().filter_map(|record| {
        let mut texts = [0, 1].map(|i| versions[i].shown(sides[i](record)?, &mut from[i]));
        (texts != [None, None]).then(|| {
            let [source, target] = texts.each_mut().map(Option::take);
            Decision::on_bead(record, Verdict::Edit { source, target }, by, at)
        })
    });
    edits.collect()
}

/// Texts one behind the other, without edits and with them.
#[derive(Default)]
struct Versions {
    plain: String,
    shown: String,
    /// Where each begins and ends in both.
    places: Vec<[std::ops::Range<usize>; 2]>,
}

impl Versions {
    fn new<'a>(pairs: impl Iterator<Item = (&'a Side, &'a Side)>) -> Self {
        let mut versions = Self::default();
        for (plain, shown) in pairs {
            if !plain.glued && !versions.plain.is_empty() {
                versions.plain.push(' ');
                versions.shown.push(' ');
            }
            let starts = [versions.plain.len(), versions.shown.len()];
            versions.plain.push_str(&plain.text);
            versions.shown.push_str(&shown.text);
            versions.places.push([
                starts[0]..versions.plain.len(),
                starts[1]..versions.shown.len(),
            ]);
        }
        versions
    }

    /// What a side of a new bead should read, if it is not what it reads; `from` is where the one before
    /// it ended.
    fn shown(&self, side: &Side, from: &mut usize) -> Option<String> {
        if self.plain == self.shown {
            return None;
        }
        let behind = self
            .plain
            .get(*from..)
            .and_then(|rest| rest.find(&side.text));
        let start = match behind {
            Some(at) => *from + at,
            // A swap has put it elsewhere.
            None => self.plain.find(&side.text)?,
        };
        let end = start + side.text.len();
        *from = end;
        let text = self
            .shown
            .get(self.place(start, true)..self.place(end, false))?
            .trim();
        (!text.is_empty() && text != side.text).then(|| text.to_owned())
    }

    /// Where a place without edits is with them; at a border the text behind it counts if something
    /// `begins` there.
    fn place(&self, at: usize, begins: bool) -> usize {
        let has = |[plain, _]: &&[std::ops::Range<usize>; 2]| match begins {
            true => plain.start <= at && at < plain.end,
            false => plain.start < at && at <= plain.end,
        };
        match self.places.iter().find(has) {
            Some([plain, shown]) => {
                let (from, to) = (&self.plain[plain.clone()], &self.shown[shown.clone()]);
                shown.start + carried(from, to, at - plain.start)
            }
            None => self.shown.len(),
        }
    }
}

/// Where a place in a text is in another version of it, both in bytes: what both begin or end with stays
/// where it is, and between these, words are counted in proportion.
///
/// A place between characters comes out between characters.
pub(super) fn carried(from: &str, to: &str, at: usize) -> usize {
    let at = floor(from, at);
    let head = common(from.chars(), to.chars());
    if at <= head {
        return at;
    }
    let (rest, other) = (&from[head..], &to[head..]);
    let tail = common(rest.chars().rev(), other.chars().rev());
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
    }
}
