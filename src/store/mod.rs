//! What the machine says of a document, what people said, and the fold of the two: [`fold()`].

mod anchor;
mod decision;
mod fold;
mod id;

pub use anchor::Why;
pub use decision::{Decision, Texts, Verdict};
pub use fold::{Conflict, Folded, fold};
pub use id::{bead_id, is_bead, quote_id, quote_ids, quote_of, records};
