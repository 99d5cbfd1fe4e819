//! A report with one of each thing that formats can show, for their tests.

use super::format::{ReportFormat, ReportOptions};
use super::reported::{CheckReport, ReportedFailure, ReportedFile, ReportedFinding};
use crate::check::{Finding, RULES, Related, Rule, Severity, Suppression};
use crate::text::{LineColumn, LineIndex, Span};

/// Two lines of Russian with combining marks, between others.
const DIARY: &str =
    "A diary.\n\nСнег выпал рано,\nи\u{306} дорогу\u{301} <b>.\n\nThen «other» text.\n";

/// The output of a format.
pub(super) fn written(format: &ReportFormat, report: &CheckReport) -> String {
    written_as(format, report, ReportOptions::default())
}

pub(super) fn written_as(
    format: &ReportFormat,
    report: &CheckReport,
    options: ReportOptions,
) -> String {
    let mut out = Vec::new();
    format.write(report, &options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Three documents, one of them clean, and one that could not be read.
pub(super) fn sample() -> CheckReport {
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
    CheckReport {
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
            file(
                "/srv/a&b.md",
                vec![ReportedFinding::new(whole, DIARY, &index)],
            ),
        ],
        failures: vec![ReportedFailure {
            relative: "lost.md".to_owned(),
            message: "could not read `lost.md`: no such file".to_owned(),
        }],
    }
}

/// A finding about these parts of a text.
pub(super) fn at(finding: Finding, text: &str, parts: &[&str]) -> ReportedFinding {
    let span = |part: &&str| {
        let start = text.find(part).unwrap();
        Span::new(start, start + part.len())
    };
    let spans = parts.iter().map(span).collect();
    ReportedFinding::new(Finding { spans, ..finding }, text, &LineIndex::new(text))
}

/// A file that was checked.
pub(super) fn file(path: &str, findings: Vec<ReportedFinding>) -> ReportedFile {
    ReportedFile {
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
