//! A baseline: findings that were there when a project began to check, and are accepted until somebody
//! fixes them. It is written once, may shrink, and never grows by itself.
//!
//! One JSON object a line: the first says what the file is, each other one is a finding, known by a
//! fingerprint that does not depend on the rest of the document. So baselines diff and merge line by
//! line.

use super::finding::Finding;
use super::observation::Observation;
use super::rule::{Look, Rule, StaleEntry};
use super::rules::RULES;
use super::selection::Selection;
use crate::error::{Error, ErrorKind, FileRole, Result, column_and_message};
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The version of the format that this program writes, and the only one that it reads.
const VERSION: u32 = 1;

/// A baseline that has been read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// The file.
    pub path: PathBuf,
    /// Its text, to show places in it.
    pub text: String,
    entries: BTreeMap<String, LocatedEntry>,
}

/// An entry, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct LocatedEntry {
    entry: BaselineEntry,
    /// Its line in the file.
    span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BaselineEntry {
    path: String,
    rule: String,
    message: String,
    fingerprint: String,
}

#[derive(Serialize, Deserialize)]
struct BaselineHeader {
    #[serde(rename = "diglot-baseline")]
    version: u32,
}

/// The entries of a baseline that no longer match.
#[derive(Clone, Debug, Default)]
pub struct Outdated {
    /// Where the entries are in it.
    pub spans: BTreeSet<Span>,
    /// The findings about them, in the same order.
    pub findings: Vec<Finding>,
}

impl LocatedEntry {
    /// What the rules about baselines find wrong with it, when it fits no finding any more.
    fn findings(&self) -> impl Iterator<Item = Finding> + '_ {
        let BaselineEntry {
            path,
            rule,
            message,
            fingerprint,
        } = &self.entry;
        let stale = StaleEntry {
            span: self.span,
            path,
            rule,
            message,
        };
        RULES.iter().filter_map(move |rule| {
            let Look::Baseline(look) = rule.look else {
                return None;
            };
            let observation = Observation {
                key: fingerprint.clone(),
                ..look(&stale)
            };
            Some(Finding::new(rule, rule.severity, observation, path, 0))
        })
    }
}

impl Baseline {
    /// Parses the content of the file at `path`.
    ///
    /// # Errors
    ///
    /// A line that does not read, with its number; a baseline of another version.
    pub fn parse(path: &Path, text: String) -> Result<Self> {
        let unusable = |line, column, message: String| -> Error {
            ErrorKind::Malformed {
                role: FileRole::Configuration,
                path: path.to_owned(),
                line,
                column,
                message,
            }
            .into()
        };
        let mut entries = BTreeMap::new();
        let mut start = 0;
        for (number, line) in (1..).zip(text.split_inclusive('\n')) {
            let span = Span::new(start, start + line.trim_end().len());
            start += line.len();
            if number == 1 {
                let header: BaselineHeader = serde_json::from_str(line).map_err(|_| {
                    let message =
                        "this is not a baseline: `diglot check --write-baseline` makes one";
                    unusable(1, 0, message.to_owned())
                })?;
                if header.version != VERSION {
                    return Err(unusable(
                        1,
                        0,
                        format!(
                            "this is a baseline of version {}, but this program reads version {VERSION}; \
                             remove the file and write it again with `--write-baseline`",
                            header.version
                        ),
                    ));
                }
                continue;
            }
            if line.trim().is_empty() {
                continue;
            }
            let line = line.trim_end();
            let entry: BaselineEntry = serde_json::from_str(line).map_err(|error| {
                let (column, message) = column_and_message(line.as_bytes(), &error);
                let message = format!("this is not an entry of a baseline: {message}; remove it");
                unusable(number, column, message)
            })?;
            entries.insert(entry.fingerprint.clone(), LocatedEntry { entry, span });
        }
        if start == 0 {
            return Err(unusable(
                1,
                0,
                "the baseline is empty; remove it".to_owned(),
            ));
        }
        Ok(Self {
            path: path.to_owned(),
            text,
            entries,
        })
    }

    /// Whether it knows a finding.
    pub fn knows(&self, fingerprint: &str) -> bool {
        self.entries.contains_key(fingerprint)
    }

    /// The entries that fit none of the fingerprints `found`, as far as that means something: their rules were
    /// applied, their documents were checked or are gone, as `is_known` says about their paths, and for
    /// rules that compare documents, the `whole` project was checked.
    pub fn outdated(
        &self,
        found: &BTreeSet<&str>,
        selection: &Selection,
        is_known: &dyn Fn(&str) -> bool,
        whole: bool,
    ) -> Outdated {
        let was_applied = |entry: &BaselineEntry| match Rule::find(&entry.rule) {
            Some(rule) => {
                (whole || !rule.compares()) && selection.level(rule, &entry.path).is_some()
            }
            None => true,
        };
        let mut gone: Vec<&LocatedEntry> = self
            .entries
            .iter()
            .filter(|(fingerprint, _)| !found.contains(fingerprint.as_str()))
            .map(|(_, known)| known)
            .filter(|known| is_known(&known.entry.path) && was_applied(&known.entry))
            .collect();
        gone.sort_by_key(|known| known.span);
        Outdated {
            findings: gone.iter().flat_map(|known| known.findings()).collect(),
            spans: gone.iter().map(|known| known.span).collect(),
        }
    }

    /// Writes a baseline of `findings`, each with its document's path. If there is an `old` one, it may
    /// shrink but not grow: writes its entries, without those that are `stale`.
    ///
    /// # Errors
    ///
    /// What the system reports.
    pub fn write<'a>(
        old: Option<&Baseline>,
        stale: &BTreeSet<Span>,
        findings: impl IntoIterator<Item = (&'a str, &'a Finding)>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let entries: BTreeSet<BaselineEntry> = match old {
            Some(old) => {
                let kept = old.entries.values().filter(|k| !stale.contains(&k.span));
                kept.map(|known| known.entry.clone()).collect()
            }
            None => findings
                .into_iter()
                .map(|(path, finding)| BaselineEntry {
                    path: path.to_owned(),
                    rule: finding.rule.code.to_owned(),
                    message: finding.message.clone(),
                    fingerprint: finding.fingerprint.clone(),
                })
                .collect(),
        };
        serde_json::to_writer(&mut *out, &BaselineHeader { version: VERSION })?;
        writeln!(out)?;
        for entry in entries {
            serde_json::to_writer(&mut *out, &entry)?;
            writeln!(out)?;
        }
        Ok(())
    }
}
