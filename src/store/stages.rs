//! The decisions in force, sorted by the stage that puts them into effect.
//!
//! Enters: decisions in the order of their lines. Leaves: those about structure and about beads that nobody
//! has taken back, and all others. Which is which follows from the lines alone, because extraction needs it
//! before there is anything to fold: an `undo` takes back its author's last decision with its id.

use super::decision::Decision;
use super::in_force::{DecisionLine, in_force};
use super::verdict::{Stage, Verdict};
use std::collections::HashMap;

/// The decisions of a document that are in force, by stage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct StagedDecisions<'a> {
    /// Those about structure that nobody has taken back, in order.
    pub structure: Vec<&'a Decision>,
    /// Those about what the beads are that nobody has taken back, in order.
    pub beads: Vec<DecisionLine<'a>>,
    /// Those that the fold puts into effect, and the `undo`s that it has to look at, in order.
    pub fold: Vec<DecisionLine<'a>>,
    /// `undo`s of people who had decided nothing themselves, each with how many of `structure` came before.
    pub dismissals: Vec<(usize, &'a Decision)>,
}

/// A decision, and whether nobody has taken it back.
type Standing<'a> = (DecisionLine<'a>, bool);

impl<'a> StagedDecisions<'a> {
    /// Sorts decisions.
    pub(super) fn of(decisions: &'a [Decision]) -> Self {
        let mut steps: Vec<Standing<'a>> = Vec::new();
        let mut fold: Vec<DecisionLine<'a>> = Vec::new();
        let mut dismissals = Vec::new();
        let is_folded = |line: &DecisionLine<'_>| line.decision.verdict.stage() == Stage::Fold;
        for line in in_force(decisions) {
            let decision = line.decision;
            if !matches!(decision.verdict, Verdict::Undo { .. }) {
                steps.push((line, true));
                fold.extend(Some(line).filter(is_folded));
                continue;
            }
            let own = steps
                .iter_mut()
                .rfind(|(earlier, stands)| *stands && decision.can_take_back(earlier.decision));
            match own {
                Some((taken_back, stands)) => {
                    *stands = false;
                    fold.extend(Some(line).filter(|_| is_folded(taken_back)));
                }
                None => {
                    dismissals.push((steps.len(), decision));
                    fold.push(line);
                }
            }
        }
        let standing = |steps: &[Standing<'a>], stage: Stage| -> Vec<DecisionLine<'a>> {
            let of_stage = steps
                .iter()
                .filter(|(line, stands)| *stands && line.decision.verdict.stage() == stage);
            of_stage.map(|(line, _)| *line).collect()
        };
        let dismissals = dismissals
            .into_iter()
            .map(|(at, undo)| (standing(&steps[..at], Stage::Extraction).len(), undo))
            .collect();
        let structure = standing(&steps, Stage::Extraction).into_iter();
        Self {
            structure: structure.map(|line| line.decision).collect(),
            beads: standing(&steps, Stage::Beads),
            fold,
            dismissals,
        }
    }

    /// Quotes that are gone because of a decision on them: what was said about them before has not lost its
    /// place but its object. For a quote with new boundaries, what its original is now.
    pub(super) fn overtaken(&self) -> HashMap<&'a str, Option<&'a str>> {
        self.structure
            .iter()
            .filter_map(|decision| match &decision.verdict {
                Verdict::NotAQuote => Some((decision.id.as_str(), None)),
                Verdict::Source { source, .. } => Some((decision.id.as_str(), Some(&source[..]))),
                _ => None,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use std::time::{Duration, UNIX_EPOCH};

    const ID: &str = "aaaaaaaaaaaa";

    fn said(verdict: Verdict, by: &str, n: u64) -> Decision {
        let at = UNIX_EPOCH + Duration::from_secs(n);
        Decision::on_original(ID, "Зима.", verdict, by, at)
    }

    fn language(lang: Lang) -> Verdict {
        Verdict::Language { lang }
    }

    fn structure(decisions: &[Decision]) -> Vec<Verdict> {
        let staged = StagedDecisions::of(decisions);
        let structure = staged.structure.into_iter();
        structure.map(|decision| decision.verdict.clone()).collect()
    }

    fn folded(decisions: &[Decision]) -> Vec<&Decision> {
        let fold = StagedDecisions::of(decisions).fold.into_iter();
        fold.map(|line| line.decision).collect()
    }

    #[test]
    fn undo_takes_back_ones_last_decision_whatever_its_stage() {
        let mut lines = vec![
            said(language(Lang::FR), "anna", 1),
            said(Verdict::Untranslated, "boris", 2),
            said(Verdict::Accept, "anna", 3),
        ];
        assert_eq!(
            structure(&lines),
            [language(Lang::FR), Verdict::Untranslated]
        );
        assert_eq!(folded(&lines), [&lines[2]]);

        lines.push(said(Verdict::Undo { of: None }, "anna", 4));
        assert_eq!(
            structure(&lines),
            [language(Lang::FR), Verdict::Untranslated]
        );
        assert_eq!(folded(&lines), [&lines[2], &lines[3]]);

        lines.push(said(Verdict::Undo { of: None }, "anna", 5));
        assert_eq!(structure(&lines), [Verdict::Untranslated]);
        assert_eq!(folded(&lines), [&lines[2], &lines[3]]);
    }

    #[test]
    fn a_line_that_a_merge_has_repeated_takes_back_nothing_twice() {
        let lines = [
            said(language(Lang::FR), "anna", 1),
            said(language(Lang::RU), "anna", 2),
            said(Verdict::Undo { of: None }, "anna", 3),
            said(Verdict::Undo { of: None }, "anna", 3),
        ];
        assert_eq!(structure(&lines), [language(Lang::FR)]);
    }
}
