//! Documents of one project, of several or of none, checked together.

use super::input::{CheckInput, ObservedDocument};
use super::root::CheckRoot;
use crate::check::report::{CheckReport, ReportedFailure, ReportedFile, ReportedFinding};
use crate::check::{
    Baseline, Demands, DocumentObservations, Finding, JudgeContext, Severity, Suppression, compare,
    judge,
};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::input;
use crate::pipeline::Progress;
use crate::text::{LineIndex, Span, printable};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// How documents are to be checked.
pub struct CheckRun<'a> {
    /// What finds quotes in them.
    pub engine: &'a Engine,
    /// What is asked for in this run.
    pub demands: &'a Demands,
    /// The day, as in `2026-11-24`: what the ends of waivers are compared with.
    pub today: &'a str,
    /// The folder that the program was called in.
    pub here: &'a Path,
    /// Whether the lines are to be shown that findings are in.
    pub lines: bool,
}

/// The day that it is, in UTC: see [`CheckRun::today`].
pub fn today() -> String {
    let now = humantime::format_rfc3339_seconds(SystemTime::now()).to_string();
    now.chars().take("2026-11-24".len()).collect()
}

/// What came of it.
#[derive(Debug, Default)]
pub struct CheckOutcome {
    /// What was found: the documents first, then what else has findings.
    pub report: CheckReport,
    /// What could not be checked, in the order of the documents.
    pub errors: Vec<Error>,
    /// The documents that were checked, in the order of the report's.
    pub(super) judged: Vec<JudgedDocument>,
    /// The folders that they are named in, each once.
    homes: Vec<VisitedRoot>,
}

/// A document with all that is wrong with it.
#[derive(Debug)]
pub(super) struct JudgedDocument {
    pub candidate: CheckInput,
    /// Of its bytes, as they were when they were looked at.
    pub checksum: String,
    /// Its text, if it cannot be read again.
    pub text: Option<String>,
    pub findings: Vec<Finding>,
}

/// A folder that documents are named in.
#[derive(Debug)]
struct VisitedRoot {
    home: Arc<CheckRoot>,
    /// Entries of its baseline that are no longer true.
    stale: BTreeSet<Span>,
    /// Whether the report's last files, one for each of these, have them.
    told: bool,
}

/// A baseline as it should be from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBaseline {
    /// Its file.
    pub path: PathBuf,
    /// What should be in it.
    pub bytes: Vec<u8>,
    /// What is in it; `None` if it is not there yet.
    pub old: Option<String>,
}

