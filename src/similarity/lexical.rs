//! Evidence without a model: names, numbers and cognates, length, and question marks.
//!
//! Each text is a bag of features (numbers; the first four and the first six letters of each folded
//! word), weighted by how rare they are in both sequences together. A bead's lexical evidence is the
//! cosine of its sides' summed bags, its length evidence the log ratio of their characters, as in
//! Gale and Church (1993), but with a logistic model in place of their normal one. The weights were
//! fitted by logistic regression on beads of aligned novels against neighbouring wrong beads.

use super::{Evidence, LONGEST_RUN, Pair, Reach, Relation, Similarity, Texts, fold};
use crate::lang::{Pairs, STEM, Script, tables, word_pairs};
use crate::text::words;
use std::collections::HashMap;
use std::ops::Range;

/// Names, numbers, cognates and length.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lexical;

/// A feature in more texts than this share of them says nothing.
const COMMON: f64 = 0.08;
/// How much of a word is looked at, in characters.
const LONGEST_WORD: usize = 24;
/// What is said of a bead with an empty line in it.
pub(super) const NO_TEXT: f64 = -12.0;
/// Texts that have nothing to do with each other seldom have a cosine above this.
const CHANCE: f64 = 0.02;
/// What a known translation of a word counts for, against a cognate.
const TRANSLATED: f32 = 0.8;
/// How many characters of text the languages' usual length ratio counts for, against the texts' own.
const PRIOR_CHARS: f64 = 200.0;
/// No evidence is stronger than this, in nats.
const STRONGEST: f64 = 4.0;

impl Similarity for Lexical {
    fn prepare<'a>(&'a self, pair: Pair<'a>, reach: &Reach<'_>) -> Box<dyn Evidence + 'a> {
        Box::new(Prepared::new(pair, reach))
    }
}

/// One text's features: id and weight, by id.
type Bag = Vec<(u32, f32)>;

pub(super) struct Prepared {
    source: Sequence,
    target: Sequence,
    /// For each source text, the target texts that share a feature with it, by index, with the
    /// product of the bags.
    products: Vec<Vec<(u32, f32)>>,
    /// Characters of the target for one of the source.
    ratio: f64,
    weights: Weights,
}

/// What is known of each text of one side.
struct Sequence {
    /// Characters before each text.
    chars: Vec<usize>,
    /// Length of the summed bag of each run of 1 to [`LONGEST_RUN`] texts, by start.
    norms: Vec<[f32; LONGEST_RUN]>,
    /// Question marks before each text.
    questions: Vec<usize>,
    /// Whether each text begins with a quotation mark or a dash.
    opens: Vec<bool>,
    /// The numbers in each text.
    numbers: Vec<Vec<u64>>,
}

/// What speaks for or against a bead, by name: see `Prepared::signals`.
pub const SIGNALS: [&str; 11] = [
    "bias",
    "cosine",
    "cosine * size",
    "size",
    "length",
    "length squared",
    "nothing",
    "nothing * size",
    "questions",
    "opening",
    "odd numbers",
];

/// Where the size is among [`SIGNALS`].
pub(super) const SIZE: usize = 3;

/// A weight for each of [`SIGNALS`], in nats.
pub(super) type Weights = [f64; SIGNALS.len()];

/// For two languages that share their script, and so their cognates' letters.
const SAME_SCRIPT: Weights = [
    3.099, 7.415, 6.075, -1.373, -5.417, -2.694, -2.271, -0.801, -1.755, -1.383, -0.687,
];

/// For languages of different scripts.
const OTHER_SCRIPT: Weights = [
    3.905, 2.033, 2.007, -0.709, -6.027, 0.000, -1.758, -0.218, -1.401, -2.863, 0.000,
];

/// Both sides' bags, not weighted yet, and how many texts of each side have each feature.
struct Bags {
    source: Vec<Bag>,
    target: Vec<Bag>,
    counts: Vec<[u32; 2]>,
}

impl Bags {
    fn of(source: Texts<'_>, target: Texts<'_>) -> Self {
        let mut ids: HashMap<String, u32> = HashMap::new();
        let [source, target] = [source, target].map(|side| {
            side.texts
                .iter()
                .map(|text| features(text, word_pairs(side.lang), &mut ids))
                .collect::<Vec<_>>()
        });
        let mut counts = vec![[0; 2]; ids.len()];
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
    }

