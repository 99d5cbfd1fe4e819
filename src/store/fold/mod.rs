//! The fold of what the machine says and what people decided: what everything downstream sees.
//!
//! Enters: the machine's records, and the decisions in the order of their lines. Leaves: records that cover
//! the same segments in the same order, and the decisions that have lost their place. First, beads become
//! what people made of them ([`super::beads`]); otherwise there are as many records as before. Then later
//! decisions win over earlier ones. Nothing is dropped: a decision that cannot be put into effect is a
//! [`Conflict`], and the bead keeps the machine's status.

use super::anchor::{Anchor, AnchorIndex, LostPlace};
use super::beads::{self, Arranged, Successors};
use super::conflict::{Conflict, ConflictReason};
use super::decision::Decision;
use super::in_force::DecisionLine;
use super::stages::StagedDecisions;
use super::verdict::Verdict;
use super::waiver::Waiver;
use crate::id::quote_of;
use crate::record::{BeadSide, Record, Status};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The fold of a document's two files.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Folded {
    /// The machine's records, in its order, with people's decisions put into effect.
    pub records: Vec<Record>,
    /// Decisions that have lost their place, in the order of their lines.
    pub conflicts: Vec<Conflict>,
    /// People's waivers with their places, in the order of their lines.
    pub waivers: Vec<Waiver>,
}

/// A decision on its way through the fold.
struct FoldStep<'a> {
    line: DecisionLine<'a>,
    place: Result<Anchor, LostPlace>,
    undone: bool,
}

/// Folds decisions into the machine's records.
///
/// A decision holds for the bead or quote with its id as long as its hash is that of the texts there.
/// Otherwise it holds where exactly its texts are, if that is one place in the document. Otherwise it is a
/// conflict. A waiver for what has a translation now holds for nothing and is not a conflict. Nor is what
/// was said about a quote before somebody said that it is not one, or that it begins or ends elsewhere.
///
/// Decisions about structure are not folded in: see [`super::constraints`]. A waiver counts even after its
/// last day, so that the fold is the same on any day; `check` knows which day it is.
///
/// ```
/// use diglot::store::{Decision, Verdict, fold};
/// use std::time::SystemTime;
/// # let line = r#"{"document":"d","quote":"q","bead":"q.1","kind":"1-0","score":0.9,
/// #     "status":"proposed","source":{"lang":"ru","text":"Зима.","spans":[]},"target":null}"#;
/// # let record: diglot::record::Record = serde_json::from_str(line).unwrap();
///
/// let at = SystemTime::now();
/// let accept = Decision::on_bead(&record, Verdict::Accept, "anna", at);
/// let folded = fold(vec![record.clone()], std::slice::from_ref(&accept));
/// assert_eq!(folded.records[0].status.as_str(), "accepted");
///
/// let folded = fold(vec![], &[accept]);
/// assert_eq!(folded.conflicts.len(), 1);
/// ```
pub fn fold(records: Vec<Record>, decisions: &[Decision]) -> Folded {
    fold_and_keep(records, decisions).1
}

/// The same, and before it the machine's records with the beads that people made, and without their other
/// decisions: as many, in the same order.
pub fn fold_and_keep(records: Vec<Record>, decisions: &[Decision]) -> (Vec<Record>, Folded) {
    let staged = StagedDecisions::of(decisions);
    let Arranged {
        records: arranged,
        lost,
        successors,
    } = beads::arrange(records, &staged.beads);
    // First find every place, with all texts that the beads ever had, and let `undo` take back decisions;
    // then put into effect what is left. In one pass, `undo` would have to know what was there before.
    let mut places = AnchorIndex::new(&arranged);
    let steps = steps(&mut places, &arranged, &staged, &successors);
    let mut folded = Folded {
        records: arranged.clone(),
        ..Folded::default()
    };
    let mut conflicts: Vec<(usize, Conflict)> = Vec::new();
    let mut tell = |line: DecisionLine<'_>, LostPlace { why, nearest }| {
        let decision = line.decision.clone();
        let conflict = Conflict {
            decision,
            nearest,
            why,
        };
        conflicts.push((line.number, conflict));
    };
    for (line, lost) in lost {
        tell(line, lost);
    }
    for step in steps.into_iter().filter(|step| !step.undone) {
        let decision = step.line.decision;
        match step.place {
            Ok(anchor) => {
                for &index in places.records(&anchor) {
                    apply(&decision.verdict, &mut folded.records[index]);
                }
                let id = places.id(&anchor);
                folded.waivers.extend(Waiver::of(decision, id));
            }
            Err(lost) => tell(step.line, lost),
        }
    }
    conflicts.sort_by_key(|(number, _)| *number);
    folded.conflicts = conflicts
        .into_iter()
        .map(|(_, conflict)| conflict)
        .collect();
    (arranged, folded)
}

