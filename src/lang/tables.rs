//! What is known of each language, read from the tables beside this file.
//!
//! Adding a language: write `tables/XX.txt`, make `XX.words` and `XX.letters` with
//! `tools/language_tables.py`, and add one row to [`LANGUAGES`].

use super::Lang;
use crate::text::repair::Vocabulary;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The files of one language, as they are compiled in.
struct Row {
    tag: Lang,
    txt: &'static str,
    words: &'static str,
    letters: &'static str,
    pairs: &'static str,
}

/// One of a language's files; "" where it has none.
macro_rules! file {
    ($tag:literal, $kind:literal) => {
        include_str!(concat!("tables/", $tag, ".", $kind))
    };
}

/// The languages that documents may be written in or quote. The words and letters of one that has a
/// script of its own are not needed to tell it.
const LANGUAGES: &[Row] = &[
    Row {
        tag: Lang::EN,
        txt: file!("en", "txt"),
        words: file!("en", "words"),
        letters: file!("en", "letters"),
        pairs: "",
    },
    Row {
        tag: Lang::FR,
        txt: file!("fr", "txt"),
        words: file!("fr", "words"),
        letters: file!("fr", "letters"),
        pairs: file!("fr", "pairs"),
    },
    Row {
        tag: Lang::RU,
        txt: file!("ru", "txt"),
        words: "",
        letters: "",
        pairs: file!("ru", "pairs"),
    },
];

/// Languages that scholars cite and that are neither originals nor translations here: known only so
/// that they are not taken for one of the others. `ru-Latn` is transliterated Russian.
const FOILS: &[Row] = &[
    foil("de", file!("de", "words"), file!("de", "letters")),
    foil(
        "ru-Latn",
        file!("ru-Latn", "words"),
        file!("ru-Latn", "letters"),
    ),
    foil("it", file!("it", "words"), ""),
    foil("es", file!("es", "words"), ""),
    foil("la", file!("la", "words"), ""),
    foil("nl", file!("nl", "words"), ""),
];

const fn foil(tag: &str, words: &'static str, letters: &'static str) -> Row {
    Row {
        tag: Lang::constant(tag),
        txt: "",
        words,
        letters,
        pairs: "",
    }
}

/// The writing system of a language, as far as it tells languages apart here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
}

/// What is known of one language.
#[derive(Debug)]
pub struct Tables {
    /// Its English name.
    pub name: String,
    /// Its writing system; `None` for a language without tables.
    pub script: Option<Script>,
    /// Characters that it takes to say what takes one in English.
    pub length: f64,
    /// Its ISO 639-3 code.
    pub iso639_3: String,
    /// Abbreviations after whose full stop the sentence always goes on.
    pub abbreviations: HashSet<String>,
    /// Abbreviations after whose full stop it goes on when a number follows.
    pub abbreviations_before_numbers: HashSet<String>,
    /// Abbreviations after whose full stop it ends only when what follows begins a sentence.
    pub abbreviations_anywhere: HashSet<String>,
    /// Abbreviations (years, measures) after whose full stop it ends only behind a number.
    pub abbreviations_after_numbers: HashSet<String>,
    /// Lines that announce a translation, in lower case; `{}` stands for a language's English name.
    pub cues: Vec<String>,
    /// Words that say, in a heading, that a text is a translation, in lower case.
    pub translation_words: Vec<String>,
    /// Headings after which titles stand, in lower case.
    pub bibliography_headings: Vec<String>,
    /// Headings that notes stand under, in lower case.
    pub note_headings: Vec<String>,
    /// What is always joined to a word with a hyphen: `-то`, `кое-`.
    pub hyphen_particles: Vec<String>,
    /// What stands between an original in a sentence and its gloss, in lower case.
    pub gloss_words: Vec<String>,
    /// What stands before an apostrophe and a word, in lower case.
    pub elisions: HashSet<String>,
    /// What stands after a word and an apostrophe, in lower case.
    pub enclitics: HashSet<String>,
    /// Measures that have squares.
    pub units: HashSet<String>,
    /// What stands before a page's number on a line of its own, in lower case.
    pub page_words: HashSet<String>,
    /// Words that a number follows, in lower case.
    pub numbered_words: HashSet<String>,
    /// Words of one letter, in lower case.
    pub one_letter_words: HashSet<char>,
    /// Signs behind a word that are footnote marks; `{}` stands for a number.
    pub note_marks: Vec<String>,
}

/// How common a language's words and letter runs are.
#[derive(Debug)]
pub struct Frequencies {
    /// The language.
    pub lang: Lang,
    /// Natural logarithm of the probability of each common word.
    pub words: HashMap<&'static str, f64>,
    /// Natural logarithm of the probability of each common run of three letters; a word's ends are
    /// `^` and `$`.
    pub letters: HashMap<&'static str, f64>,
}

