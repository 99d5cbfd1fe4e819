//! Operations as decisions.
//!
//! Enters: an operation, and the document as it is. Leaves: the decisions that do it, or why it cannot be done.

use super::api::{
    ApiResult, BeadTexts, Direction, Operation, RefusedRequest, ReviewStatus, SideName,
};
use super::context::DocumentText;
use super::document_state::DocumentState;
use super::rebase::{self, KnownCut};
use super::restructure::{Restructuring, number};
use super::session::Session;
use super::text_versions::place_in_version;
use super::utf16::bytes_from_units;
use crate::id::{is_bead, quote_of};
use crate::project::{Correction, DocumentRange};
use crate::record::{BeadSide, Record};
use crate::store::{DecidedTexts, Decision, LocatedQuote, Verdict, applicable};
use crate::text::Span;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::SystemTime;

impl Session {
    /// The decisions that do an operation, marked as one; none if it changes nothing.
    pub(super) fn decisions(
        &self,
        state: &DocumentState,
        operation: &Operation,
        by: &str,
        at: SystemTime,
    ) -> ApiResult<Vec<Decision>> {
        let (_, shown) = state.records();
        let usage = RefusedRequest::usage;
        let quote = |quote: &str, correction: Correction| {
            let quote = self.quote(state, quote)?;
            let decision = self.project.correct_found(&quote, correction, by, at);
            decision
                .map(|decision| vec![decision])
                .map_err(|error| RefusedRequest::from(&error))
        };
        let decisions = match operation {
            Operation::Status { beads, status } => {
                let verdict = match status {
                    ReviewStatus::Accepted => Verdict::Accept,
                    ReviewStatus::Rejected => Verdict::Reject,
                    ReviewStatus::NeedsWork => Verdict::NeedsWork,
                };
                let of_bead = by_bead(shown);
                let decide = |bead: &String| {
                    let record = of_bead.get(bead.as_str()).ok_or_else(|| no_bead(bead))?;
                    Ok(Decision::on_bead(record, verdict.clone(), by, at))
                };
                beads.iter().map(decide).collect::<ApiResult<Vec<_>>>()?
            }
            Operation::Edit { edits } => {
                let of_bead = by_bead(shown);
                let mut decisions = Vec::new();
                for BeadTexts {
                    bead,
                    source,
                    target,
                } in edits
                {
                    let record = of_bead.get(bead.as_str()).ok_or_else(|| no_bead(bead))?;
                    let new = |text: &Option<String>, side: &Option<BeadSide>| {
                        let old = side.as_ref().map(|side| side.text.as_str());
                        text.clone().filter(|text| Some(text.as_str()) != old)
                    };
                    let (source, target) =
                        (new(source, &record.source), new(target, &record.target));
                    if (&source, &target) != (&None, &None) {
                        let verdict = Verdict::Edit { source, target };
                        decisions.push(Decision::on_bead(record, verdict, by, at));
                    }
                }
                decisions
            }
            Operation::Note { id, text } => {
                let text = text.trim().to_owned();
                vec![self.decision_on(state, id, Verdict::Note { text }, by, at)?]
            }
            Operation::Waive {
                id,
                reason,
                rules,
                until,
            } => {
                if reason.trim().is_empty() {
                    return Err(usage("a waiver needs a reason".to_owned()));
                }
                let verdict = Verdict::Waive {
                    reason: reason.trim().to_owned(),
                    rules: rules.clone(),
                    until: until.clone().filter(|day| !day.is_empty()),
                };
                let decision = self.decision_on(state, id, verdict, by, at)?;
                applicable(&decision, shown).map_err(|error| RefusedRequest::from(&error))?;
                vec![decision]
            }
            Operation::NotAQuote { quote: id } => quote(id, Correction::NotAQuote)?,
            Operation::Untranslated { quote: id } => quote(id, Correction::Untranslated)?,
            Operation::Language { quote: id, lang } => quote(id, Correction::Language(*lang))?,
            Operation::Place {
                quote: id,
                side,
                span,
                checksum,
            } => {
                self.text_as_seen(state, checksum)?;
                quote(id, correction(*side, *span))?
            }
            Operation::Bound {
                quote: id,
                side,
                edge,
                by: unit,
                grow,
            } => {
                let records = state.records().0;
                let spans =
                    [SideName::Source, SideName::Target].map(|side| spans(records, id, side));
                let [own, other] = match side {
                    SideName::Source => [&spans[0], &spans[1]],
                    SideName::Target => [&spans[1], &spans[0]],
                };
                let text = self.text(state)?;
                let span = text.resized(own, *edge, *unit, *grow).ok_or_else(|| {
                    let why = match (grow, edge) {
                        (true, Direction::Up) => "there is nothing before it",
                        (true, Direction::Down) => "there is nothing after it",
                        (false, _) => "nothing would be left of it",
                    };
                    usage(why.to_owned())
                })?;
                if other.iter().any(|other| other.overlaps(span)) {
                    return Err(usage("its other side is there".to_owned()));
                }
                quote(id, correction(*side, span))?
            }
            Operation::NewQuote {
                span,
                checksum,
                lang,
            } => {
                let text = self.text_as_seen(state, checksum)?;
                let place = DocumentRange::Bytes(*span);
                let made = self
                    .project
                    .new_quote_in(text.document(), place, *lang, by, at);
                vec![made.map_err(|error| RefusedRequest::from(&error))?]
            }
            Operation::Merge { .. }
            | Operation::Split { .. }
            | Operation::Move { .. }
            | Operation::Swap { .. }
            | Operation::InsertEmpty { .. }
            | Operation::Link { .. }
            | Operation::Deletion { .. } => self.beads(state, operation, by, at)?,
        };
        Ok(Decision::together(decisions))
    }

