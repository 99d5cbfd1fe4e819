//! What the page and the server say to each other, as JSON.
//!
//! Places in texts are counted in UTF-16 code units, as scripts in a browser count them; everything is
//! an offset into the text as it is shown. `docs/review.md` describes the requests.

use crate::lang::Lang;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// What holds for the whole project: `GET /api/about`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct About {
    /// The name of the project's folder.
    pub project: String,
    /// Of the program.
    pub version: String,
    /// Who decides if the page does not say otherwise.
    pub reviewer: String,
    /// The languages that originals are looked for in.
    pub source_langs: Vec<Lang>,
    /// The language of translations.
    pub target_lang: Lang,
    /// The codes of the rules that can be waived for a quote or bead.
    pub rules: Vec<String>,
}

/// One document and how far it is: `GET /api/documents` has all.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Summary {
    /// Its id.
    pub id: String,
    /// Its title, or its id.
    pub title: String,
    /// Its path.
    pub path: String,
    /// How many quotes it has.
    pub quotes: usize,
    /// How many beads.
    pub beads: usize,
    /// How many beads somebody has decided on: accepted, edited, rejected or waived.
    pub reviewed: usize,
    /// How many of the others stand in the queue.
    pub doubtful: usize,
    /// How many quotes have no translation, and no waiver.
    pub untranslated: usize,
    /// How many beads need work, as somebody said.
    pub needs_work: usize,
    /// How many decisions have lost their place.
    pub conflicts: usize,
    /// Whether it is being built anew: what was said of its structure will show when it is done.
    pub building: bool,
    /// Why it cannot be reviewed at present, if it cannot.
    pub error: Option<String>,
}

/// A document, bead by bead: `GET /api/document?id=…`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct View {
    /// How far it is.
    pub summary: Summary,
    /// Grows by one with every change of `rows`.
    pub version: u64,
    /// Its beads, quote by quote.
    pub rows: Vec<Row>,
    /// Decisions that have lost their place.
    pub conflicts: Vec<Lost>,
}

/// A bead as the page shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The bead's id.
    pub bead: String,
    /// Its quote's.
    pub quote: String,
    /// `1-2`.
    pub kind: String,
    /// Probability that it is right, 0 to 1.
    pub score: f64,
    /// `proposed`, `accepted`, `edited`, `rejected`, `needs-work`, `waived` or `untranslated`.
    pub status: String,
    /// The original, or `None`.
    pub source: Option<Cell>,
    /// The translation, or `None`.
    pub target: Option<Cell>,
    /// What reviewers noted, oldest first.
    pub notes: Vec<String>,
    /// Why somebody should look at it: `score`, `kind`, `untranslated`, codes of rules; empty once it
    /// is reviewed, but for `needs-work`.
    pub reasons: Vec<String>,
    /// Changes whenever texts, status or notes do: see [`Request::seen`].
    pub rev: String,
}

/// One side of a bead.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cell {
    /// Its language.
    pub lang: Lang,
    /// Its text, edited or not.
    pub text: String,
    /// What it reads in the document, if somebody edited it.
    pub unedited: Option<String>,
    /// Where in `text` its segments end, but the last: where it can be split first of all.
    pub cuts: Vec<usize>,
}

/// A decision that has lost its place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Lost {
    /// What it was about.
    pub id: String,
    /// The operation that it is part of; to undo that dismisses it.
    pub operation: String,
    /// The word for what was decided.
    pub decision: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: String,
    /// Why it has no place.
    pub why: String,
    /// The bead or quote most like what it was made on.
    pub nearest: Option<String>,
    /// What it was made on.
    pub source: Option<String>,
    /// The same.
    pub target: Option<String>,
}

/// What should be looked at first: `GET /api/queue?limit=…`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Queue {
    /// How many beads wait in all.
    pub total: usize,
    /// Whether findings of `check` are still being looked for.
    pub checking: bool,
    /// The most doubtful first.
    pub items: Vec<Waiting>,
}

