//! The rules, each in a file of its own.

pub(super) mod invalid_comment;
mod missing_inline_translation;
mod missing_metadata;
mod missing_translation;
mod mixed_scripts;
mod not_normalised;
mod note_mark;
mod ocr_damage;
mod outdated_alignment;
pub(super) mod stale_baseline;
mod stale_decision;
mod unbalanced_marks;
mod unreviewed_bead;
pub(super) mod unused_comment;

use super::observe::{Checked, Observation, Seen};
use super::rule::{Look, Rule, Severity};

/// Every rule, in the order in which lists show them.
pub static RULES: &[Rule] = &[
    missing_translation::RULE,
    missing_inline_translation::RULE,
    mixed_scripts::RULE,
    not_normalised::RULE,
    ocr_damage::RULE,
    note_mark::RULE,
    unbalanced_marks::RULE,
    missing_metadata::RULE,
    outdated_alignment::RULE,
    stale_decision::RULE,
    unreviewed_bead::RULE,
    invalid_comment::RULE,
    unused_comment::RULE,
    stale_baseline::RULE,
];

/// The rule that releases ask for.
pub(super) const UNREVIEWED: &str = unreviewed_bead::RULE.code;
