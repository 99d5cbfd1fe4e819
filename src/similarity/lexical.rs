//! Evidence without a model: names, numbers and cognates, length, and question marks.
//!
//! Each text is a bag of features (numbers; the first four and the first six letters of each folded
//! word), weighted by how rare they are in both sequences together. A bead's lexical evidence is the
//! cosine of its sides' summed bags, its length evidence the log ratio of their characters, as in
//! Gale and Church (1993), but with a logistic model in place of their normal one. The weights were
//! fitted by logistic regression on beads of aligned novels against neighbouring wrong beads.

use super::bags::{Cosines, Weighed};
use super::words::Words;
use super::{
    Evidence, LONGEST_RUN, Meaning, MostAlike, Reach, Relation, Similarity, TextPair, TextSequence,
    most_alike,
};
use crate::lang::{Script, facts};
use crate::text::words;
use std::ops::Range;

/// Names, numbers, cognates and length.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lexical;

/// What is said of a bead with an empty line in it.
pub(super) const NO_TEXT: f64 = -12.0;
/// Texts that have nothing to do with each other seldom have a cosine above this.
const CHANCE: f64 = 0.02;
/// How many characters of text the languages' usual length ratio counts for, against the texts' own.
const PRIOR_CHARS: f64 = 200.0;
/// So many numbers of a text are compared: more than this is a table.
const NUMBERS: usize = 32;
/// No evidence is stronger than this, in nats.
const STRONGEST: f64 = 4.0;
/// A cosine above this says no more.
const MOST_SHARED: f64 = 0.6;
/// More than what rounding may add to a sum of signals.
const ROUNDING: f32 = 1e-3;
/// More than what the order in which products are added may change, of the sum.
const ORDER: f32 = 1e-4;

impl Similarity for Lexical {
    fn prepare<'a>(&'a self, pair: TextPair<'a>, reach: &Reach<'_>) -> Box<dyn Evidence + 'a> {
        Box::new(Prepared::new(pair, reach))
    }

    fn meaning<'a>(&'a self, pair: TextPair<'a>) -> Box<dyn Meaning + 'a> {
        Box::new(Words::new(&pair))
    }

    fn most_alike(&self, pair: TextPair<'_>) -> MostAlike {
        let (n, m) = (pair.source.texts.len(), pair.target.texts.len());
        let cosines = Weighed::of(&pair).cosines(0..n, 0..m, &|_| 0..m);
        Box::new(move |i| most_alike(cosines.alike(i)))
    }
}

pub(super) struct Prepared {
    source: Sequence,
    target: Sequence,
    cosines: Cosines,
    /// The runs of the target once more, by their length and then by where they end.
    columns: [Vec<Ending>; LONGEST_RUN],
    /// Characters of the target for one of the source.
    ratio: f64,
    weights: Weights,
}

/// What is known of the texts of one side, but for their words.
struct Sequence {
    /// The runs of at most [`LONGEST_RUN`] texts, by start and length.
    runs: Vec<[RunForm; LONGEST_RUN]>,
    /// What is counted, in the texts before each and in all of them.
    before: Vec<Counts>,
    /// Whether each text begins with a quotation mark or a dash.
    opens: Vec<bool>,
    /// The numbers in each text.
    numbers: Vec<Vec<u64>>,
}

/// What is counted of texts.
#[derive(Clone, Copy, Default)]
struct Counts {
    chars: usize,
    questions: usize,
    /// Empty texts.
    empty: usize,
    numbers: usize,
}

/// What is known of a run of texts, but for its words.
#[derive(Clone, Copy)]
struct RunForm {
    chars: f64,
    /// Logarithm of its characters, 0 at 50.
    size: f64,
    questions: u32,
    /// Whether it begins with a quotation mark or a dash.
    opens: bool,
    /// Whether one of the texts is empty: an empty line translates nothing.
    has_empty: bool,
    has_number: bool,
}

