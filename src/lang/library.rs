//! The tables of all languages, and what a project adds to them.

use super::additions::{Addition, Additions};
use super::facts::known;
use super::sections::{SECTIONS, Section, Tables};
use super::tables::{entries, tables};
use super::tag::Lang;
use crate::text::repair::RepairVocabulary;
use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, LazyLock};

/// The words of every language that diglot knows. Cheap to clone.
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
    /// The additions to the compiled-in tables.
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

    /// The same with more entries. An entry that is there already is not added again.
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

    /// The tables of a language; empty ones if it has none.
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

    /// What the repairs of texts need to know about words.
    pub fn vocabulary(&self) -> &RepairVocabulary {
        &self.0.vocabulary
    }
}

/// Two libraries are the same if their additions are.
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

/// What repairs need to know about words, from the tables of all languages.
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
                // Speakers are among the abbreviations.
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
}
