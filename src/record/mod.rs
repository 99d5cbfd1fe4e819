//! The flat form of a bead, one to a line: what `alignments/` stores, what every exporter writes
//! and what JSON Lines carries between programs.

mod flatten;
mod segments;

pub(crate) use flatten::joined_spans;
pub use flatten::records;
#[cfg(feature = "review")]
pub(crate) use segments::joined_parts;
pub(crate) use segments::{covered, divided, joined_sides};

use crate::lang::Lang;
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::fmt;

/// One bead of one quote, with all that is needed to find, cite and check it.
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
    /// What is known of it so far.
    pub status: Status,
    /// Whether the original stands inside a sentence of the author's.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inline: bool,
    /// The original, or `None` for a target segment that translates nothing.
    pub source: Option<BeadSide>,
    /// The translation, or `None`.
    pub target: Option<BeadSide>,
    /// What reviewers noted, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Record {
    /// The original, then the translation.
    pub fn sides(&self) -> [Option<&BeadSide>; 2] {
        [self.source.as_ref(), self.target.as_ref()]
    }
}

/// A score as every file of ours writes it: within 0 to 1, to four decimals, so that the last bits
/// of a sum never make a diff. What is no number counts as 0.
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

/// One side of a bead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BeadSide {
    /// BCP 47 tag.
    pub lang: Lang,
    /// Normalised text: NFC, single spaces, hyphens and page breaks mended, footnote marks out.
    pub text: String,
    /// What it came from: byte spans into the document as given, in order, not overlapping.
    pub spans: Vec<Span>,
    /// Where one of its segments ends and the next begins, in order; none for a single segment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cuts: Vec<Cut>,
    /// Whether it follows on the text of the bead before without a space: a reviewer cut there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub glued: bool,
}

/// The end of a segment that is not the last of its side, written as a two-element array.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "[usize; 2]", from = "[usize; 2]")]
pub struct Cut {
    /// In the text, in bytes. The space behind it belongs to neither segment.
    pub text: usize,
    /// In what the spans cover, in bytes of these alone: what lies between two spans does not count.
    pub raw: usize,
}

impl From<Cut> for [usize; 2] {
    fn from(cut: Cut) -> Self {
        [cut.text, cut.raw]
    }
}

impl From<[usize; 2]> for Cut {
    fn from([text, raw]: [usize; 2]) -> Self {
        Self { text, raw }
    }
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
            .ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no bead kind like `1-2`")))
    }
}

/// What is known of a bead so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The machine says so; nobody has looked at it yet.
    Proposed,
    /// A reviewer says that somebody has to work on it.
    NeedsWork,
    /// A reviewer says that it is right.
    Accepted,
    /// A reviewer has changed its text.
    Edited,
    /// A reviewer says that it is wrong; left out of exports unless asked for.
    Rejected,
    /// A quote that a reviewer lets stand without translation.
    Waived,
    /// A quote for which the document gives no translation.
    Untranslated,
}

impl Status {
    /// Every status, in the order in which tables show them.
    pub const ALL: [Status; 7] = [
        Status::Proposed,
        Status::NeedsWork,
        Status::Accepted,
        Status::Edited,
        Status::Rejected,
        Status::Waived,
        Status::Untranslated,
    ];

    /// Whether a bead of this status waits for somebody to say whether it is right.
    pub fn is_open(self) -> bool {
        matches!(self, Status::Proposed | Status::NeedsWork)
    }

    /// Whether a reviewer has settled it: nothing is left to be done.
    pub fn is_settled(self) -> bool {
        match self {
            Status::Accepted | Status::Edited | Status::Rejected | Status::Waived => true,
            Status::Proposed | Status::NeedsWork | Status::Untranslated => false,
        }
    }

    /// The word that records and tables use.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Proposed => "proposed",
            Status::NeedsWork => "needs-work",
            Status::Accepted => "accepted",
            Status::Edited => "edited",
            Status::Rejected => "rejected",
            Status::Waived => "waived",
            Status::Untranslated => "untranslated",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
