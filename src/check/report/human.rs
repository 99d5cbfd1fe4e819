//! Findings for people at a terminal, laid out as rustc does: place, line, underlined text, help.

use super::{File, Options, Place, Report, Shown};
use crate::check::Severity;
use std::io::{self, Write};

const BOLD: &str = "\x1b[1m";
const RED: &str = "\x1b[1;31m";
const YELLOW: &str = "\x1b[1;33m";
const BLUE: &str = "\x1b[1;34m";
const CYAN: &str = "\x1b[1;36m";
const RESET: &str = "\x1b[0m";

pub(super) fn write(report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
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

fn finding(file: &File, shown: &Shown, colors: &Colors, out: &mut dyn Write) -> io::Result<()> {
    let Shown { finding, .. } = shown;
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
    let path = file.path.display();
    let gutter = match (&shown.region, &shown.excerpt) {
        (Some(region), Some(excerpt)) => {
            let Place { line, column } = region.start;
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
        let Place {
            line: number,
            column,
        } = related.place;
        let path = related.path.display();
        line(
            "see",
            &format_args!("{path}:{number}:{column}: {}", related.message),
        )?;
    }
    if let Some(help) = &finding.help {
        line("help", help)?;
    }
    if !finding.edits.is_empty() {
        line("fix", &"`diglot check --fix` shows what would mend it")?;
    }
    writeln!(out)
}
