//! JUnit XML, which CI services show as tests.
//!
//! A document is a test suite, and a finding is a test case. An error or a warning has failed. A finding
//! for information has passed, because it must not fail a build; its text is in the suite's `system-out`.
//! An accepted finding is skipped. A document without findings is one case that has passed. A document
//! that could not be read is one case with an error.
//!
//! There is no standard. The elements and attributes, and their order, are those that both Jenkins'
//! `junit-10.xsd` and the Ant schema of Windy Road accept. So `properties` is there but
//! empty, and the attributes for time and host, which the latter requires, are constant: the same findings
//! give the same bytes. The names of the cases in a suite are unique, because GitLab drops duplicates.

use super::format::{ReportFormat, ReportOptions, ReportWriter};
use super::reported::{CheckReport, ReportedFailure, ReportedFile, ReportedFinding};
use crate::check::{Severity, Suppression};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use std::collections::BTreeMap;
use std::io::{self, Write};

pub(super) const FORMAT: ReportFormat = ReportFormat {
    name: "junit",
    extensions: &["xml"],
    description: "JUnit XML, for the test reports of CI services; with accepted findings",
    action: ReportWriter {
        shows_lines: false,
        write,
    },
};

/// Name of the suite for failures that belong to no file.
const PROGRAM: &str = "diglot";
/// Name of the case for a document without findings, and for one that could not be checked.
const CHECKED: &str = "check";

type JunitWriter<'a> = Writer<&'a mut dyn Write>;

fn write(report: &CheckReport, _: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    let files = report.files.iter().map(TestSuite::of_file);
    let failures = report.failures.iter().map(TestSuite::of_failure);
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("testsuites")
        .write_inner_content(|xml| {
            for (id, suite) in files.chain(failures).enumerate() {
                suite.write(id, xml)?;
            }
            Ok(())
        })?;
    xml.get_mut().write_all(b"\n")
}

/// The test suite of one document.
struct TestSuite<'a> {
    path: &'a str,
    cases: Vec<TestCase<'a>>,
    /// The findings for information.
    output: String,
}

struct TestCase<'a> {
    name: String,
    outcome: CaseOutcome<'a>,
}

enum CaseOutcome<'a> {
    Passed,
    Failed {
        reported: &'a ReportedFinding,
        text: String,
    },
    /// The document could not be checked.
    Error(&'a str),
    Skipped(String),
}

impl<'a> TestSuite<'a> {
    fn of_file(file: &'a ReportedFile) -> Self {
        let mut names = CaseNames::default();
        let mut cases: Vec<TestCase> = file
            .findings
            .iter()
            .map(|reported| TestCase {
                name: names.unused(name(reported)),
                outcome: outcome(file, reported),
            })
            .collect();
        if cases.is_empty() {
            cases.push(TestCase {
                name: CHECKED.to_owned(),
                outcome: CaseOutcome::Passed,
            });
        }
        let told = file.counting().filter(|reported| !fails(reported));
        Self {
            path: &file.relative,
            cases,
            output: told.map(|reported| text(file, reported)).collect(),
        }
    }

    fn of_failure(failure: &'a ReportedFailure) -> Self {
        let path = match failure.relative.as_str() {
            "" => PROGRAM,
            path => path,
        };
        let case = TestCase {
            name: CHECKED.to_owned(),
            outcome: CaseOutcome::Error(&failure.message),
        };
        Self {
            path,
            cases: vec![case],
            output: String::new(),
        }
    }

