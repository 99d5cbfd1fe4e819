//! A project under review: its documents, and everybody who watches.

use super::api::{Acknowledgement, ApiResult, BeadRow, DocumentPatch, RefusedRequest};
use super::clock::DecisionClock;
use super::context::{DocumentText, TextCache};
use super::document_state::DocumentState;
use super::events::{Listeners, SessionEvent};
use super::jobs::BackgroundJobs;
use super::lock::lock;
use crate::document::Document;
use crate::engine::Engine;
use crate::error::{ErrorKind, Result};
use crate::input::{self, DocumentFile};
use crate::project::Project;
use crate::store::{Decision, Store};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// A project that is being reviewed. All windows of a server share one; its methods block, and may be called
/// from any thread.
pub struct Session {
    pub(super) project: Project,
    pub(super) store: Store,
    pub(super) reviewer: String,
    pub(super) engine: Engine,
    /// By id.
    documents: RwLock<BTreeMap<String, Arc<Mutex<DocumentState>>>>,
    texts: TextCache,
    listeners: Listeners,
    pub(super) clock: DecisionClock,
    pub(super) jobs: BackgroundJobs,
}

impl Session {
    /// Reads what a project holds.
    pub(super) fn new(project: Project, reviewer: String, engine: Engine) -> Result<Self> {
        let session = Self {
            store: project.store(),
            project,
            reviewer,
            engine,
            documents: RwLock::default(),
            texts: TextCache::default(),
            listeners: Listeners::default(),
            clock: DecisionClock::default(),
            jobs: BackgroundJobs::default(),
        };
        session.look()?;
        Ok(session)
    }

    /// Looks whether others have changed files. To be called once a second.
    ///
    /// # Errors
    ///
    /// The corpus cannot be listed.
    pub fn look(&self) -> Result<()> {
        let mut present: BTreeMap<String, PathBuf> = BTreeMap::new();
        // Of two documents with one id the first is shown; `build` reports the other.
        for source in self.project.documents()?.into_iter().flatten() {
            present.insert(source.id, source.path);
        }
        let mut documents = self
            .documents
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let gone: Vec<String> = documents
            .keys()
            .filter(|id| !present.contains_key(*id))
            .cloned()
            .collect();
        for id in gone {
            documents.remove(&id);
            self.publish(&SessionEvent::Gone { id });
        }
        let new: Vec<(String, PathBuf)> = present
            .iter()
            .filter(|(id, _)| !documents.contains_key(*id))
            .map(|(id, path)| (id.clone(), path.clone()))
            .collect();
        for (id, path) in new {
            let state = DocumentState::open(self.store.clone(), &id, path);
            self.publish(&SessionEvent::Summary(state.summary()));
            self.jobs.open(&id);
            documents.insert(id, Arc::new(Mutex::new(state)));
        }
        drop(documents);
        for state in self.states() {
            let mut state = lock(&state);
            if let Some(path) = present.get(state.id()) {
                state.set_path(path);
            }
            self.refresh(&mut state);
        }
        Ok(())
    }

    /// The events from now on.
    pub fn events(&self) -> Receiver<SessionEvent> {
        self.listeners.subscribe()
    }

    /// Sends an event to all who listen.
    pub(super) fn publish(&self, event: &SessionEvent) {
        self.listeners.send(event);
    }

    /// All documents, in the order of their ids.
    pub(super) fn states(&self) -> Vec<Arc<Mutex<DocumentState>>> {
        let documents = self
            .documents
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        documents.values().cloned().collect()
    }

    /// The document with this id.
    pub(super) fn state(&self, id: &str) -> ApiResult<Arc<Mutex<DocumentState>>> {
        let documents = self
            .documents
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let state = documents.get(id).cloned();
        state.ok_or_else(|| {
            RefusedRequest::usage(format!("there is no document `{id}` in the corpus"))
        })
    }

    /// Reads what others have written, sends what has changed, and has the document built if needed.
    pub(super) fn refresh(&self, state: &mut DocumentState) {
        let patch = state.refresh();
        self.build_if_needed(state);
        if let Some(patch) = patch {
            let summary = state.summary();
            self.publish(&SessionEvent::Patch(DocumentPatch { summary, ..patch }));
        }
    }

    /// Has a document built in the background, if it should be.
    pub(super) fn build_if_needed(&self, state: &mut DocumentState) {
        if state.should_be_built() {
            state.set_building(true);
            self.publish(&SessionEvent::Summary(state.summary()));
            self.jobs.build(state.id());
        }
    }

    /// Makes decisions in a document. It is built if they are about its structure.
    pub(super) fn make(
        &self,
        state: &mut DocumentState,
        decisions: Vec<Decision>,
        structural: bool,
    ) -> ApiResult<Acknowledgement> {
        let Some(first) = decisions.first() else {
            return Err(RefusedRequest::new("nothing", "nothing would change"));
        };
        let operation = first.operation().into_owned();
        let trial = state.try_out(decisions).map_err(RefusedRequest::usage)?;
        let patch = state.add(trial).map_err(|error| match error.kind() {
            ErrorKind::Io { .. } => RefusedRequest::new("disk", error.to_string()),
            _ => RefusedRequest::from(&error),
        })?;
        if structural {
            state.outdate();
        }
        self.build_if_needed(state);
        let patch = DocumentPatch {
            summary: state.summary(),
            ..patch
        };
        self.publish(&SessionEvent::Patch(patch.clone()));
        let settled = |row: &&BeadRow| row.status == "accepted";
        let focus = patch.rows.iter().find(settled).or(patch.rows.first());
        Ok(Acknowledgement {
            operation,
            focus: focus.map(|row| row.bead.clone()),
            patch,
        })
    }

    /// The text of a document. Refused while the machine's file was made from another text: places in the two
    /// are not the same.
    pub(super) fn text(&self, state: &DocumentState) -> ApiResult<Arc<DocumentText>> {
        let document =
            read(state.id(), state.path()).map_err(|error| RefusedRequest::from(&error))?;
        if !state.is_of(document.checksum()) {
            let why = "the document has changed and is being built again; try again in a moment";
            return Err(RefusedRequest::usage(why));
        }
        Ok(self.texts.get(document, &self.project.extraction()))
    }

    /// Who decides: the person named in a request, or the session's reviewer.
    pub(super) fn decider<'a>(&'a self, by: Option<&'a str>) -> &'a str {
        let by = by.map(str::trim).filter(|by| !by.is_empty());
        by.unwrap_or(&self.reviewer)
    }
}

/// Reads a document as its file is now.
pub(super) fn read(id: &str, path: &Path) -> Result<Document> {
    input::read(&DocumentFile {
        id: id.to_owned(),
        path: path.to_owned(),
    })
}
