//! Decisions that cannot be put into effect, and why.

use super::decision::Decision;
use std::fmt;

/// A decision that cannot be put into effect until somebody has looked at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The decision, as it was made.
    pub decision: Decision,
    /// The bead (for a decision about a quote: the quote) that shares most words with what the
    /// decision was made on, at least half of them.
    pub nearest: Option<String>,
    /// Why it cannot be put into effect.
    pub why: ConflictReason,
}

/// Why a decision cannot be put into effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConflictReason {
    /// The bead or quote is there, but has another text.
    TextChanged,
    /// Neither its id nor its text is there any more.
    Gone,
    /// Its id is gone or has another text, and its text is there more than once.
    Ambiguous,
    /// It asks for something impossible: an edit of a side that the bead does not have, or of a quote of
    /// several beads; a translation that overlaps its original; a language that is not looked for.
    Inapplicable,
}

impl fmt::Display for ConflictReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            ConflictReason::TextChanged => "the text has changed since",
            ConflictReason::Gone => "the text is no longer in the document",
            ConflictReason::Ambiguous => "the text is now in several places",
            ConflictReason::Inapplicable => "it cannot be applied there",
        })
    }
}
