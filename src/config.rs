//! `diglot.toml`: what a project says about itself. Every key is optional; the defaults are those
//! of the commented template that `diglot init` writes.

use crate::error::{Error, ErrorKind, Result};
use crate::export::Format;
use crate::lang::Lang;
use crate::{extract, toml_file};
use serde::Deserialize;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// The name of the file that makes a folder a project.
pub const FILE_NAME: &str = "diglot.toml";

/// What `diglot init` writes: every key, commented, with its default.
pub const TEMPLATE: &str = include_str!("../assets/diglot.toml");

/// The whole file. Described key by key in `docs/configuration.md`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Where things are.
    pub project: Project,
    /// What to look for.
    pub languages: Languages,
    /// What `build` writes into [`Project::dist`].
    pub export: Vec<Export>,
}

/// `[project]`: where things are, relative to the file's folder.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Project {
    /// The documents.
    pub corpus: RelativePath,
    /// Their alignments and the decisions on them.
    pub alignments: RelativePath,
    /// The exports.
    pub dist: RelativePath,
    /// Which files in `corpus` are documents, by extension, without dot.
    pub extensions: Vec<String>,
}

/// `[languages]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Languages {
    /// Languages of the originals.
    pub source: Vec<Lang>,
    /// Language of the author's prose and of the translations.
    pub target: Lang,
}

/// One `[[export]]`: a file that `build` writes.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "WrittenExport")]
pub struct Export {
    /// Its format.
    pub format: &'static Format,
    /// Its path in [`Project::dist`].
    pub file: PathBuf,
    /// Whether beads that a reviewer rejected are in it.
    pub include_rejected: bool,
}

/// `[[export]]` as it stands in the file, before the format is known.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct WrittenExport {
    format: Option<String>,
    file: RelativePath,
    #[serde(default)]
    include_rejected: bool,
}

impl TryFrom<WrittenExport> for Export {
    type Error = String;

    fn try_from(written: WrittenExport) -> Result<Self, String> {
        let file = written.file.0;
        let format = match &written.format {
            Some(name) => Format::from_name(name)
                .ok_or_else(|| format!("`{name}` is no format; known are {}", format_names()))?,
            None => Format::from_path(&file).ok_or_else(|| {
                format!(
                    "the extension of `{}` says no format; set `format` to one of {}",
                    file.display(),
                    format_names()
                )
            })?,
        };
        Ok(Self {
            format,
            file,
            include_rejected: written.include_rejected,
        })
    }
}

/// A relative path that does not lead out of the folder it is relative to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct RelativePath(pub PathBuf);

impl TryFrom<String> for RelativePath {
    type Error = String;

    fn try_from(path: String) -> Result<Self, String> {
        let inside = Path::new(&path)
            .components()
            .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !inside || path.is_empty() {
            return Err(format!(
                "`{path}` is no path below its folder: it must be relative, without `..`"
            ));
        }
        Ok(Self(PathBuf::from(path)))
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            project: Project::default(),
            languages: Languages::default(),
            export: ["corpus.tmx", "corpus.csv", "corpus.jsonl"]
                .into_iter()
                .filter_map(|file| {
                    Some(Export {
                        format: Format::from_path(Path::new(file))?,
                        file: PathBuf::from(file),
                        include_rejected: false,
                    })
                })
                .collect(),
        }
    }
}

impl Default for Project {
    fn default() -> Self {
        Self {
            corpus: RelativePath(PathBuf::from("corpus")),
            alignments: RelativePath(PathBuf::from("alignments")),
            dist: RelativePath(PathBuf::from("dist")),
            extensions: ["md", "markdown", "txt"].map(String::from).to_vec(),
        }
    }
}

impl Default for Languages {
    fn default() -> Self {
        let extract::Options {
            source_langs,
            target_lang,
        } = extract::Options::default();
        Self {
            source: source_langs,
            target: target_lang,
        }
    }
}

impl Config {
    /// Parses the content of the file at `path`, which is only named in errors.
    pub fn parse(path: &Path, text: &str) -> Result<Self> {
        toml_file::parse(path, text)
    }