    /// How much each feature counts: the rarer, the more; nothing where it is common.
    fn weights(&self) -> Vec<f32> {
        let total = (self.source.len() + self.target.len()) as f64;
        let most = (COMMON * total).max(12.0);
        self.counts
            .iter()
            .map(|&[source, target]| {
                let n = f64::from(source + target);
                let idf = (total / n).ln() as f32;
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

impl Prepared {
    pub(super) fn new(pair: Pair<'_>, reach: &Reach<'_>) -> Self {
        let Pair { source, target, .. } = pair;
        let bags = Bags::of(source, target);
        let idf = bags.weights();
        let source_bags = weigh(bags.source, &idf);
        let target_bags = weigh(bags.target, &idf);
        let mut containing: Vec<Vec<(u32, f32)>> = vec![Vec::new(); idf.len()];
        for (j, bag) in target_bags.iter().enumerate() {
            for &(id, weight) in bag {
                if bags.counts[id as usize][0] > 0 {
                    containing[id as usize].push((j as u32, weight));
                }
            }
        }
        let products = source_bags
            .iter()
            .enumerate()
            .map(|(i, bag)| product(bag, &containing, reach(i)))
            .collect();
        let cyrillic = |side: Texts<'_>| tables(side.lang).script == Some(Script::Cyrillic);
        let weights = if cyrillic(source) == cyrillic(target) {
            SAME_SCRIPT
        } else {
            OTHER_SCRIPT
        };
        let lengths = tables(target.lang).length / tables(source.lang).length;
        let source = Sequence::new(source.texts, &source_bags);
        let target = Sequence::new(target.texts, &target_bags);
        let ratio = match pair.relation {
            Relation::Within => lengths,
            Relation::Parallel => {
                (target.total() + lengths * PRIOR_CHARS) / (source.total() + PRIOR_CHARS)
            }
        };
        Self {
            source,
            target,
            products,
            ratio,
            weights,
        }
    }

    fn cosine(&self, source: &Range<usize>, target: &Range<usize>) -> f64 {
        if source.len() > LONGEST_RUN || target.len() > LONGEST_RUN {
            return 0.0;
        }
        let mut sum = 0.0;
        for row in &self.products[source.clone()] {
            let from = row.partition_point(|&(j, _)| (j as usize) < target.start);
            for &(j, product) in &row[from..] {
                if j as usize >= target.end {
                    break;
                }
                sum += product;
            }
        }
        let norm = self.source.norms[source.start][source.len() - 1]
            * self.target.norms[target.start][target.len() - 1];
        if norm > 0.0 {
            f64::from(sum / norm)
        } else {
            0.0
        }
    }
}

impl Prepared {
    /// What speaks for or against a bead, in the order of [`SIGNALS`].
    ///
    /// *cosine*: of the summed bags, at most 0.6; *size*: logarithm of the shorter side's characters,
    /// 0 at 50; *length*: absolute logarithm of the ratio of the sides' characters to the expected
    /// one; *nothing*: 1 if the bags share nothing; *questions*: difference of question marks, at
    /// most 2; *opening*: 1 if one side begins with a quotation mark or dash and the other does not;
    /// *numbers*: how many numbers stand on one side only, at most 2.
    pub(super) fn signals(&self, source: Range<usize>, target: Range<usize>) -> Weights {
        let x = self.cosine(&source, &target).min(0.6);
        let (ls, lt) = (self.source.length(&source), self.target.length(&target));
        let a = ((lt + 15.0) / (self.ratio * ls + 15.0)).ln().abs();
        let size = (ls.min(lt) + 5.0).ln() - 4.0;
        let nothing = f64::from(u8::from(x == 0.0));
        let questions = self
            .source
            .questions(&source)
            .abs_diff(self.target.questions(&target));
        let opening = self.source.opens[source.start] != self.target.opens[target.start];
        let odd = odd_numbers(&self.source.numbers[source], &self.target.numbers[target]);
        [
            1.0,
            x,
            x * size,
            size,
            a,
            a * a,
            nothing,
            nothing * size,
            questions.min(2) as f64,
            f64::from(u8::from(opening)),
            odd.min(2) as f64,
        ]
    }
}

impl Prepared {
    /// Whether one of the texts is empty.
    pub(super) fn has_empty(&self, source: &Range<usize>, target: &Range<usize>) -> bool {
        self.source.has_empty(source) || self.target.has_empty(target)
    }
}

impl Evidence for Prepared {
    fn bead(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        if self.has_empty(&source, &target) {
            return NO_TEXT;
        }
        let signals = self.signals(source, target);
        let sum: f64 = signals.iter().zip(&self.weights).map(|(s, w)| s * w).sum();
        sum.min(STRONGEST)
    }

    fn shares_meaning(&self, source: Range<usize>, target: Range<usize>) -> bool {
        self.cosine(&source, &target) > CHANCE
    }
}

/// How many numbers stand on one side only.
fn odd_numbers(source: &[Vec<u64>], target: &[Vec<u64>]) -> usize {
    if source.iter().chain(target).all(Vec::is_empty) {
        return 0;
    }
    let mut theirs: Vec<u64> = target.iter().flatten().copied().collect();
    let mut odd = 0;
    for number in source.iter().flatten() {
        match theirs.iter().position(|other| other == number) {
            Some(at) => _ = theirs.swap_remove(at),
            None => odd += 1,
        }
    }
    odd + theirs.len()
}

impl Lexical {
    /// The signals of beads, in the order of [`SIGNALS`]: what the weights are fitted on.
    pub fn signals(
        self,
        pair: Pair<'_>,
        beads: &[(Range<usize>, Range<usize>)],
    ) -> Vec<[f64; SIGNALS.len()]> {
        let all = 0..pair.target.texts.len();
        let prepared = Prepared::new(pair, &|_| all.clone());
        beads
            .iter()
            .map(|(source, target)| prepared.signals(source.clone(), target.clone()))
            .collect()
    }
}

impl Sequence {
    /// Characters of all texts.
    fn total(&self) -> f64 {
        self.chars[self.chars.len() - 1] as f64
    }

    fn new(texts: &[&str], bags: &[Bag]) -> Self {
        let mut chars = vec![0];
        let mut questions = vec![0];
        for text in texts {
            chars.push(chars[chars.len() - 1] + text.chars().count());
            questions.push(questions[questions.len() - 1] + text.matches('?').count());
        }
        let norms = (0..bags.len())
            .map(|start| {
                let mut sum: HashMap<u32, f32> = HashMap::new();
                let mut squares = 0.0f32;
                let mut norms = [0.0; LONGEST_RUN];
                for (k, norm) in norms.iter_mut().enumerate() {
                    for &(id, weight) in bags.get(start + k).into_iter().flatten() {
                        let total = sum.entry(id).or_default();
                        squares += weight * (weight + 2.0 * *total);
                        *total += weight;
                    }
                    *norm = squares.max(0.0).sqrt();
                }
                norms
            })
            .collect();
        Self {
            chars,
            norms,
            questions,
            opens: texts
                .iter()
                .map(|text| text.starts_with(['"', '«', '“', '„', '—', '–', '-', '‘', '\'']))
                .collect(),
            numbers: texts
                .iter()
                .map(|text| {
                    words(text)
                        .filter_map(|range| text[range].parse().ok())
                        .collect()
                })
                .collect(),
        }
    }

    /// Whether one of the texts is empty: an empty line translates nothing.
    fn has_empty(&self, range: &Range<usize>) -> bool {
        range.clone().any(|i| self.chars[i + 1] == self.chars[i])
    }

    fn length(&self, range: &Range<usize>) -> f64 {
        (self.chars[range.end] - self.chars[range.start]) as f64
    }

    fn questions(&self, range: &Range<usize>) -> usize {
        self.questions[range.end] - self.questions[range.start]
    }
}

/// The features of a text: ids with how often each stands in it, by id.
fn features(text: &str, pairs: Option<&Pairs>, ids: &mut HashMap<String, u32>) -> Bag {
    let mut bag: HashMap<u32, f32> = HashMap::new();
    let mut add = |feature: String, weight: f32| {
        let next = ids.len() as u32;
        let id = *ids.entry(feature).or_insert(next);
        let count = bag.entry(id).or_default();
        // A third "ice" in one sentence tells no more than the second.
        if *count < 2.5 * weight {
            *count += weight;
        }
    };
    for range in words(text) {
        let word = &text[range];
        if word.bytes().all(|b| b.is_ascii_digit()) {
            add(format!("#{word}"), 1.5);
            continue;
        }
        if word.chars().take(3).count() < 3 {
            continue;
        }
        // The first letters tell; what is longer than any word is looked at no further.
        let head = word
            .char_indices()
            .nth(LONGEST_WORD)
            .map_or(word.len(), |(i, _)| i);
        let folded = fold(&word[..head]);
        let prefix = |n: usize| -> Option<String> {
            let end = folded
                .char_indices()
                .nth(n - 1)
                .map(|(i, c)| i + c.len_utf8())?;
            Some(folded[..end].to_owned())
        };
        let stem: String = word
            .chars()
            .take(STEM)
            .flat_map(char::to_lowercase)
            .collect();
        match pairs {
            None => add(format!("~{stem}"), TRANSLATED),
            Some(pairs) => {
                for &(english, share) in pairs.get(stem.as_str()).into_iter().flatten() {
                    add(format!("~{english}"), TRANSLATED * share.sqrt());
                }
            }
        }
        // A short word with a capital may be a name: names are translated least.
        if let Some(four) = prefix(4) {
            add(format!("4{four}"), 1.0);
        } else if word.chars().next().is_some_and(char::is_uppercase) {
            add(format!("={folded}"), 0.7);
        }
        if let Some(six) = prefix(6) {
            add(format!("6{six}"), 1.0);
        }
    }
    let mut bag: Bag = bag.into_iter().collect();
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

/// The products of one bag with every bag in reach that shares a feature with it.
fn product(bag: &Bag, containing: &[Vec<(u32, f32)>], reach: Range<usize>) -> Vec<(u32, f32)> {
    let mut pairs: Vec<(u32, f32)> = bag
        .iter()
        .flat_map(|&(id, weight)| {
            let list = &containing[id as usize];
            let from = list.partition_point(|&(j, _)| (j as usize) < reach.start);
            list[from..]
                .iter()
                .take_while(|&&(j, _)| (j as usize) < reach.end)
                .map(move |&(j, other)| (j, weight * other))
        })
        .collect();
    pairs.sort_by_key(|&(j, _)| j);
    pairs.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    pairs
}

/// Pairs of one source and one target text that surely belong together, in order of both: they share
/// at least two features that stand once on either side, and they are part of the longest chain that
/// goes forward on both.
pub fn anchors(source: Texts<'_>, target: Texts<'_>) -> Vec<(usize, usize)> {
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

    const LETTERS: [&str; 4] = [
        "Captain Moreau left Brest in 1902 aboard the Espérance.",
        "Nobody saw him again?",
        "His daughter Hélène wrote 17 letters to Admiral Kerguelen.",
        "— She waited.",
    ];

    fn english<'a>(texts: &'a [&'a str]) -> Texts<'a> {
        let lang = Lang::EN;
        Texts { lang, texts }
    }

    fn french<'a>(texts: &'a [&'a str]) -> Texts<'a> {
        let lang = Lang::FR;
        Texts { lang, texts }
    }

    fn prepared(source: Texts<'_>, target: Texts<'_>) -> Prepared {
        let relation = Relation::Parallel;
        let all = 0..target.texts.len();
        let pair = Pair {
            source,
            target,
            relation,
        };
        Prepared::new(pair, &|_| all.clone())
    }

    /// Every run of `n` texts.
    fn runs(n: usize) -> impl Iterator<Item = Range<usize>> {
        (0..n).flat_map(move |start| (start + 1..=n).map(move |end| start..end))
    }

    #[test]
    fn a_text_with_itself_has_cosine_1() {
        let same = prepared(english(&LETTERS), english(&LETTERS));
        for run in runs(LETTERS.len()) {
            let cosine = same.cosine(&run, &run);
            assert!((cosine - 1.0).abs() < 1e-5, "{run:?}: {cosine}");
        }
        assert_eq!(same.cosine(&(0..1), &(1..2)), 0.0);
    }

    #[test]
    fn no_cosine_is_above_1() {
        let mixed = ["Moreau 1902 Hélène", "17 letters, Espérance", "Brest", ""];
        let pair = prepared(english(&LETTERS), english(&mixed));
        for source in runs(LETTERS.len()) {
            for target in runs(mixed.len()) {
                let cosine = pair.cosine(&source, &target);
                assert!((0.0..1.00001).contains(&cosine), "{source:?} {target:?}");
            }
        }
    }

    #[test]
    fn the_norm_of_a_run_is_that_of_its_summed_bag() {
        let bags = [vec![(0, 3.0)], vec![(0, 1.0), (1, 3.0)], vec![]];
        let sequence = Sequence::new(&["a", "b", "c"], &bags);
        // (3), (3 + 1, 3), the same and nothing more; a run ends where the texts end.
        assert_eq!(sequence.norms[0], [3.0, 5.0, 5.0, 5.0, 5.0, 5.0]);
        assert_eq!(sequence.norms[1][0], 10f32.sqrt());
        assert_eq!(sequence.norms[2], [0.0; LONGEST_RUN]);
    }

    #[test]
    fn runs_longer_than_evidence_looks_into_share_nothing() {
        let texts = ["Moreau in Brest"; LONGEST_RUN + 1];
        let pair = prepared(english(&texts), english(&LETTERS));
        assert_eq!(pair.cosine(&(0..texts.len()), &(0..1)), 0.0);
    }

    #[test]
    fn what_speaks_for_a_bead_speaks_for_it_from_either_side() {
        let mut turned = LETTERS;
        turned.reverse();
        let there = prepared(english(&LETTERS), english(&turned));
        let back = prepared(english(&turned), english(&LETTERS));
        for source in runs(LETTERS.len()) {
            for target in runs(turned.len()) {
                let one = there.signals(source.clone(), target.clone());
                let other = back.signals(target.clone(), source.clone());
                for (name, (a, b)) in SIGNALS.iter().zip(one.iter().zip(other)) {
                    assert!(
                        (a - b).abs() < 1e-5,
                        "{name}: {source:?} {target:?}: {a} {b}"
                    );
                }
            }
        }
    }

    #[test]
    fn an_empty_line_is_never_paired() {
        let source = [
            "Le capitaine Moreau partit de Brest en 1902.",
            "",
            "",
            "Elle attendit.",
        ];
        let target = ["", "Captain Moreau left Brest in 1902.", "", "She waited."];
        let pair = prepared(french(&source), english(&target));
        for range in runs(4) {
            assert_eq!(pair.bead(1..2, range.clone()), NO_TEXT);
            assert_eq!(pair.bead(1..3, range.clone()), NO_TEXT);
            assert_eq!(pair.bead(range.clone(), 0..1), NO_TEXT);
            assert_eq!(pair.bead(range, 2..3), NO_TEXT);
        }
        assert_eq!(
            prepared(french(&[""]), english(&[""])).bead(0..1, 0..1),
            NO_TEXT
        );
        for bead in crate::align::align(&Lexical, french(&source), english(&target)) {
            let text = |texts: &[&str], range: &Range<usize>| texts[range.clone()].concat();
            let (s, t) = (text(&source, &bead.source), text(&target, &bead.target));
            let alone = bead.source.is_empty() || bead.target.is_empty();
            assert!(alone || !(s.is_empty() || t.is_empty()), "{bead:?}");
        }
    }

    #[test]
    fn numbers_on_one_side_only_are_odd() {
        let odd = |source: &[&[u64]], target: &[&[u64]]| {
            let [source, target] = [source, target]
                .map(|side| side.iter().map(|text| text.to_vec()).collect::<Vec<_>>());
            odd_numbers(&source, &target)
        };
        assert_eq!(odd(&[], &[]), 0);
        assert_eq!(odd(&[&[1902, 17]], &[&[17], &[1902]]), 0);
        assert_eq!(odd(&[&[1902, 17]], &[&[1902]]), 1);
        assert_eq!(odd(&[&[1902]], &[&[17]]), 2);
        // Each of them has one partner.
        assert_eq!(odd(&[&[5, 5]], &[&[5]]), 1);
        assert_eq!(odd(&[&[5]], &[&[5], &[5, 5]]), 2);
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
