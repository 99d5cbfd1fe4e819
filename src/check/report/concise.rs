//! One finding per line, as compilers write them: for `grep`, and for editors that read such lines.

use super::format::{ReportFormat, ReportOptions, ReportWriter};
use super::reported::{CheckReport, readable};
use crate::text::LineColumn;
use std::io::{self, Write};

pub(super) const FORMAT: ReportFormat = ReportFormat {
    name: "concise",
    extensions: &[],
    description: "one line per finding: PATH:LINE:COLUMN: SEVERITY[RULE]: MESSAGE",
    action: ReportWriter {
        shows_lines: false,
        write,
    },
};

fn write(report: &CheckReport, options: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    for file in &report.files {
        for reported in file.counting() {
            let finding = &reported.finding;
            let LineColumn { line, column } = reported.start();
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
