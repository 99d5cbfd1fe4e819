//! Evidence with a model: what the sentence encoder says of two runs, beside the evidence without.
//!
//! The lexical signals stay: a number or a name that is missing on one side is seen better by them
//! than by vectors. What is added is the cosine of the two runs' vectors. The weights of all of them
//! were fitted as those of the lexical evidence were.

use super::lexical::{self, Lexical, NO_TEXT, Prepared};
use super::vectors::Vectors;
use super::{
    Evidence, LONGEST_RUN, Meaning, Measure, MostAlike, Reach, Similarity, TextPair, TextSequence,
    most_alike,
};
use crate::encode::{Compact, Encoder};
use crate::lang::{Script, facts};
use std::borrow::Borrow;
use std::ops::Range;

/// The sentence encoder, names, numbers, cognates and length. Where the encoder's model does not
/// cover a language, the same as [`Lexical`].
#[derive(Clone, Copy, Debug)]
pub struct Encoded<E = &'static Encoder>(pub E);

/// The vectors of so many runs are held at once before they are made compact.
const AT_ONCE: usize = 1024;
/// Signals in addition to the lexical ones.
const ADDED: usize = 3;
const ALL: usize = lexical::SIGNALS.len() + ADDED;

/// What speaks for or against a bead, by name: the lexical signals, then those of the encoder: the
/// cosine, what it is above 0.5, and the cosine times the size.
pub const ENCODED_SIGNALS: [&str; ALL] = {
    let mut names = ["meaning"; ALL];
    let mut i = 0;
    while i < lexical::SIGNALS.len() {
        names[i] = lexical::SIGNALS[i];
        i += 1;
    }
    names[ALL - 2] = "meaning, alike";
    names[ALL - 1] = "meaning * size";
    names
};

type Weights = [f64; ALL];

/// For two languages that share their script.
const SAME_SCRIPT: Weights = [
    -2.114, 2.182, 2.235, -2.633, -3.052, -1.930, -1.167, -0.316, -1.148, -1.178, -0.398, 11.312,
    1.454, 2.502,
];
/// For languages of different scripts.
const OTHER_SCRIPT: Weights = [
    -2.332, 0.0, 0.587, -2.761, -3.316, 0.000, -1.149, 0.0, -0.782, -1.726, 0.000, 11.942, 2.833,
    1.910,
];
/// No evidence is stronger than this, in nats.
const STRONGEST: f64 = 6.0;
/// From this cosine on two texts are alike.
const ALIKE: f64 = 0.5;
/// Texts that have nothing to do with each other seldom have a cosine above this.
const CHANCE: f64 = 0.35;

impl<E: Borrow<Encoder> + Send + Sync> Similarity for Encoded<E> {
    fn prepare<'a>(&'a self, pair: TextPair<'a>, reach: &Reach<'_>) -> Box<dyn Evidence + 'a> {
        let encoder = self.0.borrow();
        if !encoder.covers(pair.source.lang) || !encoder.covers(pair.target.lang) {
            return Lexical.prepare(pair, reach);
        }
        Box::new(Meant::new(encoder, pair, reach))
    }

    fn meaning<'a>(&'a self, pair: TextPair<'a>) -> Box<dyn Meaning + 'a> {
        let encoder = self.0.borrow();
        if !encoder.covers(pair.source.lang) || !encoder.covers(pair.target.lang) {
            return Lexical.meaning(pair);
        }
        Box::new(Vectors::new(encoder, &pair))
    }

    fn most_alike(&self, pair: TextPair<'_>) -> MostAlike {
        let encoder = self.0.borrow();
        if !encoder.covers(pair.source.lang) || !encoder.covers(pair.target.lang) {
            return Lexical.most_alike(pair);
        }
        let [source, target] = [pair.source, pair.target].map(|side| {
            let mut vectors = Compact::default();
            for texts in side.texts.chunks(AT_ONCE) {
                vectors.extend(&encoder.encode(texts));
            }
            vectors
        });
        let all = 0..pair.target.texts.len();
        Box::new(move |i| most_alike(all.clone().map(|j| (j, source.cosine(i, &target, j)))))
    }
}

/// Two sequences with the vectors of their runs.
struct Meant {
    lexical: Prepared,
    source: Runs,
    target: Runs,
    weights: Weights,
}

impl Meant {
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
            lexical: Prepared::new(pair, reach),
            source: Runs::new(encoder, source.texts, &vec![true; source.texts.len()]),
            target: Runs::new(encoder, target.texts, &reached),
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

    /// In the order of [`ENCODED_SIGNALS`].
    fn signals(&self, source: Range<usize>, target: Range<usize>) -> Weights {
        let cosine = self.cosine(&source, &target);
        let lexical = self.lexical.signals(source, target);
        let size = lexical[lexical::SIZE];
        let mut signals = [0.0; ALL];
        signals[..lexical.len()].copy_from_slice(&lexical);
        signals[lexical.len()..].copy_from_slice(&[
            cosine,
            (cosine - ALIKE).max(0.0),
            cosine * size,
        ]);
        signals
    }
}

impl Evidence for Meant {
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
    ) -> Vec<[f64; ALL]> {
        let all = 0..pair.target.texts.len();
        let prepared = Meant::new(self.0.borrow(), pair, &|_| all.clone());
        beads
            .iter()
            .map(|(source, target)| prepared.signals(source.clone(), target.clone()))
            .collect()
    }
}

/// The vectors of all runs of 1 to [`LONGEST_RUN`] texts of a sequence.
struct Runs {
    vectors: Compact,
    /// For each text, the vectors of the runs that begin with it, by length.
    starting: Vec<Range<usize>>,
}

impl Runs {
    /// Of those texts that are `wanted`.
    fn new(encoder: &Encoder, texts: &[&str], wanted: &[bool]) -> Self {
        let mut vectors = Compact::default();
        let mut starting = vec![0..0; texts.len()];
        let mut at = 0;
        for stretch in wanted.chunk_by(|a, b| a == b) {
            let start = at;
            at += stretch.len();
            if !stretch[0] {
                continue;
            }
            let encoded = encoder.runs(&texts[start..at]);
            let runs: Vec<Range<usize>> = (0..stretch.len())
                .flat_map(|first| {
                    (first + 1..=stretch.len().min(first + LONGEST_RUN)).map(move |end| first..end)
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

    /// The vector of a run, if it is wanted and not too long.
    fn vector(&self, run: &Range<usize>) -> Option<usize> {
        let starting = self.starting[run.start].clone();
        let vector = starting.start + run.len().checked_sub(1)?;
        (vector < starting.end).then_some(vector)
    }
}
