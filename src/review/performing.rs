//! Doing what a reviewer asks for.

use super::api::{Acknowledgement, ApiResult, OperationRequest, RefusedRequest, SeenBead};
use super::document_state::DocumentState;
use super::lock::lock;
use super::session::Session;
use crate::id::quote_of;
use crate::record::Record;
use crate::store::Decision;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

/// Longest wait for a build.
const BUILD_WAIT: Duration = Duration::from_secs(10);

/// Pause between two looks at whether a build is done.
const BUILD_POLL: Duration = Duration::from_millis(10);

/// A quote, and where it begins in the document, in bytes.
pub(super) type QuotePlace = (String, usize);

impl Session {
    /// Does what a reviewer asks for; it is on the disk when this returns.
    /// An operation on the structure of a quote is answered when the document has been built, or after ten
    /// seconds.
    pub fn perform(&self, request: &OperationRequest) -> ApiResult<Acknowledgement> {
        let shared = self.state(&request.document)?;
        if request.operation.is_structural() {
            wait_for_build(&shared);
        }
        let mut state = lock(&shared);
        self.refresh(&mut state);
        if let Some(error) = state.broken() {
            return Err(RefusedRequest::new("unreadable", error));
        }
        let has_changed =
            |seen: &&SeenBead| state.row(&seen.bead).is_none_or(|row| row.rev != seen.rev);
        if request.seen.iter().any(|seen| has_changed(&seen)) {
            let now = request.seen.iter().filter(has_changed);
            return Err(RefusedRequest {
                now: now
                    .filter_map(|seen| state.row(&seen.bead))
                    .cloned()
                    .collect(),
                ..RefusedRequest::new(
                    "stale",
                    "somebody else has changed it in the meantime; look at it again",
                )
            });
        }
        let by = self.decider(request.by.as_deref());
        let at = self.clock.now();
        let decisions = self.decisions(&state, &request.operation, by, at)?;
        let structural = request.operation.is_structural();
        let place = structural.then(|| place_of(&state, &decisions)).flatten();
        let done = self.make(&mut state, decisions, structural)?;
        drop(state);
        Ok(match structural {
            true => when_built(&shared, done, place),
            false => done,
        })
    }
}

/// What has been done, as soon as the document has been built for it. If the quote is no longer there, the
/// reviewer goes to the quote that is nearest to its place.
pub(super) fn when_built(
    shared: &Mutex<DocumentState>,
    done: Acknowledgement,
    before: Option<QuotePlace>,
) -> Acknowledgement {
    wait_for_build(shared);
    let state = lock(shared);
    let records = state.records().0;
    let is_there = |id: &str| records.iter().any(|record| record.quote == id);
    let focus = before
        .filter(|(id, _)| !is_there(id))
        .and_then(|(_, place)| {
            let quotes = records.chunk_by(|a, b| a.quote == b.quote);
            let starts = quotes.filter_map(|quote| Some((start_of(&quote[0])?, &quote[0].bead)));
            let nearest = starts.min_by_key(|(start, _)| start.abs_diff(place));
            nearest.map(|(_, bead)| bead.clone())
        });
    Acknowledgement {
        patch: state.unchanged(),
        focus,
        ..done
    }
}

/// Waits while a document is being built, but not for ever.
fn wait_for_build(state: &Mutex<DocumentState>) {
    let deadline = Instant::now() + BUILD_WAIT;
    while lock(state).is_building() && Instant::now() < deadline {
        thread::sleep(BUILD_POLL);
    }
}

/// The quote that decisions are about.
pub(super) fn place_of(state: &DocumentState, decisions: &[Decision]) -> Option<QuotePlace> {
    let quote = quote_of(&decisions.first()?.id);
    let record = state.records().0.iter().find(|r| r.quote == quote)?;
    Some((quote.to_owned(), start_of(record)?))
}

/// Where the original of a bead begins in the document.
fn start_of(record: &Record) -> Option<usize> {
    let span = record.source.as_ref()?.spans.first()?;
    Some(span.start)
}
