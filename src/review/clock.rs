//! The time of decisions.

use super::lock::lock;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

/// A clock that never shows the same time twice, and never goes back.
pub(super) struct DecisionClock(Mutex<SystemTime>);

impl Default for DecisionClock {
    fn default() -> Self {
        Self(Mutex::new(SystemTime::UNIX_EPOCH))
    }
}

impl DecisionClock {
    /// The time, at least a millisecond later than any that it showed before.
    pub(super) fn now(&self) -> SystemTime {
        let mut last = lock(&self.0);
        let next = *last + Duration::from_millis(1);
        *last = next.max(SystemTime::now());
        *last
    }
}
