//! Undo and redo.

use super::api::{Acknowledgement, ApiResult, RefusedRequest, UndoRequest};
use super::history::{PastOperation, operations};
use super::lock::lock;
use super::performing::{place_of, when_built};
use super::session::Session;
use super::undo_stacks::{UndoStacks, own_steps};

impl Session {
    /// Undoes the reviewer's last operation, or the one that is named.
    pub fn undo(&self, request: &UndoRequest) -> ApiResult<Acknowledgement> {
        self.retrace(request, true)
    }

    /// Redoes the operation that the reviewer undid last, or the one that is named.
    pub fn redo(&self, request: &UndoRequest) -> ApiResult<Acknowledgement> {
        self.retrace(request, false)
    }

    fn retrace(&self, request: &UndoRequest, undo: bool) -> ApiResult<Acknowledgement> {
        let by = self.decider(request.by.as_deref());
        for state in self.states() {
            self.refresh(&mut lock(&state));
        }
        let operation = match &request.operation {
            Some(name) => self.operation(name, undo),
            None => self.last_operation(by, undo),
        }
        .ok_or_else(|| match undo {
            true => RefusedRequest::new("nothing", "there is nothing to take back"),
            false => RefusedRequest::new("nothing", "there is nothing to restore"),
        })?;
        let at = self.clock.now();
        let decision = match undo {
            true => operation.first().undo_operation(by, at),
            false => operation.first().redo_operation(by, at),
        };
        let shared = self.state(&operation.document)?;
        let mut state = lock(&shared);
        let place = place_of(&state, &operation.decisions);
        let mut decided = operation.decisions.iter();
        let structural = decided.any(|decision| decision.verdict.is_structural());
        let mut done = self.make(&mut state, vec![decision], structural)?;
        drop(state);
        if structural {
            done = when_built(&shared, done, place);
        }
        done.operation = operation.name();
        let state = lock(&shared);
        // The beads that it was about, if they are there again.
        let ids = operation.decisions.iter().map(|decision| &decision.id);
        let rows = state.rows();
        let mut there = ids.filter_map(|id| rows.iter().find(|r| r.bead == *id || r.quote == *id));
        let focus = there.next().map(|row| row.bead.clone());
        done.focus = focus.or(done.focus);
        drop(state);
        Ok(done)
    }

    /// The operation with this name, if it can be undone or redone.
    fn operation(&self, name: &str, undo: bool) -> Option<PastOperation> {
        self.states().iter().find_map(|state| {
            let state = lock(state);
            let mut operations = operations(state.id(), state.decisions()).into_iter();
            operations.find(|operation| operation.is_undone() != undo && operation.name() == name)
        })
    }

    /// The last operation that a person can undo or redo.
    fn last_operation(&self, by: &str, undo: bool) -> Option<PastOperation> {
        let states = self.states();
        let own = states.iter().flat_map(|state| {
            let state = lock(state);
            own_steps(state.id(), state.decisions(), by)
        });
        let stacks = UndoStacks::of(own.collect());
        let mut own = if undo { stacks.undo } else { stacks.redo };
        // What the command line has undone already does not count.
        std::iter::from_fn(|| own.pop()).find_map(|(document, name)| {
            let state = self.state(&document).ok()?;
            let mut operations = operations(&document, lock(&state).decisions()).into_iter();
            operations.find(|operation| operation.name() == name && operation.is_undone() != undo)
        })
    }
}
