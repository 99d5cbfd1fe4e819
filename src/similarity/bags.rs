//! Texts as bags of what they mention, and how alike runs of them are by that.
//!
//! A bag holds the features of a text's words ([`lexicon`](super::lexicon)), weighted by how rare they
//! are in both sequences together.

use super::lexicon::{Lexicon, Numbering};
use super::{LONGEST_RUN, Reach, TextPair, TextSequence};
use crate::lang::word_pairs;
use std::collections::HashMap;
use std::ops::Range;

/// A feature in more texts than this share of them says nothing.
const COMMON: f64 = 0.08;
/// One text's features: id and weight, by id.
type Bag = Vec<(u32, f32)>;

/// Both sides' bags, weighted, ready for products of any two.
pub(super) struct Weighed {
    sides: [Vec<Bag>; 2],
    containing: Containing,
}

impl Weighed {
    pub(super) fn of(pair: &TextPair<'_>) -> Self {
        let bags = Bags::of(pair.source, pair.target);
        let idf = bags.weights();
        let sides = [bags.source, bags.target].map(|side| weigh(side, &idf));
        let shared: Vec<bool> = bags.counts.iter().map(|count| count[0] > 0).collect();
        Self {
            containing: Containing::of(&sides[1], &shared),
            sides,
        }
    }

    /// The cosines of runs of some source texts with runs of what each reaches, among some target
    /// texts.
    pub(super) fn cosines(
        &self,
        source: Range<usize>,
        target: Range<usize>,
        reach: &Reach<'_>,
    ) -> Cosines {
        // A run of which nothing is reached shares nothing with anything, however long it is.
        let reached = source.clone().map(reach).filter(|reach| !reach.is_empty());
        let reached = reached.fold(target.end..target.start, |all, reach| {
            all.start.min(reach.start)..all.end.max(reach.end)
        });
        let reached = reached.start.saturating_sub(LONGEST_RUN)..reached.end;
        let norms = [(0, &source, &source), (1, &target, &reached)].map(|(side, texts, asked)| {
            let bags = &self.sides[side][texts.clone()];
            let asked = |start: usize| asked.contains(&(texts.start + start));
            norms(bags, asked, self.containing.features())
        });
        let mut sums = vec![0.0; self.sides[1].len()];
        Cosines {
            products: source
                .clone()
                .map(|i| self.product(i, reach(i), &mut sums))
                .collect(),
            norms,
            first: [source.start, target.start],
        }
    }

    /// The products of a source text's bag with every bag in reach that shares a feature with it.
    /// `sums` has a 0 for each target text, and is left so.
    fn product(&self, source: usize, reach: Range<usize>, sums: &mut [f32]) -> Products {
        let mut sharing: Vec<u32> = Vec::new();
        for &(id, weight) in &self.sides[0][source] {
            for &(j, other) in self.containing.within(id, &reach) {
                let sum = &mut sums[j as usize];
                if *sum == 0.0 {
                    sharing.push(j);
                }
                *sum += weight * other;
            }
        }
        sharing.sort_unstable();
        let take = |j: u32| std::mem::take(&mut sums[j as usize]);
        let (Some(&first), Some(&last)) = (sharing.first(), sharing.last()) else {
            return Products::Few(Vec::new());
        };
        if sharing.len() * MUCH < (last - first) as usize {
            let mut take = take;
            return Products::Few(sharing.into_iter().map(|j| (j, take(j))).collect());
        }
        Products::Many {
            first: first as usize,
            products: (first..=last).map(take).collect(),
        }
    }
}

/// For each feature that both sides have, the target texts with it, and its weight there.
struct Containing {
    /// Where the texts of each feature begin, and where the last ones end.
    starts: Vec<u32>,
    texts: Vec<(u32, f32)>,
}

