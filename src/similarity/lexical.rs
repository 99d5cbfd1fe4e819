//! Evidence without a model: names, numbers and cognates, length, and question marks.
//!
//! Each text is a bag of features (numbers; the first four and the first six letters of each folded
//! word), weighted by how rare they are in both sequences together. A bead's lexical evidence is the
//! cosine of the summed bags of its sides. Its length evidence is the log ratio of their characters, as
//! in Gale and Church (1993), but with a logistic model in place of their normal one. The weights were
//! fitted by logistic regression on beads of aligned novels against neighbouring wrong beads.

use super::cosines::{Cosines, WeightedBags};
use super::evidence::Evidence;
use super::meaning::Meaning;
use super::method::{MostAlike, Similarity, most_alike};
use super::surface::{RunEnding, RunSurface, SOME_CHARS, SequenceSurface, odd_numbers};
use super::texts::{LONGEST_RUN, Reach, Relation, TextPair, TextSequence};
use super::words::WordMeaning;
use crate::lang::{Script, facts};
use std::ops::Range;

/// Names, numbers, cognates and length.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lexical;

/// Evidence of a bead with an empty line in it, in nats.
pub(super) const NO_TEXT: f64 = -12.0;
/// Cosine that texts which have nothing to do with each other seldom exceed.
const CHANCE: f64 = 0.02;
/// Weight of the languages' usual ratio of lengths against the ratio of the texts, in characters of text.
const PRIOR_CHARS: f64 = 200.0;
/// Strongest evidence, in nats.
const STRONGEST: f64 = 4.0;
/// Greatest cosine that counts: a greater one says no more.
const MOST_SHARED: f64 = 0.6;
/// More than rounding may add to a sum of signals, in nats.
const ROUNDING: f32 = 1e-3;
/// More than the order in which products are added may change, as a share of the sum.
const ORDER: f32 = 1e-4;

impl Similarity for Lexical {
    fn prepare<'a>(&'a self, pair: TextPair<'a>, reach: &Reach<'_>) -> Box<dyn Evidence + 'a> {
        Box::new(LexicalEvidence::new(pair, reach))
    }

    fn meaning<'a>(&'a self, pair: TextPair<'a>) -> Box<dyn Meaning + 'a> {
        Box::new(WordMeaning::new(&pair))
    }

    fn most_alike(&self, pair: TextPair<'_>) -> MostAlike {
        let (n, m) = (pair.source.texts.len(), pair.target.texts.len());
        let cosines = WeightedBags::of(&pair).cosines(0..n, 0..m, &|_| 0..m);
        Box::new(move |i| most_alike(cosines.alike(i)))
    }
}

/// Lexical evidence for the runs of two sequences.
pub(super) struct LexicalEvidence {
    source: SequenceSurface,
    target: SequenceSurface,
    cosines: Cosines,
    /// The runs of the target once more, by their length and then by where they end.
    endings: [Vec<RunEnding>; LONGEST_RUN],
    /// Characters of the target for one of the source.
    ratio: f64,
    weights: LexicalSignals,
}