    /// Reads the file at `path`.
    pub fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => ErrorKind::Malformed {
                path: path.to_owned(),
                line: 1,
                column: 0,
                message: "this file is not UTF-8".to_owned(),
            }
            .into(),
            _ => Error::io("read", path, error),
        })?;
        Self::parse(path, &text)
    }

    /// What extraction has to know of it.
    pub fn extraction(&self) -> extract::Options {
        extract::Options {
            source_langs: self.languages.source.clone(),
            target_lang: self.languages.target,
        }
    }
}

/// The names of the formats, for messages.
pub fn format_names() -> String {
    let names: Vec<&str> = Format::all().iter().map(|format| format.name).collect();
    toml_file::list(&names)
}

/// The nearest folder with a `diglot.toml`: `start` or one above it.
pub fn find_root(start: &Path) -> Option<&Path> {
    start
        .ancestors()
        .find(|folder| folder.join(FILE_NAME).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Config> {
        Config::parse(Path::new("diglot.toml"), text)
    }

    fn error(text: &str) -> String {
        parse(text).expect_err(text).to_string()
    }

    #[test]
    fn an_empty_file_and_the_template_are_the_defaults() {
        let defaults = format!("{:?}", Config::default());
        assert_eq!(format!("{:?}", parse("").unwrap()), defaults);
        assert_eq!(format!("{:?}", parse(TEMPLATE).unwrap()), defaults);
        assert_eq!(Config::default().export.len(), 3);
    }

    #[test]
    fn the_repository_is_a_project_made_by_init() {
        assert_eq!(include_str!("../diglot.toml"), TEMPLATE);
    }

    #[test]
    fn an_unknown_key_is_told_with_its_place_and_the_nearest_known_one() {
        assert_eq!(
            error("[project]\n  corpsu = \"texts\"\n"),
            "diglot.toml:2:3: unknown key `corpsu`; did you mean `corpus`?"
        );
        assert_eq!(
            error("[langauges]\n"),
            "diglot.toml:1:2: unknown key `langauges`; did you mean `languages`?"
        );
        assert_eq!(
            error("colour = 1\n"),
            "diglot.toml:1:1: unknown key `colour`; the keys here are `project`, `languages`, \
             `export`"
        );
    }

    #[test]
    fn values_are_checked_where_they_stand() {
        assert!(error("[languages]\nsource = [\"Russian!\"]\n").starts_with("diglot.toml:2:10: "));
        assert!(error("[project]\ndist = \"../out\"\n").starts_with("diglot.toml:2:8: "));
        assert!(error("[[export]]\nfile = \"/etc/x.tmx\"\n").contains("no path below its folder"));
        assert!(error("[[export]]\nfile = \"x.doc\"\n").contains("says no format"));
        assert!(error("[[export]]\nfile = \"x\"\nformat = \"word\"\n").contains("no format"));
        assert!(error("[project\n").starts_with("diglot.toml:1:"));
    }

    #[test]
    fn the_format_beats_the_extension() {
        let config = parse("[[export]]\nfile = \"x.txt\"\nformat = \"tsv\"\n").unwrap();
        assert_eq!(config.export[0].format.name, "tsv");
        assert!(parse("export = []").unwrap().export.is_empty());
    }

    /// Every key of the structs, told by serde itself: what it lists when a key is unknown.
    fn keys() -> Vec<String> {
        [
            "?=0",
            "[project]\n?=0",
            "[languages]\n?=0",
            "[[export]]\n?=0",
        ]
        .iter()
        .flat_map(|text| {
            let text = text.replace('?', "qqqqqqqqqqqqqqq");
            let message = error(&text);
            message
                .split('`')
                .skip(3)
                .step_by(2)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect()
    }

    #[test]
    fn every_key_is_in_the_template_and_in_the_documentation() {
        let documentation = include_str!("../docs/configuration.md");
        let keys = keys();
        assert!(keys.len() >= 12, "{keys:?}");
        for key in keys {
            assert!(documentation.contains(&format!("`{key}`")), "{key}");
            assert!(TEMPLATE.contains(&key), "{key}");
        }
    }
}
