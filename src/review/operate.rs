//! Operations as decisions: what is to be said so that what a reviewer wants comes of it.

use super::divide::{Divider, number};
use super::sheet::{Around, Sheet, marks};
use super::table::{Table, bytes_of_utf16};
use super::wire::{Context, Direction, Edit, Operation, Side, Verdict as Word};
use super::{Answer, Session, carry, refusal, refused};
use crate::id::{is_bead, quote_of};
use crate::project::{Correction, DocumentRange};
use crate::record::{self, Record};
use crate::store::{DecidedTexts, Decision, LocatedQuote, Verdict, applicable};
use crate::text::Span;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::SystemTime;

impl Session {
    /// The document around a quote.
    pub fn context(&self, document: &str, quote: &str, around: &Around) -> Answer<Context> {
        let table = self.table(document)?;
        let mut table = super::lock(&table);
        self.refresh(&mut table);
        let sheet = self.sheet(&table)?;
        let marks = marks(table.records().0, quote);
        // Nobody has to wait for the rest.
        drop(table);
        sheet.context(&marks, around).ok_or_else(|| no_quote(quote))
    }

    /// The decisions that an operation comes to, as one; none if it changes nothing.
    pub(super) fn decisions(
        &self,
        table: &Table,
        operation: &Operation,
        by: &str,
        at: SystemTime,
    ) -> Answer<Vec<Decision>> {
        let (_, shown) = table.records();
        let usage = |why: String| refused("usage", &why);
        let quote = |quote: &str, correction: Correction| {
            let quote = self.quote(table, quote)?;
            let decision = self.project.correct_found(&quote, correction, by, at);
            decision
                .map(|decision| vec![decision])
                .map_err(|error| refusal(&error))
        };
        let decisions = match operation {
            Operation::Status { beads, status } => {
                let verdict = match status {
                    Word::Accepted => Verdict::Accept,
                    Word::Rejected => Verdict::Reject,
                    Word::NeedsWork => Verdict::NeedsWork,
                };
                let of_bead = by_bead(shown);
                let decide = |bead: &String| {
                    let record = of_bead.get(bead.as_str()).ok_or_else(|| no_bead(bead))?;
                    Ok(Decision::on_bead(record, verdict.clone(), by, at))
                };
                beads.iter().map(decide).collect::<Answer<Vec<_>>>()?
            }
            Operation::Edit { edits } => {
                let of_bead = by_bead(shown);
                let mut decisions = Vec::new();
                for Edit {
                    bead,
                    source,
                    target,
                } in edits
                {
                    let record = of_bead.get(bead.as_str()).ok_or_else(|| no_bead(bead))?;
                    let new = |text: &Option<String>, side: &Option<record::BeadSide>| {
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
                vec![self.said(table, id, Verdict::Note { text }, by, at)?]
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
                let decision = self.said(table, id, verdict, by, at)?;
                applicable(&decision, shown).map_err(|error| refusal(&error))?;
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
                self.sheet_of(table, checksum)?;
                quote(id, correction(*side, *span))?
            }
            Operation::Bound {
                quote: id,
                side,
                edge,
                by: unit,
                grow,
            } => {
                let records = table.records().0;
                let spans = [Side::Source, Side::Target].map(|side| spans(records, id, side));
                let [own, other] = match side {
                    Side::Source => [&spans[0], &spans[1]],
                    Side::Target => [&spans[1], &spans[0]],
                };
                let sheet = self.sheet(table)?;
                let span = sheet.moved(own, *edge, *unit, *grow).ok_or_else(|| {
                    let why = match (grow, edge) {
                        (true, Direction::Up) => "nothing stands before it",
                        (true, Direction::Down) => "nothing stands behind it",
                        (false, _) => "nothing would be left of it",
                    };
                    usage(why.to_owned())
                })?;
                if other.iter().any(|other| other.overlaps(span)) {
                    return Err(usage("its other side stands there".to_owned()));
                }
                quote(id, correction(*side, span))?
            }
            Operation::NewQuote {
                span,
                checksum,
                lang,
            } => {
                let sheet = self.sheet_of(table, checksum)?;
                let place = DocumentRange::Bytes(*span);
                let made = self
                    .project
                    .new_quote_in(sheet.document(), place, *lang, by, at);
                vec![made.map_err(|error| refusal(&error))?]
            }
            Operation::Merge { .. }
            | Operation::Split { .. }
            | Operation::Move { .. }
            | Operation::Swap { .. }
            | Operation::InsertEmpty { .. }
            | Operation::Link { .. }
            | Operation::Deletion { .. } => self.beads(table, operation, by, at)?,
        };
        Ok(Decision::together(decisions))
    }

    /// The text of a document, if it is the one that the reviewer saw.
    fn sheet_of(&self, table: &Table, checksum: &str) -> Answer<Arc<Sheet>> {
        let sheet = self.sheet(table)?;
        match sheet.document().checksum() == checksum {
            true => Ok(sheet),
            false => {
                let why = "the document has changed since you saw it; look at the place again";
                Err(refused("usage", why))
            }
        }
    }

    /// Decisions that make other beads, and keep what people have edited in them.
    fn beads(
        &self,
        table: &Table,
        operation: &Operation,
        by: &str,
        at: SystemTime,
    ) -> Answer<Vec<Decision>> {
        let usage = |why: String| refused("usage", &why);
        let (records, shown) = table.records();
        // Only a split may need to know places in the document.
        let sheet = match operation {
            Operation::Split { .. } => Some(self.sheet(table)?),
            _ => None,
        };
        let divider = Divider {
            records,
            shown,
            similarity: self.engine.similarity(),
            raw: &|spans, text, at| sheet.as_ref()?.raw(spans, text, at),
            unedited: &|i, side, units| unedited(&records[i], &shown[i], side, units),
            by,
            at,
        };
        let Some(decision) = divider.decision(operation).map_err(usage)? else {
            return Ok(Vec::new());
        };
        let mut decisions = vec![decision];
        // Without edits there are none to keep.
        if !is_edited(records, shown, quote_of(&decisions[0].id)) {
            return Ok(decisions);
        }
        let trial = table.try_out(decisions.clone()).map_err(usage)?;
        let cuts = cuts(operation, records, shown);
        let new = trial.records();
        decisions.extend(carry::edits((records, shown), new, &cuts, by, at));
        Ok(decisions)
    }

    /// What is said of a bead or a quote.
    fn said(
        &self,
        table: &Table,
        id: &str,
        verdict: Verdict,
        by: &str,
        at: SystemTime,
    ) -> Answer<Decision> {
        let (_, shown) = table.records();
        if is_bead(id) {
            let record = find(shown, id).ok_or_else(|| no_bead(id))?;
            return Ok(Decision::on_bead(record, verdict, by, at));
        }
        match shown.iter().any(|record| record.quote == id) {
            true => Ok(Decision::on_quote(shown, id, verdict, by, at)),
            false => Err(no_quote(id)),
        }
    }

    fn quote(&self, table: &Table, id: &str) -> Answer<LocatedQuote> {
        let records = table.records().0.iter();
        let records: Vec<&Record> = records.filter(|record| record.quote == id).collect();
        let lang = records.iter().find_map(|record| record.source.as_ref());
        let original = DecidedTexts::of_quote(records.iter().copied()).source;
        match lang {
            Some(side) => Ok(LocatedQuote {
                document: table.id().to_owned(),
                id: id.to_owned(),
                original: original.unwrap_or_default(),
                lang: Some(side.lang),
            }),
            None => Err(no_quote(id)),
        }
    }
}

fn correction(side: Side, span: Span) -> Correction {
    match side {
        Side::Source => Correction::Source(DocumentRange::Bytes(span)),
        Side::Target => Correction::Target(DocumentRange::Bytes(span)),
    }
}

/// Where a side of a quote stands in the document.
fn spans(records: &[Record], quote: &str, side: Side) -> Vec<Span> {
    let records = records.iter().filter(|record| record.quote == quote);
    let sides = records.filter_map(|record| record.sides()[number(side)]);
    sides.flat_map(|side| side.spans.iter().copied()).collect()
}

/// Where a reviewer cuts texts as they are shown.
fn cuts(operation: &Operation, plain: &[Record], shown: &[Record]) -> Vec<carry::Known> {
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
        Some(carry::Known {
            record,
            side,
            plain: unedited(&plain[record], &shown[record], side, units),
            shown: bytes_of_utf16(&text.text, units),
        })
    });
    cuts.collect()
}

/// A place in a shown text as one in the text without edits, in bytes.
fn unedited(plain: &Record, shown: &Record, side: usize, units: usize) -> usize {
    let (Some(plain), Some(shown)) = (plain.sides()[side], shown.sides()[side]) else {
        return 0;
    };
    let at = bytes_of_utf16(&shown.text, units);
    carry::carried(&shown.text, &plain.text, at)
}

/// Whether anything in a quote reads otherwise than in the document.
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

fn no_bead(bead: &str) -> super::Refused {
    refused("usage", &format!("there is no bead `{bead}` any more"))
}

fn no_quote(quote: &str) -> super::Refused {
    refused("usage", &format!("there is no quote `{quote}` any more"))
}
