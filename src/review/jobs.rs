//! Which documents wait for the background: to be built, opened, or checked by rules.

use super::lock::lock;
use std::collections::BTreeSet;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// The jobs that wait, and whether one is being done.
#[derive(Default)]
pub(super) struct BackgroundJobs {
    pending: Mutex<PendingJobs>,
    added: Condvar,
}

#[derive(Default)]
struct PendingJobs {
    /// Documents to build, whether they are outdated or not.
    build: BTreeSet<String>,
    /// Documents to look at: they are built if they are outdated.
    open: BTreeSet<String>,
    /// Documents that rules should check.
    check: BTreeSet<String>,
    /// Whether a job is being done.
    busy: bool,
}

impl PendingJobs {
    fn is_empty(&self) -> bool {
        self.build.is_empty() && self.open.is_empty() && self.check.is_empty()
    }
}

/// A job, with the ids of its documents.
pub(super) enum BackgroundJob {
    Build(String),
    Open(String),
    Check(BTreeSet<String>),
}

impl BackgroundJobs {
    /// Has a document built.
    pub(super) fn build(&self, id: &str) {
        self.add(|pending| &mut pending.build, id);
    }

    /// Has a document that was just opened built if it is outdated, or else checked.
    pub(super) fn open(&self, id: &str) {
        self.add(|pending| &mut pending.open, id);
    }

    /// Has a document checked by rules.
    pub(super) fn check(&self, id: &str) {
        self.add(|pending| &mut pending.check, id);
    }

    fn add(&self, kind: impl FnOnce(&mut PendingJobs) -> &mut BTreeSet<String>, id: &str) {
        kind(&mut lock(&self.pending)).insert(id.to_owned());
        self.added.notify_one();
    }

    /// Whether any job waits or is being done.
    pub(super) fn is_busy(&self) -> bool {
        let pending = lock(&self.pending);
        pending.busy || !pending.is_empty()
    }

    /// The next job, if there is one within `wait`. It counts as being done until [`Self::done`].
    pub(super) fn next(&self, wait: Duration) -> Option<BackgroundJob> {
        let pending = lock(&self.pending);
        let (mut pending, _) = self
            .added
            .wait_timeout_while(pending, wait, |pending| pending.is_empty())
            .unwrap_or_else(PoisonError::into_inner);
        pending.busy = !pending.is_empty();
        if let Some(id) = pending.build.pop_first() {
            pending.open.remove(&id);
            return Some(BackgroundJob::Build(id));
        }
        if let Some(id) = pending.open.pop_first() {
            return Some(BackgroundJob::Open(id));
        }
        // All that wait together, so that they are compared with one another.
        let check = std::mem::take(&mut pending.check);
        (!check.is_empty()).then_some(BackgroundJob::Check(check))
    }

    /// Notes that the last job is done.
    pub(super) fn done(&self) {
        lock(&self.pending).busy = false;
    }
}
