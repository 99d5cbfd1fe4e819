//! From a person's words to a decision in the right place: one that the fold can put into effect.

use super::alignments::Store;
use super::decided_texts::DecidedTexts;
use super::decision::Decision;
use super::fold::fold;
use super::stages::StagedDecisions;
use super::verdict::Verdict;
use crate::error::{Error, Result};
use crate::record::{Record, Status};
use std::time::SystemTime;

/// A person's decision on the bead or quote `id`, or the one whose id begins so, and the document whose
/// decisions it has to be added to.
///
/// # Errors
///
/// A usage error if there is no such place or it does not allow such an edit; what reading reports.
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

/// The same for taking back what `by` last decided about `id`, which may be gone from the document, or for
/// dismissing a decision about it that is in conflict. If a decision about structure has made the quote
/// `id` from another one, and there is nothing else to take back, that decision is taken back.
///
/// `unobeyed` says which decisions about a document's structure are in conflict.
///
/// # Errors
///
/// A usage error if there is nothing to take back; what reading reports.
pub fn undo(
    store: &Store,
    id: &str,
    by: &str,
    at: SystemTime,
    unobeyed: &dyn Fn(&str) -> Result<Vec<Decision>>,
) -> Result<(String, Decision)> {
    let id = match store.find(id) {
        Ok(found) => found.id,
        Err(_) => store
            .find_decided(id)?
            .map_or_else(|| id.to_owned(), |(_, found)| found.id),
    };
    for document in store.documents()? {
        let decisions = store.decisions(&document)?;
        let (_, machine) = store.load_machine(&document)?;
        let staged = StagedDecisions::of(&decisions);
        let last = decisions.iter().rfind(|decision| decision.id == id);
        let original = DecidedTexts::of_quote(machine.iter().filter(|r| r.quote == id)).source;
        let made_it = || {
            let mut structure = staged.structure.iter().rev().copied();
            structure.find(|decision| decision.by == by && decision.makes(original.as_deref()))
        };
        // Somebody else's decision stays, and what is taken back already cannot be taken back again.
        let mut candidates = last.into_iter().chain(made_it());
        let undo = candidates.find_map(|decision| {
            let undo = decision.undo(by, at);
            let mut after = decisions.clone();
            after.push(undo.clone());
            let changes = StagedDecisions::of(&after).structure != staged.structure
                || fold(machine.clone(), &after) != fold(machine.clone(), &decisions);
            changes.then_some(undo)
        });
        if let Some(undo) = undo {
            return Ok((document, undo));
        }
        let others = staged.structure.iter().any(|decision| decision.id == id);
        if let Some(last) = last
            && others
            && unobeyed(&document)?
                .iter()
                .any(|decision| decision.id == id)
        {
            return Ok((document, last.undo(by, at)));
        }
    }
    Err(Error::usage(format!(
        "there is no decision of `{by}` on `{id}` to take back"
    )))
}

/// Refuses what the fold would not put into effect, while the person can still change it.
pub(crate) fn applicable(decision: &Decision, records: &[Record]) -> Result<()> {
    let id = &decision.id;
    let folded = fold(records.to_vec(), std::slice::from_ref(decision));
    let waived = |record: &Record| {
        (record.bead == *id || record.quote == *id) && record.status == Status::Waived
    };
    match &decision.verdict {
        Verdict::Edit { .. } if !folded.conflicts.is_empty() => Err(Error::usage(format!(
            "`{id}` cannot be edited so: an edit needs a single bead, and a side that it has"
        ))),
        verdict if verdict.waives_translation() && !folded.records.iter().any(waived) => {
            Err(Error::usage(format!(
                "`{id}` has a translation, so there is nothing to waive; `--rule` waives the \
                 findings of another rule"
            )))
        }
        _ => Ok(()),
    }
}
