//! Counts as one line of JSON.

use super::counts::Stats;
use super::format::{StatsFormat, StatsWriter};
use std::io::{self, Write};

pub(super) const FORMAT: StatsFormat = StatsFormat {
    name: "json",
    extensions: &[],
    description: "one line of JSON for programs",
    action: StatsWriter(write),
};

fn write(stats: &Stats, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, stats)?;
    writeln!(out)
}
