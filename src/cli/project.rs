//! The project that a command works in.

use super::ui::Ui;
use diglot::config::{self, Config};
use diglot::error::{Error, Result};
use diglot::input::FilesNotRead;
use diglot::output;
use diglot::project::Project;
use std::env;
use std::path::Path;

/// The project of the current folder.
pub(super) fn here() -> Result<Project> {
    let folder = env::current_dir().map_err(|error| Error::io("find", Path::new("."), error))?;
    Project::find(&folder)
}

/// Reports the files in a folder of documents that are not read: as a warning, if nothing there is.
pub(super) fn tell_not_read(files: &FilesNotRead, ui: &Ui) {
    match files.summary() {
        Some(summary) if files.is_everything() => ui.warning(summary),
        Some(summary) => ui.note(summary),
        None => {}
    }
}

/// Refuses an output in a project's corpus, where it would be a document, or in its alignments, where
/// it could replace people's decisions.
pub(super) fn not_inside(path: &Path) -> Result<()> {
    // If the output is a folder, its files would be replaced.
    let folder = if path.is_dir() {
        Some(path)
    } else {
        path.parent()
    };
    let Some(folder) = folder else {
        return Ok(());
    };
    if path.as_os_str() == output::STDOUT {
        return Ok(());
    }
    let folder = match folder.as_os_str().is_empty() {
        true => Path::new("."),
        false => folder,
    };
    // If the folder does not exist, writing reports it.
    let Ok(folder) = folder.canonicalize() else {
        return Ok(());
    };
    let Some(root) = config::find_root(&folder) else {
        return Ok(());
    };
    let config = Config::read(&root.join(config::FILE_NAME))?;
    for kept in [&config.project.corpus.0, &config.project.alignments.0] {
        if root
            .join(kept)
            .canonicalize()
            .is_ok_and(|kept| folder.starts_with(kept))
        {
            return Err(Error::usage(format!(
                "`{}` is in the project's folder `{}`, which is not for exports: choose another output",
                path.display(),
                kept.display()
            )));
        }
    }
    Ok(())
}
