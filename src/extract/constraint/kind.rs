//! Constraints, and why one of them cannot be obeyed.

use super::text_finder::TextNotFound;
use crate::lang::Lang;

/// A person's correction of one quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// The quote's id at that time.
    pub quote: String,
    /// Its original at that time, normalised.
    pub original: String,
    /// What was said. If there are several on one quote, the last of each kind counts.
    pub kind: ConstraintKind,
}

/// The kind of a constraint. A text is normalised, and `before` equal texts come before it in the
/// document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConstraintKind {
    /// It is not a quote.
    NotAQuote,
    /// The original is exactly this text. It replaces every original that it overlaps.
    Source {
        /// The text.
        text: String,
        /// See [`ConstraintKind`].
        before: usize,
        /// Its language.
        lang: Lang,
    },
    /// The original is in this language.
    Language(Lang),
    /// The translation is exactly this text.
    Target {
        /// The text.
        text: String,
        /// See [`ConstraintKind`].
        before: usize,
    },
    /// It has no translation.
    Untranslated,
}

/// A constraint that could not be obeyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnmetConstraint {
    /// Its index among the constraints.
    pub constraint: usize,
    /// Why not.
    pub reason: UnmetReason,
}

/// Why a constraint could not be obeyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnmetReason {
    /// Its text is no longer in the document.
    Gone,
    /// Its text is in several places.
    Ambiguous,
    /// Its text is in the document, but is no longer the original of a quote.
    Changed,
    /// It asks for something impossible: a translation that overlaps its original, or a language that is
    /// not looked for.
    Impossible,
}

impl From<TextNotFound> for UnmetReason {
    fn from(reason: TextNotFound) -> Self {
        match reason {
            TextNotFound::Gone => UnmetReason::Gone,
            TextNotFound::Ambiguous => UnmetReason::Ambiguous,
        }
    }
}
