//! Facts about each language as a whole, from the section `[facts]` of its table.

use super::tables::{entries, tables};
use super::tag::Lang;
use crate::text::Script;
use std::sync::LazyLock;

/// Facts about one language as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// Its English name.
    pub name: String,
    /// Its writing system; `None` for a language without tables.
    pub script: Option<Script>,
    /// Characters that it takes to say what takes one in English.
    pub length: f64,
    /// Its ISO 639-3 code.
    pub iso639_3: String,
}

static FACTS: LazyLock<Vec<(Lang, Facts)>> = LazyLock::new(|| {
    let all = tables().map(|(lang, table)| (lang, Facts::parse(table)));
    all.collect()
});

static UNKNOWN: LazyLock<Facts> = LazyLock::new(|| Facts::parse(""));

/// The facts of a language. A language without tables has none in particular, so that any language can be
/// aligned.
///
/// ```
/// use diglot::lang::{Lang, facts};
///
/// assert_eq!(facts(Lang::FR).name, "French");
/// assert_eq!(facts("de".parse().unwrap()).script, None);
/// ```
pub fn facts(lang: Lang) -> &'static Facts {
    FACTS
        .iter()
        .find(|(tag, _)| tag.primary() == lang.primary())
        .map_or_else(|| &*UNKNOWN, |(_, facts)| facts)
}

/// Every language with tables, in a fixed order.
pub fn known() -> impl Iterator<Item = (Lang, &'static Facts)> {
    FACTS.iter().map(|(lang, facts)| (*lang, facts))
}

impl Facts {
    fn parse(table: &'static str) -> Self {
        let all = || {
            entries(table).filter_map(|(section, entry)| match section {
                "facts" => entry.split_once(' '),
                _ => None,
            })
        };
        let fact = |name: &str| all().find(|(key, _)| *key == name).map(|(_, value)| value);
        let text = |name: &str| fact(name).unwrap_or_default().to_owned();
        Self {
            name: text("name"),
            script: match fact("script") {
                Some("Latin") => Some(Script::Latin),
                Some("Cyrillic") => Some(Script::Cyrillic),
                _ => None,
            },
            length: fact("length")
                .and_then(|value| value.parse().ok())
                .unwrap_or(1.0),
            iso639_3: text("iso639-3"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_facts() {
        for (lang, facts) in known() {
            assert!(facts.script.is_some() && !facts.name.is_empty());
            assert_eq!((facts.iso639_3.len(), lang.as_str().len()), (3, 2));
            let table = tables().find(|(other, _)| *other == lang);
            let entries = table.into_iter().flat_map(|(_, table)| entries(table));
            assert_eq!(
                entries.filter(|(section, _)| *section == "facts").count(),
                5
            );
        }
    }
}
