//! Decides which part of the author's language translates which original.
//!
//! Enters: the search space. Leaves: for each original a translation, or what the best candidate was worth
//! that was not good enough. The end of a translation is usually unmarked, so what aligns decides where it
//! begins and ends ([`super::search`]); some layouts say where it is ([`super::layout`]). Both give
//! candidates in one currency: nats more than for "no translation". The choice is made for all originals
//! together ([`super::assign`]).
//!
//! What an original finds depends on what others have taken. After two originals, the second one's
//! translation is one translation away, unless that is the first one's. So the search is repeated for the
//! originals for which something has changed, what it finds joins the candidates, and the choice is made
//! again, until it gets no better.

use super::assign::{Bid, assign};
use super::candidate::{TargetPlace, TranslationCandidate, overlap};
use super::constraint::Settled;
use super::elsewhere;
use super::layout;
use super::search::Search;
use super::search_space::SearchSpace;
use super::stream::TargetStream;
use crate::quote::Layout;
use std::ops::Range;

/// Most times that the choice is made.
const MOST_ROUNDS: usize = 8;
/// How far a taken translation changes what other originals find, in originals.
const NEIGHBOURS: usize = 2;
/// Longest label between versions in two languages ("French text"), in words.
const LONGEST_LABEL: usize = 8;
/// Least average evidence for sharing a neighbour's translation, in nats for each source unit.
const SHARED_LEAST: f64 = -1.0;
/// Gains below this are rounding, in nats.
const LEAST_GAIN: f64 = 1e-6;

/// The present decision about an original.
#[derive(Clone, Debug)]
pub(super) enum LinkOutcome {
    /// It has a translation.
    Linked(TranslationCandidate),
    /// It has none. What the best candidate was worth that was not good enough, if there was one.
    Unlinked(Option<f64>),
}

/// Links originals to translations.
pub(super) fn link(
    space: &SearchSpace<'_>,
    settled: &Settled,
    stream: &mut TargetStream<'_>,
    search: &Search<'_>,
) -> Vec<LinkOutcome> {
    let mut linker = Linker::new(space, settled);
    for o in 0..space.originals.len() {
        linker.add(o, layout::candidates(space, o));
    }
    let all: Vec<usize> = (0..space.originals.len()).collect();
    linker.settle(stream, search, all);
    let far = elsewhere::candidates(space, stream, search, &linker.unlinked());
    if !far.is_empty() {
        for (o, candidate) in far {
            linker.add(o, vec![candidate]);
        }
        linker.settle(stream, search, Vec::new());
    }
    linker.share(stream, search);
    linker.outcomes()
}

struct Linker<'a, 'p> {
    space: &'a SearchSpace<'p>,
    settled: &'a Settled,
    /// The candidates of each original that are worth something.
    candidates: Vec<Vec<TranslationCandidate>>,
    /// Which of them is chosen.
    chosen: Vec<Option<usize>>,
    /// What the best of the candidates is worth that are worth nothing.
    rejected: Vec<Option<f64>>,
    worth: f64,
}

impl<'a, 'p> Linker<'a, 'p> {
    fn new(space: &'a SearchSpace<'p>, settled: &'a Settled) -> Self {
        let n = space.originals.len();
        let own = |o: usize| settled.link(o).into_iter().collect();
        Self {
            space,
            settled,
            candidates: (0..n).map(own).collect(),
            chosen: vec![None; n],
            rejected: vec![None; n],
            worth: 0.0,
        }
    }

    /// Adds candidates of an original. A candidate for the same place replaces a lesser one.
    fn add(&mut self, o: usize, candidates: Vec<TranslationCandidate>) {
        if self.settled.decides(o) {
            return;
        }
        for new in candidates {
            if !self.settled.allows(&new.target.places(self.space)) {
                continue;
            }
            if new.worth <= 0.0 {
                let best = self.rejected[o].map_or(new.worth, |old| old.max(new.worth));
                self.rejected[o] = Some(best);
                continue;
            }
            match self.candidates[o]
                .iter_mut()
                .find(|old| old.target == new.target)
            {
                Some(old) if old.worth < new.worth => *old = new,
                Some(_) => {}
                None => self.candidates[o].push(new),
            }
        }
    }

    /// Searches for the originals `affected` and chooses, repeatedly, as long as that is worth more.
    fn settle(&mut self, stream: &mut TargetStream<'_>, search: &Search<'_>, affected: Vec<usize>) {
        let mut affected = affected;
        for _ in 0..MOST_ROUNDS {
            for o in affected {
                if self.settled.decides(o) {
                    continue;
                }
                let own = self.target(o).cloned();
                let found =
                    stream.without(own.as_ref(), self.space, |stream| search.all(o, stream));
                self.add(o, found);
            }
            let changed = self.choose();
            if changed.is_empty() {
                break;
            }
            stream.claim(
                self.space,
                (0..self.chosen.len()).filter_map(|o| self.target(o)),
            );
            affected = self.affected(&changed);
        }
    }

