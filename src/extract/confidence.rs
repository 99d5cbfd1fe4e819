//! How sure a link is, or that there is none.
//!
//! Enters: what has been decided of an original, and what it is worth. Leaves: a probability.

use super::link::LinkOutcome;
use super::original::Original;
use crate::quote::Announcement;

/// Worth of a translation that is as often right as wrong when nothing announces it, in nats a unit.
const EVEN: f64 = -0.2;
/// Steepness of the curve for translations that nothing announces.
const STEEPNESS: f64 = 3.0;
/// What the page's announcement of a translation adds, in nats.
const ANNOUNCED: f64 = 3.5;
/// How sure it is that an original inside a sentence has no translation when no candidate was found near
/// it.
const NO_CANDIDATE_INLINE: f64 = 0.85;
/// Least doubt that an original has no translation.
const LEAST_DOUBT: f64 = 0.02;

/// The probability that an original's link is right, or that it has no translation: logistic curves over
/// its worth for each unit, fitted by eye on documents with known links.
pub(super) fn confidence(outcome: &LinkOutcome, original: &Original) -> f64 {
    let units = original.passage.units.len().max(1) as f64;
    let likely = |worth: f64| logistic(STEEPNESS * (worth / units - EVEN));
    match outcome {
        LinkOutcome::Linked(link) => match link.layout.announcement() {
            Announcement::Person => 1.0,
            Announcement::Page => logistic(link.strength + ANNOUNCED),
            Announcement::Nothing => likely(link.worth),
        },
        LinkOutcome::Unlinked(Some(rejected)) => 1.0 - likely(*rejected).max(LEAST_DOUBT),
        // The running text around an original inside a sentence is not searched.
        LinkOutcome::Unlinked(None) if !original.is_block() => NO_CANDIDATE_INLINE,
        LinkOutcome::Unlinked(None) => 1.0 - LEAST_DOUBT,
    }
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}
