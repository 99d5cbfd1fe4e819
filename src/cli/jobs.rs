//! How many threads a command that works through documents may use.

use diglot::error::{Error, Result};

/// For the commands that do many documents; may stand before the command or behind it.
#[derive(Clone, clap::Args)]
pub struct Jobs {
    /// How many documents to work on at once; changes nothing in the output [default: one a
    /// processor]
    #[arg(long, short, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

impl Jobs {
    /// Does the work with that many threads.
    pub fn run<T: Send>(&self, work: impl FnOnce() -> T + Send) -> Result<T> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.jobs.unwrap_or(0).into())
            .build()
            .map_err(|error| Error::usage(format!("could not start the threads: {error}")))?;
        Ok(pool.install(work))
    }
}
