//! Documents of one project, of several or of none, checked together.
//!
//! Enters: files, or a project with its documents. Leaves: a report, new baselines, and documents with
//! their fixes. The day, the folder in which the program was called and what the run demands come
//! from the caller.

mod fix;
mod input;
mod outcome;
mod root;
mod run;

pub use fix::FixedDocument;
pub use input::CheckInput;
pub use outcome::{CheckOutcome, NewBaseline};
pub use run::{CheckRun, today};