/// A bead that waits for a reviewer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Waiting {
    /// Its document's id.
    pub document: String,
    /// The document's title.
    pub title: String,
    /// The bead.
    pub row: Row,
}

/// The document around a quote: `GET /api/context?document=…&quote=…`, with `before=` and `after=` so many
/// bytes of it on either side, 6,000 unless said otherwise. Of a quote of more than 100,000 bytes it is what
/// is around the bead `bead=…`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Context {
    /// From where to where of the document this is, in bytes.
    pub span: Span,
    /// The document's checksum: operations that name places in it give it back.
    pub checksum: String,
    /// The line that it begins in, from 1.
    pub line: usize,
    /// Whether there is more of the document before, and behind.
    pub more: [bool; 2],
    /// Its text, cut where anything changes.
    pub pieces: Vec<Piece>,
}

/// A stretch of the document as it is in the file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Which sentence of the running text it is part of, by number within this answer; `None` for
    /// white space, marks and page furniture. Sentences can be picked.
    pub unit: Option<usize>,
    /// Where that sentence begins and ends in the document, in bytes.
    pub span: Option<Span>,
    /// `source` or `target` of the quote asked for, `other` for other quotes' originals and
    /// translations.
    pub mark: Option<&'static str>,
    /// The bead of the quote asked for that it is part of.
    pub bead: Option<String>,
}

/// One operation in a document's or the project's history: `GET /api/history?document=…&limit=…`, newest first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// The operation.
    pub operation: String,
    /// Its document's id.
    pub document: String,
    /// Who.
    pub by: String,
    /// When, in UTC: RFC 3339.
    pub at: String,
    /// The word for what was decided: `accept`, `beads`, …; for several different ones, the first.
    pub what: String,
    /// How many beads or quotes it is about.
    pub count: usize,
    /// The first of them.
    pub id: String,
    /// What the first was made on, shortened.
    pub source: Option<String>,
    /// The same.
    pub target: Option<String>,
    /// What it says: the new text, the note, the reason, the language; shortened.
    pub detail: Option<String>,
    /// Whether it has been taken back.
    pub undone: bool,
}

/// What a reviewer wants done: `POST /api/do`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The document's id.
    pub document: String,
    /// Who wants it.
    #[serde(default)]
    pub by: Option<String>,
    /// What.
    pub operation: Operation,
    /// The beads that it is about, each with the `rev` that the reviewer saw. If one of them is
    /// another by now, nothing is done.
    #[serde(default)]
    pub seen: Vec<Seen>,
}

/// A bead as somebody saw it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// Its id.
    pub bead: String,
    /// [`Row::rev`].
    pub rev: String,
}

