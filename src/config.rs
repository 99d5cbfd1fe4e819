//! `diglot.toml`: the configuration of a project, as data. Every key is optional; the defaults are those
//! of the commented template that `diglot init` writes.
//!
//! This module does not know which export formats and rules exist. Modules that do report a wrong value
//! with [`Config::fault`], which adds its place.

use crate::error::{Error, ErrorKind, FileRole, Result};
use crate::lang::{self, Additions, DEFAULT_SOURCES, DEFAULT_TARGET, Lang, facts};
use crate::text::Repairs;
use crate::toml_file;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use toml::Spanned;

/// The name of the file that makes a folder a project.
pub const FILE_NAME: &str = "diglot.toml";

/// What `diglot init` writes: every key, commented, with its default.
pub const TEMPLATE: &str = include_str!("../assets/diglot.toml");

/// The whole file. `docs/configuration.md` describes each key.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The folders.
    pub project: ProjectKeys,
    /// The languages to look for.
    pub languages: LanguageKeys,
    /// Words of languages, in addition to the compiled-in tables.
    pub language: Additions,
    /// The repairs of the documents' texts.
    pub repair: Repairs,
    /// The severities of findings.
    pub check: CheckKeys,
    /// The files that `build` writes into [`ProjectKeys::dist`].
    pub export: Vec<ExportKeys>,
    /// The file itself, for messages.
    #[serde(skip)]
    file: ConfigFile,
}

/// The file that a configuration was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ConfigFile {
    path: PathBuf,
    text: String,
}

/// `[project]`: the folders, relative to the folder of the file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct ProjectKeys {
    /// The documents.
    pub corpus: RelativePath,
    /// Their alignments and the decisions on them.
    pub alignments: RelativePath,
    /// The exports.
    pub dist: RelativePath,
    /// The extensions of documents in `corpus`, without dot.
    pub extensions: Vec<String>,
}

/// `[languages]`: the languages of a project's texts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct LanguageKeys {
    /// The languages of the originals.
    pub source: Vec<Spanned<Lang>>,
    /// The language of the author's prose and of the translations.
    pub target: Spanned<Lang>,
}

/// `[check]`: the severities of findings. [`crate::check`] knows the rules and the severities.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CheckKeys {
    /// The least severity that fails a check.
    pub fail_on: Spanned<String>,
    /// The file of accepted findings; read if it exists.
    pub baseline: RelativePath,
    /// The severities of rules.
    pub rules: RuleSeverities,
    /// The severities of rules for some documents; a later one takes precedence.
    #[serde(rename = "override")]
    pub overrides: Vec<OverrideKeys>,
}

/// A severity, or `off`, for each code of a rule.
pub type RuleSeverities = BTreeMap<Spanned<String>, Spanned<String>>;

/// One `[[check.override]]`: other severities for some documents.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OverrideKeys {
    /// Patterns for paths of documents, relative to the file's folder.
    pub paths: Vec<Spanned<String>>,
    /// The severities of rules in these documents.
    pub rules: RuleSeverities,
}

/// One `[[export]]`: a file that `build` writes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExportKeys {
    /// Its path in [`ProjectKeys::dist`].
    pub file: Spanned<RelativePath>,
    /// The name of its format; if there is none, the file's extension decides.
    pub format: Option<Spanned<String>>,
    /// Whether it includes beads that a reviewer rejected.
    #[serde(default)]
    pub include_rejected: bool,
}

/// A relative path that stays below its folder.
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
                "`{path}` is not a path below the project's folder: it must be relative, without `..`"
            ));
        }
        Ok(Self(PathBuf::from(path)))
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            project: ProjectKeys::default(),
            languages: LanguageKeys::default(),
            language: Additions::default(),
            repair: Repairs::default(),
            check: CheckKeys::default(),
            export: ["corpus.tmx", "corpus.csv", "corpus.jsonl"]
                .map(|file| ExportKeys {
                    file: unplaced(RelativePath(PathBuf::from(file))),
                    format: None,
                    include_rejected: false,
                })
                .to_vec(),
            file: ConfigFile::default(),
        }
    }
}

/// A value that is not from a file.
fn unplaced<T>(value: T) -> Spanned<T> {
    Spanned::new(0..0, value)
}

impl Default for CheckKeys {
    fn default() -> Self {
        Self {
            fail_on: unplaced("error".to_owned()),
            baseline: RelativePath(PathBuf::from("diglot.baseline.jsonl")),
            rules: RuleSeverities::new(),
            overrides: Vec::new(),
        }
    }
}

impl Default for ProjectKeys {
    fn default() -> Self {
        Self {
            corpus: RelativePath(PathBuf::from("corpus")),
            alignments: RelativePath(PathBuf::from("alignments")),
            dist: RelativePath(PathBuf::from("dist")),
            extensions: ["md", "markdown", "txt"].map(String::from).to_vec(),
        }
    }
}

impl Default for LanguageKeys {
    fn default() -> Self {
        Self {
            source: DEFAULT_SOURCES.map(unplaced).to_vec(),
            target: unplaced(DEFAULT_TARGET),
        }
    }
}