    /// The text of a document, if it is the one that the reviewer saw.
    fn text_as_seen(&self, state: &DocumentState, checksum: &str) -> ApiResult<Arc<DocumentText>> {
        let text = self.text(state)?;
        match text.document().checksum() == checksum {
            true => Ok(text),
            false => {
                let why = "the document has changed since you saw it; look at the place again";
                Err(RefusedRequest::usage(why))
            }
        }
    }

    /// Decisions that make other beads, and keep what people have edited in them.
    fn beads(
        &self,
        state: &DocumentState,
        operation: &Operation,
        by: &str,
        at: SystemTime,
    ) -> ApiResult<Vec<Decision>> {
        let usage = RefusedRequest::usage;
        let (records, shown) = state.records();
        // Only a split may need places in the document.
        let text = match operation {
            Operation::Split { .. } => Some(self.text(state)?),
            _ => None,
        };
        let restructuring = Restructuring {
            records,
            shown,
            similarity: self.engine.similarity(),
            find: &|spans, segment, at| text.as_ref()?.find(spans, segment, at),
            unedited: &|i, side, units| unedited(&records[i], &shown[i], side, units),
            by,
            at,
        };
        let Some(decision) = restructuring.decision(operation).map_err(usage)? else {
            return Ok(Vec::new());
        };
        let mut decisions = vec![decision];
        // Without edits there are none to keep.
        if !is_edited(records, shown, quote_of(&decisions[0].id)) {
            return Ok(decisions);
        }
        let trial = state.try_out(decisions.clone()).map_err(usage)?;
        let cuts = cuts(operation, records, shown);
        let new = trial.records();
        decisions.extend(rebase::edits((records, shown), new, &cuts, by, at));
        Ok(decisions)
    }

