//! The sections of a language's table: what diglot knows about its words.
//!
//! Enters: an entry, from the tables or from a project's `diglot.toml`. Leaves: the entry as it is looked
//! up, or what is wrong with it.

use super::numerals::Numerals;
use std::collections::HashSet;
use unicode_normalization::UnicodeNormalization;

/// The words of one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tables {
    /// Abbreviations after whose full stop the sentence always continues.
    pub abbreviations: HashSet<String>,
    /// Abbreviations after whose full stop the sentence continues when a number follows.
    pub abbreviations_before_numbers: HashSet<String>,
    /// Abbreviations after whose full stop the sentence ends only when what follows begins a sentence.
    pub abbreviations_anywhere: HashSet<String>,
    /// Abbreviations (years, measures) after whose full stop the sentence ends only after a number.
    pub abbreviations_after_numbers: HashSet<String>,
    /// Lines that announce a translation, in lower case; `{}` means a language's English name.
    pub cues: Vec<String>,
    /// Words that say, in a heading, that a text is a translation, in lower case.
    pub translation_words: Vec<String>,
    /// Headings of lists of titles, in lower case.
    pub bibliography_headings: Vec<String>,
    /// Headings of notes, in lower case.
    pub note_headings: Vec<String>,
    /// How a line begins that says where a text is from, in lower case.
    pub attribution_words: Vec<String>,
    /// Particles that a hyphen always joins to a word: `-то`, `кое-`.
    pub hyphen_particles: Vec<String>,
    /// Words between an original in a sentence and its gloss, in lower case.
    pub gloss_words: Vec<String>,
    /// Letters before an apostrophe and a word, in lower case.
    pub elisions: HashSet<String>,
    /// Letters after a word and an apostrophe, in lower case.
    pub enclitics: HashSet<String>,
    /// Measures that have squares.
    pub units: HashSet<String>,
    /// Words before a page's number on a line of its own, in lower case.
    pub page_words: HashSet<String>,
    /// Words that a number follows, in lower case.
    pub numbered_words: HashSet<String>,
    /// Words of one letter, in lower case.
    pub one_letter_words: HashSet<String>,
    /// Signs after a word that are footnote marks; `{}` means a number.
    pub note_marks: Vec<String>,
    /// Words that mean numbers, in lower case.
    pub numbers: Numerals,
    /// Months, in lower case, with their numbers.
    pub months: Numerals,
}

/// A section of a table.
pub(super) struct Section {
    /// Its name, in kebab case.
    pub name: &'static str,
    /// The entry as it is looked up, or what is wrong with it.
    read: fn(&str) -> Result<String, &'static str>,
    add: fn(&mut Tables, String),
}

/// A row of [`SECTIONS`].
macro_rules! section {
    ($name:literal, $read:ident, $field:ident.$add:ident) => {
        Section {
            name: $name,
            read: $read,
            add: |tables, entry| _ = tables.$field.$add(entry),
        }
    };
}

/// Every section but `facts`.
pub(super) const SECTIONS: &[Section] = &[
    section!("abbreviations", abbreviation, abbreviations.insert),
    section!(
        "abbreviations-before-numbers",
        abbreviation,
        abbreviations_before_numbers.insert
    ),
    section!(
        "abbreviations-anywhere",
        abbreviation,
        abbreviations_anywhere.insert
    ),
    section!(
        "abbreviations-after-numbers",
        abbreviation,
        abbreviations_after_numbers.insert
    ),
    section!("speaker-labels", abbreviation, abbreviations.insert),
    section!("cues", cue, cues.push),
    section!("translation-words", word, translation_words.push),
    section!("gloss-words", phrase, gloss_words.push),
    section!("bibliography-headings", heading, bibliography_headings.push),
    section!("note-headings", heading, note_headings.push),
    section!("attribution-words", phrase, attribution_words.push),
    section!("hyphen-particles", hyphen_particle, hyphen_particles.push),
    section!("elisions", word, elisions.insert),
    section!("enclitics", word, enclitics.insert),
    section!("units", word, units.insert),
    section!("page-words", word, page_words.insert),
    section!("numbered-words", word, numbered_words.insert),
    section!("one-letter-words", letter, one_letter_words.insert),
    section!("note-marks", note_mark, note_marks.push),
    section!("numbers", numeral, numbers.insert),
    section!("months", month, months.insert),
];

