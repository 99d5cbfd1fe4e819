//! Decisions that extraction obeys, apart from those that are folded in afterwards.
//!
//! Enters: decisions in the order of their lines. Leaves: those about structure that nobody has taken
//! back, and the others. Which is which is known from the lines alone, because extraction needs it
//! before there is anything to fold: an `undo` takes back its author's last decision with its id.

use super::Conflict;
use super::anchor::{ConflictReason, Places};
use super::counting::{Line, counting};
use super::decision::{Decision, Verdict};
use crate::extract::constraint::{Constraint, ConstraintKind, UnmetConstraint, UnmetReason};
use crate::record::Record;
use std::collections::HashMap;

/// The decisions of a document that count, parted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Structure<'a> {
    /// Those about structure that stand, in order.
    pub standing: Vec<&'a Decision>,
    /// Those about what the beads are that stand, in order.
    pub beads: Vec<Line<'a>>,
    /// All others, in order.
    pub rest: Vec<Line<'a>>,
    /// `undo`s of people who had decided nothing themselves, each after so many of `standing`.
    dismissals: Vec<(usize, &'a Decision)>,
}

impl<'a> Structure<'a> {
    /// Parts decisions.
    pub fn of(decisions: &'a [Decision]) -> Self {
        let mut steps: Vec<(Line<'a>, bool)> = Vec::new();
        let mut rest: Vec<Line<'a>> = Vec::new();
        let mut dismissals = Vec::new();
        let is_early = |verdict: &Verdict| verdict.is_structural() || verdict.is_about_beads();
        for line in counting(decisions) {
            let decision = line.decision;
            if !matches!(decision.verdict, Verdict::Undo { .. }) {
                steps.push((line, true));
                if !is_early(&decision.verdict) {
                    rest.push(line);
                }
                continue;
            }
            let own = steps.iter_mut().rfind(|(other, stands)| {
                *stands && other.decision.by == decision.by && other.decision.id == decision.id
            });
            match own {
                Some((taken_back, stands)) => {
                    *stands = false;
                    if !is_early(&taken_back.decision.verdict) {
                        rest.push(line);
                    }
                }
                None => {
                    dismissals.push((steps.len(), decision));
                    rest.push(line);
                }
            }
        }
        let is_standing =
            |(line, stands): &(Line<'a>, bool)| *stands && line.decision.verdict.is_structural();
        let dismissals = dismissals
            .into_iter()
            .map(|(at, undo)| (steps[..at].iter().filter(|s| is_standing(s)).count(), undo))
            .collect();
        let stand = |steps: &[(Line<'a>, bool)], wanted: fn(&Verdict) -> bool| -> Vec<Line<'a>> {
            let steps = steps
                .iter()
                .filter(|(line, stands)| *stands && wanted(&line.decision.verdict));
            steps.map(|(line, _)| *line).collect()
        };
        let standing = stand(&steps, Verdict::is_structural).into_iter();
        Self {
            standing: standing.map(|line| line.decision).collect(),
            beads: stand(&steps, Verdict::is_about_beads),
            rest,
            dismissals,
        }
    }

    /// Quotes that are no longer there because of a decision on them: what was said of them before
    /// has not lost its place but its object. For one with new boundaries, what its original is now.
    pub fn overtaken(&self) -> HashMap<&'a str, Option<&'a str>> {
        self.standing
            .iter()
            .filter_map(|decision| match &decision.verdict {
                Verdict::NotAQuote => Some((decision.id.as_str(), None)),
                Verdict::Source { source, .. } => Some((decision.id.as_str(), Some(&source[..]))),
                _ => None,
            })
            .collect()
    }
}

/// What extraction has to obey.
pub fn constraints(decisions: &[Decision]) -> Vec<Constraint> {
    let structure = Structure::of(decisions);
    structure
        .standing
        .into_iter()
        .filter_map(|decision| {
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
        })
        .collect()
}

/// The decisions behind [`constraints`] that extraction could not obey, unless somebody has dismissed them;
/// `records` are what it found.
pub fn unobeyed(
    decisions: &[Decision],
    unmet: &[UnmetConstraint],
    records: &[Record],
) -> Vec<Conflict> {
    if unmet.is_empty() {
        return Vec::new();
    }
    let structure = Structure::of(decisions);
    let places = Places::new(records);
    unmet
        .iter()
        .filter_map(|unmet| {
            let decision = *structure.standing.get(unmet.constraint)?;
            let mut later = structure.dismissals.iter();
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

    fn language(lang: Lang) -> Verdict {
        Verdict::Language { lang }
    }

    fn standing(decisions: &[Decision]) -> Vec<Verdict> {
        let structure = Structure::of(decisions);
        let standing = structure.standing.into_iter();
        standing.map(|decision| decision.verdict.clone()).collect()
    }

    fn rest(decisions: &[Decision]) -> Vec<&Decision> {
        let rest = Structure::of(decisions).rest.into_iter();
        rest.map(|line| line.decision).collect()
    }

    #[test]
    fn undo_takes_back_ones_last_word_whatever_it_was_about() {
        let mut lines = vec![
            said(language(Lang::FR), "anna", 1),
            said(Verdict::Untranslated, "boris", 2),
            said(Verdict::Accept, "anna", 3),
        ];
        assert_eq!(
            standing(&lines),
            [language(Lang::FR), Verdict::Untranslated]
        );
        assert_eq!(rest(&lines), [&lines[2]]);

        lines.push(said(Verdict::Undo { of: None }, "anna", 4));
        assert_eq!(
            standing(&lines),
            [language(Lang::FR), Verdict::Untranslated]
        );
        assert_eq!(rest(&lines), [&lines[2], &lines[3]]);

        lines.push(said(Verdict::Undo { of: None }, "anna", 5));
        assert_eq!(standing(&lines), [Verdict::Untranslated]);
        assert_eq!(rest(&lines), [&lines[2], &lines[3]]);
    }

    #[test]
    fn a_line_that_a_merge_has_repeated_takes_back_nothing_twice() {
        let lines = [
            said(language(Lang::FR), "anna", 1),
            said(language(Lang::RU), "anna", 2),
            said(Verdict::Undo { of: None }, "anna", 3),
            said(Verdict::Undo { of: None }, "anna", 3),
        ];
        assert_eq!(standing(&lines), [language(Lang::FR)]);
    }

    #[test]
    fn what_could_not_be_obeyed_is_told_until_somebody_dismisses_it() {
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
        // Said again, it is told again.
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
    fn what_was_said_of_a_quote_before_rests_and_goes_nowhere_else() {
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
