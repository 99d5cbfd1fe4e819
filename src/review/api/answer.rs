//! The answers of the server.

use crate::error::{Error, ErrorKind};
use crate::lang::Lang;
use crate::text::Span;
use serde::Serialize;
use std::collections::BTreeMap;

/// An answer, or why nothing was done.
pub type ApiResult<T> = std::result::Result<T, RefusedRequest>;

/// Data about the whole project: `GET /api/about`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProjectInfo {
    /// The name of the project's folder.
    pub project: String,
    /// Version of the program.
    pub version: String,
    /// Who decides if the page names nobody.
    pub reviewer: String,
    /// Languages in which originals are looked for.
    pub source_langs: Vec<Lang>,
    /// Language of translations.
    pub target_lang: Lang,
    /// Codes of the rules that can be waived for a quote or bead.
    pub rules: Vec<String>,
    /// What each rule finds, in English, by its code: the page shows it where it has no name for a rule.
    pub rule_summaries: BTreeMap<&'static str, &'static str>,
    /// Score below which a bead is doubtful, 0 to 1.
    pub doubtful_below: f64,
}

/// One document and how far its review is: `GET /api/documents` has all.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct DocumentSummary {
    /// Its id.
    pub id: String,
    /// Its title, or its id.
    pub title: String,
    /// Its path.
    pub path: String,
    /// Number of its quotes.
    pub quotes: usize,
    /// Number of its beads.
    pub beads: usize,
    /// Number of beads on which somebody has decided: accepted, edited, rejected or waived.
    pub reviewed: usize,
    /// Number of the other beads that are in the queue.
    pub doubtful: usize,
    /// Number of quotes with neither a translation nor a waiver.
    pub untranslated: usize,
    /// Number of beads that need work, as somebody decided.
    pub needs_work: usize,
    /// Number of decisions that have lost their place.
    pub conflicts: usize,
    /// Whether it is being built: decisions on its structure show when that is done.
    pub building: bool,
    /// Why it cannot be reviewed at present, if it cannot.
    pub error: Option<String>,
}

/// A document, bead by bead: `GET /api/document?id=…`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DocumentView {
    /// How far its review is.
    pub summary: DocumentSummary,
    /// Grows by one with every change of `rows`.
    pub version: u64,
    /// Its beads, quote by quote.
    pub rows: Vec<BeadRow>,
    /// Decisions that have lost their place.
    pub conflicts: Vec<LostDecision>,
}

/// A bead as the page shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BeadRow {
    /// The bead's id.
    pub bead: String,
    /// The id of its quote.
    pub quote: String,
    /// Number of source and target segments: `1-2`.
    pub kind: String,
    /// Probability that it is right, 0 to 1.
    pub score: f64,
    /// `proposed`, `accepted`, `edited`, `rejected`, `needs-work`, `waived` or `untranslated`.
    pub status: String,
    /// The original, or `None`.
    pub source: Option<BeadCell>,
    /// The translation, or `None`.
    pub target: Option<BeadCell>,
    /// Notes of reviewers, oldest first.
    pub notes: Vec<String>,
    /// Why somebody should look at it: `score`, `kind`, `untranslated`, codes of rules. Empty once it is
    /// reviewed, except for `needs-work`.
    pub reasons: Vec<String>,
    /// Changes whenever texts, status or notes do: see [`OperationRequest::seen`](super::OperationRequest).
    pub rev: String,
}

/// One side of a bead.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BeadCell {
    /// Its language.
    pub lang: Lang,
    /// Its text, edited or not.
    pub text: String,
    /// Its text in the document, if somebody edited it.
    pub unedited: Option<String>,
    /// Where in `text` each of its segments ends, except the last: the first places to split it at.
    pub cuts: Vec<usize>,
}

/// A decision that has lost its place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LostDecision {
    /// The bead or quote that it was about.
    pub id: String,
    /// The operation that it is part of. To undo that operation dismisses the decision.
    pub operation: String,
    /// The word for what was decided.
    pub decision: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: String,
    /// Why it has no place.
    pub why: String,
    /// The bead or quote whose text is nearest to the one that it was made on.
    pub nearest: Option<String>,
    /// The original that it was made on.
    pub source: Option<String>,
    /// The translation that it was made on.
    pub target: Option<String>,
}

