//! A decision that no longer fits: the text that it was made on has changed or is gone. The decision is
//! kept, but somebody should look at it again.

use crate::check::checked::Checked;
use crate::check::observation::{LONGEST_WORD, Observation};
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use crate::record::Record;
use crate::store::Conflict;
use crate::text::{Span, cut};

pub(super) const RULE: Rule = Rule {
    code: "stale-decision",
    severity: Severity::Warning,
    on: true,
    about: FindingSubject::Document,
    summary: "the text of a decision has changed",
    page: include_str!("../../../docs/rules/stale-decision.md"),
    look: Look::Document(look),
};

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let Some(project) = checked.project else {
        return Vec::new();
    };
    let observation = |conflict: &Conflict| Observation {
        key: format!("{} {}", conflict.decision.id, conflict.decision.at),
        ..Observation::at(&spans(conflict, checked.records), message(conflict)).help(help(conflict))
    };
    project.conflicts.iter().map(observation).collect()
}

/// The place that was probably meant; empty when nothing is like it any more.
fn spans(conflict: &Conflict, records: &[Record]) -> Vec<Span> {
    let nearest = conflict.nearest.as_deref().unwrap_or_default();
    let record = records
        .iter()
        .find(|record| record.bead == nearest || record.quote == nearest);
    let side = record.and_then(|record| record.source.as_ref().or(record.target.as_ref()));
    side.map(|side| side.spans.clone()).unwrap_or_default()
}

fn message(conflict: &Conflict) -> String {
    let decision = &conflict.decision;
    format!(
        "`{}` by {} on {} no longer applies: {}",
        decision.verdict.as_str(),
        cut(&decision.by, LONGEST_WORD),
        decision.id,
        conflict.why
    )
}

fn help(conflict: &Conflict) -> String {
    let undo = format!(
        "remove it with `diglot decide {} undo`",
        conflict.decision.id
    );
    match &conflict.nearest {
        Some(nearest) => format!("decide on {nearest} again, or {undo}"),
        None => undo,
    }
}
