//! SARIF 2.1.0, which code scanning services and editors read.
//!
//! It follows the OASIS standard with its first errata; comments name the clause where it leaves a choice.
//! There is one run, with every rule described once and one result per finding. Accepted findings have
//! suppressions, so that a service can show or hide them. Columns are characters (`unicodeCodePoints`,
//! 3.14.27), as everywhere in diglot, and a region ends after its last character (3.30.8). A finding about
//! a whole document has no region (3.29.4). No times are written: the same findings give the same bytes.

use super::format::{ReportFormat, ReportOptions, ReportWriter};
use super::reported::{CheckReport, Region, ReportedFailure, ReportedFile, ReportedFinding};
use crate::check::{RULES, Related, Rule, Severity, Suppression};
use crate::text::LineColumn;
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{self, Write};

pub(super) const FORMAT: ReportFormat = ReportFormat {
    name: "sarif",
    extensions: &["sarif"],
    description: "SARIF 2.1.0, for code scanning and editors; with accepted findings",
    action: ReportWriter {
        shows_lines: false,
        write,
    },
};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Base of relative URIs: the usual name for the root of the sources.
const ROOT: &str = "%SRCROOT%";

/// Name of the fingerprints (3.27.17: the version of the algorithm is part of the name).
const FINGERPRINT: &str = "diglot/v1";

/// The whole file. The version should come first (3.13.2).
#[derive(Serialize)]
struct SarifLog {
    version: &'static str,
    #[serde(rename = "$schema")]
    schema: &'static str,
    runs: [Value; 1],
}

fn write(report: &CheckReport, _: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    let log = SarifLog {
        version: "2.1.0",
        schema: SCHEMA,
        runs: [run(report)],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn run(report: &CheckReport) -> Value {
    let files = report.files.iter();
    let results =
        files.flat_map(|file| file.findings.iter().map(|reported| result(file, reported)));
    json!({
        "tool": { "driver": driver() },
        "invocations": [{
            "executionSuccessful": report.failures.is_empty(),
            "toolExecutionNotifications":
                report.failures.iter().map(notification).collect::<Vec<_>>(),
        }],
        // A file that is shared should not say where that folder is (3.14.14).
        "originalUriBaseIds": {
            ROOT: { "description": { "text": "The current folder of diglot." } },
        },
        "columnKind": "unicodeCodePoints",
        "results": results.collect::<Vec<_>>(),
    })
}

fn driver() -> Value {
    let version = env!("CARGO_PKG_VERSION");
    let mut driver = json!({
        "name": "diglot",
        "version": version,
        "semanticVersion": version,
        "rules": RULES.iter().map(descriptor).collect::<Vec<_>>(),
    });
    let home = env!("CARGO_PKG_HOMEPAGE");
    if !home.is_empty() {
        driver["informationUri"] = json!(home);
    }
    driver
}

/// A rule as a `reportingDescriptor`.
fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.code,
        "shortDescription": { "text": sentence(rule.summary) },
        "fullDescription": { "text": sentence(rule.summary) },
        "help": { "text": help(rule), "markdown": page(rule) },
        "defaultConfiguration": { "enabled": rule.on, "level": level(rule.severity) },
    })
}

/// The help where Markdown cannot be shown; the page would be unreadable there.
fn help(rule: &Rule) -> String {
    let Rule { summary, code, .. } = rule;
    format!("{} More with `diglot explain {code}`.", sentence(summary))
}

