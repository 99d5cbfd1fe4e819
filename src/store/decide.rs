//! From what a person says to a decision on the right place: one that the fold can put into effect.

use super::{Decision, Store, Verdict, fold};
use crate::error::{Error, Result};
use crate::record::{Record, Status};
use std::time::SystemTime;

/// A person's decision on the bead or quote `id`, or the one whose id begins so, and the document
/// whose decisions it has to be added to.
///
/// # Errors
///
/// Of usage, when there is no such place or it does not allow such an edit; what reading reports.
pub fn decide(
    store: &Store,
    id: &str,
    verdict: Verdict,
    by: &str,
    at: SystemTime,
) -> Result<(String, Decision)> {
    let found = store.find(id)?;
    let records = store.load(&found.document)?.records;
    let decision = match records.iter().find(|record| record.bead == found.id) {
        Some(record) => Decision::on_bead(record, verdict, by, at),
        None => Decision::on_quote(&records, &found.id, verdict, by, at),
    };
    applicable(&decision, &records)?;
    Ok((found.document, decision))
}

/// The same for taking back what `by` last decided on `id`, which may be gone from the document, or
/// for dismissing a decision on it that is in conflict.
///
/// # Errors
///
/// Of usage, when there is nothing to take back; what reading reports.
pub fn undo(store: &Store, id: &str, by: &str, at: SystemTime) -> Result<(String, Decision)> {
    let id = store
        .find(id)
        .map_or_else(|_| id.to_owned(), |found| found.id);
    for document in store.documents()? {
        let mut decisions = store.decisions(&document)?;
        let Some(last) = decisions.iter().rfind(|decision| decision.id == id) else {
            continue;
        };
        let undo = last.undo(by, at);
        // Somebody else's decision stays, and what is undone already cannot be undone again.
        let (_, machine) = store.load_machine(&document)?;
        let before = fold(machine.clone(), &decisions);
        decisions.push(undo.clone());
        if fold(machine, &decisions) != before {
            return Ok((document, undo));
        }
    }
    Err(Error::usage(format!(
        "there is no decision of `{by}` on `{id}` to take back"
    )))
}

/// Refuses what the fold would not put into effect, while the person is still there to hear it.
fn applicable(decision: &Decision, records: &[Record]) -> Result<()> {
    let id = &decision.id;
    let folded = fold(records.to_vec(), std::slice::from_ref(decision));
    let waived = |record: &Record| {
        (record.bead == *id || record.quote == *id) && record.status == Status::Waived
    };
    match decision.verdict {
        Verdict::Edit { .. } if !folded.conflicts.is_empty() => Err(Error::usage(format!(
            "`{id}` cannot be edited so: only a single bead can, on a side that it has"
        ))),
        Verdict::Waive { .. } if !folded.records.iter().any(waived) => Err(Error::usage(format!(
            "`{id}` has a translation, so there is nothing to waive"
        ))),
        _ => Ok(()),
    }
}
