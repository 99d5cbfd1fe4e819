//! Findings as JSON Lines for programs, one per line, with accepted ones.

use super::format::{ReportFormat, ReportOptions, ReportWriter};
use super::reported::{CheckReport, ReportedFinding};
use crate::check::{Severity, Suppression};
use crate::text::{LineColumn, Span};
use serde::Serialize;
use std::io::{self, Write};

pub(super) const FORMAT: ReportFormat = ReportFormat {
    name: "jsonl",
    extensions: &["jsonl", "ndjson"],
    description: "JSON Lines, one finding per line, for programs; with accepted findings",
    action: ReportWriter {
        shows_lines: false,
        write,
    },
};

/// A finding, as this format writes it.
#[derive(Serialize)]
struct FindingLine<'a> {
    path: &'a str,
    rule: &'static str,
    severity: Severity,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    /// Line and column in characters, from 1, of the first character and of the one after the last.
    start: Option<LineColumn>,
    end: Option<LineColumn>,
    /// Bytes of the document.
    spans: &'a [Span],
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bead: Option<&'a str>,
    fingerprint: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<Accepted<'a>>,
}

/// Who or what accepted a finding.
#[derive(Serialize)]
struct Accepted<'a> {
    with: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
}

fn write(report: &CheckReport, _: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    for file in &report.files {
        for reported in &file.findings {
            serde_json::to_writer(&mut *out, &line(&file.relative, reported))?;
            writeln!(out)?;
        }
    }
    Ok(())
}

fn line<'a>(path: &'a str, reported: &'a ReportedFinding) -> FindingLine<'a> {
    let ReportedFinding {
        finding, region, ..
    } = reported;
    FindingLine {
        path,
        rule: finding.rule.code,
        severity: finding.severity,
        message: &finding.message,
        help: finding.help.as_deref(),
        start: region.map(|region| region.start),
        end: region.map(|region| region.end),
        spans: &finding.spans,
        quote: finding.quote.as_deref(),
        bead: finding.bead.as_deref(),
        fingerprint: &finding.fingerprint,
        accepted: finding.suppression.as_ref().map(accepted),
    }
}

fn accepted(suppression: &Suppression) -> Accepted<'_> {
    let (by, reason) = match suppression {
        Suppression::Comment { reason } => (None, reason.as_deref()),
        Suppression::Waiver { by, reason } => (Some(by.as_str()), Some(reason.as_str())),
        Suppression::Baseline => (None, None),
    };
    Accepted {
        with: suppression.as_str(),
        by,
        reason,
    }
}
