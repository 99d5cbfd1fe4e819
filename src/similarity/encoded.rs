//! Evidence with a model: the signals of the sentence encoder beside the lexical ones.
//!
//! The lexical signals stay: they notice a number or a name that is missing on one side better than
//! vectors do. The cosine of the vectors of the two runs is added. The weights of all signals were fitted
//! as those of the lexical evidence were.

use super::evidence::Evidence;
use super::lexical::{LEXICAL_SIGNALS, Lexical, LexicalEvidence, NO_TEXT, SIZE};
use super::meaning::Meaning;
use super::measure::Measure;
use super::method::{MostAlike, Similarity, most_alike};
use super::texts::{LONGEST_RUN, Reach, TextPair, TextSequence};
use super::vectors::VectorMeaning;
use crate::encode::{CompactVectors, Encoder};
use crate::lang::{Script, facts};
use std::borrow::Borrow;
use std::ops::Range;

/// The sentence encoder, names, numbers, cognates and length. Where the encoder's model does not
/// cover a language, it does the same as [`Lexical`].
#[derive(Clone, Copy, Debug)]
pub struct Encoded<E = &'static Encoder>(pub E);

/// Runs whose vectors are held at once before they are made compact.
const AT_ONCE: usize = 1024;
/// Number of signals beside the lexical ones.
const ADDED: usize = 3;
const ALL_SIGNALS: usize = LEXICAL_SIGNALS.len() + ADDED;

/// The names of what speaks for or against a bead: the lexical signals, then those of the encoder: the
/// cosine, what it exceeds 0.5 by, and the cosine times the size.
pub const ENCODED_SIGNALS: [&str; ALL_SIGNALS] = {
    let mut names = ["meaning"; ALL_SIGNALS];
    let mut i = 0;
    while i < LEXICAL_SIGNALS.len() {
        names[i] = LEXICAL_SIGNALS[i];
        i += 1;
    }
    names[ALL_SIGNALS - 2] = "meaning, alike";
    names[ALL_SIGNALS - 1] = "meaning * size";
    names
};

/// A number for each of [`ENCODED_SIGNALS`]: its value, or its weight in nats.
type EncodedSignals = [f64; ALL_SIGNALS];

/// Weights for two languages that share their script.
const SAME_SCRIPT: EncodedSignals = [
    -2.114, 2.182, 2.235, -2.633, -3.052, -1.930, -1.167, -0.316, -1.148, -1.178, -0.398, 11.312,
    1.454, 2.502,
];
/// Weights for languages of different scripts.
const OTHER_SCRIPT: EncodedSignals = [
    -2.332, 0.0, 0.587, -2.761, -3.316, 0.000, -1.149, 0.0, -0.782, -1.726, 0.000, 11.942, 2.833,
    1.910,
];
/// Strongest evidence, in nats.
const STRONGEST: f64 = 6.0;
/// Cosine from which on two texts are alike.
const ALIKE: f64 = 0.5;
/// Cosine that texts which have nothing to do with each other seldom exceed.
const CHANCE: f64 = 0.35;

impl<E: Borrow<Encoder> + Send + Sync> Similarity for Encoded<E> {
    fn prepare<'a>(&'a self, pair: TextPair<'a>, reach: &Reach<'_>) -> Box<dyn Evidence + 'a> {
        let encoder = self.0.borrow();
        if !encoder.covers(pair.source.lang) || !encoder.covers(pair.target.lang) {
            return Lexical.prepare(pair, reach);
        }
        Box::new(EncodedEvidence::new(encoder, pair, reach))
    }

    fn meaning<'a>(&'a self, pair: TextPair<'a>) -> Box<dyn Meaning + 'a> {
        let encoder = self.0.borrow();
        if !encoder.covers(pair.source.lang) || !encoder.covers(pair.target.lang) {
            return Lexical.meaning(pair);
        }
        Box::new(VectorMeaning::new(encoder, &pair))
    }

    fn most_alike(&self, pair: TextPair<'_>) -> MostAlike {
        let encoder = self.0.borrow();
        if !encoder.covers(pair.source.lang) || !encoder.covers(pair.target.lang) {
            return Lexical.most_alike(pair);
        }
        let [source, target] = [pair.source, pair.target].map(|side| {
            let mut vectors = CompactVectors::default();
            for texts in side.texts.chunks(AT_ONCE) {
                vectors.extend(&encoder.encode(texts));
            }
            vectors
        });
        let all = 0..pair.target.texts.len();
        Box::new(move |i| most_alike(all.clone().map(|j| (j, source.cosine(i, &target, j)))))
    }
}

/// Evidence for the runs of two sequences, with their vectors.
struct EncodedEvidence {
    lexical: LexicalEvidence,
    source: RunVectors,
    target: RunVectors,
    weights: EncodedSignals,
}

