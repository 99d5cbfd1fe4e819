//! Decisions that extraction obeys, apart from those that are folded in afterwards.
//!
//! Enters: decisions in the order of their lines. Leaves: those about structure that nobody has taken
//! back, and the others. Which is which is known from the lines alone, because extraction needs it
//! before there is anything to fold: an `undo` takes back its author's last decision with its id.

use super::Conflict;
use super::anchor::{Places, Why};
use super::decision::{Decision, Verdict};
use crate::extract::pin::{Cause, Pin, Unmet, What};
use crate::record::Record;
use std::collections::{HashMap, HashSet};

/// The decisions of a document, parted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Structure<'a> {
    /// Those about structure that stand, in order.
    pub standing: Vec<&'a Decision>,
    /// All others, each once, in order.
    pub rest: Vec<&'a Decision>,
    /// `undo`s of people who had decided nothing themselves, each after so many of `standing`.
    dismissals: Vec<(usize, &'a Decision)>,
}

impl<'a> Structure<'a> {
    /// Parts decisions.
    pub fn of(decisions: &'a [Decision]) -> Self {
        let mut steps: Vec<(&Decision, bool)> = Vec::new();
        let mut rest: Vec<&Decision> = Vec::new();
        let mut dismissals = Vec::new();
        let mut seen = HashSet::new();
        for decision in decisions {
            // A merge of two reviewers' files can repeat lines.
            if !seen.insert(decision) {
                continue;
            }
            if decision.verdict != Verdict::Undo {
                steps.push((decision, true));
                if !decision.verdict.is_structural() {
                    rest.push(decision);
                }
                continue;
            }
            let own = steps.iter_mut().rfind(|(other, stands)| {
                *stands && other.by == decision.by && other.id == decision.id
            });
            match own {
                Some((taken_back, stands)) => {
                    *stands = false;
                    if !taken_back.verdict.is_structural() {
                        rest.push(decision);
                    }
                }
                None => {
                    dismissals.push((steps.len(), decision));
                    rest.push(decision);
                }
            }
        }
        let is_standing =
            |(decision, stands): &(&Decision, bool)| *stands && decision.verdict.is_structural();
        let dismissals = dismissals
            .into_iter()
            .map(|(at, undo)| (steps[..at].iter().filter(|s| is_standing(s)).count(), undo))
            .collect();
        steps.retain(is_standing);
        Self {
            standing: steps.into_iter().map(|(decision, _)| decision).collect(),
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
pub fn pins(decisions: &[Decision]) -> Vec<Pin> {
    let structure = Structure::of(decisions);
    structure
        .standing
        .into_iter()
        .filter_map(|decision| {
            let original = decision.on.source.clone()?;
            let what = match &decision.verdict {
                Verdict::NotAQuote => What::NotAQuote,
                Verdict::Language { lang } => What::Language(*lang),
                Verdict::Source {
                    source,
                    before,
                    lang,
                } => What::Source {
                    text: source.clone(),
                    before: *before,
                    lang: *lang,
                },
                Verdict::Target { target, before } => What::Target {
                    text: target.clone(),
                    before: *before,
                },
                Verdict::Untranslated => What::Untranslated,
                Verdict::Quote { before, lang } => What::Source {
                    text: original.clone(),
                    before: *before,
                    lang: *lang,
                },
                _ => return None,
            };
            Some(Pin {
                quote: decision.id.clone(),
                original,
                what,
            })
        })
        .collect()
}

/// The decisions behind [`pins`] that extraction could not obey, unless somebody has dismissed them;
/// `records` are what it found.
pub fn unobeyed(decisions: &[Decision], unmet: &[Unmet], records: &[Record]) -> Vec<Conflict> {
    if unmet.is_empty() {
        return Vec::new();
    }
    let structure = Structure::of(decisions);
    let places = Places::new(records);
    unmet
        .iter()
        .filter_map(|unmet| {
            let decision = *structure.standing.get(unmet.pin)?;
            let mut later = structure.dismissals.iter();
            if later.any(|(at, undo)| *at > unmet.pin && undo.id == decision.id) {
                return None;
            }
            Some(Conflict {
                decision: decision.clone(),
                nearest: places.nearest_quote(decision),
                why: match unmet.cause {
                    Cause::Gone => Why::Gone,
                    Cause::Ambiguous => Why::Ambiguous,
                    Cause::Changed => Why::TextChanged,
                    Cause::Impossible => Why::Inapplicable,
                },
            })
        })
        .collect()
}
