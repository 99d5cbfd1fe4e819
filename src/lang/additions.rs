//! A project's additions to the tables: `[language.XX]` of its `diglot.toml`.
//!
//! Enters: entries, each for a section of a language's table. Leaves: the same entries as they are looked
//! up. An entry that does not fit its section is refused, and so is a language without a table.

use super::facts::{facts, known};
use super::sections::SECTIONS;
use super::tag::Lang;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// Entries to add to tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Additions(pub(super) Vec<Addition>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Addition {
    pub lang: Lang,
    /// The index of its section in [`SECTIONS`].
    pub section: usize,
    pub entry: String,
}

impl Additions {
    /// Adds an entry to a section of a language's table.
    ///
    /// # Errors
    ///
    /// What is wrong: there is no table for the language, no such section, or the section does not take
    /// such an entry.
    pub fn add(&mut self, lang: Lang, section: &str, entry: &str) -> Result<(), String> {
        if facts(lang).script.is_none() {
            return Err(format!("`{lang}` has no tables"));
        }
        let index = SECTIONS.iter().position(|row| row.name == section);
        let section = index.ok_or_else(|| format!("tables have no section `{section}`"))?;
        self.push(lang, section, entry)
    }

    fn push(&mut self, lang: Lang, section: usize, entry: &str) -> Result<(), String> {
        let row = &SECTIONS[section];
        let read = row.read(entry);
        let entry = read.map_err(|wanted| {
            let name = row.name;
            format!("`{entry}` is not an entry of `{name}`: it {wanted}")
        })?;
        self.0.push(Addition {
            lang,
            section,
            entry,
        });
        Ok(())
    }
}

/// Reads a table of languages, each a table of sections with their entries.
impl<'de> serde::Deserialize<'de> for Additions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(LanguagesVisitor)
    }
}

struct LanguagesVisitor;

impl<'de> Visitor<'de> for LanguagesVisitor {
    type Value = Additions;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table of languages")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Additions, A::Error> {
        let mut additions = Additions::default();
        let langs: Vec<Lang> = known().map(|(lang, _)| lang).collect();
        let names: Vec<&str> = langs.iter().map(Lang::as_str).collect();
        while let Some(i) = map.next_key_seed(NameSeed(&names))? {
            map.next_value_seed(SectionsSeed(langs[i], &mut additions))?;
        }
        Ok(additions)
    }
}

/// Reads the sections of one language.
struct SectionsSeed<'a>(Lang, &'a mut Additions);

impl<'de> DeserializeSeed<'de> for SectionsSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for SectionsSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table of sections, each with its entries")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let names: Vec<&str> = SECTIONS.iter().map(|section| section.name).collect();
        while let Some(section) = map.next_key_seed(NameSeed(&names))? {
            map.next_value_seed(EntriesSeed(self.0, section, self.1))?;
        }
        Ok(())
    }
}

/// Reads the entries of one section.
struct EntriesSeed<'a>(Lang, usize, &'a mut Additions);

impl<'de> DeserializeSeed<'de> for EntriesSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for EntriesSeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of texts")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Self(lang, section, additions) = self;
        let mut more = true;
        while more {
            let entry = EntrySeed(lang, section, &mut *additions);
            more = list.next_element_seed(entry)?.is_some();
        }
        Ok(())
    }
}

/// Reads one entry.
struct EntrySeed<'a>(Lang, usize, &'a mut Additions);

impl<'de> DeserializeSeed<'de> for EntrySeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for EntrySeed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, entry: &str) -> Result<(), E> {
        self.2.push(self.0, self.1, entry).map_err(E::custom)
    }
}

/// Reads a key that is one of these names, as its index.
struct NameSeed<'a>(&'a [&'a str]);

impl<'de> DeserializeSeed<'de> for NameSeed<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for NameSeed<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<usize, E> {
        let found = self.0.iter().position(|name| *name == key);
        found.ok_or_else(|| {
            // The wording of serde, which wants names that are compiled in.
            let names: Vec<String> = self.0.iter().map(|name| format!("`{name}`")).collect();
            E::custom(format_args!(
                "unknown field `{key}`, expected one of {}",
                names.join(", ")
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_that_no_section_takes_is_refused() {
        let mut additions = Additions::default();
        for (lang, section, entry, told) in [
            ("de", "cues", "Übersetzung", "`de` has no tables"),
            ("fr", "cue", "traduit", "tables have no section `cue`"),
            (
                "fr",
                "cues",
                " : ",
                "`:` is not an entry of `cues`: it must be text of one line",
            ),
            (
                "fr",
                "units",
                "km h",
                "`km h` is not an entry of `units`: it must be one word, letters only",
            ),
            ("fr", "one-letter-words", "la", "it must be one letter"),
            (
                "ru",
                "hyphen-particles",
                "то",
                "it must begin or end with its hyphen",
            ),
            (
                "en",
                "note-marks",
                "{}",
                "it must be signs, or `{}` for a number between signs",
            ),
        ] {
            let lang = lang.parse().unwrap();
            let message = additions.add(lang, section, entry.trim()).unwrap_err();
            assert!(message.ends_with(told), "{message}");
        }
        assert_eq!(additions, Additions::default());
    }
}
