//! The rules, each in a file of its own.

pub(super) mod invalid_comment;
mod missing_inline_translation;
mod missing_translation;
mod outdated_alignment;
pub(super) mod stale_baseline;
mod stale_decision;
mod unreviewed_bead;
pub(super) mod unused_comment;

use super::observe::{Checked, Observation, Seen};
use super::rule::{Look, Rule, Severity};

/// Every rule, in the order in which lists show them.
pub static RULES: &[Rule] = &[
    missing_translation::RULE,
    missing_inline_translation::RULE,
    outdated_alignment::RULE,
    stale_decision::RULE,
    unreviewed_bead::RULE,
    invalid_comment::RULE,
    unused_comment::RULE,
    stale_baseline::RULE,
];

/// The rule that releases ask for.
pub(super) const UNREVIEWED: &str = unreviewed_bead::RULE.code;
