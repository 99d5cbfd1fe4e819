//! Reviewing a project's alignments: what `diglot review` shows and does.

pub mod server;
pub mod wire;

use crate::error::Result;
use crate::project::Project;
use std::sync::mpsc::Receiver;
use wire::{About, Again, Context, Done, Entry, Queue, Refused, Request, Summary, View};

/// A project that is being reviewed. All windows of a server share one; its methods block, and may be
/// called from any thread.
pub struct Session {
    project: Project,
    reviewer: String,
}

/// What has happened, for every window to hear.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Event {
    /// A document's beads have changed.
    Patch(wire::Patch),
    /// A document's summary has changed, or it is new.
    Summary(wire::Summary),
    /// A document is gone.
    Gone {
        /// Its id.
        id: String,
    },
    /// The queue has to be asked for again.
    Queue,
}

impl Session {
    /// Begins to review a project.
    pub fn new(project: Project, reviewer: String) -> Result<Self> {
        Ok(Self { project, reviewer })
    }

    /// See [`About`].
    pub fn about(&self) -> About {
        todo!("{:?} {}", self.project, self.reviewer)
    }

    /// See [`Summary`].
    pub fn documents(&self) -> Vec<Summary> {
        todo!()
    }

    /// See [`View`].
    pub fn document(&self, _id: &str) -> std::result::Result<View, Refused> {
        todo!()
    }

    /// See [`Queue`].
    pub fn queue(&self, _limit: usize) -> Queue {
        todo!()
    }

    /// See [`Context`].
    pub fn context(&self, _document: &str, _quote: &str) -> std::result::Result<Context, Refused> {
        todo!()
    }

    /// See [`Entry`].
    pub fn history(
        &self,
        _document: Option<&str>,
        _limit: usize,
    ) -> std::result::Result<Vec<Entry>, Refused> {
        todo!()
    }

    /// Does what a reviewer wants; it is on the disk when this returns.
    pub fn perform(&self, _request: &Request) -> std::result::Result<Done, Refused> {
        todo!()
    }

    /// Takes an operation back.
    pub fn undo(&self, _again: &Again) -> std::result::Result<Done, Refused> {
        todo!()
    }

    /// Lets an operation count again.
    pub fn redo(&self, _again: &Again) -> std::result::Result<Done, Refused> {
        todo!()
    }

    /// Looks whether files have changed that others write. To be called once a second.
    pub fn look(&self) {}

    /// What happens from now on.
    pub fn events(&self) -> Receiver<Event> {
        std::sync::mpsc::channel().1
    }
}
