//! Reviewing a project's alignments: what `diglot review` shows and does.
//!
//! Enters: requests ([`wire`]). Leaves: what the page shows, and decisions in the documents' journals.
//! Everything that a reviewer does becomes decisions first, which are tried out before they are written and
//! on the disk before anybody is told. The documents' files are looked at before each answer, so that what
//! others write at the same time (another window, another program, git) is seen and kept.

mod carry;
mod divide;
mod ledger;
mod operate;
mod page;
pub mod server;
mod sheet;
mod stretch;
mod table;
pub mod wire;
mod work;

use crate::check::{self, RULES};
use crate::document::Document;
use crate::engine::Engine;
use crate::error::{Error, ErrorKind, Result};
use crate::id::quote_of;
use crate::input::{self, DocumentFile};
use crate::project::Project;
use crate::record::Record;
use crate::store::{Decision, Store};
use ledger::{Deed, Steps, deeds, entry};
pub use sheet::Around;
use sheet::Sheet;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant, SystemTime};
use table::Table;
use wire::{
    About, Again, Done, Entry, Patch, Queue, Refused, Request, Row, Summary, View, Waiting,
};
use work::Work;

/// An answer waits at most as long for a document to be built; it is looked at as often.
const PATIENCE: Duration = Duration::from_secs(10);
const BREATH: Duration = Duration::from_millis(10);

/// The texts of so many documents are kept at most, until they are asked for again.
const SHEETS: usize = 16;

/// A project that is being reviewed. All windows of a server share one; its methods block, and may be
/// called from any thread.
pub struct Session {
    project: Project,
    store: Store,
    reviewer: String,
    engine: Engine,
    tables: RwLock<BTreeMap<String, Arc<Mutex<Table>>>>,
    /// Documents' texts, by id.
    sheets: Mutex<BTreeMap<String, Arc<Sheet>>>,
    listeners: Mutex<Vec<Sender<Event>>>,
    /// When the last decision was made: each has a time of its own.
    clock: Mutex<SystemTime>,
    work: Work,
}

/// What has happened, for every window to hear.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// A document's beads have changed.
    Patch(Patch),
    /// A document's summary has changed, or it is new.
    Summary(Summary),
    /// A document is gone.
    Gone {
        /// Its id.
        id: String,
    },
    /// The queue has to be asked for again.
    Queue,
}

/// An answer, or why nothing was done.
pub type Answer<T> = std::result::Result<T, Refused>;

impl Session {
    /// Begins to review a project: reads what it holds, and has documents built in the background that have
    /// not been, or otherwise than people say by now. `reviewer` decides where a request names nobody.
    ///
    /// # Errors
    ///
    /// The corpus cannot be listed. A document that cannot be read is shown as such.
    pub fn open(project: Project, reviewer: String, engine: Engine) -> Result<Arc<Self>> {
        let session = Arc::new(Self {
            store: project.store(),
            project,
            reviewer,
            engine,
            tables: RwLock::default(),
            sheets: Mutex::default(),
            listeners: Mutex::default(),
            clock: Mutex::new(SystemTime::UNIX_EPOCH),
            work: Work::default(),
        });
        session.look()?;
        Work::start(&session);
        Ok(session)
    }

