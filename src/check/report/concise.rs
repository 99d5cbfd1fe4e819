//! Findings one a line, as compilers write them: for `grep`, and for editors that read such lines.

use super::{LineColumn, Options, Report, readable};
use std::io::{self, Write};

pub(super) fn write(report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
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
