//! Findings written down: one file a format.
//!
//! In comes a [`Report`]: every file that was checked, its findings with their places. Out go bytes
//! that depend on nothing else. Findings that somebody accepts are in the report, too; formats for
//! programs say so of them, formats for people leave them out.

mod concise;
mod excerpt;
mod github;
mod gitlab;
mod human;
mod jsonl;
mod junit;
mod markdown;
mod sarif;
#[cfg(test)]
mod tests;

pub use excerpt::Excerpt;

use super::judge::{Finding, Suppression};
use super::rule::Severity;
use crate::choice::Choice;
use crate::text::{LineColumn, LineIndex, counted, cut, printable};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// What was found in all files that were checked.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// How many documents were checked.
    pub documents: usize,
    /// The documents, in the order in which they were given, and what else has findings: the baseline.
    pub files: Vec<File>,
    /// What could not be checked.
    pub failures: Vec<Failure>,
}

/// A file that was checked.
#[derive(Clone, Debug)]
pub struct File {
    /// Where it is, as messages name it.
    pub path: PathBuf,
    /// Where it is seen from the folder in which the program was called, with `/` between folders;
    /// from the root only if it is on another drive.
    pub relative: String,
    /// What is wrong with it, in the order of the places, accepted findings included.
    pub findings: Vec<Shown>,
}

/// A file that could not be checked.
#[derive(Clone, Debug)]
pub struct Failure {
    /// As [`File::relative`]; empty if no file is to blame.
    pub relative: String,
    /// What happened, where, and what to do now: one line.
    pub message: String,
}

/// How much of a message and of help is shown, in columns: nobody reads more, and no log has to hold
/// what somebody may have put into a name.
const LONGEST: usize = 500;

/// A finding with its place.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The finding, with messages and help that are one line each, without control characters.
    pub finding: Finding,
    /// Where it begins and ends; `None` for the whole document.
    pub region: Option<Region>,
    /// The line that it begins in, with what it is about underlined there.
    pub excerpt: Option<Excerpt>,
}

/// A stretch of a document, from its first character to the one behind its last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// Where it begins.
    pub start: LineColumn,
    /// Where it ends: the place behind the last character.
    pub end: LineColumn,
}

/// How a report is to look; a format has no use for what it has no form for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Whether to colour with ANSI escapes.
    pub color: bool,
    /// Whether to leave the summary out.
    pub quiet: bool,
}

/// A way to write a report.
#[derive(Debug)]
pub struct Format {
    /// What it is called on the command line.
    pub name: &'static str,
    /// Endings of its files, without dot; none where others have a better claim to them.
    pub extensions: &'static [&'static str],
    /// Whether it shows the lines that findings are in.
    pub lines: bool,
    /// Who it is for, in one line.
    pub description: &'static str,
    write: fn(&Report, &Options, &mut dyn Write) -> io::Result<()>,
}

/// Every format, in the order in which help shows them.
static FORMATS: &[Format] = &[
    Format {
        name: "human",
        extensions: &["txt"],
        lines: true,
        description: "for people: the line, what is wrong in it underlined, and help",
        write: human::write,
    },
    Format {
        name: "concise",
        extensions: &[],
        lines: false,
        description: "one line a finding: PATH:LINE:COLUMN: SEVERITY[RULE]: MESSAGE",
        write: concise::write,
    },
    Format {
        name: "jsonl",
        extensions: &["jsonl", "ndjson"],
        lines: false,
        description: "JSON Lines, one finding a line, accepted ones included",
        write: jsonl::write,
    },
    Format {
        name: "sarif",
        extensions: &["sarif"],
        lines: false,
        description: "SARIF 2.1.0, for code scanning and editors, accepted findings included",
        write: sarif::write,
    },
    Format {
        name: "junit",
        extensions: &["xml"],
        lines: false,
        description: "JUnit XML, for the test reports of CI services: one test suite a document",
        write: junit::write,
    },
    Format {
        name: "github",
        extensions: &[],
        lines: false,
        description: "workflow commands of GitHub Actions, which annotate the files",
        write: github::write,
    },
    Format {
        name: "gitlab",
        extensions: &["json"],
        lines: false,
        description: "Code Quality of GitLab, which annotates merge requests",
        write: gitlab::write,
    },
    Format {
        name: "markdown",
        extensions: &["md", "markdown"],
        lines: true,
        description: "Markdown, for the summary of a job or a comment",
        write: markdown::write,
    },
];

impl Choice for Format {
    fn all() -> &'static [Self] {
        FORMATS
    }

    fn name(&self) -> &'static str {
        self.name
    }

    fn extensions(&self) -> &'static [&'static str] {
        self.extensions
    }
}

impl Format {
    /// Writes a report.
    ///
    /// # Errors
    ///
    /// What writing reports.
    pub fn write(&self, report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        (self.write)(report, options, &mut out)?;
        out.flush()
    }
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

impl Shown {
    /// A finding with its place in the document that has this text, and its line.
    pub fn new(finding: Finding, text: &str, index: &LineIndex) -> Self {
        let placed = Self::without_line(finding, text, index);
        let excerpt = placed
            .region
            .map(|_| Excerpt::new(text, &placed.finding.spans));
        Self { excerpt, ..placed }
    }

    /// The same without its line, which takes longer than all else and which most formats do not show.
    pub fn without_line(mut finding: Finding, text: &str, index: &LineIndex) -> Self {
        finding.message = cut(&finding.message, LONGEST);
        finding.help = finding.help.map(|help| cut(&help, LONGEST));
        for related in &mut finding.related {
            related.message = cut(&related.message, LONGEST);
        }
        // Not the first and the last: a note may stand in the document before what it belongs to.
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

    /// Whether it counts: nobody accepts it.
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
fn readable(path: &Path) -> String {
    printable(&path.to_string_lossy())
}

impl File {
    /// The findings that count.
    pub fn counting(&self) -> impl Iterator<Item = &Shown> {
        self.findings.iter().filter(|shown| shown.counts())
    }
}

impl Report {
    /// How many findings of a severity count.
    pub fn count(&self, severity: Severity) -> usize {
        let files = self.files.iter();
        files
            .flat_map(File::counting)
            .filter(|shown| shown.finding.severity == severity)
            .count()
    }

    /// How many findings somebody accepts.
    pub fn accepted(&self) -> usize {
        let files = self.files.iter();
        let findings = files.flat_map(|file| &file.findings);
        findings.filter(|shown| !shown.counts()).count()
    }

    /// Whether a finding of this severity or a worse one counts.
    pub fn fails(&self, from: Severity) -> bool {
        let mut shown = self.files.iter().flat_map(File::counting);
        shown.any(|shown| shown.finding.severity >= from)
    }

    /// What was checked and how much was found, in one line.
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