impl Section {
    /// The section called `name`.
    pub(super) fn from_name(name: &str) -> Option<&'static Section> {
        SECTIONS.iter().find(|section| section.name == name)
    }

    /// The entry as it is looked up, or what it should be.
    pub(super) fn read(&self, entry: &str) -> Result<String, &'static str> {
        // In the normal form in which texts are compared.
        let entry: String = entry.trim().nfc().collect();
        let read = (self.read)(&entry)?;
        match read.is_empty() || read.contains(['\n', '\r', '\t']) {
            true => Err("must be text of one line"),
            false => Ok(read),
        }
    }

    /// Adds an entry that has been read.
    pub(super) fn add(&self, tables: &mut Tables, entry: String) {
        (self.add)(tables, entry);
    }
}

fn abbreviation(entry: &str) -> Result<String, &'static str> {
    match entry.ends_with('.') && !entry.starts_with('.') {
        true => Ok(entry.to_owned()),
        false => Err("must end with its full stop"),
    }
}

/// A cue is compared without the signs around it.
fn cue(entry: &str) -> Result<String, &'static str> {
    let bare = entry.trim_matches(|c: char| !c.is_alphanumeric() && !"{}".contains(c));
    phrase(bare)
}

fn heading(entry: &str) -> Result<String, &'static str> {
    phrase(entry.trim_matches(|c: char| matches!(c, ':' | '.' | '*')))
}

fn phrase(entry: &str) -> Result<String, &'static str> {
    Ok(entry.to_lowercase().replace('’', "'"))
}

fn word(entry: &str) -> Result<String, &'static str> {
    match entry.chars().all(char::is_alphanumeric) {
        true => Ok(entry.to_lowercase()),
        false => Err("must be one word, letters only"),
    }
}

fn letter(entry: &str) -> Result<String, &'static str> {
    match entry.chars().count() {
        1 => word(entry),
        _ => Err("must be one letter"),
    }
}

fn hyphen_particle(entry: &str) -> Result<String, &'static str> {
    let ends = [entry.starts_with('-'), entry.ends_with('-')];
    match entry.trim_matches('-').contains('-') || ends[0] == ends[1] {
        true => Err("must begin or end with its hyphen"),
        false => Ok(entry.to_lowercase()),
    }
}

fn note_mark(entry: &str) -> Result<String, &'static str> {
    let signs = |part: &str| !part.contains(|c: char| c.is_alphanumeric() || c.is_whitespace());
    let good = match entry.split_once("{}") {
        Some((open, close)) => !open.is_empty() && !close.is_empty() && signs(open) && signs(close),
        None => signs(entry),
    };
    match good {
        true => Ok(entry.to_owned()),
        false => Err("must be signs, or `{}` for a number between signs"),
    }
}

/// A word, or the beginning of words and a star, and the number that it means.
fn numeral(entry: &str) -> Result<String, &'static str> {
    match Numerals::parse(&entry.to_lowercase()) {
        Some(_) => Ok(entry.to_lowercase()),
        None => {
            Err("must be a word and a number: `seven 7`, or `семь* 7` for all words that begin so")
        }
    }
}

fn month(entry: &str) -> Result<String, &'static str> {
    match Numerals::parse(entry) {
        Some((_, 1..=12)) => numeral(entry),
        _ => Err("must be a month and its number: `may 5`, or `ма* 5` for all words that begin so"),
    }
}
