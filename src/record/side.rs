//! One side of a bead, and where its segments end.

use crate::lang::Lang;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// One side of a bead.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BeadSide {
    /// BCP 47 tag.
    pub lang: Lang,
    /// Normalised text: NFC, single spaces, hyphens and page breaks repaired, without footnote marks.
    pub text: String,
    /// Its origin: byte spans of the document as given, in order, not overlapping.
    pub spans: Vec<Span>,
    /// Where one of its segments ends and the next begins, in order; none for a single segment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cuts: Vec<Cut>,
    /// Whether it follows the text of the bead before without a space: a reviewer cut there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub glued: bool,
}

/// The end of a segment that is not the last of its side, written as a two-element array.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "[usize; 2]", from = "[usize; 2]")]
pub struct Cut {
    /// In the text, in bytes. The space after it belongs to neither segment.
    pub text: usize,
    /// In what the spans cover, in bytes of these alone: what is between two spans does not count.
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
