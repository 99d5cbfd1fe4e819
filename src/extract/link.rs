//! Which stretch of the author's language translates which original.
//!
//! Enters: originals and the stream of everything in the author's language. Leaves: for each original
//! at most one link, each with how sure it is. The end of a translation is usually unmarked, so where
//! it begins and ends is decided by what aligns ([`super::search`]). The page comes first: a cell or
//! a gloss ([`super::gloss`]); then cues; then, the surest first, what follows and what precedes; and
//! last what a neighbour in another language has been linked to.

use super::gloss;
use super::original::Original;
use super::outcome::{Link, Outcome, Target};
use super::pin::Pinned;
use super::search::{Candidate, Search};
use super::stream::Stream;
use crate::block::Block;
use crate::lang::Lang;
use crate::quote::Layout;
use crate::similarity::Similarity;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

/// How far, in originals, a translation may have stood between another original and its own.
const NEIGHBOURS: usize = 2;
/// How far, in originals, two may want the same translation.
const FAR_NEIGHBOURS: usize = 200;
/// A label between versions in two languages, "French text", has at most so many words.
const LONGEST_LABEL: usize = 8;
/// Least average evidence, in nats a source unit, to share a neighbour's translation.
const SHARED_LEAST: f64 = -1.0;

/// Links originals to translations.
pub fn link(
    blocks: &[Block],
    rows: &gloss::Rows,
    (originals, pinned): (&[Original], &Pinned),
    mut stream: Stream<'_>,
    search: &Search<'_>,
    similarity: &dyn Similarity,
    target_lang: Lang,
) -> Vec<Outcome> {
    let mut links: Vec<Option<Link>> = originals
        .iter()
        .enumerate()
        .map(|(o, original)| {
            pinned.link(o).or_else(|| {
                let found = gloss::find(blocks, rows, original, similarity, target_lang);
                found.filter(|link| pinned.allows(link))
            })
        })
        .collect();
    let mut queue = Queue::new(originals.len());
    for o in 0..originals.len() {
        if links[o].is_none() && !originals[o].inline {
            queue.put(o, search.best(o, &stream));
        }
    }
    // The surest first; what the others wanted of it is searched again.
    while let Some((o, chosen)) = queue.next() {
        stream.claim(chosen.target.clone());
        for other in queue.affected(o, &chosen.target) {
            if links[other].is_none() && !originals[other].inline {
                queue.put(other, search.best(other, &stream));
            }
        }
        links[o] = Some(Link {
            target: Target::Stream(chosen.target),
            strength: chosen.strength,
            layout: chosen.layout,
            announced: chosen.layout == Layout::Cued,
        });
    }
    share(originals, &stream, search, &mut links);
    links
        .into_iter()
        .zip(queue.candidates)
        .map(|(link, candidate)| match link {
            Some(link) => Outcome::Linked(link),
            None => Outcome::Unlinked(candidate.map(|c| c.strength)),
        })
        .collect()
}

/// The candidates of all originals, the best first.
struct Queue {
    candidates: Vec<Option<Candidate>>,
    /// How often each original's candidate has changed.
    versions: Vec<usize>,
    heap: BinaryHeap<(Rank, Reverse<usize>, usize)>,
}

/// What candidates are sorted by: those with a cue before the others, then by score.
#[derive(PartialEq)]
struct Rank(bool, f64);

impl Eq for Rank {}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0).then(self.1.total_cmp(&other.1))
    }
}

impl Queue {
    fn new(n: usize) -> Self {
        Self {
            candidates: vec![None; n],
            versions: vec![0; n],
            heap: BinaryHeap::new(),
        }
    }

    fn put(&mut self, o: usize, candidate: Option<Candidate>) {
        self.versions[o] += 1;
        if let Some(candidate) = candidate.as_ref().filter(|c| c.accepted) {
            let rank = Rank(candidate.layout == Layout::Cued, candidate.score);
            self.heap.push((rank, Reverse(o), self.versions[o]));
        }
        self.candidates[o] = candidate;
    }

    /// The originals whose search comes out otherwise once `o` has claimed `target`: its neighbours,
    /// from which less stands in the way now, and those that wanted some of it.
    fn affected(&self, o: usize, target: &Range<usize>) -> Vec<usize> {
        let overlaps = |candidate: &Option<Candidate>| {
            candidate
                .as_ref()
                .is_some_and(|c| c.target.start < target.end && target.start < c.target.end)
        };
        let near =
            o.saturating_sub(FAR_NEIGHBOURS)..(o + FAR_NEIGHBOURS + 1).min(self.candidates.len());
        near.filter(|&other| {
            other != o && (other.abs_diff(o) <= NEIGHBOURS || overlaps(&self.candidates[other]))
        })
        .collect()
    }

    fn next(&mut self) -> Option<(usize, Candidate)> {
        while let Some((_, Reverse(o), version)) = self.heap.pop() {
            if self.versions[o] == version
                && let Some(candidate) = self.candidates[o].take()
            {
                return Some((o, candidate));
            }
        }
        None
    }
}

/// Originals without translation that stand beside one in another language with one, and with no
/// prose between: the translation is of both.
fn share(
    originals: &[Original],
    stream: &Stream<'_>,
    search: &Search<'_>,
    links: &mut [Option<Link>],
) {
    for o in 0..links.len() {
        if links[o].is_some() || originals[o].inline {
            continue;
        }
        let neighbours = [o.checked_sub(1), Some(o + 1).filter(|&k| k < links.len())];
        links[o] = neighbours.into_iter().flatten().find_map(|other| {
            let Some(Link {
                target: Target::Stream(target),
                announced,
                ..
            }) = &links[other]
            else {
                return None;
            };
            let (a, b) = (o.min(other), o.max(other));
            let between = stream.words(stream.place(a)..stream.place(b));
            if originals[o].lang == originals[other].lang || between > LONGEST_LABEL {
                return None;
            }
            let only = |at: usize| move |j: usize| if j == at { 0.0 } else { f64::NEG_INFINITY };
            let (start, end) = (only(0), only(target.len()));
            let (path, _) = search.path(o, stream, target, &start, &end)?;
            let strength = path.score / originals[o].passage.units.len() as f64;
            (strength > SHARED_LEAST).then(|| Link {
                target: Target::Stream(target.clone()),
                strength,
                layout: Layout::Shared,
                announced: *announced,
            })
        });
    }
}
