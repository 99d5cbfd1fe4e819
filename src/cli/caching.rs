//! Whether a command keeps its results in a cache.

use diglot::cache::Cache;
use std::env;
use std::fs;
use std::path::Path;

/// The cache's folder, below the project's folder or otherwise the current one.
const FOLDER: &str = ".diglot/cache";

/// The option of the commands that use the cache.
#[derive(clap::Args)]
pub(super) struct Caching {
    /// Compute everything again, and store nothing in .diglot/
    #[arg(long)]
    no_cache: bool,
}

impl Caching {
    /// The cache below the folder `root`.
    pub(super) fn cache(&self, root: &Path) -> Cache {
        match self.no_cache {
            true => Cache::none(),
            false => Cache::new(&root.join(FOLDER), &program()),
        }
    }
}

/// Identifies this program, so that it does not use another version's results. During development the
/// version number alone does not identify it.
fn program() -> String {
    let bytes = env::current_exe().and_then(fs::read).unwrap_or_default();
    format!(
        "{} {:08x} {}",
        env!("CARGO_PKG_VERSION"),
        crc32fast::hash(&bytes),
        bytes.len()
    )
}