/// A run of the target as [`Evidence::ceilings`] needs it, in few bits.
#[derive(Clone, Copy, Default)]
struct Ending {
    /// Its characters and some more.
    length: f32,
    size: f32,
    questions: f32,
    /// Whether it begins with a quotation mark or a dash: 1 or 0.
    opens: f32,
    /// The length of its bag.
    norm: f32,
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

impl Prepared {
    pub(super) fn new(pair: TextPair<'_>, reach: &Reach<'_>) -> Self {
        let TextPair { source, target, .. } = pair;
        let bags = Weighed::of(&pair);
        let cosines = bags.cosines(0..source.texts.len(), 0..target.texts.len(), reach);
        let cyrillic = |side: TextSequence<'_>| facts(side.lang).script == Some(Script::Cyrillic);
        let weights = if cyrillic(source) == cyrillic(target) {
            SAME_SCRIPT
        } else {
            OTHER_SCRIPT
        };
        let lengths = pair.lengths();
        let source = Sequence::new(source.texts);
        let target = Sequence::new(target.texts);
        let ratio = match pair.relation {
            Relation::Within => lengths,
            Relation::Parallel => {
                (target.total() + lengths * PRIOR_CHARS) / (source.total() + PRIOR_CHARS)
            }
        };
        Self {
            columns: target.columns(&cosines.norms[1]),
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
        let form = self.form(&source, &target);
        self.all_signals(&form, self.shared(&source, &target), source, target)
    }

    fn all_signals(
        &self,
        form: &BeadForm,
        x: f64,
        source: Range<usize>,
        target: Range<usize>,
    ) -> Weights {
        let a = libm::log(form.lengths[1] / form.lengths[0]).abs();
        let size = form.size;
        let nothing = f64::from(u8::from(x == 0.0));
        let odd = match form.has_number {
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
            form.questions,
            form.opening,
            odd.min(2) as f64,
        ]
    }

    /// The signal *cosine*.
    fn shared(&self, source: &Range<usize>, target: &Range<usize>) -> f64 {
        self.cosine(source, target).min(MOST_SHARED)
    }

    fn form(&self, source: &Range<usize>, target: &Range<usize>) -> BeadForm {
        self.bead_form(&self.source.run(source), &self.target.run(target))
    }

    #[inline]
    fn bead_form(&self, s: &RunForm, t: &RunForm) -> BeadForm {
        BeadForm {
            lengths: [self.ratio * s.chars + 15.0, t.chars + 15.0],
            size: if s.chars < t.chars { s.size } else { t.size },
            questions: f64::from(s.questions.abs_diff(t.questions).min(2)),
            opening: f64::from(u8::from(s.opens != t.opens)),
            has_number: s.has_number || t.has_number,
        }
    }
}

/// What is seen of a bead without looking at its words.
struct BeadForm {
    /// Characters of the sides, as the languages' ratio makes them comparable, and some more.
    lengths: [f64; 2],
    /// The signals of these names.
    size: f64,
    questions: f64,
    opening: f64,
    /// Whether there is a number on either side.
    has_number: bool,
}

impl Prepared {
    /// The evidence of a bead with these signals.
    fn sum(&self, signals: &Weights) -> f64 {
        let sum: f64 = signals.iter().zip(&self.weights).map(|(s, w)| s * w).sum();
        sum.min(STRONGEST)
    }

    /// Whether one of the texts is empty.
    pub(super) fn has_empty(&self, source: &Range<usize>, target: &Range<usize>) -> bool {
        self.source.run(source).has_empty || self.target.run(target).has_empty
    }
}

impl Evidence for Prepared {
    fn bead(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        if self.has_empty(&source, &target) {
            return NO_TEXT;
        }
        self.sum(&self.signals(source, target))
    }