impl Containing {
    fn of(target: &[Bag], shared: &[bool]) -> Self {
        // In the order of the features and, of each, of the texts: counted, then put in place.
        let mut starts = vec![0u32; shared.len() + 1];
        let all = || {
            target
                .iter()
                .flatten()
                .filter(|(id, _)| shared[*id as usize])
        };
        for &(id, _) in all() {
            starts[id as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut texts = vec![(0, 0.0); starts[shared.len()] as usize];
        for (j, bag) in target.iter().enumerate() {
            for &(id, weight) in bag.iter().filter(|(id, _)| shared[*id as usize]) {
                let place = &mut next[id as usize];
                texts[*place as usize] = (j as u32, weight);
                *place += 1;
            }
        }
        Self { starts, texts }
    }

    fn features(&self) -> usize {
        self.starts.len() - 1
    }

    /// The texts with a feature in a part of the target.
    fn within(&self, id: u32, part: &Range<usize>) -> &[(u32, f32)] {
        let own = self.starts[id as usize] as usize..self.starts[id as usize + 1] as usize;
        let own = &self.texts[own];
        let from = own.partition_point(|&(j, _)| (j as usize) < part.start);
        let own = &own[from..];
        match own.last() {
            Some(&(last, _)) if last as usize >= part.end => {
                &own[..own.partition_point(|&(j, _)| (j as usize) < part.end)]
            }
            _ => own,
        }
    }
}

/// The products of one text's bag with others', by their index.
enum Products {
    /// With those that share a feature.
    Few(Vec<(u32, f32)>),
    /// With all from the first that shares one to the last.
    Many { first: usize, products: Vec<f32> },
}

/// If more than one text in so many shares a feature, the products with all of them are held: they
/// take up little more room, and need no search.
const MUCH: usize = 8;

impl Products {
    /// Those that are there, with the index of the other text.
    fn all(&self) -> impl Iterator<Item = (usize, f32)> + '_ {
        let (few, first, many) = match self {
            Products::Few(products) => (&products[..], 0, &[][..]),
            Products::Many { first, products } => (&[][..], *first, &products[..]),
        };
        let few = few.iter().map(|&(j, product)| (j as usize, product));
        few.chain((first..).zip(many.iter().copied()))
    }

    /// The sum so far with those of a run added, one by one.
    fn add(&self, mut sum: f32, run: &Range<usize>) -> f32 {
        match self {
            Products::Few(products) => {
                let from = products.partition_point(|&(j, _)| (j as usize) < run.start);
                for &(j, product) in &products[from..] {
                    if j as usize >= run.end {
                        break;
                    }
                    sum += product;
                }
            }
            Products::Many { first, products } => {
                // What is before the first or behind the last is 0.
                let from = run.start.max(*first) - first;
                let to = (run.end.max(*first) - first).min(products.len());
                for product in products.get(from..to).unwrap_or_default() {
                    sum += product;
                }
            }
        }
        sum
    }

    /// Adds, to each of `sums`, those of the run of `len` texts that ends before one of `ends`.
    fn add_runs(&self, len: usize, ends: &Range<usize>, sums: &mut [f32]) {
        match self {
            Products::Few(products) => {
                let from = products.partition_point(|&(j, _)| (j as usize) + len < ends.start);
                for &(j, product) in &products[from..] {
                    let first = j as usize + 1;
                    if first >= ends.end {
                        break;
                    }
                    for end in first.max(ends.start)..(first + len).min(ends.end) {
                        sums[end - ends.start] += product;
                    }
                }
            }
            Products::Many { first, products } => {
                for back in 1..=len {
                    // What is before the first or behind the last is 0.
                    let own = first + back..first + back + products.len();
                    let (from, to) = (own.start.max(ends.start), own.end.min(ends.end));
                    if from < to {
                        let sums = &mut sums[from - ends.start..to - ends.start];
                        let products = &products[from - own.start..to - own.start];
                        for (sum, product) in sums.iter_mut().zip(products) {
                            *sum += product;
                        }
                    }
                }
            }
        }
    }
}

/// The cosines of the summed bags of runs of at most [`LONGEST_RUN`] texts.
pub(super) struct Cosines {
    /// Of each source text.
    products: Vec<Products>,
    /// For each side, the length of the summed bag of each run, by start.
    pub norms: [Vec<[f32; LONGEST_RUN]>; 2],
    /// The first texts that are known.
    first: [usize; 2],
}

impl Cosines {
    /// Adds, to each of `sums`, the products of a source text with the run of `len` target texts that
    /// ends before one of `ends`.
    pub(super) fn add_runs(
        &self,
        source: usize,
        len: usize,
        ends: &Range<usize>,
        sums: &mut [f32],
    ) {
        self.products[source - self.first[0]].add_runs(len, ends, sums);
    }

    /// The target texts that share a feature with a source text, and maybe others, with how alike they
    /// are.
    pub(super) fn alike(&self, source: usize) -> impl Iterator<Item = (usize, f32)> + '_ {
        let own = source - self.first[0];
        self.products[own].all().map(move |(j, product)| {
            let norm = self.norms[0][own][0] * self.norms[1][j - self.first[1]][0];
            (j, if norm > 0.0 { product / norm } else { 0.0 })
        })
    }

