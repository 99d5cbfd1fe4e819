//! The tables of all languages, and what a project adds to them.

use super::sections::{SECTIONS, Section, Tables};
use super::tables::{entries, known, tables};
use super::{Lang, facts};
use crate::text::repair::RepairVocabulary;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, LazyLock};

/// What is known of the words of every language. Cheap to clone.
///
/// ```
/// use diglot::lang::{Additions, Lang, Library};
///
/// let library = Library::default();
/// assert!(library.tables(Lang::FR).abbreviations.contains("MM."));
///
/// let mut additions = Additions::default();
/// additions.add(Lang::FR, "abbreviations", "Vte.").unwrap();
/// let library = library.with(&additions);
/// assert!(library.tables(Lang::FR).abbreviations.contains("Vte."));
/// assert!(additions.add(Lang::FR, "abbreviations", "Vte").is_err());
/// ```
#[derive(Clone)]
pub struct Library(Arc<Shelves>);

struct Shelves {
    /// What was added to the tables that are compiled in.
    additions: Additions,
    tables: Vec<(Lang, Tables)>,
    /// For a language without tables.
    empty: Tables,
    /// Every cue, with the language that it announces.
    cues: Vec<(String, Lang)>,
    vocabulary: RepairVocabulary,
}

/// The tables that are compiled in.
impl Default for Library {
    fn default() -> Self {
        static COMPILED_IN: LazyLock<Library> = LazyLock::new(|| {
            let all = tables().map(|(lang, table)| {
                let mut tables = Tables::default();
                for (name, entry) in entries(table) {
                    if let Some(section) = Section::from_name(name) {
                        section.add(&mut tables, entry.to_owned());
                    }
                }
                (lang, tables)
            });
            Library::of(all.collect(), Additions::default())
        });
        COMPILED_IN.clone()
    }
}

impl Library {
    fn of(tables: Vec<(Lang, Tables)>, additions: Additions) -> Self {
        Self(Arc::new(Shelves {
            additions,
            cues: cues(&tables),
            vocabulary: vocabulary(tables.iter().map(|(_, tables)| tables)),
            tables,
            empty: Tables::default(),
        }))
    }

    /// The same with more entries. What is there already is not there twice.
    pub fn with(&self, additions: &Additions) -> Self {
        let mut tables = self.0.tables.clone();
        for Addition {
            lang,
            section,
            entry,
        } in &additions.0
        {
            let own = tables.iter_mut().find(|(own, _)| own == lang);
            if let (Some((_, tables)), Some(section)) = (own, SECTIONS.get(*section)) {
                section.add(tables, entry.clone());
            }
        }
        let mut all = self.0.additions.clone();
        all.0.extend(additions.0.iter().cloned());
        Self::of(tables, all)
    }

    /// The tables of a language; empty ones when it has none.
    pub fn tables(&self, lang: Lang) -> &Tables {
        let own = self.0.tables.iter();
        own.clone()
            .find(|(tag, _)| tag.primary() == lang.primary())
            .map_or(&self.0.empty, |(_, tables)| tables)
    }

    /// Every language with tables, in a fixed order.
    pub fn all(&self) -> impl Iterator<Item = (Lang, &Tables)> {
        self.0.tables.iter().map(|(lang, tables)| (*lang, tables))
    }

    /// Every line that announces a translation, in lower case, with the language that it announces.
    pub fn cues(&self) -> &[(String, Lang)] {
        &self.0.cues
    }

    /// What the repairs of texts ask of words.
    pub fn vocabulary(&self) -> &RepairVocabulary {
        &self.0.vocabulary
    }
}

/// What was added says it all.
impl PartialEq for Library {
    fn eq(&self, other: &Self) -> bool {
        self.0.additions == other.0.additions
    }
}

impl Eq for Library {}

impl fmt::Debug for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Library").field(&self.0.additions).finish()
    }
}

fn cues(tables: &[(Lang, Tables)]) -> Vec<(String, Lang)> {
    let mut cues = Vec::new();
    for (own, tables) in tables {
        for cue in &tables.cues {
            if !cue.contains("{}") {
                cues.push((cue.clone(), *own));
                continue;
            }
            for (lang, named) in known() {
                cues.push((cue.replace("{}", &named.name.to_lowercase()), lang));
            }
        }
    }
    cues
}

/// What repairs ask of words, from the tables of all languages.
fn vocabulary<'a>(all: impl Iterator<Item = &'a Tables>) -> RepairVocabulary {
    fn lower(words: &HashSet<String>) -> impl Iterator<Item = String> {
        words.iter().map(|word| word.to_lowercase())
    }
    let bare = |word: String| word.trim_end_matches('.').to_owned();
    let mut vocabulary = RepairVocabulary::default();
    for tables in all {
        let before = &mut vocabulary.before_numbers;
        before.extend(lower(&tables.abbreviations));
        before.extend(lower(&tables.abbreviations_before_numbers));
        before.extend(lower(&tables.abbreviations_before_numbers).map(bare));
        before.extend(tables.numbered_words.iter().cloned());
        let after = &mut vocabulary.after_numbers;
        after.extend(lower(&tables.abbreviations_after_numbers).map(bare));
        after.extend(tables.units.iter().cloned());
        vocabulary.units.extend(tables.units.iter().cloned());
        let particles = tables.hyphen_particles.iter().cloned();
        vocabulary.hyphen_particles.extend(particles);
        let letters = tables.one_letter_words.iter();
        let letters = letters.filter_map(|word| word.chars().next());
        vocabulary.one_letter_words.extend(letters);
        let marks = tables.note_marks.iter().cloned();
        vocabulary.note_marks.extend(marks);
    }
    vocabulary
}

