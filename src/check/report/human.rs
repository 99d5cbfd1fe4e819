//! Findings for people at a terminal, laid out as rustc does: place, line, underlined text, help.

use super::format::{ReportFormat, ReportOptions, ReportWriter};
use super::reported::{CheckReport, ReportedFile, ReportedFinding, readable};
use crate::check::Severity;
use crate::text::{LineColumn, Painter, Style};
use std::fmt::Display;
use std::io::{self, Write};

pub(super) const FORMAT: ReportFormat = ReportFormat {
    name: "human",
    extensions: &["txt"],
    description: "for people: the line, with the problem underlined, and help",
    action: ReportWriter {
        shows_lines: true,
        write,
    },
};

fn write(report: &CheckReport, options: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    let painter = Painter::new(options.color);
    for file in &report.files {
        for reported in file.counting() {
            finding(file, reported, painter, out)?;
        }
    }
    if !options.quiet {
        writeln!(out, "{}", report.summary())?;
    }
    Ok(())
}

/// The style of all that marks a finding of this severity.
fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => Style::BoldRed,
        Severity::Warning => Style::BoldYellow,
        Severity::Info => Style::BoldCyan,
    }
}

fn finding(
    file: &ReportedFile,
    reported: &ReportedFinding,
    painter: Painter,
    out: &mut dyn Write,
) -> io::Result<()> {
    let ReportedFinding { finding, .. } = reported;
    let style = style(finding.severity);
    let frame = |sign: &str| painter.paint(Style::BoldBlue, sign.to_owned());
    let rule = format!("{}[{}]", finding.severity, finding.rule.code);
    let message = format!(": {}", finding.message);
    writeln!(
        out,
        "{}{}",
        painter.paint(style, rule),
        painter.paint(Style::Bold, message)
    )?;
    let path = readable(&file.path);
    let gutter = match (&reported.region, &reported.excerpt) {
        (Some(region), Some(excerpt)) => {
            let LineColumn { line, column } = region.start;
            let number = line.to_string();
            let gutter = " ".repeat(number.len());
            let underline = painter.paint(style, &excerpt.underline);
            writeln!(out, "{gutter}{} {path}:{line}:{column}", frame("-->"))?;
            writeln!(out, "{gutter} {}", frame("|"))?;
            writeln!(out, "{} {}", frame(&format!("{number} |")), excerpt.line)?;
            writeln!(out, "{gutter} {} {underline}", frame("|"))?;
            gutter
        }
        _ => {
            writeln!(out, " {} {path}", frame("-->"))?;
            " ".to_owned()
        }
    };
    let mut line = |label: &str, text: &dyn Display| {
        let label = painter.paint(Style::Bold, label);
        writeln!(out, "{gutter} {} {label}: {text}", frame("="))
    };
    for related in &finding.related {
        let LineColumn {
            line: number,
            column,
        } = related.place;
        let path = readable(&related.path);
        line(
            "see",
            &format_args!("{path}:{number}:{column}: {}", related.message),
        )?;
    }
    if let Some(help) = &finding.help {
        line("help", help)?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{at, file, finding, written};
    use super::*;
    use crate::check::{Finding, Related, TextEdit};
    use crate::text::{LineIndex, Span};

    fn report(reported: ReportedFinding) -> CheckReport {
        CheckReport {
            documents: 1,
            files: vec![file("a\n::error::b\u{1b}[2J.md", vec![reported])],
            ..CheckReport::default()
        }
    }

    #[test]
    fn nothing_that_somebody_wrote_moves_a_terminal_or_begins_a_line() {
        let finding = Finding {
            help: Some("ask Анна\n::error::".to_owned()),
            related: vec![Related {
                path: "c\r\n.md".into(),
                place: LineColumn { line: 1, column: 1 },
                message: "here\nit is".to_owned(),
            }],
            ..finding("stale-decision", "by Анна\n::error::\u{1b}[2J", "a1")
        };
        let report = report(ReportedFinding::new(finding, "", &LineIndex::new("")));
        assert_eq!(
            written(&FORMAT, &report),
            "\
error[stale-decision]: by Анна␊::error::␛[2J
 --> a␊::error::b␛[2J.md
  = see: c␍␊.md:1:1: here␊it is
  = help: ask Анна␊::error::

1 document checked: 1 error, 0 warnings
"
        );
        assert_eq!(
            written(&super::super::concise::FORMAT, &report),
            "\
a␊::error::b␛[2J.md:1:1: error[stale-decision]: by Анна␊::error::␛[2J
1 document checked: 1 error, 0 warnings
"
        );
        assert_eq!(
            written(&super::super::github::FORMAT, &report)
                .lines()
                .next()
                .unwrap(),
            "::error file=a%0A%3A%3Aerror%3A%3Ab␛[2J.md,title=stale-decision::by Анна␊::error::␛[2J\
             %0Aask Анна␊::error::"
        );
    }

    #[test]
    fn advice_is_given_once() {
        let finding = Finding {
            help: Some("`diglot check --fix` shows the correction".to_owned()),
            edits: vec![TextEdit {
                span: Span::new(0, 1),
                text: "о".to_owned(),
            }],
            ..finding("mixed-scripts", "two scripts", "a1")
        };
        let report = report(at(finding, "oн", &["oн"]));
        assert_eq!(written(&FORMAT, &report).matches("--fix").count(), 1);
    }
}