    /// See [`About`].
    pub fn about(&self) -> About {
        let options = self.project.extraction();
        let root = input::absolute(self.project.root()).unwrap_or_default();
        let name = root
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        About {
            project: name.unwrap_or_default(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            reviewer: self.reviewer.clone(),
            source_langs: options.source_langs,
            target_lang: options.target_lang,
            rules: waivable().map(str::to_owned).collect(),
        }
    }

    /// How far each document is, by id.
    pub fn documents(&self) -> Vec<Summary> {
        let tables = self.all();
        tables.iter().map(|table| lock(table).summary()).collect()
    }

    /// A document, bead by bead.
    pub fn document(&self, id: &str) -> Answer<View> {
        let table = self.table(id)?;
        let mut table = lock(&table);
        self.refresh(&mut table);
        Ok(table.view())
    }

    /// What should be looked at first: at most `limit` beads, the most doubtful first.
    pub fn queue(&self, limit: usize) -> Queue {
        let tables = self.all();
        // Which document, which row, and how urgent: only what is asked for is copied.
        let mut waiting: Vec<(f64, usize, usize)> = Vec::new();
        for (t, table) in tables.iter().enumerate() {
            let table = lock(table);
            let rows = table.rows().iter().enumerate();
            let rows = rows.filter(|(_, row)| !row.reasons.is_empty());
            waiting.extend(rows.map(|(r, row)| (urgency(row), t, r)));
        }
        // Stable: equals stay in the order of the documents.
        waiting.sort_by(|(a, ..), (b, ..)| a.total_cmp(b));
        let items = waiting.iter().take(limit).filter_map(|&(_, t, r)| {
            let table = lock(&tables[t]);
            Some(Waiting {
                document: table.id().to_owned(),
                title: table.title().to_owned(),
                // Somebody may have changed it meanwhile.
                row: table.rows().get(r)?.clone(),
            })
        });
        Queue {
            total: waiting.len(),
            checking: self.work.is_busy(),
            items: items.collect(),
        }
    }

    /// What was done in a document, or in all, newest first: at most `limit` operations.
    pub fn history(&self, document: Option<&str>, limit: usize) -> Answer<Vec<Entry>> {
        let tables = match document {
            Some(id) => vec![self.table(id)?],
            None => self.all(),
        };
        let mut entries: Vec<Entry> = Vec::new();
        for table in tables {
            let mut table = lock(&table);
            self.refresh(&mut table);
            let deeds = deeds(table.id(), table.decisions());
            entries.extend(deeds.iter().rev().take(limit).map(entry));
        }
        entries.sort_by(|a, b| b.at.cmp(&a.at));
        entries.truncate(limit);
        Ok(entries)
    }

    /// Does what a reviewer wants; it is on the disk when this returns.
    /// What is about the structure of a quote is answered when the document has been built, or after ten
    /// seconds.
    pub fn perform(&self, request: &Request) -> Answer<Done> {
        let shared = self.table(&request.document)?;
        if request.operation.is_structural() {
            self.wait(&shared);
        }
        let mut table = lock(&shared);
        self.refresh(&mut table);
        if let Some(error) = table.broken() {
            return Err(refused("unreadable", error));
        }
        let changed =
            |seen: &&wire::Seen| table.row(&seen.bead).is_none_or(|row| row.rev != seen.rev);
        if request.seen.iter().any(|seen| changed(&seen)) {
            let now = request.seen.iter().filter(changed);
            return Err(Refused {
                now: now
                    .filter_map(|seen| table.row(&seen.bead))
                    .cloned()
                    .collect(),
                ..refused(
                    "stale",
                    "somebody else has changed it meanwhile; look at it again",
                )
            });
        }
        let by = self.name(request.by.as_deref());
        let at = self.now();
        let decisions = self.decisions(&table, &request.operation, by, at)?;
        let structural = request.operation.is_structural();
        let place = structural.then(|| start(&table, &decisions)).flatten();
        let done = self.make(&mut table, decisions, structural)?;
        drop(table);
        Ok(match structural {
            true => self.when_built(&shared, done, place),
            false => done,
        })
    }

    /// What has been done, as soon as the document has been built for it. If the quote is no longer there, the
    /// reviewer goes to what stands where it did.
    fn when_built(
        &self,
        shared: &Mutex<Table>,
        done: Done,
        before: Option<(String, usize)>,
    ) -> Done {
        self.wait(shared);
        let table = lock(shared);
        let records = table.records().0;
        let is_there = |id: &str| records.iter().any(|record| record.quote == id);
        let focus = before
            .filter(|(id, _)| !is_there(id))
            .and_then(|(_, place)| {
                let quotes = records.chunk_by(|a, b| a.quote == b.quote);
                let starts = quotes.filter_map(|quote| Some((begins(&quote[0])?, &quote[0].bead)));
                let near = starts.min_by_key(|(start, _)| start.abs_diff(place));
                near.map(|(_, bead)| bead.clone())
            });
        Done {
            patch: table.unchanged(),
            focus,
            ..done
        }
    }

    /// Waits until a document has been built, if it is being built, but not for ever.
    fn wait(&self, table: &Mutex<Table>) {
        let deadline = Instant::now() + PATIENCE;
        while lock(table).is_building() && Instant::now() < deadline {
            thread::sleep(BREATH);
        }
    }

    /// Takes back the reviewer's last operation, or the one that is named.
    pub fn undo(&self, again: &Again) -> Answer<Done> {
        self.step(again, true)
    }

    /// Lets the operation count again that the reviewer took back last, or the one that is named.
    pub fn redo(&self, again: &Again) -> Answer<Done> {
        self.step(again, false)
    }

    fn step(&self, again: &Again, back: bool) -> Answer<Done> {
        let by = self.name(again.by.as_deref());
        for table in self.all() {
            self.refresh(&mut lock(&table));
        }
        let nothing = || match back {
            true => refused("nothing", "there is nothing to take back"),
            false => refused("nothing", "there is nothing to bring back"),
        };
        let (document, deed) = match &again.operation {
            Some(name) => self.deed(|deed| deed.undone() != back && deed.name() == *name),
            None => {
                let tables = self.all();
                let own = tables.iter().flat_map(|table| {
                    let table = lock(table);
                    ledger::own(table.id(), table.decisions(), by)
                });
                let steps = Steps::of(own.collect());
                let mut own = if back { steps.undo } else { steps.redo };
                // What the command line has taken back already is none.
                std::iter::from_fn(|| own.pop()).find_map(|(document, name)| {
                    let table = self.table(&document).ok()?;
                    let deeds = deeds(&document, lock(&table).decisions());
                    let mut deeds = deeds.into_iter();
                    let deed = deeds.find(|deed| deed.name() == name && deed.undone() != back)?;
                    Some((document, deed))
                })
            }
        }
        .ok_or_else(nothing)?;
        let at = self.now();
        let decision = match back {
            true => deed.first().undo_operation(by, at),
            false => deed.first().redo_operation(by, at),
        };
        let shared = self.table(&document)?;
        let mut table = lock(&shared);
        let place = start(&table, &deed.decisions);
        let mut decided = deed.decisions.iter();
        let structural = decided.any(|decision| decision.verdict.is_structural());
        let mut done = self.make(&mut table, vec![decision], structural)?;
        drop(table);
        if structural {
            done = self.when_built(&shared, done, place);
        }
        done.operation = deed.name();
        let table = lock(&shared);
        // The beads that it was about, if they are there again.
        let back = deed.decisions.iter().map(|decision| &decision.id);
        let rows = table.rows();
        let mut back = back.filter_map(|id| rows.iter().find(|r| r.bead == *id || r.quote == *id));
        let focus = back.next().map(|row| row.bead.clone());
        done.focus = focus.or(done.focus);
        drop(table);
        Ok(done)
    }

    /// The first operation of all documents that is wanted.
    fn deed(&self, wanted: impl Fn(&Deed) -> bool) -> Option<(String, Deed)> {
        self.all().iter().find_map(|table| {
            let table = lock(table);
            let deeds = deeds(table.id(), table.decisions());
            let deed = deeds.into_iter().find(&wanted)?;
            Some((table.id().to_owned(), deed))
        })
    }

    /// Makes decisions in a document, which has to be built anew if they are about its structure.
    fn make(&self, table: &mut Table, decisions: Vec<Decision>, structural: bool) -> Answer<Done> {
        let Some(first) = decisions.first() else {
            return Err(refused("nothing", "it is so already"));
        };
        let operation = first.operation().into_owned();
        let trial = table
            .try_out(decisions)
            .map_err(|why| refused("usage", &why))?;
        let patch = table.add(trial).map_err(|error| match error.kind() {
            ErrorKind::Io { .. } => refused("disk", &error.to_string()),
            _ => refusal(&error),
        })?;
        if structural {
            table.outdate();
        }
        self.build_if_needed(table);
        let patch = Patch {
            summary: table.summary(),
            ..patch
        };
        self.tell(Event::Patch(patch.clone()));
        let settled = |row: &&Row| row.status == "accepted";
        let focus = patch.rows.iter().find(settled).or(patch.rows.first());
        Ok(Done {
            operation,
            focus: focus.map(|row| row.bead.clone()),
            patch,
        })
    }

    /// Has a document built anew in the background, if it should be.
    fn build_if_needed(&self, table: &mut Table) {
        if table.should_be_built() {
            table.set_building(true);
            self.tell(Event::Summary(table.summary()));
            self.work.build(table.id());
        }
    }

    /// Looks whether files have changed that others write. To be called once a second.
    ///
    /// # Errors
    ///
    /// The corpus cannot be listed.
    pub fn look(&self) -> Result<()> {
        let mut present: BTreeMap<String, PathBuf> = BTreeMap::new();
        // Of two documents with one id the first is there; `build` tells of the other.
        for source in self.project.documents()?.into_iter().flatten() {
            present.insert(source.id, source.path);
        }
        let mut tables = self.tables.write().unwrap_or_else(PoisonError::into_inner);
        let gone: Vec<String> = tables
            .keys()
            .filter(|id| !present.contains_key(*id))
            .cloned()
            .collect();
        for id in gone {
            tables.remove(&id);
            self.tell(Event::Gone { id });
        }
        let new: Vec<(String, PathBuf)> = present
            .iter()
            .filter(|(id, _)| !tables.contains_key(*id))
            .map(|(id, path)| (id.clone(), path.clone()))
            .collect();
        for (id, path) in new {
            let table = Table::open(self.store.clone(), &id, path);
            self.tell(Event::Summary(table.summary()));
            self.work.open(&id);
            tables.insert(id, Arc::new(Mutex::new(table)));
        }
        drop(tables);
        for table in self.all() {
            let mut table = lock(&table);
            if let Some(path) = present.get(table.id()) {
                table.set_path(path);
            }
            self.refresh(&mut table);
        }
        Ok(())
    }

    /// What happens from now on.
    pub fn events(&self) -> Receiver<Event> {
        let (sender, receiver) = channel();
        lock(&self.listeners).push(sender);
        receiver
    }

    fn tell(&self, event: Event) {
        let mut listeners = lock(&self.listeners);
        // Whoever has gone away hears no more.
        listeners.retain(|listener| listener.send(event.clone()).is_ok());
    }

    /// Reads what others have written, tells of it, and has built what has to be.
    fn refresh(&self, table: &mut Table) {
        let patch = table.refresh();
        self.build_if_needed(table);
        if let Some(patch) = patch {
            let summary = table.summary();
            self.tell(Event::Patch(Patch { summary, ..patch }));
        }
    }

    fn all(&self) -> Vec<Arc<Mutex<Table>>> {
        let tables = self.tables.read().unwrap_or_else(PoisonError::into_inner);
        tables.values().cloned().collect()
    }

    fn table(&self, id: &str) -> Answer<Arc<Mutex<Table>>> {
        let tables = self.tables.read().unwrap_or_else(PoisonError::into_inner);
        let table = tables.get(id).cloned();
        table.ok_or_else(|| {
            refused(
                "usage",
                &format!("there is no document `{id}` in the corpus"),
            )
        })
    }

    /// The text of a document, read once for as long as it stays the same. Refused while what the machine
    /// says is of another one: places in the two are not the same.
    fn sheet(&self, table: &Table) -> Answer<Arc<Sheet>> {
        let id = table.id();
        let document = read(id, table.path()).map_err(|error| refusal(&error))?;
        if !table.is_of(document.checksum()) {
            let why = "the document has changed, and is being built anew; try again in a moment";
            return Err(refused("usage", why));
        }
        let known = lock(&self.sheets).get(id).cloned();
        if let Some(known) =
            known.filter(|known| known.document().checksum() == document.checksum())
        {
            return Ok(known);
        }
        // Long documents take a while: others need not wait for it.
        let sheet = Arc::new(Sheet::new(document, &self.project.extraction()));
        let mut sheets = lock(&self.sheets);
        if sheets.len() >= SHEETS {
            sheets.clear();
        }
        sheets.insert(id.to_owned(), Arc::clone(&sheet));
        Ok(sheet)
    }

    fn name<'a>(&'a self, by: Option<&'a str>) -> &'a str {
        let by = by.map(str::trim).filter(|by| !by.is_empty());
        by.unwrap_or(&self.reviewer)
    }

    /// The time, later than that of any decision before.
    fn now(&self) -> SystemTime {
        let mut clock = lock(&self.clock);
        let next = *clock + Duration::from_millis(1);
        *clock = next.max(SystemTime::now());
        *clock
    }
}

/// The smaller, the sooner somebody should look at it, 0 to 1: its score; a bead that is not 1-1 counts as
/// 80 % at most, one that a rule finds fault with as 50 %, and one that needs work as nothing.
fn urgency(row: &Row) -> f64 {
    let limit = |reason: &String| match reason.as_str() {
        "needs-work" => 0.0,
        "score" => 1.0,
        "kind" => 0.8,
        _ => 0.5,
    };
    row.reasons.iter().map(limit).fold(row.score, f64::min)
}

/// The codes of rules whose findings can be waived for a quote or bead.
fn waivable() -> impl Iterator<Item = &'static str> {
    let rules = RULES
        .iter()
        .filter(|rule| rule.about == check::FindingSubject::Quote);
    rules.map(|rule| rule.code)
}

/// The quote that decisions are about, and where it begins in the document.
fn start(table: &Table, decisions: &[Decision]) -> Option<(String, usize)> {
    let quote = quote_of(&decisions.first()?.id);
    let record = table.records().0.iter().find(|r| r.quote == quote)?;
    Some((quote.to_owned(), begins(record)?))
}

/// Where the original of a bead begins in the document.
fn begins(record: &Record) -> Option<usize> {
    let span = record.source.as_ref()?.spans.first()?;
    Some(span.start)
}

/// Reads a document as its file is now.
fn read(id: &str, path: &Path) -> Result<Document> {
    input::read(&DocumentFile {
        id: id.to_owned(),
        path: path.to_owned(),
    })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn refused(code: &'static str, error: &str) -> Refused {
    Refused {
        error: error.to_owned(),
        code,
        now: Vec::new(),
    }
}

fn refusal(error: &Error) -> Refused {
    let code = match error.kind() {
        ErrorKind::Io {
            action: "write", ..
        } => "disk",
        _ if error.exit_code() == 2 => "usage",
        _ => "unreadable",
    };
    refused(code, &error.to_string())
}

#[cfg(test)]
mod tests;