    /// Makes the choice. Returns the originals whose translation has changed; none if the choice is not
    /// worth more than the one before.
    fn choose(&mut self) -> Vec<usize> {
        let mut bids = Vec::new();
        let mut of_bid = Vec::new();
        for (o, candidates) in self.candidates.iter().enumerate() {
            for (k, candidate) in candidates.iter().enumerate() {
                bids.push(Bid {
                    original: o,
                    worth: candidate.worth,
                    // A person may have said that one text translates two originals.
                    places: match self.settled.decides(o) {
                        true => Vec::new(),
                        false => candidate.target.places(self.space),
                    },
                });
                of_bid.push(k);
            }
        }
        let won = assign(&bids);
        let worth: f64 = won.iter().map(|&bid| bids[bid].worth).sum();
        if worth <= self.worth + LEAST_GAIN {
            return Vec::new();
        }
        self.worth = worth;
        let before: Vec<Option<TargetPlace>> = (0..self.chosen.len())
            .map(|o| self.target(o).cloned())
            .collect();
        self.chosen.fill(None);
        for bid in won {
            self.chosen[bids[bid].original] = Some(of_bid[bid]);
        }
        (0..before.len())
            .filter(|&o| before[o].as_ref() != self.target(o))
            .collect()
    }

    fn target(&self, o: usize) -> Option<&TargetPlace> {
        self.link(o).map(|candidate| &candidate.target)
    }

    fn link(&self, o: usize) -> Option<&TranslationCandidate> {
        self.chosen[o].map(|k| &self.candidates[o][k])
    }

    /// The originals that may find something else now that those of `changed` have what they have: their
    /// neighbours, and those whose candidates have lost to theirs.
    fn affected(&self, changed: &[usize]) -> Vec<usize> {
        let places: Vec<_> = changed
            .iter()
            .filter_map(|&o| Some(self.target(o)?.places(self.space)))
            .collect();
        let near = |o: usize| changed.iter().any(|&c| c.abs_diff(o) <= NEIGHBOURS);
        let lost = |o: usize| {
            self.candidates[o].iter().any(|candidate| {
                let own = candidate.target.places(self.space);
                places.iter().any(|theirs| overlap(&own, theirs))
            })
        };
        (0..self.chosen.len())
            .filter(|&o| self.space.originals[o].is_block() && (near(o) || lost(o)))
            .collect()
    }

    fn unlinked(&self) -> Vec<usize> {
        (0..self.chosen.len())
            .filter(|&o| self.chosen[o].is_none())
            .collect()
    }

    /// Gives originals without translation that of a neighbour in another language, if there is no prose
    /// between the two: the translation is of both.
    fn share(&mut self, stream: &TargetStream<'_>, search: &Search<'_>) {
        let originals = self.space.originals;
        for o in self.unlinked() {
            if !originals[o].is_block() {
                continue;
            }
            let neighbours = [
                o.checked_sub(1),
                Some(o + 1).filter(|&k| k < originals.len()),
            ];
            let shared = neighbours.into_iter().flatten().find_map(|other| {
                let target = self.link(other).map(|link| &link.target)?;
                let TargetPlace::Stream(units) = target else {
                    return None;
                };
                let (a, b) = (o.min(other), o.max(other));
                let between = stream.words(stream.place(a)..stream.place(b));
                if originals[o].lang == originals[other].lang || between > LONGEST_LABEL {
                    return None;
                }
                shared(search, stream, o, units)
            });
            if let Some(candidate) = shared {
                self.candidates[o].push(candidate);
                self.chosen[o] = Some(self.candidates[o].len() - 1);
            }
        }
    }

    fn outcomes(mut self) -> Vec<LinkOutcome> {
        let outcome = |o: usize| match self.chosen[o] {
            Some(k) => LinkOutcome::Linked(self.candidates[o].swap_remove(k)),
            None => {
                // What has been found for another original is worth nothing here.
                let lost = self.candidates[o].iter().map(|_| 0.0);
                LinkOutcome::Unlinked(lost.chain(self.rejected[o]).max_by(f64::total_cmp))
            }
        };
        (0..self.chosen.len()).map(outcome).collect()
    }
}

/// A neighbour's translation as that of an original, from its beginning to its end.
fn shared(
    search: &Search<'_>,
    stream: &TargetStream<'_>,
    o: usize,
    units: &Range<usize>,
) -> Option<TranslationCandidate> {
    let only = |at: usize| move |j: usize| if j == at { 0.0 } else { f64::NEG_INFINITY };
    let (path, _) = search.path(o, stream, units, &only(0), &only(units.len()))?;
    let strength = path.score / search.units(o) as f64;
    (strength > SHARED_LEAST).then(|| TranslationCandidate {
        target: TargetPlace::Stream(units.clone()),
        layout: Layout::SHARED,
        strength,
        worth: (strength - SHARED_LEAST) * search.units(o) as f64,
    })
}