impl CheckRun<'_> {
    /// Checks documents, in parallel; errors stand for those that cannot be had and are passed on.
    pub fn check(&self, candidates: Vec<Result<CheckInput>>, progress: Progress) -> CheckOutcome {
        let observe = |candidate: CheckInput| candidate.observe(self.engine, self.demands);
        let results = self.engine.for_each(candidates, progress, observe);
        self.engine.cache().prune();
        let mut outcome = CheckOutcome::default();
        let mut seen: Vec<ObservedDocument> = Vec::new();
        for result in results {
            match result {
                Ok(one) => seen.push(one),
                Err(error) => outcome.errors.push(error),
            }
        }
        outcome.report.failures = outcome.errors.iter().map(|e| self.failure(e)).collect();
        outcome.report.documents = seen.len();

        self.compare_all(&mut seen);
        let files: Vec<(ReportedFile, Vec<Finding>)> =
            seen.par_iter().map(|seen| self.file(seen)).collect();
        for ((file, findings), seen) in files.into_iter().zip(seen) {
            outcome.report.files.push(file);
            outcome.judged.push(JudgedDocument {
                candidate: seen.candidate,
                checksum: seen.checksum,
                text: seen.text,
                findings,
            });
        }
        for home in homes(&outcome.judged) {
            let visited = self.compare_with_baseline(home, &mut outcome);
            outcome.homes.push(visited);
        }
        outcome
    }

    /// Adds what comes of comparing all quotes. What is compared with what does not depend on the order in
    /// which documents are named, and findings name other documents as the report does.
    fn compare_all(&self, seen: &mut [ObservedDocument]) {
        let mut order: Vec<usize> = (0..seen.len()).collect();
        order.sort_by_key(|&i| {
            let candidate = &seen[i].candidate;
            (
                candidate.home().folder.clone(),
                candidate.within().to_owned(),
            )
        });
        let paths: Vec<PathBuf> = order
            .iter()
            .map(|&i| PathBuf::from(self.relative(seen[i].candidate.as_ref())))
            .collect();
        let observed = order.iter().map(|&i| &seen[i].observed);
        let found = compare(paths.iter().map(PathBuf::as_path).zip(observed));
        for (document, rule, observation) in found {
            let observed = &mut seen[order[document]].observed;
            observed
                .observations
                .push((rule.code.to_owned(), observation));
        }
    }

    /// The findings in one document, with their places.
    fn file(&self, seen: &ObservedDocument) -> (ReportedFile, Vec<Finding>) {
        let ObservedDocument {
            candidate,
            observed,
            checksum,
            text,
        } = seen;
        let findings = self.judge(candidate, observed);
        let shown = match (findings.is_empty(), text) {
            (true, _) => Vec::new(),
            (false, Some(text)) => shown(&findings, text, self.lines),
            (false, None) => shown(&findings, &candidate.text_again(checksum), self.lines),
        };
        let path: &Path = candidate.as_ref();
        let file = ReportedFile {
            path: path.to_owned(),
            relative: self.relative(path),
            findings: shown,
        };
        (file, findings)
    }

    fn judge(&self, candidate: &CheckInput, observed: &DocumentObservations) -> Vec<Finding> {
        let home = candidate.home();
        let verdicts = JudgeContext {
            today: self.today,
            baseline: home.baseline.as_ref(),
            whole: home.whole,
        };
        let selection = home.selection(self.demands);
        judge(candidate.within(), observed, &selection, &verdicts)
    }

    /// Finds the entries of a baseline that are no longer true, and tells them as findings.
    fn compare_with_baseline(
        &self,
        home: Arc<CheckRoot>,
        outcome: &mut CheckOutcome,
    ) -> VisitedRoot {
        let mut visited = VisitedRoot {
            stale: BTreeSet::new(),
            told: false,
            home,
        };
        let home = &visited.home;
        let Some(baseline) = &home.baseline else {
            return visited;
        };
        let here = || judged_in(&outcome.judged, home);
        let found: BTreeSet<&str> = here()
            .flat_map(|judged| &judged.findings)
            .map(|finding| finding.fingerprint.as_str())
            .collect();
        let checked: BTreeSet<&str> = here().map(|judged| judged.candidate.within()).collect();
        let selection = home.selection(self.demands);
        // Of a document that is there and was not checked nothing is known.
        let is_known = |path: &str| checked.contains(path) || !home.folder.join(path).exists();
        let outdated = baseline.outdated(&found, &selection, &is_known, home.whole);
        let within = input::relative(&home.folder, &baseline.path);
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
        visited.told = !findings.is_empty();
        if visited.told {
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

impl CheckOutcome {
    /// The baselines of all folders that documents are named in: of what was found there, or where there
    /// is one already, of what is left of that.
    ///
    /// # Errors
    ///
    /// What writing reports.
    pub fn baselines(&self) -> io::Result<Vec<NewBaseline>> {
        let baseline = |visited: &VisitedRoot| {
            let home = &visited.home;
            let found = judged_in(&self.judged, home).flat_map(|judged| {
                let findings = judged.findings.iter();
                let open = findings.filter(|finding| {
                    matches!(finding.suppression, None | Some(Suppression::Baseline))
                });
                open.map(|finding| (judged.candidate.within(), finding))
            });
            let mut bytes = Vec::new();
            Baseline::write(home.baseline.as_ref(), &visited.stale, found, &mut bytes)?;
            Ok(NewBaseline {
                path: home.baseline_path.clone(),
                bytes,
                old: home.baseline.as_ref().map(|baseline| baseline.text.clone()),
            })
        };
        self.homes.iter().map(baseline).collect()
    }

    /// Whether something was found that is at least so bad, or if nothing is asked for, as bad as its
    /// project says. With `forgiven` the findings do not count of which a baseline is being made.
    pub fn fails(&self, from: Option<Severity>, forgiven: bool) -> bool {
        let documents = self.judged.iter().map(|judged| judged.candidate.home());
        let others = self.homes.iter().filter(|visited| visited.told);
        let homes = documents.chain(others.map(|visited| &visited.home));
        let mut files = self.report.files.iter().zip(homes);
        files.any(|(file, home)| {
            let from = from.unwrap_or(home.fail_on);
            let counts = !forgiven || home.baseline.is_some();
            counts && file.counting().any(|shown| shown.finding.severity >= from)
        })
    }
}

/// The folders that documents are named in, each once, in the order of the documents.
fn homes(judged: &[JudgedDocument]) -> Vec<Arc<CheckRoot>> {
    let mut homes: Vec<Arc<CheckRoot>> = Vec::new();
    for judged in judged {
        let home = judged.candidate.home();
        if !homes.iter().any(|known| Arc::ptr_eq(known, home)) {
            homes.push(Arc::clone(home));
        }
    }
    homes
}

/// The documents that are named in a folder.
fn judged_in<'a>(
    judged: &'a [JudgedDocument],
    home: &'a Arc<CheckRoot>,
) -> impl Iterator<Item = &'a JudgedDocument> {
    let is_there = move |judged: &&JudgedDocument| Arc::ptr_eq(judged.candidate.home(), home);
    judged.iter().filter(is_there)
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
