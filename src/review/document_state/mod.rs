//! A document under review: its two files, read and folded, and the rows that the page shows.
//!
//! Enters: the machine's file and the decisions, and new decisions. Leaves: rows, summaries, and patches
//! that say which rows have changed. Decisions that have no place are refused before they are written.

mod file_stamp;
mod fold;
mod rows;
mod state;

pub(super) use rows::RuleFindings;
pub(super) use state::DocumentState;
