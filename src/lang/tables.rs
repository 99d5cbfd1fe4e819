//! What is known of each language, read from the tables beside this file.
//!
//! Adding a language: write `tables/XX.txt`, make `XX.words` and `XX.letters` with
//! `tools/language_tables.py`, and add one row to [`LANGUAGES`].

use super::Lang;
use std::collections::HashMap;
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

/// What is known of one language as a whole.
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

/// The files that say how common a language's words and runs of letters are.
pub(super) struct FrequencyFiles {
    pub lang: Lang,
    pub words: &'static str,
    /// "" where there is none.
    pub letters: &'static str,
}

/// For the stems of a language, the English stems that translate them, with their probability. A
/// stem is the first [`STEM`] letters of a word.
pub type WordPairs = HashMap<&'static str, Vec<(&'static str, f32)>>;

/// Letters of a stem.
pub const STEM: usize = 5;

static FACTS: LazyLock<Vec<(Lang, Facts)>> = LazyLock::new(|| {
    let all = tables().map(|(lang, txt)| (lang, Facts::parse(txt)));
    all.collect()
});

static PAIRS: LazyLock<Vec<(Lang, WordPairs)>> = LazyLock::new(|| {
    LANGUAGES
        .iter()
        .filter(|row| !row.pairs.is_empty())
        .map(|row| {
            let mut pairs = WordPairs::new();
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

static UNKNOWN: LazyLock<Facts> = LazyLock::new(|| Facts::parse(""));

/// The facts of a language; none in particular when it has no tables, so that any language can be
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

/// The table that is compiled in for each language, as it is written.
pub(super) fn tables() -> impl Iterator<Item = (Lang, &'static str)> {
    LANGUAGES.iter().map(|row| (row.tag, row.txt))
}

/// The entries of a table, each with its section's name.
pub(super) fn entries(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    table.lines().map(str::trim).filter_map(move |line| {
        // `[{}]` is a footnote mark.
        let name = line.strip_prefix('[').and_then(|l| l.strip_suffix(']'));
        if let Some(name) = name.filter(|name| name.starts_with(|c: char| c.is_ascii_lowercase())) {
            section = name;
            return None;
        }
        (!line.is_empty() && !line.starts_with('#')).then_some((section, line))
    })
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

/// How the stems of a language translate into English; `None` where no pairs are known.
pub fn word_pairs(lang: Lang) -> Option<&'static WordPairs> {
    PAIRS
        .iter()
        .find(|(tag, _)| tag.primary() == lang.primary())
        .map(|(_, pairs)| pairs)
}

/// Of every language in Latin letters, foils included.
pub(super) fn frequency_files() -> impl Iterator<Item = FrequencyFiles> {
    let rows = LANGUAGES.iter().chain(FOILS);
    rows.filter(|row| !row.words.is_empty())
        .map(|row| FrequencyFiles {
            lang: row.tag,
            words: row.words,
            letters: row.letters,
        })
}

fn triples(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str, f32)> {
    table.lines().filter_map(|line| {
        let mut fields = line.split('\t');
        let (stem, english) = (fields.next()?, fields.next()?);
        Some((stem, english, fields.next()?.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::super::frequencies::pairs;
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
