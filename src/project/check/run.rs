//! A run of checks: documents are observed in parallel, compared, judged, and held against baselines.

use super::input::{CheckInput, ObservedDocument};
use super::outcome::{CheckOutcome, JudgedDocument, VisitedRoot};
use super::root::CheckRoot;
use crate::check::report::{ReportedFailure, ReportedFile, ReportedFinding};
use crate::check::{Demands, DocumentObservations, Finding, JudgeContext, compare, judge};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::input;
use crate::pipeline::Progress;
use crate::text::{LineIndex, printable};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// How to check documents.
pub struct CheckRun<'a> {
    /// The engine that finds quotes in them.
    pub engine: &'a Engine,
    /// The demands of this run.
    pub demands: &'a Demands,
    /// The day, as in `2026-11-24`: what the ends of waivers are compared with.
    pub today: &'a str,
    /// The folder that the program was called in.
    pub here: &'a Path,
    /// Whether to show the lines of findings.
    pub lines: bool,
}

/// The current day, in UTC: see [`CheckRun::today`].
pub fn today() -> String {
    let now = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
    now.chars().take("2026-11-24".len()).collect()
}

impl CheckRun<'_> {
    /// Checks documents, in parallel; errors in the place of documents that cannot be read are passed on.
    pub fn check(&self, inputs: Vec<Result<CheckInput>>, progress: Progress) -> CheckOutcome {
        let observe = |input: CheckInput| input.observe(self.engine, self.demands);
        let results = self.engine.for_each(inputs, progress, observe);
        self.engine.cache().prune();
        let mut outcome = CheckOutcome::default();
        let mut observed: Vec<ObservedDocument> = Vec::new();
        for result in results {
            match result {
                Ok(document) => observed.push(document),
                Err(error) => outcome.errors.push(error),
            }
        }
        outcome.report.failures = outcome.errors.iter().map(|e| self.failure(e)).collect();
        outcome.report.documents = observed.len();

        self.compare_all(&mut observed);
        let files: Vec<(ReportedFile, Vec<Finding>)> =
            observed.par_iter().map(|one| self.file(one)).collect();
        for ((file, findings), document) in files.into_iter().zip(observed) {
            outcome.report.files.push(file);
            outcome.judged.push(JudgedDocument {
                input: document.input,
                version: document.version,
                findings,
            });
        }
        for root in outcome.judged_roots() {
            let visited = self.compare_with_baseline(root, &mut outcome);
            outcome.visited.push(visited);
        }
        outcome
    }

    /// Adds what the rules find that compare all quotes. What is compared with what does not depend on the
    /// order in which documents are named, and findings name other documents as the report does.
    fn compare_all(&self, documents: &mut [ObservedDocument]) {
        let mut order: Vec<usize> = (0..documents.len()).collect();
        order.sort_by_key(|&i| {
            let input = &documents[i].input;
            (input.root().folder.clone(), input.path_in_root().to_owned())
        });
        let paths: Vec<PathBuf> = order
            .iter()
            .map(|&i| PathBuf::from(self.relative(documents[i].input.as_ref())))
            .collect();
        let observed = order.iter().map(|&i| &documents[i].observed);
        let found = compare(paths.iter().map(PathBuf::as_path).zip(observed));
        for (document, rule, observation) in found {
            let observed = &mut documents[order[document]].observed;
            observed
                .observations
                .push((rule.code.to_owned(), observation));
        }
    }

    /// The findings in one document, with their places.
    fn file(&self, document: &ObservedDocument) -> (ReportedFile, Vec<Finding>) {
        let ObservedDocument {
            input,
            observed,
            version,
        } = document;
        let findings = self.judge(input, observed);
        let shown = match findings.is_empty() {
            true => Vec::new(),
            false => shown(&findings, &input.text(version), self.lines),
        };
        let path: &Path = input.as_ref();
        let file = ReportedFile {
            path: path.to_owned(),
            relative: self.relative(path),
            findings: shown,
        };
        (file, findings)
    }

    fn judge(&self, input: &CheckInput, observed: &DocumentObservations) -> Vec<Finding> {
        let root = input.root();
        let context = JudgeContext {
            today: self.today,
            baseline: root.baseline.as_ref(),
            whole: root.whole,
        };
        let selection = root.selection(self.demands);
        judge(input.path_in_root(), observed, &selection, &context)
    }

    /// Reports the entries of a baseline that no longer match.
    fn compare_with_baseline(
        &self,
        root: Arc<CheckRoot>,
        outcome: &mut CheckOutcome,
    ) -> VisitedRoot {
        let mut visited = VisitedRoot {
            stale: BTreeSet::new(),
            is_reported: false,
            root,
        };
        let root = &visited.root;
        let Some(baseline) = &root.baseline else {
            return visited;
        };
        let here = || outcome.judged_in(root);
        let found: BTreeSet<&str> = here()
            .flat_map(|judged| &judged.findings)
            .map(|finding| finding.fingerprint.as_str())
            .collect();
        let checked: BTreeSet<&str> = here().map(|judged| judged.input.path_in_root()).collect();
        let selection = root.selection(self.demands);
        // About a document that is there and was not checked, nothing is known.
        let is_known = |path: &str| checked.contains(path) || !root.folder.join(path).exists();
        let outdated = baseline.outdated(&found, &selection, &is_known, root.whole);
        let within = input::relative(&root.folder, &baseline.path);
        let within = within.unwrap_or_default();
        let at_its_level = |finding: Finding| {
            let severity = selection.level(finding.rule, &within)?;
            Some(Finding {
                severity,
                ..finding
            })
        };
        let findings = outdated.findings.into_iter();
        let findings: Vec<Finding> = findings.filter_map(at_its_level).collect();
        visited.stale = outdated.spans;
        visited.is_reported = !findings.is_empty();
        if visited.is_reported {
            let file = ReportedFile {
                path: baseline.path.clone(),
                findings: shown(&findings, &baseline.text, self.lines),
                relative: self.relative(&baseline.path),
            };
            outcome.report.files.push(file);
        }
        visited
    }

    fn failure(&self, error: &Error) -> ReportedFailure {
        ReportedFailure {
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

fn shown(findings: &[Finding], text: &str, lines: bool) -> Vec<ReportedFinding> {
    let index = LineIndex::new(text);
    let show = match lines {
        true => ReportedFinding::new,
        false => ReportedFinding::without_line,
    };
    let findings = findings.iter();
    findings
        .map(|finding| show(finding.clone(), text, &index))
        .collect()
}
