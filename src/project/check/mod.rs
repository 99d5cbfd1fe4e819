//! Documents of one project, of several or of none, checked together.

mod fix;
mod input;
mod root;
mod run;

pub use fix::FixedDocument;
pub use input::CheckInput;
pub use run::{CheckOutcome, CheckRun, NewBaseline, today};
