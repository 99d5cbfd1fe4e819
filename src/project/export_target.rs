//! What `build` exports to: files and folders, each with its format.

use crate::config::{self, Config};
use crate::error::Result;
use crate::export::{ExportFormat, FORMATS};
use std::path::PathBuf;

/// What `build` writes with one format.
#[derive(Clone, Debug)]
pub struct ExportTarget {
    /// Its path in the folder of the exports.
    pub file: PathBuf,
    /// Its format.
    pub format: &'static ExportFormat,
    /// Whether beads that a reviewer rejected are in it.
    pub include_rejected: bool,
}

/// The exports that the configuration asks for.
///
/// # Errors
///
/// A format that does not exist, with its place.
pub(super) fn export_targets(config: &Config) -> Result<Vec<ExportTarget>> {
    config
        .export
        .iter()
        .map(|export| {
            Ok(ExportTarget {
                file: export.file.get_ref().0.clone(),
                format: format(config, export)?,
                include_rejected: export.include_rejected,
            })
        })
        .collect()
}

fn format(config: &Config, export: &config::ExportKeys) -> Result<&'static ExportFormat> {
    let known = FORMATS.names();
    if let Some(name) = &export.format {
        return FORMATS.named(name.get_ref()).ok_or_else(|| {
            let message = format!(
                "`{}` is not a format; the formats are {known}",
                name.get_ref()
            );
            config.fault(name, message)
        });
    }
    let file = &export.file.get_ref().0;
    FORMATS.of_file(file).ok_or_else(|| {
        let message = format!(
            "the extension of `{}` does not determine a format; set `format` to one of {known}",
            file.display()
        );
        config.fault(&export.file, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn read(text: &str) -> Result<Vec<ExportTarget>> {
        export_targets(&Config::parse(Path::new("diglot.toml"), text).unwrap())
    }

    fn error(text: &str) -> String {
        read(text).unwrap_err().to_string()
    }

    #[test]
    fn every_default_has_a_format() {
        assert_eq!(export_targets(&Config::default()).unwrap().len(), 3);
    }

    #[test]
    fn the_format_takes_precedence_over_the_extension() {
        let exports = read("[[export]]\nfile = \"x.txt\"\nformat = \"tsv\"\n").unwrap();
        assert_eq!(exports[0].format.name, "tsv");
        assert!(read("export = []").unwrap().is_empty());
    }

    #[test]
    fn a_format_that_does_not_exist_is_an_error_with_its_place() {
        let known = FORMATS.names();
        assert_eq!(
            error("[[export]]\nfile = \"x.doc\"\n"),
            format!(
                "diglot.toml:2:8: the extension of `x.doc` does not determine a format; set `format` to \
                 one of {known}"
            )
        );
        assert_eq!(
            error("[[export]]\nfile = \"x\"\nformat = \"word\"\n"),
            format!("diglot.toml:3:10: `word` is not a format; the formats are {known}")
        );
    }
}
