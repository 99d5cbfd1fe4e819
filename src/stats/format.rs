//! The type of formats for counts.

use super::counts::Stats;
use crate::format::Format;
use std::io::{self, Write};

/// A format that shows counts.
pub type StatsFormat = Format<StatsWriter>;

/// The function that writes counts.
#[derive(Clone, Copy, Debug)]
pub struct StatsWriter(pub(super) fn(&Stats, &mut dyn Write) -> io::Result<()>);

impl StatsFormat {
    /// Writes the counts to `out`.
    ///
    /// # Errors
    ///
    /// Errors of `out`.
    pub fn write(&self, stats: &Stats, out: &mut dyn Write) -> io::Result<()> {
        (self.action.0)(stats, out)
    }
}