    /// Of two runs; 0 where one of them is too long.
    pub(super) fn cosine(&self, source: &Range<usize>, target: &Range<usize>) -> f64 {
        if source.len() > LONGEST_RUN || target.len() > LONGEST_RUN {
            return 0.0;
        }
        let own = source.start - self.first[0]..source.end - self.first[0];
        let rows = self.products[own.clone()].iter();
        let sum = rows.fold(0.0, |sum, row| row.add(sum, target));
        let norm = self.norms[0][own.start][source.len() - 1]
            * self.norms[1][target.start - self.first[1]][target.len() - 1];
        if norm > 0.0 {
            f64::from(sum / norm)
        } else {
            0.0
        }
    }
}

/// Length of the summed bag of each run, by start. There are so many `features`.
/// Those that are not `asked` for are 0.
fn norms(bags: &[Bag], asked: impl Fn(usize) -> bool, features: usize) -> Vec<[f32; LONGEST_RUN]> {
    let mut sum = vec![0.0f32; features];
    (0..bags.len())
        .map(|start| {
            if !asked(start) {
                return [0.0; LONGEST_RUN];
            }
            let run = &bags[start..bags.len().min(start + LONGEST_RUN)];
            let mut squares = 0.0f32;
            let mut norms = [0.0; LONGEST_RUN];
            for (k, norm) in norms.iter_mut().enumerate() {
                for &(id, weight) in run.get(k).into_iter().flatten() {
                    let total = &mut sum[id as usize];
                    squares += weight * (weight + 2.0 * *total);
                    *total += weight;
                }
                *norm = squares.max(0.0).sqrt();
            }
            for &(id, _) in run.iter().flatten() {
                sum[id as usize] = 0.0;
            }
            norms
        })
        .collect()
}

/// Both sides' bags, not weighted yet, and how many texts of each side have each feature.
struct Bags {
    source: Vec<Bag>,
    target: Vec<Bag>,
    counts: Vec<[u32; 2]>,
}

impl Bags {
    fn of(source: TextSequence<'_>, target: TextSequence<'_>) -> Self {
        Lexicon::with(|lexicon, numbering| {
            let [source, target] = [source, target].map(|side| {
                let vocabulary = lexicon.vocabulary(word_pairs(side.lang));
                let texts = side.texts.iter();
                texts
                    .map(|text| features(text, vocabulary, lexicon, numbering))
                    .collect::<Vec<_>>()
            });
            let mut counts = vec![[0; 2]; numbering.len()];
            for (side, bags) in [&source, &target].into_iter().enumerate() {
                for &(id, _) in bags.iter().flatten() {
                    counts[id as usize][side] += 1;
                }
            }
            Self {
                source,
                target,
                counts,
            }
        })
    }

    /// How much each feature counts: the rarer, the more; nothing where it is common.
    fn weights(&self) -> Vec<f32> {
        let total = (self.source.len() + self.target.len()) as f64;
        let most = (COMMON * total).max(12.0);
        self.counts
            .iter()
            .map(|&[source, target]| {
                let n = f64::from(source + target);
                // Not the system's logarithm: that differs from one to the next.
                let idf = libm::log(total / n) as f32;
                match () {
                    () if n > most => 0.0,
                    // What stands on one side only still makes a text longer.
                    () if source == 0 => 0.6 * idf,
                    () => idf,
                }
            })
            .collect()
    }
}

/// The features of a text: ids with how often each stands in it, by id.
fn features(
    text: &str,
    vocabulary: usize,
    lexicon: &mut Lexicon,
    numbering: &mut Numbering,
) -> Bag {
    numbering.begin_text();
    let mentions = lexicon.in_text(vocabulary, text);
    let mut bag = Bag::with_capacity(mentions.len());
    for &(feature, weight) in mentions {
        let (id, place) = numbering.number(feature, bag.len());
        if place == bag.len() {
            bag.push((id, 0.0));
        }
        let (_, count) = &mut bag[place];
        // A third "ice" in one sentence tells no more than the second.
        if *count < 2.5 * weight {
            *count += weight;
        }
    }
    bag.sort_unstable_by_key(|&(id, _)| id);
    bag
}

fn weigh(bags: Vec<Bag>, idf: &[f32]) -> Vec<Bag> {
    bags.into_iter()
        .map(|bag| {
            bag.into_iter()
                .map(|(id, count)| (id, count * idf[id as usize]))
                .filter(|&(_, weight)| weight > 0.0)
                .collect()
        })
        .collect()
}

