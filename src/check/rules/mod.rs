//! The rules, each in a file of its own.
//!
//! A rule is a file and a row of [`RULES`]; nothing else names it.

mod doubtful_bead;
mod doubtful_link;
mod duplicate_quote;
mod extra_text;
mod identical_translation;
mod inconsistent_translation;
mod invalid_comment;
mod length_ratio;
mod missing_inline_translation;
mod missing_metadata;
mod missing_translation;
mod mixed_scripts;
mod names_differ;
mod not_normalised;
mod note_mark;
mod numbers_differ;
mod ocr_damage;
mod orphan_translation;
mod outdated_alignment;
mod partial_translation;
mod stale_baseline;
mod stale_decision;
mod unbalanced_marks;
mod unreviewed_bead;
mod unused_comment;
mod wrong_language;

use super::rule::Rule;

/// Every rule, in the order in which lists show them.
pub static RULES: &[Rule] = &[
    missing_translation::RULE,
    missing_inline_translation::RULE,
    orphan_translation::RULE,
    partial_translation::RULE,
    extra_text::RULE,
    doubtful_link::RULE,
    doubtful_bead::RULE,
    numbers_differ::RULE,
    names_differ::RULE,
    identical_translation::RULE,
    wrong_language::RULE,
    length_ratio::RULE,
    inconsistent_translation::RULE,
    duplicate_quote::RULE,
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

/// The code of the rule that `--require-reviewed` applies.
pub(super) const UNREVIEWED: &str = unreviewed_bead::RULE.code;
