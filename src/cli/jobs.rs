//! The number of threads of a command.

use std::num::NonZeroUsize;

/// An option of all commands.
#[derive(Clone, clap::Args)]
pub(super) struct Jobs {
    /// Number of documents to process at once; does not change the output [default: one per
    /// processor]
    #[arg(long, short, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

impl Jobs {
    /// The number that the user set.
    pub(super) fn number(&self) -> Option<NonZeroUsize> {
        self.jobs.and_then(|jobs| NonZeroUsize::new(jobs.into()))
    }
}