/// For the stems of a language, the English stems that translate them, with their probability. A
/// stem is the first [`STEM`] letters of a word.
pub type Pairs = HashMap<&'static str, Vec<(&'static str, f32)>>;

/// Letters of a stem.
pub const STEM: usize = 5;

static TABLES: LazyLock<Vec<(Lang, Tables)>> = LazyLock::new(|| {
    LANGUAGES
        .iter()
        .map(|row| (row.tag, parse(row.txt)))
        .collect()
});

static FREQUENCIES: LazyLock<Vec<Frequencies>> = LazyLock::new(|| {
    LANGUAGES
        .iter()
        .chain(FOILS)
        .filter(|row| !row.words.is_empty())
        .map(|row| Frequencies {
            lang: row.tag,
            // Tenths of a base-10 logarithm per thousand million.
            words: pairs(row.words)
                .map(|(word, tenths)| (word, (tenths / 10.0 - 9.0) * std::f64::consts::LN_10))
                .collect(),
            // Minus tenths of a natural logarithm.
            letters: pairs(row.letters)
                .map(|(run, tenths)| (run, -tenths / 10.0))
                .collect(),
        })
        .collect()
});

static PAIRS: LazyLock<Vec<(Lang, Pairs)>> = LazyLock::new(|| {
    LANGUAGES
        .iter()
        .filter(|row| !row.pairs.is_empty())
        .map(|row| {
            let mut pairs = Pairs::new();
            for (stem, english, tenths) in triples(row.pairs) {
                pairs
                    .entry(stem)
                    .or_default()
                    .push((english, tenths / 10.0));
            }
            (row.tag, pairs)
        })
        .collect()
});

static EMPTY: LazyLock<Tables> = LazyLock::new(|| parse(""));

/// The tables of a language; empty ones when it has none, so that any language can be aligned.
///
/// ```
/// use diglot::lang::{Lang, tables};
///
/// assert!(tables(Lang::FR).abbreviations.contains("MM."));
/// assert!(tables("de".parse().unwrap()).abbreviations.is_empty());
/// ```
pub fn tables(lang: Lang) -> &'static Tables {
    TABLES
        .iter()
        .find(|(tag, _)| tag.primary() == lang.primary())
        .map_or_else(|| &*EMPTY, |(_, tables)| tables)
}

/// Every language with tables, in a fixed order.
pub fn known() -> impl Iterator<Item = (Lang, &'static Tables)> {
    TABLES.iter().map(|(lang, tables)| (*lang, tables))
}

/// What the repairs of texts ask of words, in all languages with tables.
pub fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: LazyLock<Vocabulary> =
        LazyLock::new(|| vocabulary_of(known().map(|(_, tables)| tables)));
    &VOCABULARY
}

/// How the stems of a language translate into English; `None` where no pairs are known.
pub fn word_pairs(lang: Lang) -> Option<&'static Pairs> {
    PAIRS
        .iter()
        .find(|(tag, _)| tag.primary() == lang.primary())
        .map(|(_, pairs)| pairs)
}

/// Word and letter frequencies of every language in Latin letters, foils included.
pub fn frequencies() -> &'static [Frequencies] {
    &FREQUENCIES
}

fn pairs(table: &'static str) -> impl Iterator<Item = (&'static str, f64)> {
    table.lines().filter_map(|line| {
        let (key, value) = line.split_once('\t')?;
        Some((key, value.parse().ok()?))
    })
}

fn triples(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str, f32)> {
    table.lines().filter_map(|line| {
        let mut fields = line.split('\t');
        let (stem, english) = (fields.next()?, fields.next()?);
        Some((stem, english, fields.next()?.parse().ok()?))
    })
}

/// The name of the section that a line begins: `[cues]`. `[{}]` is a footnote mark.
fn section(line: &str) -> Option<&str> {
    let name = line.strip_prefix('[')?.strip_suffix(']')?;
    name.starts_with(|c: char| c.is_ascii_lowercase())
        .then_some(name)
}

/// What repairs ask of words, from the tables of all languages.
fn vocabulary_of<'a>(all: impl Iterator<Item = &'a Tables>) -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    for tables in all {
        let lower = |words: &HashSet<String>| words.iter().map(|w| w.to_lowercase()).collect();
        let bare = |words: &HashSet<String>| -> Vec<String> {
            let words = words.iter().map(|w| w.to_lowercase());
            words.map(|w| w.trim_end_matches('.').to_owned()).collect()
        };
        let always: Vec<String> = lower(&tables.abbreviations);
        let numbers: Vec<String> = lower(&tables.abbreviations_before_numbers);
        vocabulary.before_numbers.extend(always);
        vocabulary.before_numbers.extend(numbers);
        let stripped = bare(&tables.abbreviations_before_numbers);
        vocabulary.before_numbers.extend(stripped);
        vocabulary
            .before_numbers
            .extend(tables.numbered_words.iter().cloned());
        vocabulary
            .after_numbers
            .extend(bare(&tables.abbreviations_after_numbers));
        vocabulary
            .after_numbers
            .extend(tables.units.iter().cloned());
        vocabulary.units.extend(tables.units.iter().cloned());
        vocabulary
            .hyphen_particles
            .extend(tables.hyphen_particles.iter().cloned());
        vocabulary.one_letter_words.extend(&tables.one_letter_words);
        vocabulary
            .note_marks
            .extend(tables.note_marks.iter().cloned());
    }
    vocabulary
}

