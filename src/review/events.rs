//! The events of a session, for every window.

use super::api::{DocumentPatch, DocumentSummary};
use super::lock::lock;
use serde::Serialize;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};

/// Something that has happened.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum SessionEvent {
    /// A document's beads have changed.
    Patch(DocumentPatch),
    /// A document's summary has changed, or the document is new.
    Summary(DocumentSummary),
    /// A document is gone.
    Gone {
        /// Its id.
        id: String,
    },
    /// The queue has changed: a window that shows it asks for it again.
    Queue,
}

/// The subscribers to the events of a session.
#[derive(Default)]
pub(super) struct Listeners(Mutex<Vec<Sender<SessionEvent>>>);

impl Listeners {
    /// The events from now on.
    pub(super) fn subscribe(&self) -> Receiver<SessionEvent> {
        let (sender, receiver) = channel();
        lock(&self.0).push(sender);
        receiver
    }

    /// Sends an event to all, and drops subscribers that are gone.
    pub(super) fn send(&self, event: &SessionEvent) {
        let mut listeners = lock(&self.0);
        listeners.retain(|listener| listener.send(event.clone()).is_ok());
    }
}
