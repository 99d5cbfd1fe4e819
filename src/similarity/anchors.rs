//! Anchors: pairs of texts that surely belong together, by rare names and numbers.
//!
//! Enters: two sequences of texts. Leaves: pairs of indices that rise on both sides. They fix the band in
//! which a long text is searched for its translation.

use super::texts::TextSequence;
use super::tfidf::CountedBags;
use std::collections::HashMap;

/// Pairs of one source and one target text that surely belong together, in the order of both. The two
/// share at least two features that occur once on either side, and the pairs are those of the longest
/// chain that rises on both sides.
pub(crate) fn anchors(source: TextSequence<'_>, target: TextSequence<'_>) -> Vec<(usize, usize)> {
    let bags = CountedBags::of(source, target);
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

/// The longest chain of pairs, sorted by the first member, in which both members rise.
fn longest_chain(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Patience sorting: `tops[k]` is the pair that ends the best chain of length k + 1.
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
    fn the_longest_chain_rises_on_both_sides() {
        assert_eq!(longest_chain(&[]), []);
        assert_eq!(
            longest_chain(&[(0, 0), (1, 7), (2, 1), (3, 2), (4, 9), (5, 3)]),
            [(0, 0), (2, 1), (3, 2), (5, 3)]
        );
        // A source text has one partner, and so has a target text.
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
        // A number alone is not enough; nor is what occurs twice on one side.
        assert_eq!(anchors(french(&["En 1902."]), english(&["By 1902."])), []);
        let twice = [target[0], target[0]];
        assert_eq!(anchors(french(&source[..1]), english(&twice)), []);
        assert_eq!(anchors(french(&[]), english(&target)), []);
    }
}
