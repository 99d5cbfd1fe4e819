//! Code Quality of GitLab: a JSON array that a job reports as `artifacts:reports:codequality`.
//!
//! GitLab reads a part of Code Climate's format: a description, the check, a severity, a path with a line,
//! and a fingerprint, by which it recognises an issue in another branch; of two issues with the same
//! fingerprint it shows one. The format has no accepted issues: such findings are left out. A file that
//! could not be checked becomes an issue; otherwise it would look clean.

use super::format::{ReportFormat, ReportOptions, ReportWriter};
use super::reported::{CheckReport, ReportedFailure, ReportedFile, ReportedFinding};
use crate::check::Severity;
use crate::id::digest;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

pub(super) const FORMAT: ReportFormat = ReportFormat {
    name: "gitlab",
    extensions: &["json"],
    description: "Code Quality of GitLab, which annotates merge requests",
    action: ReportWriter {
        shows_lines: false,
        write,
    },
};

/// Name of the check that a file that could not be checked fails.
const UNREADABLE: &str = "diglot";

#[derive(Serialize)]
struct CodeQualityIssue<'a> {
    description: &'a str,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: IssueLocation<'a>,
}

#[derive(Serialize)]
struct IssueLocation<'a> {
    path: &'a str,
    lines: IssueLines,
}

#[derive(Serialize)]
struct IssueLines {
    begin: usize,
    end: usize,
}

fn write(report: &CheckReport, _: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    let failures = report.failures.iter().map(of_failure);
    let files = report.files.iter();
    let findings =
        files.flat_map(|file| file.counting().map(|reported| of_finding(file, reported)));
    let mut issues: Vec<CodeQualityIssue> = failures.chain(findings).collect();
    make_unique(&mut issues);
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    writeln!(out)
}

fn of_failure(failure: &ReportedFailure) -> CodeQualityIssue<'_> {
    CodeQualityIssue {
        description: &failure.message,
        check_name: UNREADABLE,
        fingerprint: digest("failure", &[Some(&failure.relative)], 8),
        severity: "blocker",
        location: IssueLocation {
            path: match failure.relative.as_str() {
                "" => ".",
                path => path,
            },
            lines: IssueLines { begin: 1, end: 1 },
        },
    }
}

fn of_finding<'a>(file: &'a ReportedFile, reported: &'a ReportedFinding) -> CodeQualityIssue<'a> {
    let finding = &reported.finding;
    let begin = reported.start().line;
    CodeQualityIssue {
        description: &finding.message,
        check_name: finding.rule.code,
        fingerprint: finding.fingerprint.clone(),
        severity: severity(finding.severity),
        location: IssueLocation {
            path: &file.relative,
            lines: IssueLines {
                begin,
                end: reported.region.map_or(begin, |region| region.end.line),
            },
        },
    }
}

/// GitLab's word for a severity: `info`, `minor`, `major`, `critical` or `blocker`.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}

/// Makes fingerprints unique: projects that are checked together can have documents of the same name.
fn make_unique(issues: &mut [CodeQualityIssue<'_>]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for issue in issues {
        let times = seen.entry(issue.fingerprint.clone()).or_default();
        *times += 1;
        if *times > 1 {
            let identity = [
                issue.fingerprint.as_str(),
                issue.location.path,
                &times.to_string(),
            ];
            issue.fingerprint = digest("again", &identity.map(Some), 8);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{file, finding, sample, written};
    use super::*;
    use crate::text::LineIndex;
    use serde_json::{Value, json};
    use std::collections::BTreeSet;

    fn issues(report: &CheckReport) -> Vec<Value> {
        serde_json::from_str(&written(&FORMAT, report)).unwrap()
    }

    #[test]
    fn what_counts_is_an_issue() {
        let issues = issues(&sample());
        assert_eq!(
            issues[1..],
            [
                json!({
                    "description": "this Russian original has no translation",
                    "check_name": "missing-translation",
                    "fingerprint": "00000000000000a1",
                    "severity": "major",
                    "location": { "path": "письма/my diary.md", "lines": { "begin": 3, "end": 4 } },
                }),
                json!({
                    "description": "50% of a | b, <i>c</i>: d",
                    "check_name": "missing-inline-translation",
                    "fingerprint": "00000000000000a2",
                    "severity": "info",
                    "location": { "path": "письма/my diary.md", "lines": { "begin": 6, "end": 6 } },
                }),
                json!({
                    "description": "the alignment file is of another version",
                    "check_name": "outdated-alignment",
                    "fingerprint": "00000000000000b1",
                    "severity": "minor",
                    "location": { "path": "/srv/a&b.md", "lines": { "begin": 1, "end": 1 } },
                }),
            ]
        );
        assert_eq!(issues[0]["severity"], "blocker");
        assert_eq!(issues[0]["location"]["path"], "lost.md");
    }

    #[test]
    fn nothing_is_an_empty_array() {
        assert_eq!(written(&FORMAT, &CheckReport::default()), "[]\n");
    }

    #[test]
    fn no_fingerprint_comes_twice() {
        let reported = || {
            let finding = finding("missing-translation", "none", "d1");
            ReportedFinding::new(finding, "", &LineIndex::new(""))
        };
        let report = CheckReport {
            files: vec![
                file("a/one.md", vec![reported(), reported()]),
                file("b/one.md", vec![reported()]),
            ],
            ..CheckReport::default()
        };
        let issues = issues(&report);
        let fingerprints: BTreeSet<&str> = issues
            .iter()
            .map(|issue| issue["fingerprint"].as_str().unwrap())
            .collect();
        assert_eq!(fingerprints.len(), 3);
        assert_eq!(issues[0]["fingerprint"], "00000000000000d1");
    }
}
