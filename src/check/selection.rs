//! Which rules are applied to a document, and how bad their findings are there.

use super::rule::Rule;
use super::rules::UNREVIEWED;
use super::severity::Severity;
use crate::config::{self, Config};
use crate::error::Result;
use glob::{MatchOptions, Pattern};
use std::collections::BTreeMap;
use toml::Spanned;

/// A `*` matches names in one folder; `**` matches folders too.
const MATCHING: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: false,
};

/// A project's settings of rules, and the demands of a run.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The levels everywhere, by code.
    levels: BTreeMap<&'static str, Level>,
    /// The levels for some documents; later ones win.
    overrides: Vec<LevelOverride>,
    /// The demands of this run.
    demands: Demands,
}

/// How bad a rule's findings are; `None` for a rule that is not applied.
type Level = Option<Severity>;

#[derive(Clone, Debug)]
struct LevelOverride {
    paths: Vec<Pattern>,
    levels: BTreeMap<&'static str, Level>,
}

/// The demands of one run, in addition to a project's settings.
#[derive(Clone, Debug, Default)]
pub struct Demands {
    /// Just these rules; empty for those that are on.
    pub select: Vec<&'static Rule>,
    /// None of these.
    pub ignore: Vec<&'static Rule>,
    /// Whether every bead must have been reviewed.
    pub reviewed: bool,
}

impl Selection {
    /// The settings of a configuration.
    ///
    /// # Errors
    ///
    /// An unknown rule or severity, or a pattern that does not read, with its place.
    pub fn new(config: &Config) -> Result<Self> {
        let overrides = config.check.overrides.iter().map(|written| {
            let paths = written.paths.iter().map(|path| {
                Pattern::new(path.get_ref()).map_err(|error| {
                    config.fault(
                        path,
                        format!("`{}` is not a valid pattern: {error}", path.get_ref()),
                    )
                })
            });
            Ok(LevelOverride {
                paths: paths.collect::<Result<_>>()?,
                levels: levels(config, &written.rules)?,
            })
        });
        Ok(Self {
            levels: levels(config, &config.check.rules)?,
            overrides: overrides.collect::<Result<_>>()?,
            demands: Demands::default(),
        })
    }

    /// The same, with what is asked for in this run.
    pub fn with(self, demands: Demands) -> Self {
        Self { demands, ..self }
    }

    /// Whether a rule may have to be applied to some document: it is on by default, or somebody asks for it.
    pub fn wants(&self, rule: &Rule) -> bool {
        let Demands {
            select, reviewed, ..
        } = &self.demands;
        let overrides = self.overrides.iter().map(|scope| &scope.levels);
        let mut levels = overrides.chain([&self.levels]);
        rule.on
            || select.iter().any(|other| other.code == rule.code)
            || (*reviewed && rule.code == UNREVIEWED)
            || levels.any(|levels| matches!(levels.get(rule.code), Some(Some(_))))
    }

    /// How bad a rule's findings are in the document at `path`, relative to the configuration's
    /// folder, with `/` between folders; `None` if the rule is not applied there.
    pub fn level(&self, rule: &Rule, path: &str) -> Option<Severity> {
        let Demands {
            select,
            ignore,
            reviewed,
        } = &self.demands;
        let is_among = |rules: &[&Rule]| rules.iter().any(|other| other.code == rule.code);
        if is_among(ignore) {
            return None;
        }
        if *reviewed && rule.code == UNREVIEWED {
            return Some(Severity::Error);
        }
        if !select.is_empty() && !is_among(select) {
            return None;
        }
        let here = self.overrides.iter().rev().find_map(|scope| {
            let mut paths = scope.paths.iter();
            let level = scope.levels.get(rule.code)?;
            paths
                .any(|pattern| pattern.matches_with(path, MATCHING))
                .then_some(*level)
        });
        if let Some(level) = here {
            return level;
        }
        let everywhere = self.levels.get(rule.code).copied();
        let level = everywhere.unwrap_or(rule.on.then_some(rule.severity));
        // To name a rule that is off is to switch it on.
        level.or_else(|| is_among(select).then_some(rule.severity))
    }
}

fn levels(
    config: &Config,
    rules: &config::RuleSeverities,
) -> Result<BTreeMap<&'static str, Level>> {
    let level = |(code, level): (&Spanned<String>, &Spanned<String>)| {
        let rule = Rule::named(code.get_ref()).map_err(|message| config.fault(code, message))?;
        let severity = Severity::from_name(level.get_ref());
        match (severity, level.get_ref().as_str()) {
            (None, "off") => Ok((rule.code, None)),
            (None, other) => Err(config.fault(
                level,
                format!("`{other}` is not a severity; the severities are `error`, `warning`, `info` and `off`"),
            )),
            (severity, _) => Ok((rule.code, severity)),
        }
    };
    rules.iter().map(level).collect()
}