/// Entries that are to be added to tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Additions(Vec<Addition>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Addition {
    lang: Lang,
    /// Which of [`SECTIONS`].
    section: usize,
    entry: String,
}

impl Additions {
    /// Adds an entry to a section of a language's table.
    ///
    /// # Errors
    ///
    /// What is wrong: there is no table for the language, no such section, or the section has no
    /// place for such an entry.
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
            format!("`{entry}` is no entry of `{name}`: it {wanted}")
        })?;
        self.0.push(Addition {
            lang,
            section,
            entry,
        });
        Ok(())
    }
}

/// From a table of languages, each a table of sections with their entries.
impl<'de> serde::Deserialize<'de> for Additions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Languages)
    }
}

struct Languages;

impl<'de> Visitor<'de> for Languages {
    type Value = Additions;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table of languages")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Additions, A::Error> {
        let mut additions = Additions::default();
        let langs: Vec<Lang> = known().map(|(lang, _)| lang).collect();
        let names: Vec<&str> = langs.iter().map(Lang::as_str).collect();
        while let Some(i) = map.next_key_seed(OneOf(&names))? {
            map.next_value_seed(OfLanguage(langs[i], &mut additions))?;
        }
        Ok(additions)
    }
}

/// The sections of one language.
struct OfLanguage<'a>(Lang, &'a mut Additions);

impl<'de> DeserializeSeed<'de> for OfLanguage<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for OfLanguage<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table of sections, each with its entries")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let names: Vec<&str> = SECTIONS.iter().map(|section| section.name).collect();
        while let Some(section) = map.next_key_seed(OneOf(&names))? {
            map.next_value_seed(OfSection(self.0, section, self.1))?;
        }
        Ok(())
    }
}

/// The entries of one section.
struct OfSection<'a>(Lang, usize, &'a mut Additions);

impl<'de> DeserializeSeed<'de> for OfSection<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for OfSection<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of texts")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let Self(lang, section, additions) = self;
        let mut more = true;
        while more {
            let entry = Entry(lang, section, &mut *additions);
            more = list.next_element_seed(entry)?.is_some();
        }
        Ok(())
    }
}

/// One entry.
struct Entry<'a>(Lang, usize, &'a mut Additions);

impl<'de> DeserializeSeed<'de> for Entry<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Entry<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, entry: &str) -> Result<(), E> {
        self.2.push(self.0, self.1, entry).map_err(E::custom)
    }
}

/// A key that is one of these names, as its index.
struct OneOf<'a>(&'a [&'a str]);

impl<'de> DeserializeSeed<'de> for OneOf<'_> {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for OneOf<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<usize, E> {
        let found = self.0.iter().position(|name| *name == key);
        found.ok_or_else(|| {
            // As serde words it, which wants names that are compiled in.
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
    fn every_line_of_every_table_is_used() {
        for (lang, table) in tables() {
            let mut seen = HashSet::new();
            for (name, entry) in entries(table).filter(|(name, _)| *name != "facts") {
                let section = Section::from_name(name);
                let section = section.unwrap_or_else(|| panic!("{lang}: no section `{name}`"));
                assert_eq!(section.read(entry).as_deref(), Ok(entry), "{lang}, {name}");
                // Speakers stand among the abbreviations.
                let place = name.replace("speaker-labels", "abbreviations");
                assert!(
                    seen.insert((place, entry)),
                    "{lang}: `{entry}` is there twice"
                );
            }
        }
    }

    #[test]
    fn every_section_is_in_a_table() {
        for section in SECTIONS {
            let used = |(_, table)| entries(table).any(|(name, _)| name == section.name);
            assert!(tables().any(used), "{}", section.name);
        }
    }

    #[test]
    fn entries_are_kept_as_they_are_looked_up() {
        let mut additions = Additions::default();
        for (section, entry) in [
            ("cues", "Version Anglaise :"),
            ("cues", "{} d’après"),
            ("note-headings", "Éclaircissements."),
            ("note-marks", "/{}/"),
        ] {
            additions.add(Lang::FR, section, entry).unwrap();
        }
        let library = Library::default().with(&additions);
        assert!(
            library
                .cues()
                .contains(&("version anglaise".into(), Lang::FR))
        );
        assert!(
            library
                .cues()
                .contains(&("russian d'après".into(), Lang::RU))
        );
        let headings = &library.tables(Lang::FR).note_headings;
        assert!(headings.iter().any(|heading| heading == "éclaircissements"));
        assert!(
            library
                .vocabulary()
                .note_marks
                .iter()
                .any(|mark| mark == "/{}/")
        );
        assert_ne!(library, Library::default());
        assert_eq!(library, Library::default().with(&additions));
    }

    #[test]
    fn what_no_section_has_a_place_for_is_told() {
        let mut additions = Additions::default();
        for (lang, section, entry, told) in [
            ("de", "cues", "Übersetzung", "`de` has no tables"),
            ("fr", "cue", "traduit", "tables have no section `cue`"),
            (
                "fr",
                "cues",
                " : ",
                "`:` is no entry of `cues`: it must be text of one line",
            ),
            (
                "fr",
                "units",
                "km h",
                "`km h` is no entry of `units`: it must be one word, letters only",
            ),
            ("fr", "one-letter-words", "la", "it must be one letter"),
            (
                "ru",
                "hyphen-particles",
                "то",
                "it must begin or end with the hyphen that joins it",
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
