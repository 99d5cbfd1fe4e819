//! Workflow commands of GitHub Actions: the runner turns them into annotations beside the lines of the
//! files.
//!
//! Written as the runner's toolkit does (`packages/core/src/command.ts` in `actions/toolkit`): `%` and
//! line ends are escaped in messages, `:` and `,` in properties, too. The runner reads columns only where
//! a region begins and ends in one line. It shows ten annotations of a kind per step and leaves out the
//! others. The summary is not a command: it is in the log, with the full numbers.

use super::format::{ReportFormat, ReportOptions, ReportWriter};
use super::reported::{CheckReport, ReportedFailure, ReportedFile, ReportedFinding};
use crate::check::Severity;
use crate::text::printable;
use std::io::{self, Write};

pub(super) const FORMAT: ReportFormat = ReportFormat {
    name: "github",
    extensions: &[],
    description: "workflow commands of GitHub Actions, which annotate the files",
    action: ReportWriter {
        shows_lines: false,
        write,
    },
};

fn write(report: &CheckReport, options: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    for failure in &report.failures {
        writeln!(out, "{}", of_failure(failure))?;
    }
    for file in &report.files {
        for reported in file.counting() {
            writeln!(out, "{}", of_finding(file, reported))?;
        }
    }
    if !options.quiet {
        writeln!(out, "{}", report.summary())?;
    }
    Ok(())
}

fn of_failure(failure: &ReportedFailure) -> String {
    let mut properties = Vec::new();
    if !failure.relative.is_empty() {
        properties.push(("file", in_log(&failure.relative)));
    }
    properties.push(("title", "diglot".to_owned()));
    command("error", &properties, &failure.message)
}

fn of_finding(file: &ReportedFile, reported: &ReportedFinding) -> String {
    let ReportedFinding {
        finding, region, ..
    } = reported;
    let mut properties = vec![("file", in_log(&file.relative))];
    if let Some(region) = region {
        properties.push(("line", region.start.line.to_string()));
        properties.push(("endLine", region.end.line.to_string()));
        if region.start.line == region.end.line {
            properties.push(("col", region.start.column.to_string()));
            properties.push(("endColumn", region.end.column.to_string()));
        }
    }
    properties.push(("title", finding.rule.code.to_owned()));
    let message = match &finding.help {
        Some(help) => format!("{}\n{help}", finding.message),
        None => finding.message.clone(),
    };
    command(kind(finding.severity), &properties, &message)
}

/// A path as the log can show it. Line ends are escaped later, because the runner reads them.
fn in_log(path: &str) -> String {
    path.split_inclusive(['\r', '\n'])
        .map(|line| {
            let bare = line.trim_end_matches(['\r', '\n']);
            printable(bare) + &line[bare.len()..]
        })
        .collect()
}

fn kind(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

fn command(name: &str, properties: &[(&str, String)], message: &str) -> String {
    let properties: Vec<String> = properties
        .iter()
        .map(|(name, value)| format!("{name}={}", in_property(value)))
        .collect();
    format!("::{name} {}::{}", properties.join(","), in_message(message))
}

/// Escaped as the toolkit's `escapeData` does.
fn in_message(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escaped as the toolkit's `escapeProperty` does.
fn in_property(text: &str) -> String {
    in_message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{sample, written, written_as};
    use super::*;

    #[test]
    fn what_counts_is_annotated() {
        assert_eq!(
            written(&FORMAT, &sample()),
            "\
::error file=lost.md,title=diglot::could not read `lost.md`: no such file
::error file=письма/my diary.md,line=3,endLine=4,title=missing-translation::this Russian original has no translation%0Aadd one beside it, or waive it: `diglot decide 61add008f77f waive --reason \"...\"`
::notice file=письма/my diary.md,line=6,endLine=6,col=6,endColumn=13,title=missing-inline-translation::50%25 of a | b, <i>c</i>: d
::warning file=/srv/a&b.md,title=outdated-alignment::the alignment file is of another version
3 documents checked: 1 error, 1 warning, 1 for information, 3 accepted, 1 could not be checked
"
        );
        let quiet = ReportOptions {
            quiet: true,
            ..ReportOptions::default()
        };
        assert_eq!(written_as(&FORMAT, &CheckReport::default(), quiet), "");
    }

    #[test]
    fn nothing_in_a_path_or_message_ends_it() {
        let path = "50%,line=9::a\r\n.md".to_owned();
        assert_eq!(
            command("error", &[("file", path)], "100%\n::stop::"),
            "::error file=50%25%2Cline=9%3A%3Aa%0D%0A.md::100%25%0A::stop::"
        );
    }
}
