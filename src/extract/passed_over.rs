//! Foreign texts that are not taken for originals, and why.

use crate::lang::Lang;
use crate::text::Span;
use std::fmt;

/// Text in a language of originals that is not taken for an original.
#[derive(Clone, Debug, PartialEq)]
pub struct PassedOver {
    /// Its language.
    pub lang: Lang,
    /// Where it is.
    pub spans: Vec<Span>,
    /// Why it is not an original.
    pub reason: PassedOverReason,
}

/// Why a foreign text is not taken for an original.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PassedOverReason {
    /// The quote of this id has the same text in a better state.
    Duplicate(String),
    /// It is in a bibliography, or a title in a footnote.
    Title,
    /// A person said so.
    Pinned,
}

impl PassedOverReason {
    /// The word that files use.
    pub fn as_str(&self) -> &'static str {
        match self {
            PassedOverReason::Duplicate(_) => "duplicate",
            PassedOverReason::Title => "title",
            PassedOverReason::Pinned => "pinned",
        }
    }
}

impl fmt::Display for PassedOverReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PassedOverReason::Duplicate(id) => write!(f, "the same text as {id}"),
            PassedOverReason::Title => f.write_str("a title"),
            PassedOverReason::Pinned => f.write_str("a person said that it is not an original"),
        }
    }
}
