//! The weights of the features: data, fitted by `tools/fit_aligner.py`.
//!
//! There is one file for each measure of meaning. Each line is a feature: its name and two weights in nats,
//! one of the first pass, which prunes what is improbable, and one of the second.

use super::bead::BeadCandidate;
use super::clauses::Clauses;
use super::deletion::{LONE_FEATURES, LoneText};
use super::features::{CLAUSE_FEATURES, FEATURES};
use crate::lattice::GapWeights;
use crate::similarity::Measure;
use std::sync::LazyLock;

/// The weights for one measure of meaning.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct AlignerWeights {
    /// The weights of the first pass, which prunes.
    pub first: PassWeights,
    /// The weights of the second pass, which decides.
    pub second: PassWeights,
}

/// The weights of one pass: those other than 0, each with the index of its feature.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PassWeights {
    features: Vec<(usize, f64)>,
    clause_features: Vec<(usize, f64)>,
    lone_features: Vec<(usize, f64)>,
    /// The weights of gaps.
    pub gap: GapWeights,
}

impl AlignerWeights {
    /// The weights for a measure of meaning.
    pub(super) fn of(measure: Measure) -> &'static Self {
        static ENCODER: LazyLock<AlignerWeights> =
            LazyLock::new(|| AlignerWeights::parse(include_str!("encoder.tsv")));
        static WORDS: LazyLock<AlignerWeights> =
            LazyLock::new(|| AlignerWeights::parse(include_str!("words.tsv")));
        match measure {
            Measure::Encoder => &ENCODER,
            Measure::Words => &WORDS,
        }
    }

    /// Reads what `tools/fit_aligner.py` writes. A feature without a line weighs nothing; a test checks that
    /// each feature has a line, and each line a feature.
    fn parse(text: &str) -> Self {
        let weight = |kind: &str, name: &str, column: usize| {
            lines(text)
                .find(|fields| fields[0] == kind && fields[1] == name)
                .and_then(|fields| fields[column].parse().ok())
                .unwrap_or_default()
        };
        let used = |kind: &str, names: Vec<&str>, column: usize| {
            let weights = names.into_iter().map(|name| weight(kind, name, column));
            weights
                .enumerate()
                .filter(|(_, weight)| *weight != 0.0)
                .collect()
        };
        let [first, second] = [2, 3].map(|column| PassWeights {
            features: used("bead", FEATURES.iter().map(|f| f.name).collect(), column),
            clause_features: used(
                "clause",
                CLAUSE_FEATURES.iter().map(|f| f.name).collect(),
                column,
            ),
            lone_features: used(
                "lone",
                LONE_FEATURES.iter().map(|f| f.name).collect(),
                column,
            ),
            gap: GapWeights {
                open: weight("gap", "open", column),
                extend: weight("gap", "extend", column),
            },
        });
        Self { first, second }
    }
}

/// The fields of each line: kind, name, two weights.
fn lines(text: &str) -> impl Iterator<Item = [&str; 4]> {
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut fields = line.split('\t');
            Some([
                fields.next()?,
                fields.next()?,
                fields.next()?,
                fields.next()?,
            ])
        })
}

impl PassWeights {
    /// The weight of a bead with two sides, in nats.
    pub(super) fn bead(&self, bead: &BeadCandidate<'_>) -> f64 {
        let mut sum = 0.0;
        for &(at, weight) in &self.features {
            sum += weight * (FEATURES[at].value)(bead);
        }
        if let Some(clauses) = self.clauses(bead) {
            for &(at, weight) in &self.clause_features {
                sum += weight * (CLAUSE_FEATURES[at].value)(bead, &clauses);
            }
        }
        sum
    }

    /// The weight of a bead, feature by feature.
    pub(super) fn bead_terms(&self, bead: &BeadCandidate<'_>) -> Vec<Term> {
        let own = self.features.iter().map(|&(at, weight)| {
            let feature = &FEATURES[at];
            Term::new(feature.name, feature.about, (feature.value)(bead), weight)
        });
        let clauses = self.clauses(bead);
        let of_clauses = clauses.iter().flat_map(|clauses| {
            self.clause_features.iter().map(|&(at, weight)| {
                let feature = &CLAUSE_FEATURES[at];
                let value = (feature.value)(bead, clauses);
                Term::new(feature.name, feature.about, value, weight)
            })
        });
        own.chain(of_clauses).collect()
    }

    /// The clauses of a bead, if they weigh anything.
    fn clauses(&self, bead: &BeadCandidate<'_>) -> Option<Clauses> {
        match self.clause_features.is_empty() {
            true => None,
            false => Clauses::of(bead),
        }
    }

    /// The weight of a text left alone, in nats, without that of the gap.
    pub(super) fn lone(&self, lone: &LoneText<'_>) -> f64 {
        let mut sum = 0.0;
        for &(at, weight) in &self.lone_features {
            sum += weight * (LONE_FEATURES[at].value)(lone);
        }
        sum
    }

    /// The weight of a text left alone, feature by feature.
    pub(super) fn lone_terms(&self, lone: &LoneText<'_>) -> Vec<Term> {
        let terms = self.lone_features.iter().map(|&(at, weight)| {
            let feature = &LONE_FEATURES[at];
            Term::new(feature.name, feature.about, (feature.value)(lone), weight)
        });
        terms.collect()
    }
}

/// The contribution of one feature to the weight of one bead.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// The feature's name.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// Its value.
    pub value: f64,
    /// The weight of a value of 1, in nats.
    pub weight: f64,
}

impl Term {
    fn new(name: &'static str, about: &'static str, value: f64, weight: f64) -> Self {
        Self {
            name,
            about,
            value,
            weight,
        }
    }

    /// Its contribution, in nats: above 0 for the bead, below 0 against it.
    pub fn nats(&self) -> f64 {
        self.value * self.weight
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::feature_names;

    #[test]
    fn each_feature_has_weights_and_each_line_a_feature() {
        for file in [include_str!("encoder.tsv"), include_str!("words.tsv")] {
            let mut listed: Vec<(String, String)> = Vec::new();
            for [kind, name, first, second] in lines(file) {
                assert!(
                    first.parse::<f64>().is_ok() && second.parse::<f64>().is_ok(),
                    "{name}"
                );
                listed.push((kind.to_owned(), name.to_owned()));
            }
            let known = feature_names()
                .into_iter()
                .chain([("gap", "open"), ("gap", "extend")]);
            let known: Vec<(String, String)> = known
                .map(|(kind, name)| (kind.to_owned(), name.to_owned()))
                .collect();
            assert_eq!(listed, known);
        }
    }
}
