//! People's decisions on what a project holds, recorded at once.

use super::folder::Project;
use crate::error::Result;
use crate::store::{self, Decision, Verdict};
use std::time::SystemTime;

/// A decision that has been recorded.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// The document whose decisions it is among.
    pub document: String,
    /// The decision.
    pub decision: Decision,
    /// Whether the next build has to obey it: it changes what is found, or takes such a change back.
    pub changes_build: bool,
}

impl Project {
    /// Records what a person says of the bead or quote `id`, or of the one whose id begins so.
    ///
    /// # Errors
    ///
    /// Of usage, when there is no such place or it does not allow such a verdict; what reading and writing
    /// report.
    pub fn decide(&self, id: &str, verdict: Verdict, by: &str, at: SystemTime) -> Result<Decided> {
        let (document, decision) = store::decide(&self.store(), id, verdict, by, at)?;
        self.record(document, decision)
    }

    /// Records a decision on the document with the id `document`: see [`Project::correct`] and
    /// [`Project::undo`], which make decisions.
    ///
    /// # Errors
    ///
    /// What reading and writing report.
    pub fn record(&self, document: String, decision: Decision) -> Result<Decided> {
        let store = self.store();
        let before = store::constraints(&store.decisions(&document)?);
        store.append_decision(&document, &decision)?;
        let changes_build = store::constraints(&store.decisions(&document)?) != before;
        Ok(Decided {
            document,
            decision,
            changes_build,
        })
    }
}