/// What can be done.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Operation {
    /// Beads are right (`accepted`), wrong (`rejected`) or to be worked on (`needs-work`).
    Status {
        /// Their ids.
        beads: Vec<String>,
        /// Which.
        status: Verdict,
    },
    /// Neighbours of one quote become one bead.
    Merge {
        /// Their ids, from first to last.
        beads: Vec<String>,
        /// See [`Operation::Split`].
        #[serde(default = "yes")]
        realign: bool,
    },
    /// A bead becomes two. A side without place is cut where that aligns best.
    Split {
        /// Its id.
        bead: String,
        /// Where in the original's shown text.
        #[serde(default)]
        source: Option<usize>,
        /// Where in the translation's.
        #[serde(default)]
        target: Option<usize>,
        /// Whether neighbours that nobody has decided on are aligned anew around it.
        #[serde(default = "yes")]
        realign: bool,
    },
    /// The first segment of a side goes to the bead before, or the last one to the bead behind.
    Move {
        /// The bead's id.
        bead: String,
        /// Which side.
        side: Side,
        /// Whether up or down.
        to: Direction,
        /// See [`Operation::Split`].
        #[serde(default = "yes")]
        realign: bool,
    },
    /// The translations of a bead and the next are exchanged.
    Swap {
        /// The first bead's id.
        bead: String,
    },
    /// A side has nothing opposite; what stood there goes to the next bead.
    InsertEmpty {
        /// The bead's id.
        bead: String,
        /// The side that stays; the other becomes empty.
        side: Side,
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
    /// What is in the bead translates nothing, and nothing translates it.
    Deletion {
        /// Its id.
        bead: String,
    },
    /// A bead reads otherwise; a side that is not given stays.
    Edit {
        /// Each bead with its new texts.
        edits: Vec<Edit>,
    },
    /// A remark.
    Note {
        /// A bead or a quote.
        id: String,
        /// The remark.
        text: String,
    },
    /// It may stand as it is.
    Waive {
        /// A bead or a quote.
        id: String,
        /// Why.
        reason: String,
        /// Which rules' findings; none stands for a missing translation.
        #[serde(default)]
        rules: Vec<String>,
        /// The last day on which it holds.
        #[serde(default)]
        until: Option<String>,
    },
    /// It is no quote.
    NotAQuote {
        /// The quote's id.
        quote: String,
    },
    /// Its original is in this language.
    Language {
        /// The quote's id.
        quote: String,
        /// Which.
        lang: Lang,
    },
    /// Nothing translates it.
    Untranslated {
        /// The quote's id.
        quote: String,
    },
    /// Its original or translation grows or shrinks.
    Bound {
        /// The quote's id.
        quote: String,
        /// Which side.
        side: Side,
        /// `up` for its beginning, `down` for its end.
        edge: Direction,
        /// By how much.
        by: Unit,
        /// Whether it grows.
        grow: bool,
    },
    /// Its original or translation is this stretch of the document.
    Place {
        /// The quote's id.
        quote: String,
        /// Which side.
        side: Side,
        /// In bytes: see [`Piece::span`].
        span: Span,
        /// [`Context::checksum`].
        checksum: String,
    },
    /// A stretch of the document is an original, though none was found there.
    NewQuote {
        /// In bytes.
        span: Span,
        /// [`Context::checksum`].
        checksum: String,
        /// Its language.
        lang: Lang,
    },
}

impl Operation {
    /// Whether it is about the structure of a quote, so that the document is built for it.
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
pub enum Verdict {
    /// It is right.
    Accepted,
    /// It is wrong.
    Rejected,
    /// It has to be worked on.
    NeedsWork,
}

/// A side of a bead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// The original.
    Source,
    /// The translation.
    Target,
}

/// To the bead before or the one behind; the beginning or the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

/// How much a boundary moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// A sentence.
    Sentence,
    /// A paragraph, or what else is one block.
    Block,
}

/// A bead's new texts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
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
pub struct Again {
    /// Who wants it.
    #[serde(default)]
    pub by: Option<String>,
    /// Which operation: [`Entry::operation`].
    #[serde(default)]
    pub operation: Option<String>,
}

/// What was done; on the disk by now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Done {
    /// The operation.
    pub operation: String,
    /// What changed.
    pub patch: Patch,
    /// The bead to go to: the first that it made or touched.
    pub focus: Option<String>,
}

/// What has changed in a document. The same is sent as an event `patch`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Patch {
    /// The document's id.
    pub document: String,
    /// The version of the rows that this applies to; who has another one asks for the document again.
    pub before: u64,
    /// The version that comes of it.
    pub version: u64,
    /// The first row that changes, from 0.
    pub at: usize,
    /// How many rows go.
    pub remove: usize,
    /// What comes in their place.
    pub rows: Vec<Row>,
    /// How far the document is now.
    pub summary: Summary,
    /// Decisions that have lost their place, all of them.
    pub conflicts: Vec<Lost>,
}

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Refused {
    /// What is wrong, and what to do; in English.
    pub error: String,
    /// What the page can translate: `stale`, `usage`, `disk`, `unreadable`, `nothing` (to undo). The server
    /// has some of its own, for what it does not let through: `docs/review.md` lists all.
    pub code: &'static str,
    /// For `stale`: the beads as they are now, without those that are gone.
    pub now: Vec<Row>,
}

fn yes() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_read_as_the_page_writes_them() {
        let request: Request = serde_json::from_str(
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
