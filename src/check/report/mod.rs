//! Findings written down: one file a format.
//!
//! In comes a [`CheckReport`]: every file that was checked, its findings with their places. Out go bytes
//! that depend on nothing else. Findings that somebody accepts are in the report, too; formats for
//! programs say so of them, formats for people leave them out.

mod concise;
mod excerpt;
mod format;
mod github;
mod gitlab;
mod human;
mod jsonl;
mod junit;
mod markdown;
mod reported;
#[cfg(test)]
mod sample;
mod sarif;
#[cfg(test)]
mod tests;

pub use excerpt::Excerpt;
pub use format::{ReportFormat, ReportOptions, ReportWriter};
pub use reported::{CheckReport, Region, ReportedFailure, ReportedFile, ReportedFinding};

use crate::format::Registry;

/// Every format, in the order in which help shows them.
pub static FORMATS: Registry<ReportWriter> = Registry::new(&[
    human::FORMAT,
    concise::FORMAT,
    jsonl::FORMAT,
    sarif::FORMAT,
    junit::FORMAT,
    github::FORMAT,
    gitlab::FORMAT,
    markdown::FORMAT,
]);
