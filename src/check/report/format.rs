//! The type of report formats, and their options.

use super::reported::CheckReport;
use crate::format::Format;
use std::io::{self, BufWriter, Write};

/// How a report looks; a format ignores what it has no form for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReportOptions {
    /// Whether to colour with ANSI escapes.
    pub color: bool,
    /// Whether to leave the summary out.
    pub quiet: bool,
}

/// A way to write a report.
pub type ReportFormat = Format<ReportWriter>;

/// The function that writes a report, and what it needs.
#[derive(Clone, Copy, Debug)]
pub struct ReportWriter {
    /// Whether the format shows the lines that findings are in.
    pub(super) shows_lines: bool,
    pub(super) write: fn(&CheckReport, &ReportOptions, &mut dyn Write) -> io::Result<()>,
}

impl ReportFormat {
    /// Writes a report.
    ///
    /// # Errors
    ///
    /// What `out` reports.
    pub fn write(
        &self,
        report: &CheckReport,
        options: &ReportOptions,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        (self.action.write)(report, options, &mut out)?;
        out.flush()
    }

    /// Whether the report must have the lines that findings are in: see [`ReportedFinding::new`].
    ///
    /// [`ReportedFinding::new`]: super::ReportedFinding::new
    pub fn shows_lines(&self) -> bool {
        self.action.shows_lines
    }
}
