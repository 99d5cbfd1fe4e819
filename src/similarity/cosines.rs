//! The cosines of runs of texts by their weighted bags.
//!
//! Enters: two sequences of texts. Leaves: for any two runs of at most [`LONGEST_RUN`] texts the cosine of
//! their summed bags. The products of single texts are computed once, through an inverted index of the
//! target; those of runs are sums of them.

use super::texts::{LONGEST_RUN, Reach, TextPair};
use super::tfidf::{Bag, CountedBags, weigh};
use std::ops::Range;

/// The weighted bags of both sides, prepared for products of any two.
pub(super) struct WeightedBags {
    sides: [Vec<Bag>; 2],
    index: InvertedIndex,
}

impl WeightedBags {
    /// Weighs the features of both sides.
    pub(super) fn of(pair: &TextPair<'_>) -> Self {
        let bags = CountedBags::of(pair.source, pair.target);
        let idf = bags.weights();
        let sides = [bags.source, bags.target].map(|side| weigh(side, &idf));
        let shared: Vec<bool> = bags.counts.iter().map(|count| count[0] > 0).collect();
        Self {
            index: InvertedIndex::of(&sides[1], &shared),
            sides,
        }
    }

    /// The cosines of runs of some source texts with runs of the target texts that each reaches, among
    /// some target texts.
    pub(super) fn cosines(
        &self,
        source: Range<usize>,
        target: Range<usize>,
        reach: &Reach<'_>,
    ) -> Cosines {
        // Norms are needed for runs that are reached only: all others share nothing with any text.
        let reached = source.clone().map(reach).filter(|reach| !reach.is_empty());
        let reached = reached.fold(target.end..target.start, |all, reach| {
            all.start.min(reach.start)..all.end.max(reach.end)
        });
        let reached = reached.start.saturating_sub(LONGEST_RUN)..reached.end;
        let norms = [(0, &source, &source), (1, &target, &reached)].map(|(side, texts, asked)| {
            let bags = &self.sides[side][texts.clone()];
            let asked = |start: usize| asked.contains(&(texts.start + start));
            norms(bags, asked, self.index.features())
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
    /// `sums` has a 0 for each target text, before and after.
    fn product(&self, source: usize, reach: Range<usize>, sums: &mut [f32]) -> Products {
        let mut sharing: Vec<u32> = Vec::new();
        for &(id, weight) in &self.sides[0][source] {
            for &(j, other) in self.index.within(id, &reach) {
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

/// For each feature that both sides have, the target texts with it, and its weight in each.
struct InvertedIndex {
    /// Where the texts of each feature begin; at the end, where the last ones end.
    starts: Vec<u32>,
    /// Index and weight of each text, feature by feature.
    texts: Vec<(u32, f32)>,
}

impl InvertedIndex {
    fn of(target: &[Bag], shared: &[bool]) -> Self {
        // In the order of the features and, for each, of the texts: counted, then put in place.
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

/// The products of one source text's bag with those of target texts.
enum Products {
    /// With the texts that share a feature: index and product.
    Few(Vec<(u32, f32)>),
    /// With all texts from the first that shares a feature to the last.
    Many { first: usize, products: Vec<f32> },
}

/// If more than one text in this many shares a feature, the products with all of them are kept: they
/// take little more room and need no search.
const MUCH: usize = 8;

impl Products {
    /// The products that are kept, each with the index of its target text.
    fn all(&self) -> impl Iterator<Item = (usize, f32)> + '_ {
        let (few, first, many) = match self {
            Products::Few(products) => (&products[..], 0, &[][..]),
            Products::Many { first, products } => (&[][..], *first, &products[..]),
        };
        let few = few.iter().map(|&(j, product)| (j as usize, product));
        few.chain((first..).zip(many.iter().copied()))
    }

    /// Adds the products with the texts of a run to `sum`, one by one.
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
                // Products before the first or after the last are 0.
                let from = run.start.max(*first) - first;
                let to = (run.end.max(*first) - first).min(products.len());
                for product in products.get(from..to).unwrap_or_default() {
                    sum += product;
                }
            }
        }
        sum
    }

    /// Adds, to each of `sums`, the products with the run of `len` texts that ends before one of `ends`.
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
                    // Products before the first or after the last are 0.
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
    /// For each source text, its products with target texts.
    products: Vec<Products>,
    /// For each side, the norm of the summed bag of each run, by its first text and its length.
    pub norms: [Vec<[f32; LONGEST_RUN]>; 2],
    /// The first text of each side that is known.
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

    /// The target texts that share a feature with a source text, each with how alike it is. Texts that
    /// share none may be among them.
    pub(super) fn alike(&self, source: usize) -> impl Iterator<Item = (usize, f32)> + '_ {
        let own = source - self.first[0];
        self.products[own].all().map(move |(j, product)| {
            let norm = self.norms[0][own][0] * self.norms[1][j - self.first[1]][0];
            (j, if norm > 0.0 { product / norm } else { 0.0 })
        })
    }

    /// The cosine of two runs; 0 where one of them is longer than [`LONGEST_RUN`].
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

/// The norm of the summed bag of each run, by its first text and its length; 0 for first texts that
/// are not `asked` for. `features` is the number of features.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_norm_of_a_run_is_that_of_its_summed_bag() {
        let bags = [vec![(0, 3.0)], vec![(0, 1.0), (1, 3.0)], vec![]];
        let norms = norms(&bags, |_| true, 2);
        // (3), (3 + 1, 3), the same and nothing more; a run ends where the texts end.
        assert_eq!(norms[0], [3.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0]);
        assert_eq!(norms[1][0], 10f32.sqrt());
        assert_eq!(norms[2], [0.0; LONGEST_RUN]);
    }
}