/// Which decisions are to be put into effect, and where; `places` gets the texts of edits.
fn steps<'a>(
    places: &mut AnchorIndex<'_>,
    records: &[Record],
    staged: &StagedDecisions<'a>,
    successors: &Successors,
) -> Vec<FoldStep<'a>> {
    // Only edited beads have another text than before.
    let mut current = Cow::Borrowed(records);
    let mut steps: Vec<FoldStep<'a>> = Vec::new();
    let overtaken = staged.overtaken();
    for &line in &staged.fold {
        let decision = line.decision;
        let mut place = match (successors.of(&decision.id, line.number), &decision.verdict) {
            (None, _) => places.find(decision),
            // It takes back what was said about the bead that was; what has become of that is another bead.
            (Some(_), Verdict::Undo { .. }) => {
                undo(&mut steps, decision, None);
                continue;
            }
            // A remark goes along with the beginning of what it was made on.
            (Some(now), Verdict::Note { .. }) => places.bead(&now.bead),
            // What else was said about a bead before a person changed it no longer counts. If only the
            // machine changed it, nobody has said so.
            (Some(now), _) if now.by_person => continue,
            (Some(now), _) => Err(LostPlace {
                why: ConflictReason::TextChanged,
                nearest: Some(now.bead),
            }),
        };
        if let Some(now) = overtaken.get(quote_of(&decision.id))
            && !places.has(quote_of(&decision.id))
            && !matches!((&place, now), (Ok(anchor), Some(now)) if places.is_in(anchor, now))
        {
            continue;
        }
        if matches!(decision.verdict, Verdict::Undo { .. }) {
            undo(&mut steps, decision, place.ok());
            continue;
        }
        if let Ok(anchor) = place
            && let Verdict::Edit { source, target } = &decision.verdict
        {
            match *places.records(&anchor) {
                [index] if can_edit(&current[index], source, target) => {
                    apply(&decision.verdict, &mut current.to_mut()[index]);
                    places.edited(index, &current, source.is_some());
                }
                _ => {
                    place = Err(LostPlace {
                        why: ConflictReason::Inapplicable,
                        nearest: Some(decision.id.clone()),
                    });
                }
            }
        }
        steps.push(FoldStep {
            line,
            place,
            undone: false,
        });
    }
    steps
}

/// Takes back the same person's last decision about the same thing; otherwise dismisses the last conflict
/// about it, whoever made the decision: they may have left.
fn undo(steps: &mut [FoldStep<'_>], undo: &Decision, place: Option<Anchor>) {
    // By place if both have one: an old id can be another bead's by now.
    let same_thing = |step: &FoldStep<'_>| match (place, &step.place) {
        (Some(place), Ok(other)) => place == *other,
        _ => step.line.decision.id == undo.id,
    };
    let taken_back = steps
        .iter()
        .rposition(|step| !step.undone && step.line.decision.by == undo.by && same_thing(step))
        .or_else(|| {
            steps.iter().rposition(|step| {
                !step.undone && step.place.is_err() && step.line.decision.id == undo.id
            })
        });
    if let Some(index) = taken_back {
        steps[index].undone = true;
    }
}

fn can_edit(record: &Record, source: &Option<String>, target: &Option<String>) -> bool {
    (source.is_none() || record.source.is_some()) && (target.is_none() || record.target.is_some())
}

fn apply(verdict: &Verdict, record: &mut Record) {
    match verdict {
        Verdict::Accept => record.status = Status::Accepted,
        Verdict::Reject => record.status = Status::Rejected,
        Verdict::NeedsWork => record.status = Status::NeedsWork,
        Verdict::Edit { source, target } => {
            edit(&mut record.source, source);
            edit(&mut record.target, target);
            record.status = Status::Edited;
        }
        Verdict::Note { text } => record.notes.push(text.clone()),
        Verdict::Waive { .. } => {
            if record.target.is_none() && verdict.waives_translation() {
                record.status = Status::Waived;
            }
        }
        // These have been obeyed before any record is changed.
        Verdict::Beads { .. } | Verdict::Swap | Verdict::Undo { .. } | Verdict::Redo { .. } => {}
        // Extraction has obeyed them, or could not.
        Verdict::NotAQuote
        | Verdict::Language { .. }
        | Verdict::Source { .. }
        | Verdict::Target { .. }
        | Verdict::Untranslated
        | Verdict::Quote { .. } => {}
    }
}

/// Gives a side its new text, in the normal form of every record's text: NFC and single spaces.
fn edit(side: &mut Option<BeadSide>, text: &Option<String>) {
    if let (Some(side), Some(text)) = (side, text) {
        let composed: String = text.nfc().collect();
        side.text = composed.split_whitespace().collect::<Vec<_>>().join(" ");
    }
}

#[cfg(test)]
mod tests;
