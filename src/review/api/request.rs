//! The requests of a reviewer.

use crate::lang::Lang;
use crate::text::Span;
use serde::Deserialize;

/// A reviewer's request for an operation: `POST /api/do`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OperationRequest {
    /// The document's id.
    pub document: String,
    /// Who asks for it.
    #[serde(default)]
    pub by: Option<String>,
    /// The operation.
    pub operation: Operation,
    /// The beads that it is about, each with the `rev` that the reviewer saw. If one of them has changed since,
    /// nothing is done.
    #[serde(default)]
    pub seen: Vec<SeenBead>,
}

/// A bead as somebody saw it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeenBead {
    /// Its id.
    pub bead: String,
    /// Its [`BeadRow::rev`](super::BeadRow::rev).
    pub rev: String,
}

/// The operations.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Operation {
    /// Beads are right (`accepted`), wrong (`rejected`) or to be worked on (`needs-work`).
    Status {
        /// Their ids.
        beads: Vec<String>,
        /// Their new status.
        status: ReviewStatus,
    },
    /// Neighbours of one quote become one bead.
    Merge {
        /// Their ids, from first to last.
        beads: Vec<String>,
        /// See [`Operation::Split`].
        #[serde(default = "yes")]
        realign: bool,
    },
    /// A bead becomes two. A side without a place is cut where that aligns best.
    Split {
        /// Its id.
        bead: String,
        /// Where to cut the original, as it is shown.
        #[serde(default)]
        source: Option<usize>,
        /// Where to cut the translation, as it is shown.
        #[serde(default)]
        target: Option<usize>,
        /// Whether neighbours on which nobody has decided are aligned again.
        #[serde(default = "yes")]
        realign: bool,
    },
    /// The first segment of a side goes to the bead before, or its last segment to the bead after.
    Move {
        /// The bead's id.
        bead: String,
        /// Which side.
        side: SideName,
        /// Whether up or down.
        to: Direction,
        /// See [`Operation::Split`].
        #[serde(default = "yes")]
        realign: bool,
    },
    /// A bead and the next one exchange their translations.
    Swap {
        /// The first bead's id.
        bead: String,
    },
    /// A side has no counterpart; what was its counterpart goes to the next bead.
    InsertEmpty {
        /// The bead's id.
        bead: String,
        /// The side that stays; the other becomes empty.
        side: SideName,
        /// See [`Operation::Split`].
        #[serde(default = "yes")]
        realign: bool,
    },
    /// The original of one bead and the translation of another, in the same quote, are one bead.
    Link {
        /// The bead with the original.
        source: String,
        /// The bead with the translation.
        target: String,
    },
    /// The sides of a bead do not translate each other, and nothing else does.
    Deletion {
        /// Its id.
        bead: String,
    },
    /// Beads get other texts; a side that is not given stays as it is.
    Edit {
        /// Each bead with its new texts.
        edits: Vec<BeadTexts>,
    },
    /// A note.
    Note {
        /// A bead or a quote.
        id: String,
        /// The note.
        text: String,
    },
    /// A bead or quote may stay as it is.
    Waive {
        /// A bead or a quote.
        id: String,
        /// Why.
        reason: String,
        /// The rules whose findings are waived; none means the missing translation.
        #[serde(default)]
        rules: Vec<String>,
        /// The last day of the waiver.
        #[serde(default)]
        until: Option<String>,
    },
    /// The text is not a quote.
    NotAQuote {
        /// The quote's id.
        quote: String,
    },
    /// Its original is in this language.
    Language {
        /// The quote's id.
        quote: String,
        /// The language.
        lang: Lang,
    },
    /// Nothing translates it.
    Untranslated {
        /// The quote's id.
        quote: String,
    },
    /// The original or translation of a quote grows or shrinks at one end.
    Bound {
        /// The quote's id.
        quote: String,
        /// Which side.
        side: SideName,
        /// `up` for its beginning, `down` for its end.
        edge: Direction,
        /// How much is added or removed.
        by: BoundaryUnit,
        /// Whether it grows.
        grow: bool,
    },
    /// The original or translation of a quote is this part of the document.
    Place {
        /// The quote's id.
        quote: String,
        /// Which side.
        side: SideName,
        /// In bytes: see [`ContextPiece::span`](super::ContextPiece::span).
        span: Span,
        /// [`QuoteContext::checksum`](super::QuoteContext::checksum).
        checksum: String,
    },
    /// A part of the document is an original, although none was found there.
    NewQuote {
        /// In bytes.
        span: Span,
        /// [`QuoteContext::checksum`](super::QuoteContext::checksum).
        checksum: String,
        /// Its language.
        lang: Lang,
    },
}

impl Operation {
    /// Whether it changes the structure of a quote, so that the document is built again.
    pub fn is_structural(&self) -> bool {
        matches!(
            self,
            Operation::NotAQuote { .. }
                | Operation::Language { .. }
                | Operation::Untranslated { .. }
                | Operation::Bound { .. }
                | Operation::Place { .. }
                | Operation::NewQuote { .. }
        )
    }
}

/// What [`Operation::Status`] makes of a bead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewStatus {
    /// It is right.
    Accepted,
    /// It is wrong.
    Rejected,
    /// It needs work.
    NeedsWork,
}

/// A side of a bead or quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SideName {
    /// The original.
    Source,
    /// The translation.
    Target,
}

/// To the bead before or after; the beginning or the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

/// How far a boundary moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BoundaryUnit {
    /// A sentence.
    Sentence,
    /// A paragraph, or another block.
    Block,
}

/// A bead's new texts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BeadTexts {
    /// Its id.
    pub bead: String,
    /// The new original.
    #[serde(default)]
    pub source: Option<String>,
    /// The new translation.
    #[serde(default)]
    pub target: Option<String>,
}

/// `POST /api/undo` and `POST /api/redo`: the reviewer's last operation, or the one that is named.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UndoRequest {
    /// Who asks for it.
    #[serde(default)]
    pub by: Option<String>,
    /// The operation: [`HistoryEntry::operation`](super::HistoryEntry::operation).
    #[serde(default)]
    pub operation: Option<String>,
}

fn yes() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_read_as_the_page_writes_them() {
        let request: OperationRequest = serde_json::from_str(
            r#"{"document":"a/b","seen":[{"bead":"q.1","rev":"00ff"}],
                "operation":{"do":"split","bead":"q.1","source":12}}"#,
        )
        .unwrap();
        let split = Operation::Split {
            bead: "q.1".into(),
            source: Some(12),
            target: None,
            realign: true,
        };
        assert_eq!(request.operation, split);
        let unknown = r#"{"do":"split","bead":"q.1","sauce":12}"#;
        assert!(serde_json::from_str::<Operation>(unknown).is_err());
    }
}
