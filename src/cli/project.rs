//! The project that a command works in.

use crate::error::{Error, Result};
use crate::project::Project;
use std::env;
use std::path::Path;

/// The project of the current folder.
pub fn here() -> Result<Project> {
    let folder = env::current_dir().map_err(|error| Error::io("find", Path::new("."), error))?;
    Project::find(&folder)
}