impl Config {
    /// Parses the content of the file at `path`, which is only named in errors.
    ///
    /// # Errors
    ///
    /// The file is not TOML, or has an unknown key, an invalid value, or a language without tables. The error
    /// says where.
    pub fn parse(path: &Path, text: &str) -> Result<Self> {
        let mut config: Self = toml_file::parse(path, text, FileRole::Configuration)?;
        config.file = ConfigFile {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        config.languages_are_known()?;
        Ok(config)
    }

    fn languages_are_known(&self) -> Result<()> {
        let LanguageKeys { source, target } = &self.languages;
        let mut written = source.iter().chain([target]);
        match written.find(|lang| facts(*lang.get_ref()).script.is_none()) {
            Some(unknown) => Err(self.fault(unknown, no_tables(*unknown.get_ref()))),
            None => Ok(()),
        }
    }

    /// The error for a wrong value, with its place in the file.
    pub fn fault<T>(&self, value: &Spanned<T>, message: String) -> Error {
        let ConfigFile { path, text } = &self.file;
        toml_file::fault(
            path,
            text,
            FileRole::Configuration,
            value.span().start,
            message,
        )
    }

    /// Reads the file at `path`.
    pub fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).map_err(|error| match error.kind() {
            io::ErrorKind::InvalidData => ErrorKind::Malformed {
                role: FileRole::Configuration,
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
}

fn no_tables(lang: Lang) -> String {
    let known: Vec<String> = lang::known()
        .map(|(lang, tables)| format!("`{lang}` ({})", tables.name))
        .collect();
    format!(
        "diglot does not know the language `{lang}`; it knows {}",
        known.join(", ")
    )
}

/// The nearest folder with a `diglot.toml`: `start` or one above it.
pub fn find_root(start: &Path) -> Option<&Path> {
    start
        .ancestors()
        .find(|folder| folder.join(FILE_NAME).is_file())
}

/// The path from the folder `start` up to `root`, which is `start` or above it: empty for `start` itself.
pub fn way_up(start: &Path, root: &Path) -> PathBuf {
    let up = start.components().count() - root.components().count();
    std::iter::repeat_n(Component::ParentDir, up).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Repair;

    fn parse(text: &str) -> Result<Config> {
        Config::parse(Path::new("diglot.toml"), text)
    }

    fn error(text: &str) -> String {
        parse(text).expect_err(text).to_string()
    }

    #[test]
    fn an_empty_file_and_the_template_are_the_defaults() {
        for text in ["", TEMPLATE] {
            let mut config = parse(text).unwrap();
            config.file = ConfigFile::default();
            assert_eq!(config, Config::default());
        }
    }

    #[test]
    fn the_repository_is_a_project_made_by_init() {
        assert_eq!(include_str!("../diglot.toml"), TEMPLATE);
    }

    #[test]
    fn an_unknown_key_is_reported_with_its_place_and_the_nearest_known_one() {
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
             `language`, `repair`, `check`, `export`"
        );
    }

    #[test]
    fn languages_are_added_to_section_by_section() {
        let added = parse("[language.fr]\ncues = [\"version anglaise\"]\nunits = [\"lieues\"]\n")
            .unwrap()
            .language;
        let mut expected = Additions::default();
        expected.add(Lang::FR, "cues", "version anglaise").unwrap();
        expected.add(Lang::FR, "units", "lieues").unwrap();
        assert_eq!(added, expected);
    }

    #[test]
    fn what_cannot_be_added_is_reported_with_its_place() {
        for (text, told) in [
            (
                "[language.fra]\n",
                "1:11: unknown key `fra`; did you mean `fr`?",
            ),
            (
                "[language.de]\n",
                "1:11: unknown key `de`; the keys here are `en`, `fr`, `ru`",
            ),
            (
                "[language.fr]\ncue = []\n",
                "2:1: unknown key `cue`; did you mean `cues`?",
            ),
            (
                "[language.fr]\nabbreviations = [\"Vte.\", \"Mis\"]\n",
                "2:26: `Mis` is not an entry of `abbreviations`: it must end with its full stop",
            ),
            (
                "[language.fr]\ncues = \"traduit\"\n",
                "2:8: invalid type: string \"traduit\", expected a list of texts",
            ),
        ] {
            assert_eq!(error(text), format!("diglot.toml:{told}"));
        }
    }

    #[test]
    fn repairs_are_switched_off_by_name() {
        let repair = |text: &str| parse(text).unwrap().repair;
        let off = repair("[repair]\nlook-alikes = false\nnfc = true\n");
        assert_eq!(off, Repairs::default().without(Repair::LookAlikes));
        assert_eq!(
            error("[repair]\nnfc = true\nlook-alike = false\n"),
            "diglot.toml:3:1: unknown key `look-alike`; did you mean `look-alikes`?"
        );
        assert!(error("[repair]\nhyphens = 1\n").starts_with("diglot.toml:2:11: invalid type"));
        assert!(error("repair = 1\n").starts_with("diglot.toml:1:10: invalid type"));
    }

    #[test]
    fn a_wrong_value_is_reported_with_its_place() {
        assert!(error("[languages]\nsource = [\"Russian!\"]\n").starts_with("diglot.toml:2:10: "));
        assert!(error("[project]\ndist = \"../out\"\n").starts_with("diglot.toml:2:8: "));
        assert!(
            error("[[export]]\nfile = \"/etc/x.tmx\"\n")
                .contains("not a path below the project's folder")
        );
        assert!(error("[project\n").starts_with("diglot.toml:1:"));
    }

    #[test]
    fn a_language_without_tables_is_reported_with_its_place_and_those_that_have_them() {
        let known = "it knows `en` (English), `fr` (French), `ru` (Russian)";
        assert_eq!(
            error("[languages]\nsource = [\"ru\", \"de\"]\n"),
            format!("diglot.toml:2:17: diglot does not know the language `de`; {known}")
        );
        assert_eq!(
            error("[languages]\ntarget = \"la\"\n"),
            format!("diglot.toml:2:10: diglot does not know the language `la`; {known}")
        );
    }

    /// Every key of the structs, as serde lists them when a key is unknown.
    fn keys() -> Vec<String> {
        [
            "?=0",
            "[project]\n?=0",
            "[languages]\n?=0",
            "[language]\n?=0",
            "[language.fr]\n?=0",
            "[repair]\n?=0",
            "[check]\n?=0",
            "[[check.override]]\n?=0",
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