/// The beads to review first: `GET /api/queue?limit=…`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReviewQueue {
    /// Number of beads that wait in all.
    pub total: usize,
    /// Whether rules are still being checked.
    pub checking: bool,
    /// The most doubtful first.
    pub items: Vec<QueuedBead>,
}

/// A bead that waits for a reviewer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QueuedBead {
    /// The id of its document.
    pub document: String,
    /// The document's title.
    pub title: String,
    /// The bead.
    pub row: BeadRow,
}

/// The document around a quote: `GET /api/context?document=…&quote=…`. `before=` and `after=` set how many
/// bytes of it are shown on either side; the default is 6,000. Of a quote of more than 100,000 bytes it is
/// the text around the bead `bead=…`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuoteContext {
    /// Which part of the document this is, in bytes.
    pub span: Span,
    /// The document's checksum. Operations that name places in it send it back.
    pub checksum: String,
    /// The line that it begins in, from 1.
    pub line: usize,
    /// Whether the document goes on before it, and after it.
    pub more: [bool; 2],
    /// Its text, cut where anything changes.
    pub pieces: Vec<ContextPiece>,
}

/// A piece of the document as it is in the file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContextPiece {
    /// The text.
    pub text: String,
    /// The sentence of the running text that it is part of, by number within this answer. `None` for white
    /// space, marks and page furniture. Sentences can be picked.
    pub unit: Option<usize>,
    /// Where that sentence is in the document, in bytes.
    pub span: Option<Span>,
    /// `source` or `target` of the quote asked for; `other` for the originals and translations of other
    /// quotes.
    pub mark: Option<&'static str>,
    /// The bead of the quote asked for that it is part of.
    pub bead: Option<String>,
}

/// One operation in the history of a document or the project: `GET /api/history?document=…&limit=…`, newest
/// first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HistoryEntry {
    /// The operation.
    pub operation: String,
    /// The id of its document.
    pub document: String,
    /// Who did it.
    pub by: String,
    /// When, in UTC: RFC 3339.
    pub at: String,
    /// The word for what was decided: `accept`, `beads`, …; for several different ones, the first.
    pub what: String,
    /// Number of beads or quotes that it is about.
    pub count: usize,
    /// The first of them.
    pub id: String,
    /// The original that the first was made on, shortened.
    pub source: Option<String>,
    /// The translation that the first was made on, shortened.
    pub target: Option<String>,
    /// The new text, the note, the reason or the language; shortened.
    pub detail: Option<String>,
    /// Whether it has been undone.
    pub undone: bool,
}

/// An operation that was done; it is on the disk by now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Acknowledgement {
    /// The operation.
    pub operation: String,
    /// What changed.
    pub patch: DocumentPatch,
    /// The bead to go to: the first that the operation made or touched.
    pub focus: Option<String>,
}

/// The changes of a document. The same is sent as an event `patch`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DocumentPatch {
    /// The document's id.
    pub document: String,
    /// The version of the rows that this applies to. A window with another version asks for the document
    /// again.
    pub before: u64,
    /// The version after it.
    pub version: u64,
    /// The first row that changes, from 0.
    pub at: usize,
    /// Number of rows that are removed.
    pub remove: usize,
    /// The rows in their place.
    pub rows: Vec<BeadRow>,
    /// How far the review of the document is now.
    pub summary: DocumentSummary,
    /// All decisions that have lost their place.
    pub conflicts: Vec<LostDecision>,
}

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RefusedRequest {
    /// What is wrong, and what to do; in English.
    pub error: String,
    /// What the page can translate: `stale`, `usage`, `disk`, `unreadable`, `nothing` (to undo). The server
    /// has more codes, for requests that it does not let through: `docs/review.md` lists all.
    pub code: &'static str,
    /// For `stale`: the beads as they are now, without those that are gone.
    pub now: Vec<BeadRow>,
}

impl RefusedRequest {
    /// With a code, what is wrong and what to do.
    pub fn new(code: &'static str, error: impl Into<String>) -> Self {
        Self {
            error: error.into(),
            code,
            now: Vec::new(),
        }
    }

    /// The request cannot be carried out.
    pub fn usage(error: impl Into<String>) -> Self {
        Self::new("usage", error)
    }
}

impl From<&Error> for RefusedRequest {
    fn from(error: &Error) -> Self {
        let code = match error.kind() {
            ErrorKind::Io {
                action: "write", ..
            } => "disk",
            _ if error.exit_code() == 2 => "usage",
            _ => "unreadable",
        };
        Self::new(code, error.to_string())
    }
}
