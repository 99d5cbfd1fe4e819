//! The two files of a document in `alignments/`, and their fold.
//!
//! `NAME.jsonl` is what the machine says, rebuilt at will; `NAME.decisions.jsonl` is what people decided,
//! only ever added to. Everything downstream sees the fold of the two: [`fold()`]. Enters: records and
//! decisions. Leaves: records. No decision is ever changed or dropped, whatever happens to the document.

mod alignments;
mod anchor;
mod beads;
mod conflict;
mod constraints;
mod decide;
mod decided_texts;
mod decision;
mod find;
mod fold;
mod in_force;
mod journal;
mod machine;
mod stages;
mod verdict;
mod waiver;

pub use alignments::{Loaded, Store};
pub use conflict::{Conflict, ConflictReason};
pub use constraints::{constraints, unobeyed};
#[cfg(feature = "review")]
pub(crate) use decide::applicable;
pub use decide::{decide, undo};
pub use decided_texts::DecidedTexts;
pub use decision::Decision;
pub use find::{LocatedId, LocatedQuote};
pub use fold::{Folded, fold, fold_and_keep};
pub use machine::FORMAT_VERSION;
pub use verdict::{DecidedBead, SegmentCut, Stage, Verdict};
pub use waiver::Waiver;

#[cfg(test)]
mod tests;
