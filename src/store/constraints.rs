//! Turns decisions about structure into the constraints that extraction obeys, and constraints that it
//! could not obey into conflicts.

use super::anchor::AnchorIndex;
use super::conflict::{Conflict, ConflictReason};
use super::decision::Decision;
use super::stages::StagedDecisions;
use super::verdict::Verdict;
use crate::extract::constraint::{Constraint, ConstraintKind, UnmetConstraint, UnmetReason};
use crate::record::Record;

/// The constraints that extraction must obey.
pub fn constraints(decisions: &[Decision]) -> Vec<Constraint> {
    let structure = StagedDecisions::of(decisions).structure.into_iter();
    structure.filter_map(constraint).collect()
}

/// The constraint that a decision about structure makes.
fn constraint(decision: &Decision) -> Option<Constraint> {
    let original = decision.on.source.clone()?;
    let kind = match &decision.verdict {
        Verdict::NotAQuote => ConstraintKind::NotAQuote,
        Verdict::Language { lang } => ConstraintKind::Language(*lang),
        Verdict::Source {
            source,
            before,
            lang,
        } => ConstraintKind::Source {
            text: source.clone(),
            before: *before,
            lang: *lang,
        },
        Verdict::Target { target, before } => ConstraintKind::Target {
            text: target.clone(),
            before: *before,
        },
        Verdict::Untranslated => ConstraintKind::Untranslated,
        Verdict::Quote { before, lang } => ConstraintKind::Source {
            text: original.clone(),
            before: *before,
            lang: *lang,
        },
        _ => return None,
    };
    Some(Constraint {
        quote: decision.id.clone(),
        original,
        kind,
    })
}

/// The decisions of [`constraints`] that extraction could not obey, unless somebody has removed them;
/// `records` are what it found.
pub fn unobeyed(
    decisions: &[Decision],
    unmet: &[UnmetConstraint],
    records: &[Record],
) -> Vec<Conflict> {
    if unmet.is_empty() {
        return Vec::new();
    }
    let staged = StagedDecisions::of(decisions);
    let places = AnchorIndex::new(records);
    unmet
        .iter()
        .filter_map(|unmet| {
            let decision = *staged.structure.get(unmet.constraint)?;
            let mut later = staged.dismissals.iter();
            if later.any(|(at, undo)| *at > unmet.constraint && undo.id == decision.id) {
                return None;
            }
            Some(Conflict {
                decision: decision.clone(),
                nearest: places.nearest_quote(decision),
                why: match unmet.reason {
                    UnmetReason::Gone => ConflictReason::Gone,
                    UnmetReason::Ambiguous => ConflictReason::Ambiguous,
                    UnmetReason::Changed => ConflictReason::TextChanged,
                    UnmetReason::Impossible => ConflictReason::Inapplicable,
                },
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::sample::bead;
    use crate::store::fold;
    use std::time::{Duration, UNIX_EPOCH};

    const ID: &str = "aaaaaaaaaaaa";

    fn said(verdict: Verdict, by: &str, n: u64) -> Decision {
        let at = UNIX_EPOCH + Duration::from_secs(n);
        Decision::on_original(ID, "Зима.", verdict, by, at)
    }

    #[test]
    fn what_could_not_be_obeyed_is_reported_until_somebody_dismisses_it() {
        let mut lines = vec![said(Verdict::NotAQuote, "anna", 1)];
        let reason = UnmetReason::Changed;
        let unmet = [UnmetConstraint {
            constraint: 0,
            reason,
        }];
        let records = [bead("gogol", "ffffffffffff.1", "Зима!", "Winter!")];
        let [told] = &unobeyed(&lines, &unmet, &records)[..] else {
            panic!();
        };
        assert_eq!(told.why, ConflictReason::TextChanged);
        assert_eq!(told.nearest.as_deref(), Some("ffffffffffff"));
        lines.push(said(Verdict::Undo { of: None }, "boris", 2));
        assert_eq!(unobeyed(&lines, &unmet, &records), []);
        assert_eq!(
            constraints(&lines).len(),
            1,
            "it counts when its text comes back"
        );
        // Decided again, it is reported again.
        lines.push(said(Verdict::NotAQuote, "anna", 3));
        let both = [
            UnmetConstraint {
                constraint: 0,
                reason,
            },
            UnmetConstraint {
                constraint: 1,
                reason,
            },
        ];
        assert_eq!(unobeyed(&lines, &both, &records).len(), 1);
    }

    #[test]
    fn what_was_said_about_a_quote_before_no_longer_counts_anywhere() {
        let accept = said(Verdict::Accept, "anna", 1);
        let not_a_quote = said(Verdict::NotAQuote, "anna", 2);
        // The same text, elsewhere in the document.
        let other = vec![bead("gogol", "bbbbbbbbbbbb.1", "Зима.", "Winter.")];
        let folded = fold(other.clone(), &[accept.clone(), not_a_quote]);
        assert_eq!((folded.records, folded.conflicts), (other.clone(), vec![]));

        let source = Verdict::Source {
            source: "Зима. Холодно.".into(),
            before: 0,
            lang: Lang::RU,
        };
        let bounds = said(source, "anna", 2);
        let folded = fold(other.clone(), &[accept, bounds.clone()]);
        assert_eq!((folded.records, folded.conflicts), (other, vec![]));

        // A bead goes along into what its quote has become.
        let was = bead("gogol", "aaaaaaaaaaaa.1", "Зима.", "Winter.");
        let accept = Decision::on_bead(&was, Verdict::Accept, "anna", UNIX_EPOCH);
        let now = vec![
            bead("gogol", "cccccccccccc.1", "Зима.", "Winter."),
            bead("gogol", "cccccccccccc.2", "Холодно.", "It is cold."),
        ];
        let folded = fold(now, &[accept, bounds]);
        assert_eq!(folded.records[0].status.as_str(), "accepted");
        assert_eq!(folded.conflicts, []);
    }
}
