//! Texts as bags of features, each weighted by how rare it is (tf-idf).
//!
//! A feature is what a word mentions ([`lexicon`](super::lexicon)). Enters: two sequences of texts. Leaves:
//! for each text the ids of its features, first with how often each occurs, then with its weight. What is
//! common in both sequences together weighs nothing.

use super::lexicon::{Lexicon, Numbering};
use super::texts::TextSequence;
use crate::lang::word_pairs;

/// Greatest share of the texts that a feature may occur in and still say anything.
const COMMON: f64 = 0.08;

/// The features of one text: id and weight, by id.
pub(super) type Bag = Vec<(u32, f32)>;

/// The bags of both sides, not weighted yet: features are counted.
pub(super) struct CountedBags {
    pub source: Vec<Bag>,
    pub target: Vec<Bag>,
    /// For each feature, the number of source texts and of target texts that have it.
    pub counts: Vec<[u32; 2]>,
}

impl CountedBags {
    /// Counts the features of both sides.
    pub(super) fn of(source: TextSequence<'_>, target: TextSequence<'_>) -> Self {
        Lexicon::with(|lexicon, numbering| {
            let [source, target] = [source, target].map(|side| {
                let language = lexicon.language(word_pairs(side.lang));
                let texts = side.texts.iter();
                texts
                    .map(|text| bag_of(text, language, lexicon, numbering))
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

    /// The weight of each feature: the rarer, the greater; 0 where it is common.
    pub(super) fn weights(&self) -> Vec<f32> {
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
                    // A feature of one side alone still makes a text longer.
                    () if source == 0 => 0.6 * idf,
                    () => idf,
                }
            })
            .collect()
    }
}

/// The features of a text: ids with how often each occurs in it, by id.
fn bag_of(text: &str, language: usize, lexicon: &mut Lexicon, numbering: &mut Numbering) -> Bag {
    numbering.begin_text();
    let mentions = lexicon.in_text(language, text);
    let mut bag = Bag::with_capacity(mentions.len());
    for &(feature, weight) in mentions {
        let (id, place) = numbering.number(feature, bag.len());
        if place == bag.len() {
            bag.push((id, 0.0));
        }
        let (_, count) = &mut bag[place];
        // A third "ice" in one sentence says no more than the second.
        if *count < 2.5 * weight {
            *count += weight;
        }
    }
    bag.sort_unstable_by_key(|&(id, _)| id);
    bag
}

/// Multiplies the counts of bags by the weights of their features; drops what weighs nothing.
pub(super) fn weigh(bags: Vec<Bag>, idf: &[f32]) -> Vec<Bag> {
    bags.into_iter()
        .map(|bag| {
            bag.into_iter()
                .map(|(id, count)| (id, count * idf[id as usize]))
                .filter(|&(_, weight)| weight > 0.0)
                .collect()
        })
        .collect()
}
