//! The outcome of a run of checks, and its consequences: new baselines, and whether the run fails.

use super::input::{CheckInput, CheckedVersion};
use super::root::CheckRoot;
use crate::check::report::CheckReport;
use crate::check::{Baseline, Finding, Severity, Suppression};
use crate::error::Error;
use crate::text::Span;
use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// The outcome of a run of checks.
#[derive(Debug, Default)]
pub struct CheckOutcome {
    /// What was found: the documents first, then what else has findings.
    pub report: CheckReport,
    /// The errors for documents that could not be checked, in the order of the documents.
    pub errors: Vec<Error>,
    /// The documents that were checked, in the order of the report.
    pub(super) judged: Vec<JudgedDocument>,
    /// The folders that their paths start from, each once.
    pub(super) visited: Vec<VisitedRoot>,
}

/// A document with all that is wrong with it.
#[derive(Debug)]
pub(super) struct JudgedDocument {
    pub input: CheckInput,
    pub version: CheckedVersion,
    pub findings: Vec<Finding>,
}

/// A folder whose documents were checked.
#[derive(Debug)]
pub(super) struct VisitedRoot {
    pub root: Arc<CheckRoot>,
    /// Entries of its baseline that no longer match.
    pub stale: BTreeSet<Span>,
    /// Whether one of the report's last files has the findings about these.
    pub is_reported: bool,
}

/// A baseline as it should be from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBaseline {
    /// Its file.
    pub path: PathBuf,
    /// Its new contents.
    pub bytes: Vec<u8>,
    /// Its present contents; `None` if it does not exist yet.
    pub old: Option<String>,
}

impl CheckOutcome {
    /// The baselines of all folders whose documents were checked. A new one has all that was found there; an
    /// old one has what is left of it.
    ///
    /// # Errors
    ///
    /// What writing reports.
    pub fn baselines(&self) -> io::Result<Vec<NewBaseline>> {
        let baseline = |visited: &VisitedRoot| {
            let root = &visited.root;
            let found = self.judged_in(root).flat_map(|judged| {
                let findings = judged.findings.iter();
                let open = findings.filter(|finding| {
                    matches!(finding.suppression, None | Some(Suppression::Baseline))
                });
                open.map(|finding| (judged.input.path_in_root(), finding))
            });
            let mut bytes = Vec::new();
            Baseline::write(root.baseline.as_ref(), &visited.stale, found, &mut bytes)?;
            Ok(NewBaseline {
                path: root.baseline_path.clone(),
                bytes,
                old: root.baseline.as_ref().map(|baseline| baseline.text.clone()),
            })
        };
        self.visited.iter().map(baseline).collect()
    }

    /// Whether a finding counts with at least the severity `from`, or without one, with that at which its
    /// project fails. With `makes_baselines`, findings do not count that a new baseline is made of.
    pub fn fails(&self, from: Option<Severity>, makes_baselines: bool) -> bool {
        let documents = self.judged.iter().map(|judged| judged.input.root());
        let others = self.visited.iter().filter(|visited| visited.is_reported);
        let roots = documents.chain(others.map(|visited| &visited.root));
        let mut files = self.report.files.iter().zip(roots);
        files.any(|(file, root)| {
            let from = from.unwrap_or(root.fail_on);
            let counts = !makes_baselines || root.baseline.is_some();
            counts && file.counting().any(|shown| shown.finding.severity >= from)
        })
    }

    /// The folders that the documents' paths start from, each once, in the order of the documents.
    pub(super) fn judged_roots(&self) -> Vec<Arc<CheckRoot>> {
        let mut roots: Vec<Arc<CheckRoot>> = Vec::new();
        for judged in &self.judged {
            let root = judged.input.root();
            if !roots.iter().any(|known| Arc::ptr_eq(known, root)) {
                roots.push(Arc::clone(root));
            }
        }
        roots
    }

    /// The documents whose paths start from a folder.
    pub(super) fn judged_in<'a>(
        &'a self,
        root: &'a Arc<CheckRoot>,
    ) -> impl Iterator<Item = &'a JudgedDocument> {
        let is_there = move |judged: &&JudgedDocument| Arc::ptr_eq(judged.input.root(), root);
        self.judged.iter().filter(is_there)
    }
}