/// The names of what speaks for or against a bead: see `LexicalEvidence::signals`.
pub const LEXICAL_SIGNALS: [&str; 11] = [
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

/// Index of the size among [`LEXICAL_SIGNALS`].
pub(super) const SIZE: usize = 3;

/// A number for each of [`LEXICAL_SIGNALS`]: its value, or its weight in nats.
pub(super) type LexicalSignals = [f64; LEXICAL_SIGNALS.len()];

/// Weights for two languages that share their script, and so the letters of cognates.
const SAME_SCRIPT: LexicalSignals = [
    3.099, 7.415, 6.075, -1.373, -5.417, -2.694, -2.271, -0.801, -1.755, -1.383, -0.687,
];

/// Weights for languages of different scripts.
const OTHER_SCRIPT: LexicalSignals = [
    3.905, 2.033, 2.007, -0.709, -6.027, 0.000, -1.758, -0.218, -1.401, -2.863, 0.000,
];

impl LexicalEvidence {
    pub(super) fn new(pair: TextPair<'_>, reach: &Reach<'_>) -> Self {
        let TextPair { source, target, .. } = pair;
        let bags = WeightedBags::of(&pair);
        let cosines = bags.cosines(0..source.texts.len(), 0..target.texts.len(), reach);
        let cyrillic = |side: TextSequence<'_>| facts(side.lang).script == Some(Script::Cyrillic);
        let weights = if cyrillic(source) == cyrillic(target) {
            SAME_SCRIPT
        } else {
            OTHER_SCRIPT
        };
        let lengths = pair.lengths();
        let source = SequenceSurface::new(source.texts);
        let target = SequenceSurface::new(target.texts);
        let ratio = match pair.relation {
            Relation::Within => lengths,
            Relation::Parallel => {
                (target.total() + lengths * PRIOR_CHARS) / (source.total() + PRIOR_CHARS)
            }
        };
        Self {
            endings: target.endings(&cosines.norms[1]),
            source,
            target,
            cosines,
            ratio,
            weights,
        }
    }

    fn cosine(&self, source: &Range<usize>, target: &Range<usize>) -> f64 {
        self.cosines.cosine(source, target)
    }

    /// The signals of a bead, in the order of [`LEXICAL_SIGNALS`].
    ///
    /// *cosine*: of the summed bags, at most 0.6; *size*: logarithm of the shorter side's characters,
    /// 0 at 50; *length*: absolute logarithm of the ratio of the sides' characters to the expected
    /// one; *nothing*: 1 if the bags share nothing; *questions*: difference of question marks, at
    /// most 2; *opening*: 1 if one side begins with a quotation mark or dash and the other does not;
    /// *odd numbers*: how many numbers occur on one side only, at most 2.
    pub(super) fn signals(&self, source: Range<usize>, target: Range<usize>) -> LexicalSignals {
        let surface = self.surface(&source, &target);
        self.all_signals(&surface, self.shared(&source, &target), source, target)
    }

    fn all_signals(
        &self,
        surface: &BeadSurface,
        x: f64,
        source: Range<usize>,
        target: Range<usize>,
    ) -> LexicalSignals {
        let a = libm::log(surface.lengths[1] / surface.lengths[0]).abs();
        let size = surface.size;
        let nothing = f64::from(u8::from(x == 0.0));
        let odd = match surface.has_number {
            true => odd_numbers(&self.source.numbers[source], &self.target.numbers[target]),
            false => 0,
        };
        [
            1.0,
            x,
            x * size,
            size,
            a,
            a * a,
            nothing,
            nothing * size,
            surface.questions,
            surface.opening,
            odd.min(2) as f64,
        ]
    }

    /// The signal *cosine*.
    fn shared(&self, source: &Range<usize>, target: &Range<usize>) -> f64 {
        self.cosine(source, target).min(MOST_SHARED)
    }

    fn surface(&self, source: &Range<usize>, target: &Range<usize>) -> BeadSurface {
        self.bead_surface(&self.source.run(source), &self.target.run(target))
    }

    #[inline]
    fn bead_surface(&self, s: &RunSurface, t: &RunSurface) -> BeadSurface {
        BeadSurface {
            lengths: [self.ratio * s.chars + SOME_CHARS, t.chars + SOME_CHARS],
            size: if s.chars < t.chars { s.size } else { t.size },
            questions: f64::from(s.questions.abs_diff(t.questions).min(2)),
            opening: f64::from(u8::from(s.opens != t.opens)),
            has_number: s.has_number || t.has_number,
        }
    }
}

/// The surface of a bead.
struct BeadSurface {
    /// Characters of the sides and [`SOME_CHARS`], scaled by the languages' ratio.
    lengths: [f64; 2],
    /// The signal of this name; so are the next two.
    size: f64,
    questions: f64,
    opening: f64,
    /// Whether a number occurs on either side.
    has_number: bool,
}

impl LexicalEvidence {
    /// The evidence of a bead with these signals.
    fn sum(&self, signals: &LexicalSignals) -> f64 {
        let sum: f64 = signals.iter().zip(&self.weights).map(|(s, w)| s * w).sum();
        sum.min(STRONGEST)
    }

    /// Whether one of the texts is empty.
    pub(super) fn has_empty(&self, source: &Range<usize>, target: &Range<usize>) -> bool {
        self.source.run(source).has_empty || self.target.run(target).has_empty
    }
}

impl Evidence for LexicalEvidence {
    fn bead(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        if self.has_empty(&source, &target) {
            return NO_TEXT;
        }
        self.sum(&self.signals(source, target))
    }

    /// All signals but the numbers, with a logarithm that is quicker to compute. Written so that one
    /// instruction computes several bounds.
    fn ceilings(&self, source: Range<usize>, len: usize, ends: Range<usize>, ceilings: &mut [f32]) {
        let [
            bias,
            shared,
            shared_size,
            size,
            length,
            length2,
            nothing,
            nothing_size,
            asks,
            opens,
            _,
        ] = self.weights.map(|weight| weight as f32);
        let sums = ceilings;
        sums.fill(0.0);
        for text in source.clone() {
            self.cosines.add_runs(text, len, &ends, sums);
        }
        let own = self.source.run(&source);
        let own_norm = self.cosines.norms[0][source.start][source.len() - 1];
        let own_length = (self.ratio * own.chars + SOME_CHARS) as f32;
        let (own_size, own_questions) = (own.size as f32, own.questions as f32);
        let own_opens = f32::from(u8::from(own.opens));
        let least = |a: f32, b: f32| if a < b { a } else { b };
        let most = |a: f32, b: f32| if a > b { a } else { b };
        let endings = &self.endings[len - 1];
        let others = endings.get(ends).unwrap_or_default();
        for (sum, other) in sums.iter_mut().zip(others) {
            // The logarithm of a ratio is no nearer to 0 than this: its expansion by artanh, cut short.
            let ratio = 2.0 * (own_length - other.length).abs() / (own_length + other.length);
            let shorter = least(own_size, other.size);
            let norm = own_norm * other.norm;
            let x = least(
                *sum / most(norm, f32::MIN_POSITIVE) * (1.0 + ORDER),
                MOST_SHARED as f32,
            );
            let alike = x * most(shared + shared_size * shorter, 0.0);
            let strange = nothing + nothing_size * shorter;
            let words = if *sum * norm > 0.0 { alike } else { strange };
            let questions = least((own_questions - other.questions).abs(), 2.0);
            let sum_of_all = bias
                + size * shorter
                + (length + length2 * ratio) * ratio
                + asks * questions
                + opens * (own_opens - other.opens).abs()
                + words
                + ROUNDING;
            // Nothing is weaker than the evidence of empty texts, and this may be one.
            *sum = most(least(sum_of_all, STRONGEST as f32), NO_TEXT as f32);
        }
    }

    fn shares_meaning(&self, source: Range<usize>, target: Range<usize>) -> bool {
        self.cosine(&source, &target) > CHANCE
    }
}

impl Lexical {
    /// The signals of beads, in the order of [`LEXICAL_SIGNALS`]: what the weights are fitted on.
    pub fn signals(
        self,
        pair: TextPair<'_>,
        beads: &[(Range<usize>, Range<usize>)],
    ) -> Vec<[f64; LEXICAL_SIGNALS.len()]> {
        let all = 0..pair.target.texts.len();
        let prepared = LexicalEvidence::new(pair, &|_| all.clone());
        beads
            .iter()
            .map(|(source, target)| prepared.signals(source.clone(), target.clone()))
            .collect()
    }
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

    fn english<'a>(texts: &'a [&'a str]) -> TextSequence<'a> {
        let lang = Lang::EN;
        TextSequence { lang, texts }
    }

    fn french<'a>(texts: &'a [&'a str]) -> TextSequence<'a> {
        let lang = Lang::FR;
        TextSequence { lang, texts }
    }

    fn prepared(source: TextSequence<'_>, target: TextSequence<'_>) -> LexicalEvidence {
        let relation = Relation::Parallel;
        let all = 0..target.texts.len();
        let pair = TextPair {
            source,
            target,
            relation,
        };
        LexicalEvidence::new(pair, &|_| all.clone())
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
                for (name, (a, b)) in LEXICAL_SIGNALS.iter().zip(one.iter().zip(other)) {
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
    }
}