fn parse(text: &str) -> Tables {
    let mut tables = Tables {
        name: String::new(),
        script: None,
        length: 1.0,
        iso639_3: String::new(),
        abbreviations: HashSet::new(),
        abbreviations_before_numbers: HashSet::new(),
        abbreviations_anywhere: HashSet::new(),
        abbreviations_after_numbers: HashSet::new(),
        cues: Vec::new(),
        translation_words: Vec::new(),
        bibliography_headings: Vec::new(),
        note_headings: Vec::new(),
        hyphen_particles: Vec::new(),
        gloss_words: Vec::new(),
        elisions: HashSet::new(),
        enclitics: HashSet::new(),
        units: HashSet::new(),
        page_words: HashSet::new(),
        numbered_words: HashSet::new(),
        one_letter_words: HashSet::new(),
        note_marks: Vec::new(),
    };
    let mut section = "";
    for line in text.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = self::section(line) {
            section = name;
            continue;
        }
        let entry = line.to_owned();
        match section {
            "facts" => match line.split_once(' ') {
                Some(("name", name)) => tables.name = name.to_owned(),
                Some(("iso639-3", code)) => tables.iso639_3 = code.to_owned(),
                Some(("length", value)) => {
                    if let Ok(length) = value.parse() {
                        tables.length = length;
                    }
                }
                Some(("script", "Latin")) => tables.script = Some(Script::Latin),
                Some(("script", "Cyrillic")) => tables.script = Some(Script::Cyrillic),
                _ => {}
            },
            "abbreviations" => _ = tables.abbreviations.insert(entry),
            "abbreviations-before-numbers" => {
                _ = tables.abbreviations_before_numbers.insert(entry);
            }
            "abbreviations-anywhere" => _ = tables.abbreviations_anywhere.insert(entry),
            "abbreviations-after-numbers" => {
                _ = tables.abbreviations_after_numbers.insert(entry);
            }
            "cues" => tables.cues.push(entry),
            "translation-words" => tables.translation_words.push(entry),
            "bibliography-headings" => tables.bibliography_headings.push(entry),
            "note-headings" => tables.note_headings.push(entry),
            "hyphen-particles" => tables.hyphen_particles.push(entry),
            "speaker-labels" => _ = tables.abbreviations.insert(entry),
            "gloss-words" => tables.gloss_words.push(entry),
            "elisions" => _ = tables.elisions.insert(entry),
            "enclitics" => _ = tables.enclitics.insert(entry),
            "units" => _ = tables.units.insert(entry),
            "page-words" => _ = tables.page_words.insert(entry),
            "numbered-words" => _ = tables.numbered_words.insert(entry),
            "one-letter-words" => tables.one_letter_words.extend(entry.parse::<char>()),
            "note-marks" => tables.note_marks.push(entry),
            _ => {}
        }
    }
    tables
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_table_is_used() {
        for row in LANGUAGES {
            let tables = parse(row.txt);
            let entries = row
                .txt
                .lines()
                .map(str::trim)
                .filter(|l| !l.is_empty() && !l.starts_with('#') && section(l).is_none())
                .count();
            let facts = 5;
            let used = facts
                + tables.abbreviations.len()
                + tables.abbreviations_before_numbers.len()
                + tables.abbreviations_anywhere.len()
                + tables.abbreviations_after_numbers.len()
                + tables.cues.len()
                + tables.translation_words.len()
                + tables.bibliography_headings.len()
                + tables.note_headings.len()
                + tables.hyphen_particles.len()
                + tables.gloss_words.len()
                + tables.elisions.len()
                + tables.enclitics.len()
                + tables.units.len()
                + tables.page_words.len()
                + tables.numbered_words.len()
                + tables.one_letter_words.len()
                + tables.note_marks.len();
            assert_eq!(entries, used, "unused or repeated lines in {}.txt", row.tag);
            assert!(tables.script.is_some() && !tables.name.is_empty());
        }
    }

    #[test]
    fn every_line_of_every_frequency_table_is_a_pair() {
        for row in LANGUAGES.iter().chain(FOILS) {
            for table in [row.words, row.letters] {
                assert_eq!(pairs(table).count(), table.lines().count(), "{}", row.tag);
            }
            let triples = triples(row.pairs).count();
            assert_eq!(triples, row.pairs.lines().count(), "{}", row.tag);
        }
    }
}