    /// All signals but the numbers, with a logarithm that is quicker to have. Written so that several
    /// are worked out by one instruction.
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
        let own_length = (self.ratio * own.chars + 15.0) as f32;
        let (own_size, own_questions) = (own.size as f32, own.questions as f32);
        let own_opens = f32::from(u8::from(own.opens));
        let least = |a: f32, b: f32| if a < b { a } else { b };
        let most = |a: f32, b: f32| if a > b { a } else { b };
        let columns = &self.columns[len - 1];
        let others = columns.get(ends).unwrap_or_default();
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
            // Nor is anything weaker than what is said of empty texts, which this may be.
            *sum = most(least(sum_of_all, STRONGEST as f32), NO_TEXT as f32);
        }
    }

    fn shares_meaning(&self, source: Range<usize>, target: Range<usize>) -> bool {
        self.cosine(&source, &target) > CHANCE
    }
}

/// How many numbers stand on one side only.
fn odd_numbers(source: &[Vec<u64>], target: &[Vec<u64>]) -> usize {
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
        pair: TextPair<'_>,
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
    fn new(texts: &[&str]) -> Self {
        let numbers: Vec<Vec<u64>> = texts.iter().map(|text| numbers(text)).collect();
        let mut before = vec![Counts::default()];
        let mut sum = Counts::default();
        for (text, numbers) in texts.iter().zip(&numbers) {
            sum.chars += text.chars().count();
            sum.questions += text.bytes().filter(|&b| b == b'?').count();
            sum.empty += usize::from(text.is_empty());
            sum.numbers += numbers.len();
            before.push(sum);
        }
        let mut out = Self {
            runs: Vec::new(),
            before,
            opens: texts
                .iter()
                .map(|text| text.starts_with(['"', '«', '“', '„', '—', '–', '-', '‘', '\'']))
                .collect(),
            numbers,
        };
        let runs = (0..texts.len()).map(|start| {
            std::array::from_fn(|more| out.form(&(start..texts.len().min(start + more + 1))))
        });
        out.runs = runs.collect();
        out
    }

    /// Characters of all texts.
    fn total(&self) -> f64 {
        self.before.last().map_or(0.0, |all| all.chars as f64)
    }

    /// Its runs, by their length and then by where they end; those that would begin before it does are
    /// none.
    fn columns(&self, norms: &[[f32; LONGEST_RUN]]) -> [Vec<Ending>; LONGEST_RUN] {
        std::array::from_fn(|more| {
            let before = std::iter::repeat_n(Ending::default(), more + 1);
            let runs = self.runs.iter().zip(norms);
            let endings = runs.map(|(runs, norms)| Ending {
                length: (runs[more].chars + 15.0) as f32,
                size: runs[more].size as f32,
                questions: runs[more].questions as f32,
                opens: f32::from(u8::from(runs[more].opens)),
                norm: norms[more],
            });
            before
                .chain(endings.take(self.runs.len() - more.min(self.runs.len())))
                .collect()
        })
    }

    #[inline]
    fn run(&self, range: &Range<usize>) -> RunForm {
        match self.runs[range.start].get(range.len() - 1) {
            Some(&run) => run,
            None => self.form(range),
        }
    }

    fn form(&self, range: &Range<usize>) -> RunForm {
        let (end, start) = (self.before[range.end], self.before[range.start]);
        let chars = (end.chars - start.chars) as f64;
        RunForm {
            chars,
            size: libm::log(chars + 5.0) - 4.0,
            questions: (end.questions - start.questions) as u32,
            opens: self.opens[range.start],
            has_empty: end.empty > start.empty,
            has_number: end.numbers > start.numbers,
        }
    }
}

/// The numbers in a text.
fn numbers(text: &str) -> Vec<u64> {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return Vec::new();
    }
    let words = words(text).filter_map(|range| text[range].parse().ok());
    words.take(NUMBERS).collect()
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

    fn prepared(source: TextSequence<'_>, target: TextSequence<'_>) -> Prepared {
        let relation = Relation::Parallel;
        let all = 0..target.texts.len();
        let pair = TextPair {
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
}
