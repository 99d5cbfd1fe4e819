//! How many threads a command may use.

use std::num::NonZeroUsize;

/// For all commands.
#[derive(Clone, clap::Args)]
pub struct Jobs {
    /// How many documents to work on at once; changes nothing in the output [default: one a
    /// processor]
    #[arg(long, short, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

impl Jobs {
    /// The number that is asked for, if one is.
    pub fn number(&self) -> Option<NonZeroUsize> {
        self.jobs.and_then(|jobs| NonZeroUsize::new(jobs.into()))
    }
}
