//! What the features count for: data, fitted by `tools/fit_aligner.py`.
//!
//! One file for each way to measure meaning: a line a feature with its name and two weights in nats,
//! those of the first pass, which leaves out what is improbable, and those of the second.

use super::bead::Candidate;
use super::clauses::Clauses;
use super::deletion::{LONE_FEATURES, Lone};
use super::features::{CLAUSE_FEATURES, FEATURES};
use super::lattice::Gap;
use crate::similarity::Measure;
use std::sync::LazyLock;

/// The weights for one measure of meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Those that decide what is left out.
    pub first: Pass,
    /// Those that decide.
    pub second: Pass,
}

/// Weights other than 0, each with its feature's place in its table.
#[derive(Clone, Debug, PartialEq)]
pub struct Pass {
    features: Vec<(usize, f64)>,
    clause_features: Vec<(usize, f64)>,
    lone_features: Vec<(usize, f64)>,
    /// What gaps weigh.
    pub gap: Gap,
}

impl Weights {
    /// Those for a measure of meaning.
    pub fn of(measure: Measure) -> &'static Self {
        static ENCODER: LazyLock<Weights> =
            LazyLock::new(|| Weights::parse(include_str!("encoder.tsv")));
        static WORDS: LazyLock<Weights> =
            LazyLock::new(|| Weights::parse(include_str!("words.tsv")));
        match measure {
            Measure::Encoder => &ENCODER,
            Measure::Words => &WORDS,
        }
    }

    /// Reads what `tools/fit_aligner.py` writes. A feature without a line counts for nothing; a test
    /// sees to it that there is none, and no line without a feature.
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
        let [first, second] = [2, 3].map(|column| Pass {
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
            gap: Gap {
                open: weight("gap", "open", column),
                extend: weight("gap", "extend", column),
            },
        });
        Self { first, second }
    }
}

/// The fields of each line: kind, name, weights.
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

impl Pass {
    /// What a bead with two sides weighs, in nats.
    pub fn bead(&self, bead: &Candidate<'_>) -> f64 {
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

    /// The same feature by feature.
    pub fn bead_terms(&self, bead: &Candidate<'_>) -> Vec<Term> {
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

    /// What the clauses of a bead say, if that counts for anything.
    fn clauses(&self, bead: &Candidate<'_>) -> Option<Clauses> {
        match self.clause_features.is_empty() {
            true => None,
            false => Clauses::of(bead),
        }
    }

    /// What speaks for leaving a text alone, in nats, beside the gap itself.
    pub fn lone(&self, lone: &Lone<'_>) -> f64 {
        let mut sum = 0.0;
        for &(at, weight) in &self.lone_features {
            sum += weight * (LONE_FEATURES[at].value)(lone);
        }
        sum
    }

    /// The same feature by feature.
    pub fn lone_terms(&self, lone: &Lone<'_>) -> Vec<Term> {
        let terms = self.lone_features.iter().map(|&(at, weight)| {
            let feature = &LONE_FEATURES[at];
            Term::new(feature.name, feature.about, (feature.value)(lone), weight)
        });
        terms.collect()
    }
}

/// What one feature says of one bead.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// The feature's name.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// Its value.
    pub value: f64,
    /// What a value of 1 counts for, in nats.
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

    /// What it counts for, in nats: above 0 for the bead, below 0 against it.
    pub fn nats(&self) -> f64 {
        self.value * self.weight
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::names;

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
            let known = names()
                .into_iter()
                .chain([("gap", "open"), ("gap", "extend")]);
            let known: Vec<(String, String)> = known
                .map(|(kind, name)| (kind.to_owned(), name.to_owned()))
                .collect();
            assert_eq!(listed, known);
        }
    }
}