/// Pairs of one source and one target text that surely belong together, in order of both: they share
/// at least two features that stand once on either side, and they are part of the longest chain that
/// goes forward on both.
pub fn anchors(source: TextSequence<'_>, target: TextSequence<'_>) -> Vec<(usize, usize)> {
    let bags = Bags::of(source, target);
    let mut at: HashMap<u32, usize> = HashMap::new();
    for (j, bag) in bags.target.iter().enumerate() {
        for &(id, _) in bag {
            if bags.counts[id as usize] == [1, 1] {
                at.insert(id, j);
            }
        }
    }
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (i, bag) in bags.source.iter().enumerate() {
        let mut votes: Vec<usize> = bag
            .iter()
            .filter_map(|(id, _)| at.get(id).copied())
            .collect();
        votes.sort_unstable();
        for run in votes.chunk_by(|a, b| a == b) {
            if run.len() >= 2 {
                pairs.push((i, run[0]));
            }
        }
    }
    longest_chain(&pairs)
}

/// The longest subsequence of pairs, sorted by the first member, whose both members rise.
fn longest_chain(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Patience: `tops[k]` is the pair that ends the best chain of length k + 1.
    let mut tops: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; pairs.len()];
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    // Of pairs with one first member, only one can be in a chain.
    order.sort_by_key(|&k| (pairs[k].0, std::cmp::Reverse(pairs[k].1)));
    for &k in &order {
        let length = tops.partition_point(|&top| pairs[top].1 < pairs[k].1);
        previous[k] = length.checked_sub(1).map(|l| tops[l]);
        if length == tops.len() {
            tops.push(k);
        } else {
            tops[length] = k;
        }
    }
    let mut chain = Vec::new();
    let mut next = tops.last().copied();
    while let Some(k) = next {
        chain.push(pairs[k]);
        next = previous[k];
    }
    chain.reverse();
    chain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn english<'a>(texts: &'a [&'a str]) -> TextSequence<'a> {
        let lang = Lang::EN;
        TextSequence { lang, texts }
    }

    fn french<'a>(texts: &'a [&'a str]) -> TextSequence<'a> {
        let lang = Lang::FR;
        TextSequence { lang, texts }
    }

    #[test]
    fn the_norm_of_a_run_is_that_of_its_summed_bag() {
        let bags = [vec![(0, 3.0)], vec![(0, 1.0), (1, 3.0)], vec![]];
        let norms = norms(&bags, |_| true, 2);
        // (3), (3 + 1, 3), the same and nothing more; a run ends where the texts end.
        assert_eq!(norms[0], [3.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0]);
        assert_eq!(norms[1][0], 10f32.sqrt());
        assert_eq!(norms[2], [0.0; LONGEST_RUN]);
    }

    #[test]
    fn the_longest_chain_rises_on_both_sides() {
        assert_eq!(longest_chain(&[]), []);
        assert_eq!(
            longest_chain(&[(0, 0), (1, 7), (2, 1), (3, 2), (4, 9), (5, 3)]),
            [(0, 0), (2, 1), (3, 2), (5, 3)]
        );
        // One source text has one partner, and one target text too.
        assert_eq!(longest_chain(&[(0, 0), (0, 1), (0, 2)]).len(), 1);
        assert_eq!(longest_chain(&[(0, 4), (1, 4), (2, 4)]).len(), 1);
        assert_eq!(longest_chain(&[(0, 3), (1, 2), (2, 1)]).len(), 1);
    }

    #[test]
    fn anchors_share_two_features_that_nothing_else_has() {
        let source = [
            "Le capitaine Moreau partit de Brest en 1902.",
            "Personne ne le revit.",
            "Hélène écrivit 17 lettres à Kerguelen.",
        ];
        let target = [
            "Captain Moreau left Brest in 1902.",
            "His ship was new.",
            "Nobody saw him again.",
            "Hélène wrote 17 letters to Kerguelen.",
        ];
        assert_eq!(anchors(french(&source), english(&target)), [(0, 0), (2, 3)]);
        // A number alone is not enough, nor is what stands twice on one side.
        assert_eq!(anchors(french(&["En 1902."]), english(&["By 1902."])), []);
        let twice = [target[0], target[0]];
        assert_eq!(anchors(french(&source[..1]), english(&twice)), []);
        assert_eq!(anchors(french(&[]), english(&target)), []);
    }
}
