//! What people let stand though a rule finds fault with it.

use super::decision::Decision;
use super::verdict::{TRANSLATION_RULES, Verdict};
use serde::{Deserialize, Serialize};

/// What somebody lets stand, though `check` finds fault with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The quote or bead, as it is called now.
    pub id: String,
    /// Which rules' findings; none stands for a missing translation.
    pub rules: Vec<String>,
    /// Who said so.
    pub by: String,
    /// Why.
    pub reason: String,
    /// The last day on which it holds, as in `2027-01-31`; for ever without one.
    pub until: Option<String>,
}

impl Waiver {
    /// The waiver that a decision about what is called `id` now is, if it is one.
    pub(super) fn of(decision: &Decision, id: &str) -> Option<Self> {
        let Verdict::Waive {
            reason,
            rules,
            until,
        } = &decision.verdict
        else {
            return None;
        };
        Some(Self {
            id: id.to_owned(),
            rules: rules.clone(),
            by: decision.by.clone(),
            reason: reason.clone(),
            until: until.clone(),
        })
    }

    /// Whether it is about the findings of a rule.
    pub fn covers(&self, rule: &str) -> bool {
        match self.rules.is_empty() {
            true => TRANSLATION_RULES.contains(&rule),
            false => self.rules.iter().any(|waived| waived == rule),
        }
    }

    /// Whether it still holds on a day, written as in `2027-01-31`.
    pub fn holds_on(&self, day: &str) -> bool {
        self.until.as_deref().is_none_or(|until| day <= until)
    }
}
