//! Waivers: findings that people accept.

use super::decision::Decision;
use super::verdict::{TRANSLATION_RULES, Verdict};
use serde::{Deserialize, Serialize};

/// Something that somebody accepts although `check` finds fault with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The quote or bead, as it is called now.
    pub id: String,
    /// Which rules' findings; no rules mean a missing translation.
    pub rules: Vec<String>,
    /// Who accepted it.
    pub by: String,
    /// Why.
    pub reason: String,
    /// The last day on which it holds, as in `2027-01-31`; forever without one.
    pub until: Option<String>,
}

impl Waiver {
    /// The waiver that a decision on what is called `id` now makes, if it makes one.
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
