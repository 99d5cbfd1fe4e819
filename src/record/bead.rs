//! A bead as a record.

use super::side::BeadSide;
use super::status::Status;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One bead of one quote, with everything that is needed to find, cite and check it.
///
/// A quote without translation is one record with the whole original as its source, no target and
/// [`Status::Untranslated`]; a bead with an empty side has `None` there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The document's id: its path in `corpus/`, or its file name, without extension.
    pub document: String,
    /// The quote's stable id, unique in the corpus.
    pub quote: String,
    /// The bead's stable id, unique in the corpus.
    pub bead: String,
    /// How many source and target segments it joins.
    pub kind: BeadKind,
    /// Probability that the bead is right, 0 to 1; for an untranslated quote, that it has no
    /// translation. Written with four decimals: see [`rounded_score`].
    #[serde(serialize_with = "write_score")]
    pub score: f64,
    /// Its status.
    pub status: Status,
    /// Whether the original is inside a sentence of the author's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inline: bool,
    /// The original, or `None` for a target segment that translates nothing.
    pub source: Option<BeadSide>,
    /// The translation, or `None`.
    pub target: Option<BeadSide>,
    /// Reviewers' notes, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Record {
    /// The original, then the translation.
    pub fn sides(&self) -> [Option<&BeadSide>; 2] {
        [self.source.as_ref(), self.target.as_ref()]
    }
}

/// A score as every file has it: within 0 to 1, to four decimals, so that the last bits of a sum never make
/// a difference. What is not a number counts as 0.
///
/// ```
/// use diglot::record::rounded_score;
///
/// assert_eq!(rounded_score(0.912_349), 0.9123);
/// assert_eq!(rounded_score(f64::NAN), 0.0);
/// ```
pub fn rounded_score(score: f64) -> f64 {
    if score.is_nan() {
        return 0.0;
    }
    // Adding zero turns `-0.0`, which prints its sign, into `0.0`.
    (score.clamp(0.0, 1.0) * 1e4).round() / 1e4 + 0.0
}

fn write_score<S: serde::Serializer>(score: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(rounded_score(*score))
}

/// How many source and target segments a bead joins, written `1-2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BeadKind {
    /// Source segments.
    pub source: usize,
    /// Target segments.
    pub target: usize,
}

impl fmt::Display for BeadKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{}", self.source, self.target))
    }
}

impl Serialize for BeadKind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BeadKind {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.split_once('-')
            .and_then(|(source, target)| {
                Some(BeadKind {
                    source: source.parse().ok()?,
                    target: target.parse().ok()?,
                })
            })
            .ok_or_else(|| {
                serde::de::Error::custom(format!("`{text}` is not a kind of bead such as `1-2`"))
            })
    }
}
