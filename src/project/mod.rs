//! A project: a folder with a `diglot.toml`, documents in `corpus/`, their alignments and people's
//! decisions in `alignments/`, and exports in `dist/`.

mod build;
mod check;
mod contents;
mod correct;
mod decide;
mod export_target;
mod folder;
mod init;

pub use build::BuildReport;
pub use check::{CheckInput, CheckOutcome, CheckRun, FixedDocument, NewBaseline, today};
pub use contents::AlignedCorpus;
pub use correct::{Correction, DocumentRange};
pub use decide::Decided;
pub use export_target::ExportTarget;
pub use folder::Project;
pub use init::init;
