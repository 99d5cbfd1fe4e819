//! Findings for people at a terminal, laid out as rustc does: place, line, underlined text, help.

use super::format::{ReportFormat, ReportOptions, ReportWriter};
use super::reported::{CheckReport, ReportedFile, ReportedFinding, readable};
use crate::check::Severity;
use crate::text::LineColumn;
use std::io::{self, Write};

pub(super) const FORMAT: ReportFormat = ReportFormat {
    name: "human",
    extensions: &["txt"],
    description: "for people: the line, what is wrong in it underlined, and help",
    action: ReportWriter {
        shows_lines: true,
        write,
    },
};

const BOLD: &str = "\x1b[1m";
const RED: &str = "\x1b[1;31m";
const YELLOW: &str = "\x1b[1;33m";
const BLUE: &str = "\x1b[1;34m";
const CYAN: &str = "\x1b[1;36m";
const RESET: &str = "\x1b[0m";

fn write(report: &CheckReport, options: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    let colors = Colors::new(options.color);
    for file in &report.files {
        for shown in file.counting() {
            finding(file, shown, &colors, out)?;
        }
    }
    if !options.quiet {
        writeln!(out, "{}", report.summary())?;
    }
    Ok(())
}

/// ANSI escapes, or nothing in their place.
struct Colors {
    on: bool,
    strong: &'static str,
    frame: &'static str,
    plain: &'static str,
}

impl Colors {
    fn new(on: bool) -> Self {
        let (strong, frame, plain) = match on {
            true => (BOLD, BLUE, RESET),
            false => ("", "", ""),
        };
        Self {
            on,
            strong,
            frame,
            plain,
        }
    }

    fn hue(&self, severity: Severity) -> &'static str {
        match (self.on, severity) {
            (false, _) => "",
            (true, Severity::Error) => RED,
            (true, Severity::Warning) => YELLOW,
            (true, Severity::Info) => CYAN,
        }
    }
}

fn finding(
    file: &ReportedFile,
    shown: &ReportedFinding,
    colors: &Colors,
    out: &mut dyn Write,
) -> io::Result<()> {
    let ReportedFinding { finding, .. } = shown;
    let Colors {
        strong,
        frame,
        plain,
        ..
    } = colors;
    let hue = colors.hue(finding.severity);
    writeln!(
        out,
        "{hue}{}[{}]{plain}{strong}: {}{plain}",
        finding.severity, finding.rule.code, finding.message
    )?;
    let path = readable(&file.path);
    let gutter = match (&shown.region, &shown.excerpt) {
        (Some(region), Some(excerpt)) => {
            let LineColumn { line, column } = region.start;
            let number = line.to_string();
            let gutter = " ".repeat(number.len());
            writeln!(out, "{gutter}{frame}-->{plain} {path}:{line}:{column}")?;
            writeln!(out, "{gutter} {frame}|{plain}")?;
            writeln!(out, "{frame}{number} |{plain} {}", excerpt.line)?;
            writeln!(
                out,
                "{gutter} {frame}|{plain} {hue}{}{plain}",
                excerpt.underline
            )?;
            gutter
        }
        _ => {
            writeln!(out, " {frame}-->{plain} {path}")?;
            " ".to_owned()
        }
    };
    let mut line = |label: &str, text: &dyn std::fmt::Display| {
        writeln!(
            out,
            "{gutter} {frame}={plain} {strong}{label}{plain}: {text}"
        )
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

    fn report(shown: ReportedFinding) -> CheckReport {
        CheckReport {
            documents: 1,
            files: vec![file("a\n::error::b\u{1b}[2J.md", vec![shown])],
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
            help: Some("`diglot check --fix` shows how it is set right".to_owned()),
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