    /// A decision on a bead or a quote.
    fn decision_on(
        &self,
        state: &DocumentState,
        id: &str,
        verdict: Verdict,
        by: &str,
        at: SystemTime,
    ) -> ApiResult<Decision> {
        let (_, shown) = state.records();
        if is_bead(id) {
            let record = find(shown, id).ok_or_else(|| no_bead(id))?;
            return Ok(Decision::on_bead(record, verdict, by, at));
        }
        match shown.iter().any(|record| record.quote == id) {
            true => Ok(Decision::on_quote(shown, id, verdict, by, at)),
            false => Err(no_quote(id)),
        }
    }

    /// A quote as corrections name it.
    fn quote(&self, state: &DocumentState, id: &str) -> ApiResult<LocatedQuote> {
        let records = state.records().0.iter();
        let records: Vec<&Record> = records.filter(|record| record.quote == id).collect();
        let lang = records.iter().find_map(|record| record.source.as_ref());
        let original = DecidedTexts::of_quote(records.iter().copied()).source;
        match lang {
            Some(side) => Ok(LocatedQuote {
                document: state.id().to_owned(),
                id: id.to_owned(),
                original: original.unwrap_or_default(),
                lang: Some(side.lang),
            }),
            None => Err(no_quote(id)),
        }
    }
}

fn correction(side: SideName, span: Span) -> Correction {
    match side {
        SideName::Source => Correction::Source(DocumentRange::Bytes(span)),
        SideName::Target => Correction::Target(DocumentRange::Bytes(span)),
    }
}

/// DocumentRange a side of a quote is in the document.
fn spans(records: &[Record], quote: &str, side: SideName) -> Vec<Span> {
    let records = records.iter().filter(|record| record.quote == quote);
    let sides = records.filter_map(|record| record.sides()[number(side)]);
    sides.flat_map(|side| side.spans.iter().copied()).collect()
}

/// The places at which a reviewer cuts texts.
fn cuts(operation: &Operation, plain: &[Record], shown: &[Record]) -> Vec<KnownCut> {
    let Operation::Split {
        bead,
        source,
        target,
        ..
    } = operation
    else {
        return Vec::new();
    };
    let Some(record) = plain.iter().position(|record| record.bead == *bead) else {
        return Vec::new();
    };
    let cuts = [*source, *target].into_iter().enumerate();
    let cuts = cuts.filter_map(|(side, units)| {
        let (text, units) = (shown[record].sides()[side]?, units?);
        Some(KnownCut {
            record,
            side,
            plain: unedited(&plain[record], &shown[record], side, units),
            shown: bytes_from_units(&text.text, units),
        })
    });
    cuts.collect()
}

/// DocumentRange a place in a shown text, in UTF-16 code units, is in the text without edits, in bytes.
fn unedited(plain: &Record, shown: &Record, side: usize, units: usize) -> usize {
    let (Some(plain), Some(shown)) = (plain.sides()[side], shown.sides()[side]) else {
        return 0;
    };
    let at = bytes_from_units(&shown.text, units);
    place_in_version(&shown.text, &plain.text, at)
}

/// Whether any text of a quote differs from the document.
fn is_edited(plain: &[Record], shown: &[Record], quote: &str) -> bool {
    let mut pairs = plain
        .iter()
        .zip(shown)
        .filter(|(plain, _)| plain.quote == quote);
    pairs.any(|(plain, shown)| DecidedTexts::of_bead(plain) != DecidedTexts::of_bead(shown))
}

fn by_bead(records: &[Record]) -> HashMap<&str, &Record> {
    let records = records.iter();
    records.map(|record| (&record.bead[..], record)).collect()
}

fn find<'a>(records: &'a [Record], bead: &str) -> Option<&'a Record> {
    records.iter().find(|record| record.bead == bead)
}

fn no_bead(bead: &str) -> RefusedRequest {
    RefusedRequest::usage(format!("the bead `{bead}` no longer exists"))
}

/// Refuses what is about a quote that is gone.
pub(super) fn no_quote(quote: &str) -> RefusedRequest {
    RefusedRequest::usage(format!("the quote `{quote}` no longer exists"))
}
