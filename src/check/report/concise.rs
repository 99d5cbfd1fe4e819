//! Findings one a line, as compilers write them: for `grep`, and for editors that read such lines.

use super::format::{ReportFormat, ReportOptions, ReportWriter};
use super::reported::{CheckReport, readable};
use crate::text::LineColumn;
use std::io::{self, Write};

pub(super) const FORMAT: ReportFormat = ReportFormat {
    name: "concise",
    extensions: &[],
    description: "one line a finding: PATH:LINE:COLUMN: SEVERITY[RULE]: MESSAGE",
    action: ReportWriter {
        shows_lines: false,
        write,
    },
};

fn write(report: &CheckReport, options: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    for file in &report.files {
        for shown in file.counting() {
            let finding = &shown.finding;
            let LineColumn { line, column } = shown.start();
            writeln!(
                out,
                "{}:{line}:{column}: {}[{}]: {}",
                readable(&file.path),
                finding.severity,
                finding.rule.code,
                finding.message
            )?;
        }
    }
    if !options.quiet {
        writeln!(out, "{}", report.summary())?;
    }
    Ok(())
}
