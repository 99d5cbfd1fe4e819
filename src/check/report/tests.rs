//! What the formats are tried on: a report with one of each thing that they have a form for.

use super::*;
use crate::check::{RULES, Related, Rule};
use crate::text::Span;

/// Two lines of Russian with combining marks, between others.
const DIARY: &str =
    "A diary.\n\nСнег выпал рано,\nи\u{306} дорогу\u{301} <b>.\n\nThen «other» text.\n";

/// What the format called `name` writes.
pub(super) fn written(name: &str, report: &Report) -> String {
    written_as(name, report, Options::default())
}

pub(super) fn written_as(name: &str, report: &Report, options: Options) -> String {
    let mut out = Vec::new();
    let format = Format::from_name(name).unwrap();
    format.write(report, &options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Three documents, one of them clean, and one that could not be read.
pub(super) fn sample() -> Report {
    let help =
        "add one beside it, or waive it: `diglot decide 61add008f77f waive --reason \"...\"`";
    let missing = Finding {
        help: Some(help.to_owned()),
        ..finding(
            "missing-translation",
            "this Russian original has no translation",
            "a1",
        )
    };
    let named = Finding {
        severity: Severity::Info,
        related: vec![Related {
            path: "letters.md".into(),
            place: LineColumn { line: 7, column: 2 },
            message: "here it is «another»".to_owned(),
        }],
        ..finding(
            "missing-inline-translation",
            "50% of a | b, <i>c</i>: d",
            "a2",
        )
    };
    let accepted = |suppression, fingerprint| Finding {
        suppression: Some(suppression),
        ..finding(
            "missing-translation",
            "this Russian original has no translation",
            fingerprint,
        )
    };
    let comment = Suppression::Comment {
        reason: Some("a facsimile".to_owned()),
    };
    let waiver = Suppression::Waiver {
        by: "Анна".to_owned(),
        reason: "it <is> | meant".to_owned(),
    };
    let whole = Finding {
        severity: Severity::Warning,
        ..finding(
            "outdated-alignment",
            "the alignment file is of another version",
            "b1",
        )
    };
    let index = LineIndex::new(DIARY);
    let at = |finding: Finding, text: &str| at(finding, DIARY, &[text]);
    let original = "Снег выпал рано,\nи\u{306} дорогу\u{301} <b>";
    Report {
        documents: 3,
        files: vec![
            file(
                "письма/my diary.md",
                vec![
                    at(missing, original),
                    at(named, "«other»"),
                    at(accepted(comment, "a3"), "diary"),
                    at(accepted(waiver, "a4"), "diary"),
                    at(accepted(Suppression::Baseline, "a5"), "text"),
                ],
            ),
            file("clean.md", Vec::new()),
            file("/srv/a&b.md", vec![Shown::new(whole, DIARY, &index)]),
        ],
        failures: vec![Failure {
            relative: "lost.md".to_owned(),
            message: "could not read `lost.md`: no such file".to_owned(),
        }],
    }
}

/// A finding about these parts of a text.
pub(super) fn at(finding: Finding, text: &str, parts: &[&str]) -> Shown {
    let span = |part: &&str| {
        let start = text.find(part).unwrap();
        Span::new(start, start + part.len())
    };
    let spans = parts.iter().map(span).collect();
    Shown::new(Finding { spans, ..finding }, text, &LineIndex::new(text))
}

/// A file that was checked.
pub(super) fn file(path: &str, findings: Vec<Shown>) -> File {
    File {
        path: path.into(),
        relative: path.to_owned(),
        findings,
    }
}

/// A finding about a whole document.
pub(super) fn finding(code: &str, message: &str, fingerprint: &str) -> Finding {
    let rule: &'static Rule = RULES.iter().find(|rule| rule.code == code).unwrap();
    Finding {
        rule,
        severity: Severity::Error,
        spans: Vec::new(),
        message: message.to_owned(),
        help: None,
        quote: None,
        bead: None,
        fingerprint: format!("{fingerprint:0>16}"),
        edits: Vec::new(),
        related: Vec::new(),
        suppression: None,
    }
}

#[test]
fn a_region_ends_behind_its_beginning_and_a_message_is_short() {
    let finding = finding("missing-translation", &"слово ".repeat(10_000), "a1");
    let shown = at(finding, "One.\nTwo.\n", &["Two", "One"]);
    let Region { start, end } = shown.region.unwrap();
    assert_eq!(start, LineColumn { line: 1, column: 1 });
    assert_eq!(end, LineColumn { line: 2, column: 4 });
    assert_eq!(shown.excerpt.unwrap().line, "One.");
    assert!(shown.finding.message.chars().count() <= LONGEST);
}

#[test]
fn every_format_writes_the_same_twice_and_ends_its_last_line() {
    for format in Format::all() {
        let report = sample();
        let text = written(format.name, &report);
        assert_eq!(text, written(format.name, &report), "{}", format.name);
        assert!(text.ends_with('\n'), "{}: {text}", format.name);
        written(format.name, &Report::default());
    }
}
