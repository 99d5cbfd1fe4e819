//! Reviewing a project's alignments: what `diglot review` shows and does.
//!
//! Enters: requests ([`api`]). Leaves: what the page shows, and decisions in the documents' journals.
//! Whatever a reviewer does becomes decisions first. They are tried out before they are written, and are on
//! the disk before any window is notified. Before each answer the documents' files are checked for changes, so
//! that what others write at the same time (another window, another program, git) is seen and kept.

pub mod api;
mod background;
mod bead_edit;
mod clock;
mod context;
mod document_state;
mod events;
mod history;
mod jobs;
mod lock;
mod operations;
mod page;
mod performing;
mod reading;
mod rebase;
mod restructure;
pub mod server;
mod session;
mod text_versions;
mod undo;
mod undo_stacks;
mod utf16;

pub use context::ContextWindow;
pub use events::SessionEvent;
pub use session::Session;

use crate::engine::Engine;
use crate::error::Result;
use crate::project::Project;
use std::sync::Arc;

impl Session {
    /// Begins to review a project: reads what it holds, and builds in the background documents that were never
    /// built, or whose build does not fit the document or people's decisions. `reviewer` decides where a
    /// request names nobody.
    ///
    /// # Errors
    ///
    /// The corpus cannot be listed. A document that cannot be read is shown as such.
    pub fn open(project: Project, reviewer: String, engine: Engine) -> Result<Arc<Self>> {
        let session = Arc::new(Self::new(project, reviewer, engine)?);
        background::start(&session);
        Ok(session)
    }
}

#[cfg(test)]
mod tests;
