//! The contents of a report: files with their findings and places, and files that could not be checked.

use super::excerpt::Excerpt;
use crate::check::finding::{Finding, Suppression};
use crate::check::severity::Severity;
use crate::text::{LineColumn, LineIndex, counted, cut, printable};
use std::path::{Path, PathBuf};

/// The findings in all files that were checked.
#[derive(Clone, Debug, Default)]
pub struct CheckReport {
    /// Number of documents that were checked.
    pub documents: usize,
    /// The documents, in the order in which they were given, and any other file with findings: the
    /// baseline.
    pub files: Vec<ReportedFile>,
    /// The errors for documents that could not be checked.
    pub failures: Vec<ReportedFailure>,
}

/// A file that was checked.
#[derive(Clone, Debug)]
pub struct ReportedFile {
    /// Where it is, as messages name it.
    pub path: PathBuf,
    /// Its path relative to the folder in which the program was called, with `/` between folders;
    /// absolute only if it is on another drive.
    pub relative: String,
    /// Its findings in the order of their places, with accepted ones.
    pub findings: Vec<ReportedFinding>,
}

/// A file that could not be checked.
#[derive(Clone, Debug)]
pub struct ReportedFailure {
    /// As [`ReportedFile::relative`]; empty if no file is to blame.
    pub relative: String,
    /// What happened, where, and what to do: one line.
    pub message: String,
}

/// Longest message or help, in columns: people do not read more, and a file's name could be of any
/// length.
pub(super) const LONGEST: usize = 500;

/// A finding with its place.
#[derive(Clone, Debug)]
pub struct ReportedFinding {
    /// The finding, with messages and help that are one line each, without control characters.
    pub finding: Finding,
    /// Where it begins and ends; `None` for the whole document.
    pub region: Option<Region>,
    /// The line that it begins in, underlined where its spans are.
    pub excerpt: Option<Excerpt>,
}

/// A range of a document, from its first character to the one after its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Where it begins.
    pub start: LineColumn,
    /// Where it ends: the place after the last character.
    pub end: LineColumn,
}

impl Suppression {
    /// The word that reports use for it.
    pub fn as_str(&self) -> &'static str {
        match self {
            Suppression::Comment { .. } => "comment",
            Suppression::Waiver { .. } => "waiver",
            Suppression::Baseline => "baseline",
        }
    }
}

impl ReportedFinding {
    /// A finding with its place in the document that has this text, and its line.
    pub fn new(finding: Finding, text: &str, index: &LineIndex) -> Self {
        let placed = Self::without_line(finding, text, index);
        let excerpt = placed
            .region
            .map(|_| Excerpt::new(text, &placed.finding.spans));
        Self { excerpt, ..placed }
    }

    /// The same without its line, which takes most of the time and which most formats do not show.
    pub fn without_line(mut finding: Finding, text: &str, index: &LineIndex) -> Self {
        finding.message = cut(&finding.message, LONGEST);
        finding.help = finding.help.map(|help| cut(&help, LONGEST));
        for related in &mut finding.related {
            related.message = cut(&related.message, LONGEST);
        }
        // Not of the first and the last span: a note may come before the text that it belongs to.
        let start = finding.spans.iter().map(|span| span.start).min();
        let end = finding.spans.iter().map(|span| span.end).max();
        let region = start.zip(end).map(|(start, end)| Region {
            start: index.line_column(text, start),
            end: index.line_column(text, end),
        });
        Self {
            finding,
            region,
            excerpt: None,
        }
    }

    /// Whether the finding counts: nobody accepted it.
    pub fn counts(&self) -> bool {
        self.finding.suppression.is_none()
    }

    /// Where it begins; the beginning of the document if it is about all of it.
    pub fn start(&self) -> LineColumn {
        self.region
            .map_or(LineColumn { line: 1, column: 1 }, |region| region.start)
    }
}

/// A path as people read it: in one line, and harmless to a terminal.
pub(super) fn readable(path: &Path) -> String {
    printable(&path.to_string_lossy())
}

impl ReportedFile {
    /// The findings that count.
    pub fn counting(&self) -> impl Iterator<Item = &ReportedFinding> {
        self.findings.iter().filter(|reported| reported.counts())
    }
}

impl CheckReport {
    /// Number of findings of a severity that count.
    pub fn count(&self, severity: Severity) -> usize {
        let files = self.files.iter();
        files
            .flat_map(ReportedFile::counting)
            .filter(|reported| reported.finding.severity == severity)
            .count()
    }

    /// Number of accepted findings.
    pub fn accepted(&self) -> usize {
        let files = self.files.iter();
        let findings = files.flat_map(|file| &file.findings);
        findings.filter(|reported| !reported.counts()).count()
    }

    /// Whether a finding of this severity or a worse one counts.
    pub fn fails(&self, from: Severity) -> bool {
        let mut reported = self.files.iter().flat_map(ReportedFile::counting);
        reported.any(|reported| reported.finding.severity >= from)
    }

    /// The numbers of documents and findings, in one line.
    pub fn summary(&self) -> String {
        let mut line = format!(
            "{} checked: {}, {}",
            counted(self.documents, "document"),
            counted(self.count(Severity::Error), "error"),
            counted(self.count(Severity::Warning), "warning"),
        );
        let more = [
            (self.count(Severity::Info), "for information"),
            (self.accepted(), "accepted"),
            (self.failures.len(), "could not be checked"),
        ];
        for (count, what) in more.into_iter().filter(|(count, _)| *count > 0) {
            line += &format!(", {count} {what}");
        }
        line
    }
}
