//! A project: a folder with `diglot.toml`, documents in `corpus/`, their alignments and people's
//! decisions in `alignments/`, exports in `dist/`.

mod build;
mod candidate;
mod check;
mod contents;
mod correct;
mod exports;
mod folder;
mod home;
mod init;
mod mend;

pub use build::BuildReport;
pub use candidate::Candidate;
pub use check::{Gate, NewBaseline, Outcome, today};
pub use contents::AlignedCorpus;
pub use correct::{Correction, DocumentRange};
pub use exports::Export;
pub use folder::Project;
pub use init::init;
pub use mend::Mended;