    fn count(&self, is: fn(&CaseOutcome<'_>) -> bool) -> String {
        let cases = self.cases.iter().filter(|case| is(&case.outcome));
        cases.count().to_string()
    }

    fn write(&self, id: usize, xml: &mut JunitWriter<'_>) -> io::Result<()> {
        let path = cleaned(self.path);
        let suite = xml.create_element("testsuite").with_attributes([
            ("name", path.as_str()),
            ("tests", &self.count(|_| true)),
            (
                "failures",
                &self.count(|o| matches!(o, CaseOutcome::Failed { .. })),
            ),
            (
                "errors",
                &self.count(|o| matches!(o, CaseOutcome::Error(_))),
            ),
            (
                "skipped",
                &self.count(|o| matches!(o, CaseOutcome::Skipped(_))),
            ),
            ("time", "0"),
            ("timestamp", "1970-01-01T00:00:00"),
            ("hostname", "localhost"),
            ("id", &id.to_string()),
            ("package", PROGRAM),
        ]);
        suite.write_inner_content(|xml| {
            xml.create_element("properties").write_empty()?;
            for case in &self.cases {
                case.write(&path, xml)?;
            }
            write_text(xml, "system-out", &self.output)?;
            write_text(xml, "system-err", "")
        })?;
        Ok(())
    }
}

impl TestCase<'_> {
    fn write(&self, path: &str, xml: &mut JunitWriter<'_>) -> io::Result<()> {
        let case = xml.create_element("testcase").with_attributes([
            ("classname", path),
            ("name", self.name.as_str()),
            ("time", "0"),
        ]);
        match &self.outcome {
            CaseOutcome::Passed => case.write_empty()?,
            outcome => case.write_inner_content(|xml| outcome.write(xml))?,
        };
        Ok(())
    }
}

impl CaseOutcome<'_> {
    fn write(&self, xml: &mut JunitWriter<'_>) -> io::Result<()> {
        let (element, kind, message, text) = match self {
            CaseOutcome::Passed => return Ok(()),
            CaseOutcome::Failed { reported, text } => {
                let finding = &reported.finding;
                (
                    "failure",
                    finding.rule.code,
                    finding.message.as_str(),
                    text.as_str(),
                )
            }
            CaseOutcome::Error(message) => ("error", "unreadable", *message, *message),
            CaseOutcome::Skipped(why) => {
                let skipped = xml.create_element("skipped");
                skipped
                    .with_attribute(("message", cleaned(why).as_str()))
                    .write_empty()?;
                return Ok(());
            }
        };
        xml.create_element(element)
            .with_attributes([("type", kind), ("message", &cleaned(message))])
            .write_text_content(BytesText::new(&cleaned(text)))?;
        Ok(())
    }
}

fn write_text(xml: &mut JunitWriter<'_>, element: &str, text: &str) -> io::Result<()> {
    let element = xml.create_element(element);
    match text {
        "" => element.write_empty()?,
        text => element.write_text_content(BytesText::new(&cleaned(text)))?,
    };
    Ok(())
}

/// How often each name was used.
#[derive(Default)]
struct CaseNames(BTreeMap<String, usize>);

impl CaseNames {
    fn unused(&mut self, name: String) -> String {
        let times = self.0.entry(name.clone()).or_default();
        *times += 1;
        match *times {
            1 => name,
            times => format!("{name} ({times})"),
        }
    }
}

/// The rule and its place.
fn name(reported: &ReportedFinding) -> String {
    let code = reported.finding.rule.code;
    match reported.region {
        Some(region) => format!("{code} {}:{}", region.start.line, region.start.column),
        None => code.to_owned(),
    }
}

/// Whether the finding fails a test.
fn fails(reported: &ReportedFinding) -> bool {
    reported.finding.severity >= Severity::Warning
}

fn outcome<'a>(file: &ReportedFile, reported: &'a ReportedFinding) -> CaseOutcome<'a> {
    match &reported.finding.suppression {
        Some(suppression) => CaseOutcome::Skipped(accepted(suppression)),
        None if fails(reported) => CaseOutcome::Failed {
            reported,
            text: text(file, reported),
        },
        None => CaseOutcome::Passed,
    }
}

fn accepted(suppression: &Suppression) -> String {
    match suppression {
        Suppression::Comment { reason: None } => "allowed by a comment".to_owned(),
        Suppression::Comment {
            reason: Some(reason),
        } => format!("allowed by a comment: {reason}"),
        Suppression::Waiver { by, reason } => format!("waived by {by}: {reason}"),
        Suppression::Baseline => "in the baseline".to_owned(),
    }
}

/// A finding as text on a few lines.
fn text(file: &ReportedFile, reported: &ReportedFinding) -> String {
    let finding = &reported.finding;
    let place = reported.start();
    let mut text = format!(
        "{}:{}:{}: {}[{}]: {}\n",
        file.relative,
        place.line,
        place.column,
        finding.severity,
        finding.rule.code,
        finding.message
    );
    if let Some(help) = &finding.help {
        text += &format!("help: {help}\n");
    }
    text
}

