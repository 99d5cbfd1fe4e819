//! Documents of one project, of several or of none, checked together.

use super::Engine;
use super::candidate::{Candidate, Seen};
use crate::check::report::{Failure, File, Report, Shown};
use crate::check::{
    Baseline, Demands, Finding, Observed, Selection, Severity, Suppression, Verdicts, compare,
    judge,
};
use crate::error::{Error, Result};
use crate::input;
use crate::pipeline::{self, Progress};
use crate::text::{LineIndex, Span, printable};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How documents are to be checked.
pub struct Gate<'a> {
    /// What finds quotes in them.
    pub engine: Engine<'a>,
    /// What is asked for in this run.
    pub demands: &'a Demands,
    /// Findings that were there before.
    pub baseline: Option<&'a Baseline>,
    /// The day, as in `2026-11-24`: what the ends of waivers are compared with.
    pub today: &'a str,
    /// The folder that the program was called in.
    pub here: &'a Path,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What was found.
    pub report: Report,
    /// What could not be checked, in the order of the documents.
    pub errors: Vec<Error>,
    /// Each document's path, as the baseline names it, with its findings.
    pub(super) found: Vec<(String, Vec<Finding>)>,
    /// Each document, with its text if it cannot be read again.
    pub(super) texts: Vec<(Candidate, Option<String>)>,
    /// Entries of the baseline that are no longer true.
    stale: BTreeSet<Span>,
}

impl Gate<'_> {
    /// Checks documents, in parallel; errors stand for those that cannot be had and are passed on.
    pub fn check(&self, candidates: Vec<Result<Candidate>>, progress: Progress) -> Outcome {
        let results = pipeline::for_each(candidates, progress, |candidate: Candidate| {
            candidate.observe(&self.engine, self.demands)
        });
        self.engine.cache.prune();
        let mut outcome = Outcome::default();
        let mut seen: Vec<Seen> = Vec::new();
        for result in results {
            match result {
                Ok(one) => seen.push(one),
                Err(error) => outcome.errors.push(error),
            }
        }
        outcome.report.failures = outcome.errors.iter().map(|e| self.failure(e)).collect();
        outcome.report.documents = seen.len();

        // Findings name other documents as the report does.
        let paths: Vec<PathBuf> = seen
            .iter()
            .map(|seen| PathBuf::from(self.relative(seen.candidate.as_ref())))
            .collect();
        let observed = seen.iter().map(|seen| &seen.observed);
        let paths_and_observed = paths.iter().map(PathBuf::as_path).zip(observed);
        let mut by_document: BTreeMap<usize, Vec<_>> = BTreeMap::new();
        for (document, rule, observation) in compare(paths_and_observed) {
            let observations = by_document.entry(document).or_default();
            observations.push((rule.code.to_owned(), observation));
        }
        for (document, observations) in by_document {
            seen[document].observed.observations.extend(observations);
        }

        let files: Vec<(File, Vec<Finding>)> =
            seen.par_iter().map(|seen| self.file(seen)).collect();
        for ((file, findings), seen) in files.into_iter().zip(&seen) {
            outcome.report.files.push(file);
            let within = seen.candidate.within().to_owned();
            outcome.found.push((within, findings));
        }
        if let Some(baseline) = self.baseline {
            self.compare_with(baseline, &seen, &mut outcome);
        }
        let texts = seen.into_iter().map(|seen| (seen.candidate, seen.text));
        outcome.texts = texts.collect();
        outcome
    }

    /// The findings in one document, with their places.
    fn file(&self, seen: &Seen) -> (File, Vec<Finding>) {
        let Seen {
            candidate,
            observed,
            text,
        } = seen;
        let findings = self.judge(candidate, observed);
        let shown = match (findings.is_empty(), text) {
            (true, _) => Vec::new(),
            (false, Some(text)) => shown(&findings, text),
            (false, None) => shown(&findings, &candidate.text_again()),
        };
        let path: &Path = candidate.as_ref();
        let file = File {
            path: path.to_owned(),
            relative: self.relative(path),
            findings: shown,
        };
        (file, findings)
    }

    fn judge(&self, candidate: &Candidate, observed: &Observed) -> Vec<Finding> {
        let selection = candidate.selection().clone().with(self.demands.clone());
        let verdicts = Verdicts {
            today: self.today,
            baseline: self.baseline,
        };
        judge(candidate.within(), observed, &selection, &verdicts)
    }

    /// Finds the entries of the baseline that are no longer true, and tells them as findings.
    fn compare_with(&self, baseline: &Baseline, seen: &[Seen], outcome: &mut Outcome) {
        let found: BTreeSet<&str> = outcome
            .found
            .iter()
            .flat_map(|(_, findings)| findings)
            .map(|finding| finding.fingerprint.as_str())
            .collect();
        let checked: BTreeMap<&str, &Candidate> = seen
            .iter()
            .map(|seen| (seen.candidate.within(), &seen.candidate))
            .collect();
        let folder = baseline.path.parent().unwrap_or(Path::new(""));
        let asked =
            |candidate: &Candidate| candidate.selection().clone().with(self.demands.clone());
        let outdated = baseline.outdated(&found, &|path| match checked.get(path) {
            Some(candidate) => Some(asked(candidate)),
            None if folder.join(path).exists() => None,
            None => Some(Selection::default()),
        });
        outcome.stale = outdated.spans;
        let relative = self.relative(&baseline.path);
        let selection = seen
            .first()
            .map(|seen| asked(&seen.candidate))
            .unwrap_or_default();
        let at_its_level = |finding: Finding| {
            let severity = selection.level(finding.rule, &relative)?;
            Some(Finding {
                severity,
                ..finding
            })
        };
        let findings: Vec<Finding> = outdated
            .findings
            .into_iter()
            .filter_map(at_its_level)
            .collect();
        if !findings.is_empty() {
            outcome.report.files.push(File {
                path: baseline.path.clone(),
                findings: shown(&findings, &baseline.text),
                relative,
            });
        }
    }

    fn failure(&self, error: &Error) -> Failure {
        Failure {
            relative: error
                .path()
                .map_or_else(String::new, |path| self.relative(path)),
            message: printable(&error.to_string()),
        }
    }

    fn relative(&self, path: &Path) -> String {
        input::seen_from(self.here, path).unwrap_or_else(|_| path.to_string_lossy().into_owned())
    }
}

impl Outcome {
    /// Writes a baseline of what was found; with an `old` one, of what is left of that.
    ///
    /// # Errors
    ///
    /// What writing reports.
    pub fn write_baseline(&self, old: Option<&Baseline>, out: &mut dyn Write) -> io::Result<()> {
        let found = self.found.iter().flat_map(|(path, findings)| {
            let open = findings.iter().filter(|finding| {
                matches!(finding.suppression, None | Some(Suppression::Baseline))
            });
            open.map(move |finding| (path.as_str(), finding))
        });
        Baseline::write(old, &self.stale, found, out)
    }

    /// Whether something was found that is at least so bad.
    pub fn fails(&self, from: Severity) -> bool {
        self.report.fails(from)
    }
}

fn shown(findings: &[Finding], text: &str) -> Vec<Shown> {
    let index = LineIndex::new(text);
    let findings = findings.iter();
    findings
        .map(|finding| Shown::new(finding.clone(), text, &index))
        .collect()
}