/// A rule's page, with the names of other rules instead of links, which would lead nowhere.
fn page(rule: &Rule) -> String {
    RULES
        .iter()
        .fold(rule.page.to_owned(), |page, Rule { code, .. }| {
            page.replace(&format!("[{code}]({code}.md)"), &format!("`{code}`"))
        })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn notification(failure: &ReportedFailure) -> Value {
    let mut notification = json!({
        "level": "error",
        "message": { "text": message(&failure.message) },
    });
    if !failure.relative.is_empty() {
        notification["locations"] = json!([location(&failure.relative, None)]);
    }
    notification
}

fn result(file: &ReportedFile, reported: &ReportedFinding) -> Value {
    let ReportedFinding {
        finding, region, ..
    } = reported;
    let text = match &finding.help {
        Some(help) => format!("{} {}", sentence(&finding.message), sentence(help)),
        None => sentence(&finding.message),
    };
    let mut result = json!({
        "ruleId": finding.rule.code,
        "level": level(finding.severity),
        "message": { "text": message(&text) },
        "locations": [location(&file.relative, region.map(stretch))],
        "partialFingerprints": { FINGERPRINT: finding.fingerprint },
        // Also if there is none: 3.27.23 requires them in all results or in no result.
        "suppressions": finding.suppression.iter().map(suppression).collect::<Vec<_>>(),
    });
    if let Some(index) = RULES.iter().position(|rule| rule.code == finding.rule.code) {
        result["ruleIndex"] = json!(index);
    }
    if !finding.related.is_empty() {
        result["relatedLocations"] = finding.related.iter().map(related).collect();
    }
    result
}

fn suppression(suppression: &Suppression) -> Value {
    match suppression {
        Suppression::Comment { reason: None } => json!({ "kind": "inSource" }),
        Suppression::Comment {
            reason: Some(reason),
        } => json!({ "kind": "inSource", "justification": reason }),
        Suppression::Waiver { by, reason } => json!({
            "kind": "external",
            "justification": format!("waived by {by}: {reason}"),
        }),
        Suppression::Baseline => json!({
            "kind": "external",
            "justification": "the baseline has this finding",
        }),
    }
}

fn related(related: &Related) -> Value {
    let mut location = location(&related.path.to_string_lossy(), Some(point(related.place)));
    location["message"] = json!({ "text": message(&related.message) });
    location
}

fn location(path: &str, region: Option<Value>) -> Value {
    let mut physical = json!({ "artifactLocation": artifact(path) });
    if let Some(region) = region {
        physical["region"] = region;
    }
    json!({ "physicalLocation": physical })
}

fn stretch(region: Region) -> Value {
    json!({
        "startLine": region.start.line,
        "startColumn": region.start.column,
        "endLine": region.end.line,
        "endColumn": region.end.column,
    })
}

fn point(place: LineColumn) -> Value {
    json!({ "startLine": place.line, "startColumn": place.column })
}

/// A path as an `artifactLocation`: relative to the root, or a `file:` URI of its own (3.4.4).
fn artifact(path: &str) -> Value {
    let slashed = path.replace('\\', "/");
    if path.starts_with('/') {
        return json!({ "uri": format!("file://{}", encoded(path)) });
    }
    match slashed.split_once(":/") {
        // A drive's name is one letter.
        Some((drive, rest)) if drive.len() == 1 => {
            json!({ "uri": format!("file:///{drive}:/{}", encoded(rest)) })
        }
        _ => json!({ "uri": encoded(path), "uriBaseId": ROOT }),
    }
}

/// A path as part of a URI: bytes that are neither unreserved (RFC 3986, 2.3) nor between folders are
/// percent-encoded. A `:` is, too, or what is before it would be a scheme (4.2).
fn encoded(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            // Writing to a string cannot fail.
            _ => drop(write!(uri, "%{byte:02X}")),
        }
    }
    uri
}

/// Text as a plain text message. Braces would be placeholders (3.11.5); brackets before a parenthesis
/// would be a link (3.11.6); no document may add one here.
fn message(text: &str) -> String {
    let text = text.replace('{', "{{").replace('}', "}}");
    match text.contains("](") {
        true => text
            .replace('\\', "\\\\")
            .replace('[', "\\[")
            .replace(']', "\\]"),
        false => text,
    }
}

