//! Whether a command remembers what it computes.

use diglot::cache::Cache;
use std::env;
use std::fs;
use std::path::Path;

/// Where it is kept, below the project's folder or else the current one.
const FOLDER: &str = ".diglot/cache";

/// For the commands that would compute the same again.
#[derive(clap::Args)]
pub struct Caching {
    /// Compute everything anew, and keep nothing in .diglot/
    #[arg(long)]
    no_cache: bool,
}

impl Caching {
    /// The cache below the folder `root`.
    pub fn cache(&self, root: &Path) -> Cache {
        match self.no_cache {
            true => Cache::none(),
            false => Cache::new(&root.join(FOLDER), &program()),
        }
    }
}

/// What tells this program from others, so that what another version has computed is not taken for its
/// own: during development the version alone does not.
fn program() -> String {
    let bytes = env::current_exe().and_then(fs::read).unwrap_or_default();
    format!(
        "{} {:08x} {}",
        env!("CARGO_PKG_VERSION"),
        crc32fast::hash(&bytes),
        bytes.len()
    )
}