impl EncodedEvidence {
    fn new(encoder: &Encoder, pair: TextPair<'_>, reach: &Reach<'_>) -> Self {
        let TextPair { source, target, .. } = pair;
        let mut reached = vec![false; target.texts.len()];
        for i in 0..source.texts.len() {
            let end = reach(i).end.min(reached.len());
            let start = reach(i).start.min(end);
            reached[start..end].fill(true);
        }
        let cyrillic = |side: TextSequence<'_>| facts(side.lang).script == Some(Script::Cyrillic);
        Self {
            lexical: LexicalEvidence::new(pair, reach),
            source: RunVectors::new(encoder, source.texts, &vec![true; source.texts.len()]),
            target: RunVectors::new(encoder, target.texts, &reached),
            weights: if cyrillic(source) == cyrillic(target) {
                SAME_SCRIPT
            } else {
                OTHER_SCRIPT
            },
        }
    }

    fn cosine(&self, source: &Range<usize>, target: &Range<usize>) -> f64 {
        match (self.source.vector(source), self.target.vector(target)) {
            (Some(s), Some(t)) => f64::from(self.source.vectors.cosine(s, &self.target.vectors, t)),
            _ => 0.0,
        }
    }

    /// The signals of a bead, in the order of [`ENCODED_SIGNALS`].
    fn signals(&self, source: Range<usize>, target: Range<usize>) -> EncodedSignals {
        let cosine = self.cosine(&source, &target);
        let lexical = self.lexical.signals(source, target);
        let size = lexical[SIZE];
        let mut signals = [0.0; ALL_SIGNALS];
        signals[..lexical.len()].copy_from_slice(&lexical);
        signals[lexical.len()..].copy_from_slice(&[
            cosine,
            (cosine - ALIKE).max(0.0),
            cosine * size,
        ]);
        signals
    }
}

impl Evidence for EncodedEvidence {
    fn measure(&self) -> Measure {
        Measure::Encoder
    }

    fn bead(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        if self.lexical.has_empty(&source, &target) {
            return NO_TEXT;
        }
        let signals = self.signals(source, target);
        let sum: f64 = signals.iter().zip(&self.weights).map(|(s, w)| s * w).sum();
        sum.min(STRONGEST)
    }

    fn ceilings(&self, _: Range<usize>, _: usize, _: Range<usize>, ceilings: &mut [f32]) {
        ceilings.fill(STRONGEST as f32);
    }

    fn shares_meaning(&self, source: Range<usize>, target: Range<usize>) -> bool {
        self.cosine(&source, &target) > CHANCE || self.lexical.shares_meaning(source, target)
    }
}

impl<E: Borrow<Encoder>> Encoded<E> {
    /// The signals of beads, in the order of [`ENCODED_SIGNALS`]: what the weights are fitted on.
    pub fn signals(
        self,
        pair: TextPair<'_>,
        beads: &[(Range<usize>, Range<usize>)],
    ) -> Vec<[f64; ALL_SIGNALS]> {
        let all = 0..pair.target.texts.len();
        let prepared = EncodedEvidence::new(self.0.borrow(), pair, &|_| all.clone());
        beads
            .iter()
            .map(|(source, target)| prepared.signals(source.clone(), target.clone()))
            .collect()
    }
}

/// The vectors of all runs of 1 to [`LONGEST_RUN`] texts of a sequence.
struct RunVectors {
    vectors: CompactVectors,
    /// For each text, the indices of the vectors of the runs that begin with it, by their length.
    starting: Vec<Range<usize>>,
}

impl RunVectors {
    /// Computes the vectors of the runs of texts that are `wanted`.
    fn new(encoder: &Encoder, texts: &[&str], wanted: &[bool]) -> Self {
        let mut vectors = CompactVectors::default();
        let mut starting = vec![0..0; texts.len()];
        let mut at = 0;
        for same in wanted.chunk_by(|a, b| a == b) {
            let start = at;
            at += same.len();
            if !same[0] {
                continue;
            }
            let encoded = encoder.runs(&texts[start..at]);
            let runs: Vec<Range<usize>> = (0..same.len())
                .flat_map(|first| {
                    (first + 1..=same.len().min(first + LONGEST_RUN)).map(move |end| first..end)
                })
                .collect();
            for (vector, run) in (vectors.len()..).zip(&runs) {
                let own = &mut starting[start + run.start];
                *own = vector + 1 - run.len()..vector + 1;
            }
            for runs in runs.chunks(AT_ONCE) {
                vectors.extend(&encoded.vectors(runs));
            }
        }
        Self { vectors, starting }
    }

    /// The index of the vector of a run, if it is wanted and not too long.
    fn vector(&self, run: &Range<usize>) -> Option<usize> {
        let starting = self.starting[run.start].clone();
        let vector = starting.start + run.len().checked_sub(1)?;
        (vector < starting.end).then_some(vector)
    }
}
