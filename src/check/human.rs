//! Findings for people at a terminal, laid out as rustc does: place, line, underlined text, help.

use super::{Finding, Reporter, Severity, Summary};
use crate::document::Document;
use crate::text::{CUT, LineIndex, Place, Span, counted, printable};
use std::io::{self, Write};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns of a line that are shown at most; a scanned paragraph is often one line of thousands.
const WINDOW: usize = 90;
/// Columns before the place that are shown at least when the line is cut.
const LEAD: usize = 20;

/// Writes findings as text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Human {
    /// Whether to colour them with ANSI escapes.
    pub color: bool,
}

impl Reporter for Human {
    fn document(
        &mut self,
        document: &Document,
        findings: &[Finding],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        if findings.is_empty() {
            return Ok(());
        }
        let index = LineIndex::new(&document.text);
        for finding in findings {
            self.finding(document, &index, finding, out)?;
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let Summary {
            documents,
            errors,
            warnings,
        } = *summary;
        writeln!(
            out,
            "{} checked: {}, {}",
            counted(documents, "document"),
            counted(errors, "error"),
            counted(warnings, "warning")
        )
    }
}

impl Human {
    fn finding(
        &self,
        document: &Document,
        index: &LineIndex,
        finding: &Finding,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let (strong, hue, frame, plain) = match (self.color, finding.severity) {
            (false, _) => ("", "", "", ""),
            (true, Severity::Error) => ("\x1b[1m", "\x1b[1;31m", "\x1b[1;34m", "\x1b[0m"),
            (true, Severity::Warning) => ("\x1b[1m", "\x1b[1;33m", "\x1b[1;34m", "\x1b[0m"),
        };
        writeln!(
            out,
            "{hue}{}[{}]{plain}{strong}: {}{plain}",
            finding.severity.as_str(),
            finding.rule,
            finding.message
        )?;
        let path = document.path.display();
        let gutter = match finding.spans.first() {
            Some(&span) => {
                let Place { line, column } = index.place(&document.text, span.start);
                let number = line.to_string();
                let gutter = " ".repeat(number.len());
                let excerpt = Excerpt::new(&document.text, span);
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
            None => {
                writeln!(out, " {frame}-->{plain} {path}")?;
                " ".to_owned()
            }
        };
        if let Some(help) = &finding.help {
            writeln!(out, "{gutter} {frame}={plain} {strong}help{plain}: {help}")?;
        }
        writeln!(out)
    }
}

/// The part of a line around a span, and what goes under it.
struct Excerpt {
    line: String,
    underline: String,
}

impl Excerpt {
    /// Looks only at as much of the line as is shown, in case the whole document is one line.
    fn new(text: &str, span: Span) -> Self {
        let (before, rest) = text.split_at_checked(span.start).unwrap_or((text, ""));
        let room = WINDOW.saturating_sub(Tail::new(rest, span, WINDOW).columns);
        let lead = Lead::new(before, room.max(LEAD));
        let tail = Tail::new(rest, span, WINDOW.saturating_sub(lead.columns));
        let cut = |cut| if cut { CUT } else { "" };
        Self {
            underline: format!(
                "{}{}",
                " ".repeat(cut(lead.cut).width() + lead.columns),
                "^".repeat(tail.marked.max(1))
            ),
            line: format!(
                "{}{}{}{}",
                cut(lead.cut),
                lead.shown,
                tail.shown,
                cut(tail.cut)
            ),
        }
    }
}

/// What of the line stands before the span, as far back as there is room.
struct Lead {
    shown: String,
    columns: usize,
    cut: bool,
}

impl Lead {
    fn new(before: &str, room: usize) -> Self {
        let mut clusters = Vec::new();
        let mut columns = 0;
        let mut cut = false;
        for cluster in before.graphemes(true).rev() {
            let shown = printable(cluster);
            if cluster.ends_with('\n') {
                break;
            }
            if columns + shown.width() > room {
                cut = true;
                break;
            }
            columns += shown.width();
            clusters.push(shown);
        }
        clusters.reverse();
        Self {
            shown: clusters.concat(),
            columns,
            cut,
        }
    }
}

/// What of the line stands in the span and after it, as far as there is room.
struct Tail {
    shown: String,
    columns: usize,
    /// How many of the columns belong to the span.
    marked: usize,
    cut: bool,
}

impl Tail {
    fn new(rest: &str, span: Span, room: usize) -> Self {
        let mut tail = Self {
            shown: String::new(),
            columns: 0,
            marked: 0,
            cut: false,
        };
        for (offset, cluster) in rest.grapheme_indices(true) {
            if cluster.ends_with(['\n', '\r']) {
                break;
            }
            let shown = printable(cluster);
            if tail.columns + shown.width() > room {
                tail.cut = true;
                break;
            }
            tail.columns += shown.width();
            if offset < span.len() {
                tail.marked = tail.columns;
            }
            tail.shown.push_str(&shown);
        }
        tail
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Вчера\nЯ писал: «Поезд пришёл», и всё.\n";

    fn document() -> Document {
        Document {
            id: "x".to_owned(),
            path: "corpus/x.md".into(),
            metadata: crate::document::Metadata::default(),
            checksum: String::new(),
            text: format!("{}{TEXT}", "\n".repeat(10)),
        }
    }

    fn finding(document: &Document) -> Finding {
        let start = document.text.find("Поезд").unwrap();
        Finding {
            rule: "missing-translation",
            severity: Severity::Error,
            spans: vec![Span::new(start, start + "Поезд пришёл".len())],
            message: "this Russian original has no translation".to_owned(),
            help: Some("add one after it".to_owned()),
        }
    }

    fn report(mut reporter: Human) -> String {
        let document = document();
        let whole = Finding {
            severity: Severity::Warning,
            rule: "stale-decision",
            spans: Vec::new(),
            help: None,
            ..finding(&document)
        };
        let findings = [whole, finding(&document)];
        let mut summary = Summary::default();
        summary.add(&findings);
        let mut out = Vec::new();
        reporter.document(&document, &findings, &mut out).unwrap();
        reporter.finish(&summary, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn reads_as_what_rustc_writes() {
        let expected = "\
warning[stale-decision]: this Russian original has no translation
 --> corpus/x.md

error[missing-translation]: this Russian original has no translation
  --> corpus/x.md:12:11
   |
12 | Я писал: «Поезд пришёл», и всё.
   |           ^^^^^^^^^^^^
   = help: add one after it

1 document checked: 1 error, 1 warning
";
        assert_eq!(report(Human::default()), expected);
        let colored = report(Human { color: true });
        assert!(colored.contains("^^^^^^^^^^^^\u{1b}[0m\n"));
        assert!(!expected.contains('\u{1b}'));
    }

    /// The two lines of the excerpt around `mark` in `text`.
    fn excerpt(text: &str, mark: &str) -> String {
        let start = text.find(mark).unwrap();
        let Excerpt { line, underline } = Excerpt::new(text, Span::new(start, start + mark.len()));
        format!("{line}\n{underline}")
    }

    #[test]
    fn the_underline_stands_under_the_text() {
        assert_eq!(
            excerpt("one\nHe said: «Поезд пришёл» again.\ntwo", "«Поезд пришёл»"),
            "He said: «Поезд пришёл» again.\n         ^^^^^^^^^^^^^^"
        );
        // Combining marks have no column, wide characters two, a tab four, a control a picture.
        assert_eq!(
            excerpt("и\u{306}о\u{301}д да", "да"),
            "и\u{306}о\u{301}д да\n    ^^"
        );
        assert_eq!(excerpt("\u{feff}漢\tда", "да"), "漢    да\n      ^^");
        assert_eq!(excerpt("\0\u{1b}[2Jда", "да"), "␀␛[2Jда\n     ^^");
    }

    #[test]
    fn only_the_first_line_of_a_span_is_shown() {
        assert_eq!(excerpt("Да,\r\nда.", "Да,\r\nда."), "Да,\n^^^");
        assert_eq!(excerpt("", ""), "\n^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{} Да, {}", "a".repeat(500_000), "b".repeat(500_000));
        assert_eq!(
            excerpt(&text, "Да,"),
            format!(
                "…{} Да, {}…\n{}^^^",
                "a".repeat(19),
                "b".repeat(WINDOW - LEAD - 4),
                " ".repeat(LEAD + 1)
            )
        );
        let text = format!("{} Да, конец.", "a".repeat(500));
        assert_eq!(
            excerpt(&text, "Да,"),
            format!(
                "…{} Да, конец.\n{}^^^",
                "a".repeat(WINDOW - 11),
                " ".repeat(WINDOW - 9)
            )
        );
        let text = "да ".repeat(500);
        assert!(excerpt(&text, &text).ends_with(&"^".repeat(WINDOW)));
    }
}