/// A line in lower case without a full stop, as a sentence: messages of other tools are sentences.
fn sentence(line: &str) -> String {
    let mut chars = line.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).chain(['.']).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{sample, written};
    use super::*;

    fn log(report: &CheckReport) -> Value {
        serde_json::from_str(&written(&FORMAT, report)).unwrap()
    }

    #[test]
    fn every_finding_is_a_result() {
        let log = log(&sample());
        let results = log["runs"][0]["results"].as_array().unwrap();
        let index = |code| RULES.iter().position(|rule| rule.code == code);
        assert_eq!(
            results[0],
            json!({
                "ruleId": "missing-translation",
                "ruleIndex": index("missing-translation"),
                "level": "error",
                "message": {
                    "text": "This Russian original has no translation. Add one beside it, or waive \
                             it: `diglot decide 61add008f77f waive --reason \"...\"`.",
                },
                "locations": [{ "physicalLocation": {
                    "artifactLocation": {
                        "uri": "%D0%BF%D0%B8%D1%81%D1%8C%D0%BC%D0%B0/my%20diary.md",
                        "uriBaseId": "%SRCROOT%",
                    },
                    "region": { "startLine": 3, "startColumn": 1, "endLine": 4, "endColumn": 15 },
                } }],
                "partialFingerprints": { "diglot/v1": "00000000000000a1" },
                "suppressions": [],
            })
        );
        assert_eq!(
            results[1]["relatedLocations"],
            json!([{
                "physicalLocation": {
                    "artifactLocation": { "uri": "letters.md", "uriBaseId": "%SRCROOT%" },
                    "region": { "startLine": 7, "startColumn": 2 },
                },
                "message": { "text": "here it is «another»" },
            }])
        );
        let levels: Vec<&str> = results
            .iter()
            .map(|result| result["level"].as_str().unwrap())
            .collect();
        assert_eq!(
            levels,
            ["error", "note", "error", "error", "error", "warning"]
        );
        // About a whole document.
        assert_eq!(
            results[5]["locations"],
            json!([{ "physicalLocation": {
                "artifactLocation": { "uri": "file:///srv/a%26b.md" },
            } }])
        );
    }

    #[test]
    fn an_accepted_finding_has_a_suppression() {
        let log = log(&sample());
        let results = log["runs"][0]["results"].as_array().unwrap();
        let suppressions: Vec<&Value> = results[2..5]
            .iter()
            .map(|result| &result["suppressions"])
            .collect();
        assert_eq!(
            suppressions,
            [
                &json!([{ "kind": "inSource", "justification": "a facsimile" }]),
                &json!([{ "kind": "external", "justification": "waived by Анна: it <is> | meant" }]),
                &json!([{
                    "kind": "external",
                    "justification": "the baseline has this finding",
                }]),
            ]
        );
    }

    #[test]
    fn what_could_not_be_checked_is_a_notification() {
        assert_eq!(
            log(&sample())["runs"][0]["invocations"],
            json!([{
                "executionSuccessful": false,
                "toolExecutionNotifications": [{
                    "level": "error",
                    "message": { "text": "could not read `lost.md`: no such file" },
                    "locations": [{ "physicalLocation": {
                        "artifactLocation": { "uri": "lost.md", "uriBaseId": "%SRCROOT%" },
                    } }],
                }],
            }])
        );
        assert_eq!(
            log(&CheckReport::default())["runs"][0]["invocations"][0]["executionSuccessful"],
            true
        );
    }

    #[test]
    fn every_rule_is_described() {
        let log = log(&CheckReport::default());
        let driver = &log["runs"][0]["tool"]["driver"];
        let rules = driver["rules"].as_array().unwrap();
        assert_eq!(rules.len(), RULES.len());
        let missing = rules
            .iter()
            .find(|rule| rule["id"] == "missing-translation");
        let missing = missing.unwrap();
        assert_eq!(
            missing["defaultConfiguration"],
            json!({ "enabled": true, "level": "error" })
        );
        let help = missing["help"]["markdown"].as_str().unwrap();
        assert!(
            help.contains("\n`missing-inline-translation` checks originals"),
            "{help}"
        );
        let text = missing["help"]["text"].as_str().unwrap();
        assert!(
            text.ends_with(". More with `diglot explain missing-translation`."),
            "{text}"
        );
        assert_eq!(text.lines().count(), 1);
        assert_eq!(driver["version"], env!("CARGO_PKG_VERSION"));
        assert_eq!(driver["informationUri"], Value::Null);
        assert!(
            written(&FORMAT, &CheckReport::default()).starts_with("{\n  \"version\": \"2.1.0\",")
        );
    }

    #[test]
    fn paths_are_uris() {
        let uri = |path| artifact(path)["uri"].as_str().unwrap().to_owned();
        assert_eq!(uri("a:b/50%.md"), "a%3Ab/50%25.md");
        assert_eq!(uri("-"), "-");
        assert_eq!(uri("/tmp/é"), "file:///tmp/%C3%A9");
        assert_eq!(uri(r"C:\texts\a b.md"), "file:///C:/texts/a%20b.md");
    }

    #[test]
    fn no_text_is_taken_for_a_placeholder_or_a_link() {
        assert_eq!(message("{0} of [two]"), "{{0}} of [two]");
        assert_eq!(message(r"[a\](1)"), r"\[a\\\](1)");
    }
}
