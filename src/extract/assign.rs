//! Assigns translations to originals: of all candidates of a document, at most one for each original, no
//! text translating two of them, and the sum of what they are worth as great as possible.
//!
//! The result is exact. Originals that compete for nothing are decided apart. Within a group that competes,
//! every choice that could still be the best is weighed (branch and bound). Only where a group would take
//! more than [`MOST_STEPS`] steps, the best choice found so far is taken.

use super::candidate::BlockRange;
use std::collections::BTreeMap;
use std::ops::Range;

/// Most steps in one group, before the best choice so far is taken.
const MOST_STEPS: usize = 20_000;

/// A candidate, as far as the assignment needs to know it.
#[derive(Clone, Debug)]
pub(super) struct Bid {
    /// The original that it would translate.
    pub original: usize,
    /// What it is worth, in nats; above zero.
    pub worth: f64,
    /// The text that it takes for itself.
    pub places: Vec<BlockRange>,
}

/// The indices of the bids that win, in the order of their originals.
pub(super) fn assign(bids: &[Bid]) -> Vec<usize> {
    let rivals = rivals(bids);
    let mut won: Vec<usize> = groups(bids, &rivals)
        .iter()
        .flat_map(|group| AssignmentSearch::best(bids, &rivals, group))
        .collect();
    won.sort_by_key(|&bid| bids[bid].original);
    won
}

/// For each bid, those that take some of the same text for another original.
fn rivals(bids: &[Bid]) -> Vec<Vec<usize>> {
    let mut by_block: BTreeMap<usize, Vec<(Range<usize>, usize)>> = BTreeMap::new();
    for (i, bid) in bids.iter().enumerate() {
        for (block, range) in &bid.places {
            by_block.entry(*block).or_default().push((range.clone(), i));
        }
    }
    let mut rivals = vec![Vec::new(); bids.len()];
    for places in by_block.values_mut() {
        places.sort_by_key(|(range, bid)| (range.start, *bid));
        for (k, (range, a)) in places.iter().enumerate() {
            let meeting = places[k + 1..]
                .iter()
                .take_while(|(other, _)| other.start < range.end);
            for (other, b) in meeting {
                if !other.is_empty() && bids[*a].original != bids[*b].original {
                    rivals[*a].push(*b);
                    rivals[*b].push(*a);
                }
            }
        }
    }
    for own in &mut rivals {
        own.sort_unstable();
        own.dedup();
    }
    rivals
}

/// Groups of bids that compete, directly or through others. All bids of one original are in one group.
fn groups(bids: &[Bid], rivals: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut of_original: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, bid) in bids.iter().enumerate() {
        of_original.entry(bid.original).or_default().push(i);
    }
    let mut seen = vec![false; bids.len()];
    let mut groups = Vec::new();
    for first in 0..bids.len() {
        if seen[first] {
            continue;
        }
        seen[first] = true;
        let (mut group, mut at) = (vec![first], 0);
        while let Some(&bid) = group.get(at) {
            at += 1;
            for &next in rivals[bid].iter().chain(&of_original[&bids[bid].original]) {
                if !seen[next] {
                    seen[next] = true;
                    group.push(next);
                }
            }
        }
        groups.push(group);
    }
    groups
}

/// The search for the best assignment in one group.
struct AssignmentSearch<'a> {
    bids: &'a [Bid],
    rivals: &'a [Vec<usize>],
    /// The bids of each original, the best first; the originals with the best bids first.
    originals: Vec<Vec<usize>>,
    /// The most that the originals from each one on can add.
    most: Vec<f64>,
    /// For each bid, how many chosen bids rule it out.
    against: Vec<usize>,
    chosen: Vec<usize>,
    best: (f64, Vec<usize>),
    steps: usize,
}

impl<'a> AssignmentSearch<'a> {
    fn best(bids: &'a [Bid], rivals: &'a [Vec<usize>], group: &[usize]) -> Vec<usize> {
        let mut of_original: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for &bid in group {
            of_original.entry(bids[bid].original).or_default().push(bid);
        }
        let mut originals: Vec<Vec<usize>> = of_original.into_values().collect();
        let worth = |bid: usize| bids[bid].worth;
        for own in &mut originals {
            own.sort_by(|&a, &b| worth(b).total_cmp(&worth(a)).then(a.cmp(&b)));
        }
        originals.sort_by(|a, b| worth(b[0]).total_cmp(&worth(a[0])).then(a[0].cmp(&b[0])));
        let mut most = vec![0.0; originals.len() + 1];
        for (i, own) in originals.iter().enumerate().rev() {
            most[i] = most[i + 1] + worth(own[0]);
        }
        let mut choice = Self {
            bids,
            rivals,
            originals,
            most,
            against: vec![0; bids.len()],
            chosen: Vec::new(),
            best: (0.0, Vec::new()),
            steps: 0,
        };
        choice.weigh(0, 0.0);
        choice.best.1
    }

    fn weigh(&mut self, at: usize, sum: f64) {
        self.steps += 1;
        if sum > self.best.0 {
            self.best = (sum, self.chosen.clone());
        }
        if at == self.originals.len()
            || sum + self.most[at] <= self.best.0
            || self.steps > MOST_STEPS
        {
            return;
        }
        for k in 0..self.originals[at].len() {
            let bid = self.originals[at][k];
            if self.against[bid] > 0 {
                continue;
            }
            self.take(bid, true);
            self.weigh(at + 1, sum + self.bids[bid].worth);
            self.take(bid, false);
        }
        self.weigh(at + 1, sum);
    }

    fn take(&mut self, bid: usize, take: bool) {
        if take {
            self.chosen.push(bid);
        } else {
            self.chosen.pop();
        }
        for &rival in &self.rivals[bid] {
            if take {
                self.against[rival] += 1;
            } else {
                self.against[rival] -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bid(original: usize, worth: f64, range: Range<usize>) -> Bid {
        Bid {
            original,
            worth,
            places: vec![(0, range)],
        }
    }

    #[test]
    fn two_modest_links_are_better_than_one_good_one() {
        let bids = [bid(0, 5.0, 0..20), bid(0, 3.0, 0..10), bid(1, 4.0, 10..20)];
        assert_eq!(assign(&bids), [1, 2]);
    }

    fn any_bids() -> impl Strategy<Value = Vec<Bid>> {
        let any = (0..4usize, 0.1..9.0f64, 0..12usize, 1..6usize);
        prop::collection::vec(any, 0..10).prop_map(|bids| {
            let bid = |(o, worth, start, len)| bid(o, worth, start..start + len);
            bids.into_iter().map(bid).collect()
        })
    }

    proptest! {
        #[test]
        fn no_choice_is_better(bids in any_bids()) {
            let sum = |chosen: &[usize]| chosen.iter().map(|&b| bids[b].worth).sum::<f64>();
            let rivals = rivals(&bids);
            let fits = |chosen: &[usize]| {
                chosen.iter().enumerate().all(|(k, &a)| chosen[k + 1..].iter().all(|&b| {
                    bids[a].original != bids[b].original && !rivals[a].contains(&b)
                }))
            };
            let found = assign(&bids);
            prop_assert!(fits(&found));
            for set in 0..1usize << bids.len() {
                let chosen: Vec<usize> = (0..bids.len()).filter(|i| set >> i & 1 == 1).collect();
                prop_assert!(!fits(&chosen) || sum(&chosen) <= sum(&found) + 1e-9);
            }
        }
    }
}
