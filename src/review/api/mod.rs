//! The messages between the page and the server, as JSON.
//!
//! [`OperationRequest`] and [`UndoRequest`] enter; everything else leaves. Unknown fields are refused.
//!
//! Places in texts are offsets into the text as it is shown, in UTF-16 code units, as scripts in a browser
//! count them. Places in documents are in bytes. `docs/review.md` describes the requests.

mod answer;
mod request;

pub use answer::{
    Acknowledgement, ApiResult, BeadCell, BeadRow, ContextPiece, DocumentPatch, DocumentSummary,
    DocumentView, HistoryEntry, LostDecision, ProjectInfo, QueuedBead, QuoteContext,
    RefusedRequest, ReviewQueue,
};
pub use request::{
    BeadTexts, BoundaryUnit, Direction, Operation, OperationRequest, ReviewStatus, SeenBead,
    SideName, UndoRequest,
};
