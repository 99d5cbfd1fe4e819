//! The verdicts on a quote or a bead.

use crate::lang::Lang;
use serde::{Deserialize, Serialize};
use std::hash::{Hash, Hasher};

/// The verdict of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Verdict {
    /// It is right. On a quote: all its beads are.
    Accept,
    /// It is wrong. On a quote: all its beads are.
    Reject,
    /// It needs work. On a quote: all its beads do.
    NeedsWork,
    /// A bead gets another text; a side that is not given stays as it is.
    Edit {
        /// The new original.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<String>,
        /// The new translation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        target: Option<String>,
    },
    /// A remark, for later reviewers and for the exports. On a quote: on each of its beads.
    Note {
        /// The remark.
        text: String,
    },
    /// What `check` finds here may stay. Without `rules`: what has no translation may stay without one. On
    /// a quote: all of it.
    Waive {
        /// Why.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
        /// Which rules' findings; no rules mean a missing translation.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        rules: Vec<String>,
        /// The last day on which this holds, as in `2027-01-31`; without one it holds forever.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<String>,
    },
    /// It is not a quote. This verdict and the following ones are only about quotes, and the machine obeys
    /// them. A text in them is normalised, and `before` equal texts come before it in the document.
    NotAQuote,
    /// The original is in another language.
    Language {
        /// Which.
        lang: Lang,
    },
    /// The original begins or ends elsewhere.
    Source {
        /// What it is, from beginning to end.
        source: String,
        /// See [`Verdict::NotAQuote`].
        #[serde(default, skip_serializing_if = "is_zero")]
        before: usize,
        /// Its language.
        lang: Lang,
    },
    /// The translation is another part of the document.
    Target {
        /// What it is, from beginning to end.
        target: String,
        /// See [`Verdict::NotAQuote`].
        #[serde(default, skip_serializing_if = "is_zero")]
        before: usize,
    },
    /// Nothing in the document translates it.
    Untranslated,
    /// What it was made on is an original, although the machine finds none there.
    Quote {
        /// See [`Verdict::NotAQuote`].
        #[serde(default, skip_serializing_if = "is_zero")]
        before: usize,
        /// Its language.
        lang: Lang,
    },
    /// What it was made on, neighbouring beads of a quote, is divided into beads differently.
    Beads {
        /// Into which, in order.
        beads: Vec<DecidedBead>,
        /// Where one of them ends inside a segment.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        inside: Vec<SegmentCut>,
    },
    /// The translations of the bead and the next one are in the opposite order to their originals: they are
    /// exchanged.
    Swap,
    /// Takes back the same person's last decision about the same thing, or dismisses one that is in
    /// conflict; or takes back a whole operation, whoever made it.
    Undo {
        /// See [`Decision::operation`](super::Decision::operation).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<String>,
    },
    /// Brings back an operation that was taken back, in its old place among the others.
    Redo {
        /// See [`Decision::operation`](super::Decision::operation).
        of: String,
    },
}

/// When a verdict is put into effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Extraction obeys it, at the next build.
    Extraction,
    /// It says what the beads are, and is put into effect before anything is said about them.
    Beads,
    /// It is folded into records.
    Fold,
    /// It takes back other decisions or brings them back.
    History,
}

/// A bead that a person made, or that the machine made of its neighbours at that time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecidedBead {
    /// How much of the original is in it, in characters (Unicode scalar values), without white space at its
    /// ends; 0 for none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub source: usize,
    /// How much of the translation.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub target: usize,
    /// The machine's probability for it, 0 to 1; `None` for a bead that the person made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
}

impl Eq for DecidedBead {}

impl Hash for DecidedBead {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.source, self.target, self.score.map(f64::to_bits)).hash(state);
    }
}

/// Where a segment is cut in two, in the text and in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SegmentCut {
    /// Whether it is a segment of the translation.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub target: bool,
    /// Where in the text that the decision was made on, in characters: the end of the first part.
    pub at: usize,
    /// Where in the document, in bytes of what the segment's spans cover: the end of the first part and
    /// the beginning of the second.
    pub raw: [usize; 2],
    /// How many bytes those spans cover. If they cover another number now, `raw` is no longer valid.
    pub of: usize,
}

/// The rules that a waiver without rules is about: see [`crate::check`].
pub(super) const TRANSLATION_RULES: [&str; 2] =
    ["missing-translation", "missing-inline-translation"];

fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Verdict {
    /// Its word, and when it is put into effect.
    fn row(&self) -> (&'static str, Stage) {
        match self {
            Verdict::Accept => ("accept", Stage::Fold),
            Verdict::Reject => ("reject", Stage::Fold),
            Verdict::NeedsWork => ("needs-work", Stage::Fold),
            Verdict::Edit { .. } => ("edit", Stage::Fold),
            Verdict::Note { .. } => ("note", Stage::Fold),
            Verdict::Waive { .. } => ("waive", Stage::Fold),
            Verdict::NotAQuote => ("not-a-quote", Stage::Extraction),
            Verdict::Language { .. } => ("language", Stage::Extraction),
            Verdict::Source { .. } => ("source", Stage::Extraction),
            Verdict::Target { .. } => ("target", Stage::Extraction),
            Verdict::Untranslated => ("untranslated", Stage::Extraction),
            Verdict::Quote { .. } => ("quote", Stage::Extraction),
            Verdict::Beads { .. } => ("beads", Stage::Beads),
            Verdict::Swap => ("swap", Stage::Beads),
            Verdict::Undo { .. } => ("undo", Stage::History),
            Verdict::Redo { .. } => ("redo", Stage::History),
        }
    }

    /// The word that files and tables use.
    pub fn as_str(&self) -> &'static str {
        self.row().0
    }

    /// When it is put into effect.
    pub fn stage(&self) -> Stage {
        self.row().1
    }

    /// Whether extraction has to obey it; the others are folded in afterwards.
    pub fn is_structural(&self) -> bool {
        self.stage() == Stage::Extraction
    }

    /// Whether it lets what has no translation stay without one.
    pub fn waives_translation(&self) -> bool {
        match self {
            Verdict::Waive { rules, .. } => {
                rules.is_empty()
                    || rules
                        .iter()
                        .any(|rule| TRANSLATION_RULES.contains(&&rule[..]))
            }
            _ => false,
        }
    }
}
