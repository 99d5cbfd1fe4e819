//! Work in the background: building documents that have changed or whose structure people have decided on,
//! and checking them by rules.

use super::api::DocumentPatch;
use super::document_state::{DocumentState, RuleFindings};
use super::events::SessionEvent;
use super::jobs::BackgroundJob;
use super::lock::lock;
use super::session::{Session, read};
use crate::check::Demands;
use crate::document::DocumentInfo;
use crate::error::Result;
use crate::input;
use crate::pipeline::guarded;
use crate::project::{CheckInput, CheckRun, today};
use crate::store;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Mutex, Weak};
use std::thread;
use std::time::Duration;

/// Longest wait for a job before the worker looks whether the session still exists.
const JOB_WAIT: Duration = Duration::from_millis(500);

/// Rules whose findings the page shows in another way.
const SHOWN_OTHERWISE: [&str; 4] = [
    "doubtful-bead",
    "missing-inline-translation",
    "missing-translation",
    "unreviewed-bead",
];

/// Starts to do a session's jobs in a thread of its own, for as long as the session exists.
pub(super) fn start(session: &Arc<Session>) {
    let session: Weak<Session> = Arc::downgrade(session);
    thread::spawn(move || {
        while let Some(session) = session.upgrade() {
            match session.jobs.next(JOB_WAIT) {
                None => {}
                Some(BackgroundJob::Build(id)) => session.build(&id),
                Some(BackgroundJob::Open(id)) => session.build_if_outdated(&id),
                Some(BackgroundJob::Check(ids)) => session.check(&ids),
            }
            session.jobs.done();
        }
    });
}

impl Session {
    /// Has a document built if the machine's file is not of it, or may not obey people; else checked.
    fn build_if_outdated(&self, id: &str) {
        let Ok(state) = self.state(id) else { return };
        let path = lock(&state).path().to_owned();
        let read = guarded(&path, || read(id, &path));
        let mut state = lock(&state);
        match read {
            Err(error) => {
                state.set_unbuilt(error.to_string());
                self.publish(&SessionEvent::Summary(state.summary()));
            }
            Ok(document) if state.may_be_outdated(document.checksum()) => {
                state.outdate();
                self.build_if_needed(&mut state);
            }
            Ok(_) => self.jobs.check(id),
        }
    }

    /// Builds a document.
    fn build(&self, id: &str) {
        let Ok(state) = self.state(id) else { return };
        let path = lock(&state).path().to_owned();
        if let Err(error) = guarded(&path, || self.try_build(id, &state)) {
            let mut state = lock(&state);
            state.set_unbuilt(error.to_string());
            self.publish(&SessionEvent::Summary(state.summary()));
        }
        self.jobs.check(id);
    }

    /// Builds a document, again and again while what it is built from changes.
    fn try_build(&self, id: &str, shared: &Mutex<DocumentState>) -> Result<()> {
        loop {
            let (path, decisions, before) = {
                let mut state = lock(shared);
                self.refresh(&mut state);
                let decisions = state.decisions().to_vec();
                (state.path().to_owned(), decisions, state.document())
            };
            let constraints = store::constraints(&decisions);
            let document = read(id, &path)?;
            let options = self.project.extraction();
            let (document, records, unmet) = self.engine.beads(document, &options, &constraints);
            let mut state = lock(shared);
            self.refresh(&mut state);
            // Before anything is written, so that the file fits the document and the decisions as they are now.
            if store::constraints(state.decisions()) != constraints || state.document() != before {
                continue;
            }
            self.store
                .write_machine(&DocumentInfo::from(&document), &records)?;
            let unobeyed = store::unobeyed(state.decisions(), &unmet, &records);
            let patch = state.built(unobeyed);
            let summary = state.summary();
            match patch {
                Some(patch) => {
                    self.publish(&SessionEvent::Patch(DocumentPatch { summary, ..patch }))
                }
                None => self.publish(&SessionEvent::Summary(summary)),
            }
            return Ok(());
        }
    }

    /// Checks documents by rules.
    fn check(&self, ids: &BTreeSet<String>) {
        let mut of_path: BTreeMap<String, String> = BTreeMap::new();
        let mut paths = Vec::new();
        for id in ids {
            if let Ok(state) = self.state(id) {
                let path = lock(&state).path().to_owned();
                of_path.insert(path.display().to_string(), id.clone());
                paths.push(path);
            }
        }
        let run = CheckRun {
            engine: &self.engine,
            demands: &Demands::default(),
            today: &today(),
            here: &input::absolute(Path::new(".")).unwrap_or_default(),
            lines: false,
        };
        // A document that cannot be read is reported where it is read.
        let inputs = CheckInput::files(&paths, None, None).unwrap_or_default();
        let outcome = run.check(inputs, &|| ());
        for file in &outcome.report.files {
            let Some(id) = of_path.get(&file.path.display().to_string()) else {
                continue;
            };
            let Ok(state) = self.state(id) else { continue };
            let mut findings = RuleFindings::new();
            for shown in file.counting() {
                let finding = &shown.finding;
                let about = finding.bead.as_ref().or(finding.quote.as_ref());
                if let Some(about) = about
                    && !SHOWN_OTHERWISE.contains(&finding.rule.code)
                {
                    findings
                        .entry(about.clone())
                        .or_default()
                        .insert(finding.rule.code);
                }
            }
            let mut state = lock(&state);
            if let Some(patch) = state.set_findings(findings) {
                self.publish(&SessionEvent::Patch(patch));
            }
        }
        self.publish(&SessionEvent::Queue);
    }
}
