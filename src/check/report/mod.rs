//! Writes findings: one file per format.
//!
//! The input is a [`CheckReport`]: every file that was checked, and its findings with their places. The
//! output is bytes that depend on nothing else. The report also has accepted findings: formats for
//! programs mark them as accepted, formats for people leave them out.

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