/// The text without what is not a `Char` of XML 1.0 (2.2). Surrogates are not a `char` in Rust.
fn cleaned(text: &str) -> String {
    let is_char = |c: &char| match c {
        '\t' | '\n' | '\r' => true,
        '\0'..'\u{20}' | '\u{fffe}' | '\u{ffff}' => false,
        _ => true,
    };
    text.chars().filter(is_char).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{file, finding, sample, written};
    use super::*;
    use crate::text::LineIndex;

    #[test]
    fn documents_are_suites_and_findings_cases() {
        assert_eq!(
            written(&FORMAT, &sample()),
            r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="письма/my diary.md" tests="5" failures="1" errors="0" skipped="3" time="0" timestamp="1970-01-01T00:00:00" hostname="localhost" id="0" package="diglot">
    <properties/>
    <testcase classname="письма/my diary.md" name="missing-translation 3:1" time="0">
      <failure type="missing-translation" message="this Russian original has no translation">письма/my diary.md:3:1: error[missing-translation]: this Russian original has no translation
help: add one beside it, or waive it: `diglot decide 61add008f77f waive --reason &quot;...&quot;`
</failure>
    </testcase>
    <testcase classname="письма/my diary.md" name="missing-inline-translation 6:6" time="0"/>
    <testcase classname="письма/my diary.md" name="missing-translation 1:3" time="0">
      <skipped message="allowed by a comment: a facsimile"/>
    </testcase>
    <testcase classname="письма/my diary.md" name="missing-translation 1:3 (2)" time="0">
      <skipped message="waived by Анна: it &lt;is&gt; | meant"/>
    </testcase>
    <testcase classname="письма/my diary.md" name="missing-translation 6:14" time="0">
      <skipped message="in the baseline"/>
    </testcase>
    <system-out>письма/my diary.md:6:6: info[missing-inline-translation]: 50% of a | b, &lt;i&gt;c&lt;/i&gt;: d
</system-out>
    <system-err/>
  </testsuite>
  <testsuite name="clean.md" tests="1" failures="0" errors="0" skipped="0" time="0" timestamp="1970-01-01T00:00:00" hostname="localhost" id="1" package="diglot">
    <properties/>
    <testcase classname="clean.md" name="check" time="0"/>
    <system-out/>
    <system-err/>
  </testsuite>
  <testsuite name="/srv/a&amp;b.md" tests="1" failures="1" errors="0" skipped="0" time="0" timestamp="1970-01-01T00:00:00" hostname="localhost" id="2" package="diglot">
    <properties/>
    <testcase classname="/srv/a&amp;b.md" name="outdated-alignment" time="0">
      <failure type="outdated-alignment" message="the alignment file is of another version">/srv/a&amp;b.md:1:1: warning[outdated-alignment]: the alignment file is of another version
</failure>
    </testcase>
    <system-out/>
    <system-err/>
  </testsuite>
  <testsuite name="lost.md" tests="1" failures="0" errors="1" skipped="0" time="0" timestamp="1970-01-01T00:00:00" hostname="localhost" id="3" package="diglot">
    <properties/>
    <testcase classname="lost.md" name="check" time="0">
      <error type="unreadable" message="could not read `lost.md`: no such file">could not read `lost.md`: no such file</error>
    </testcase>
    <system-out/>
    <system-err/>
  </testsuite>
</testsuites>
"#
        );
    }

    #[test]
    fn an_empty_report_has_no_suite() {
        assert_eq!(
            written(&FORMAT, &CheckReport::default()),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n</testsuites>\n"
        );
    }

    #[test]
    fn names_are_unique_and_control_characters_are_left_out() {
        let reported = |message| {
            let finding = finding("missing-translation", message, "c1");
            ReportedFinding::new(finding, "", &LineIndex::new(""))
        };
        let report = CheckReport {
            files: vec![file(
                "a\u{1b}.md",
                vec![reported("\u{1b}[2J\u{0}one\u{ffff}"), reported("two")],
            )],
            ..CheckReport::default()
        };
        let xml = written(&FORMAT, &report);
        assert!(xml.contains(r#"message="␛[2J␀one""#), "{xml}");
        assert!(xml.contains(r#"<testsuite name="a.md""#), "{xml}");
        assert!(xml.contains(r#"name="missing-translation (2)""#), "{xml}");
    }
}
