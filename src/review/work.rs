//! What is done in the background: documents are built anew when what people say of their structure has
//! changed, or they have; and rules look at them.

use super::table::Table;
use super::wire::Patch;
use super::{Event, Session, lock, read};
use crate::check::Demands;
use crate::document::DocumentInfo;
use crate::error::Result;
use crate::input;
use crate::pipeline::guarded;
use crate::project::{CheckInput, CheckRun, today};
use crate::store;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, PoisonError, Weak};
use std::thread;
use std::time::Duration;

/// How often it is looked whether anybody still reviews.
const PATIENCE: Duration = Duration::from_millis(500);
/// Rules of which the page shows something of its own.
const SHOWN_OTHERWISE: [&str; 4] = [
    "doubtful-bead",
    "missing-inline-translation",
    "missing-translation",
    "unreviewed-bead",
];

/// What is left to be done.
#[derive(Default)]
pub(super) struct Work {
    left: Mutex<Left>,
    more: Condvar,
}

#[derive(Default)]
struct Left {
    /// Documents to build, whatever is known of them.
    build: BTreeSet<String>,
    /// Documents to look at: they are built if they are not what they should be.
    open: BTreeSet<String>,
    /// Documents that rules should look at.
    check: BTreeSet<String>,
    /// Whether something is being done now.
    busy: bool,
}

impl Left {
    fn is_empty(&self) -> bool {
        self.build.is_empty() && self.open.is_empty() && self.check.is_empty()
    }
}

enum Job {
    Build(String),
    Open(String),
    Check(BTreeSet<String>),
}

impl Work {
    /// Has a document built.
    pub fn build(&self, id: &str) {
        self.with(|left| left.build.insert(id.to_owned()));
    }

    /// Has a document looked at that has just been opened.
    pub fn open(&self, id: &str) {
        self.with(|left| left.open.insert(id.to_owned()));
    }

    /// Whether there is anything left to be done.
    pub fn is_busy(&self) -> bool {
        let left = lock(&self.left);
        left.busy || !left.is_empty()
    }

    fn with(&self, change: impl FnOnce(&mut Left) -> bool) {
        let mut left = lock(&self.left);
        change(&mut left);
        self.more.notify_one();
    }

    /// The next thing to do, if there is any before long.
    fn next(&self) -> Option<Job> {
        let left = lock(&self.left);
        let (mut left, _) = self
            .more
            .wait_timeout_while(left, PATIENCE, |left| left.is_empty())
            .unwrap_or_else(PoisonError::into_inner);
        left.busy = !left.is_empty();
        if let Some(id) = left.build.pop_first() {
            left.open.remove(&id);
            return Some(Job::Build(id));
        }
        if let Some(id) = left.open.pop_first() {
            return Some(Job::Open(id));
        }
        // All that wait together, so that they are compared with one another.
        let check = std::mem::take(&mut left.check);
        (!check.is_empty()).then_some(Job::Check(check))
    }

    /// Begins to work on a thread of its own, for as long as there is a session.
    pub fn start(session: &Arc<Session>) {
        let session: Weak<Session> = Arc::downgrade(session);
        thread::spawn(move || {
            while let Some(session) = session.upgrade() {
                match session.work.next() {
                    None => {}
                    Some(Job::Build(id)) => session.rebuild(&id),
                    Some(Job::Open(id)) => session.opened(&id),
                    Some(Job::Check(ids)) => session.check(&ids),
                }
                session.work.with(|left| std::mem::take(&mut left.busy));
            }
        });
    }
}

impl Session {
    /// Has a document built if what the machine says is not of it, or may not obey people.
    fn opened(&self, id: &str) {
        let Ok(table) = self.table(id) else { return };
        let path = lock(&table).path().to_owned();
        let read = guarded(&path, || read(id, &path));
        let mut table = lock(&table);
        match read {
            Err(error) => {
                table.set_unbuilt(error.to_string());
                self.tell(Event::Summary(table.summary()));
            }
            Ok(document) if table.may_be_outdated(document.checksum()) => {
                table.outdate();
                self.build_if_needed(&mut table);
            }
            Ok(_) => self.work.with(|left| left.check.insert(id.to_owned())),
        }
    }

    /// Builds a document.
    fn rebuild(&self, id: &str) {
        let Ok(table) = self.table(id) else { return };
        let path = lock(&table).path().to_owned();
        if let Err(error) = guarded(&path, || self.try_rebuild(id, &table)) {
            let mut table = lock(&table);
            table.set_unbuilt(error.to_string());
            self.tell(Event::Summary(table.summary()));
        }
        self.work.with(|left| left.check.insert(id.to_owned()));
    }

    /// Builds a document, as often as what it is made of changes meanwhile.
    fn try_rebuild(&self, id: &str, table: &Mutex<Table>) -> Result<()> {
        loop {
            let (path, decisions, before) = {
                let mut table = lock(table);
                self.refresh(&mut table);
                let decisions = table.decisions().to_vec();
                (table.path().to_owned(), decisions, table.document())
            };
            let constraints = store::constraints(&decisions);
            let document = read(id, &path)?;
            let options = self.project.extraction();
            let (document, records, unmet) = self.engine.beads(document, &options, &constraints);
            let mut table = lock(table);
            self.refresh(&mut table);
            // Before anything is written, so that what is written is what people say now, of the document as
            // it is now.
            if store::constraints(table.decisions()) != constraints || table.document() != before {
                continue;
            }
            self.store
                .write_machine(&DocumentInfo::from(&document), &records)?;
            let unobeyed = store::unobeyed(table.decisions(), &unmet, &records);
            let patch = table.built(unobeyed);
            let summary = table.summary();
            match patch {
                Some(patch) => self.tell(Event::Patch(Patch { summary, ..patch })),
                None => self.tell(Event::Summary(summary)),
            }
            return Ok(());
        }
    }

    /// Has rules look at documents.
    fn check(&self, ids: &BTreeSet<String>) {
        let mut of_path: BTreeMap<String, String> = BTreeMap::new();
        let mut paths = Vec::new();
        for id in ids {
            if let Ok(table) = self.table(id) {
                let path = lock(&table).path().to_owned();
                of_path.insert(path.display().to_string(), id.clone());
                paths.push(path);
            }
        }
        let gate = CheckRun {
            engine: &self.engine,
            demands: &Demands::default(),
            today: &today(),
            here: &input::absolute(Path::new(".")).unwrap_or_default(),
            lines: false,
        };
        // What cannot be checked is told where it is read.
        let candidates = CheckInput::files(&paths, None, None).unwrap_or_default();
        let outcome = gate.check(candidates, &|| ());
        for file in &outcome.report.files {
            let Some(id) = of_path.get(&file.path.display().to_string()) else {
                continue;
            };
            let Ok(table) = self.table(id) else { continue };
            let mut findings: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
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
            let mut table = lock(&table);
            if let Some(patch) = table.set_findings(findings) {
                self.tell(Event::Patch(patch));
            }
        }
        self.tell(Event::Queue);
    }
}
