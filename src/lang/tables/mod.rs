//! The languages, and the files that say what is known of each.
//!
//! Adding a language: write `XX.txt` beside this file, make `XX.words` and `XX.letters` with
//! `tools/language_tables.py`, and add one row to [`LANGUAGES`]. Most files may be missing.

use super::tag::Lang;

/// The files of one language, as they are compiled in; "" for a file that it does not have.
struct LanguageFiles {
    tag: Lang,
    /// The reviewed table. A language without one is known only so that it is not taken for one of the
    /// others: scholars cite it, but here it is neither an original nor a translation.
    table: &'static str,
    /// How common its words are. Not needed for a language with a script of its own.
    words: &'static str,
    /// How common its runs of three letters are.
    letters: &'static str,
    /// Which of its word stems translate which English ones.
    pairs: &'static str,
}

impl LanguageFiles {
    /// A language without any file.
    const fn of(tag: &str) -> Self {
        Self {
            tag: Lang::constant(tag),
            table: "",
            words: "",
            letters: "",
            pairs: "",
        }
    }
}

/// All languages. `ru-Latn` is transliterated Russian.
const LANGUAGES: &[LanguageFiles] = &[
    LanguageFiles {
        table: include_str!("en.txt"),
        words: include_str!("en.words"),
        letters: include_str!("en.letters"),
        ..LanguageFiles::of("en")
    },
    LanguageFiles {
        table: include_str!("fr.txt"),
        words: include_str!("fr.words"),
        letters: include_str!("fr.letters"),
        pairs: include_str!("fr.pairs"),
        ..LanguageFiles::of("fr")
    },
    LanguageFiles {
        table: include_str!("ru.txt"),
        pairs: include_str!("ru.pairs"),
        ..LanguageFiles::of("ru")
    },
    LanguageFiles {
        words: include_str!("de.words"),
        letters: include_str!("de.letters"),
        ..LanguageFiles::of("de")
    },
    LanguageFiles {
        words: include_str!("ru-Latn.words"),
        letters: include_str!("ru-Latn.letters"),
        ..LanguageFiles::of("ru-Latn")
    },
    LanguageFiles {
        words: include_str!("it.words"),
        ..LanguageFiles::of("it")
    },
    LanguageFiles {
        words: include_str!("es.words"),
        ..LanguageFiles::of("es")
    },
    LanguageFiles {
        words: include_str!("la.words"),
        ..LanguageFiles::of("la")
    },
    LanguageFiles {
        words: include_str!("nl.words"),
        ..LanguageFiles::of("nl")
    },
];

/// Languages that originals are looked for in where no project says otherwise.
pub const DEFAULT_SOURCES: [Lang; 2] = [Lang::RU, Lang::FR];
/// Language of the author's prose and of the translations where no project says otherwise.
pub const DEFAULT_TARGET: Lang = Lang::EN;

/// The files that say how common a language's words and runs of letters are.
pub(super) struct FrequencyFiles {
    pub lang: Lang,
    pub words: &'static str,
    /// "" where there is none.
    pub letters: &'static str,
}

/// The frequency files of every language in Latin letters, those without a table included.
pub(super) fn frequency_files() -> impl Iterator<Item = FrequencyFiles> {
    let all = LANGUAGES.iter().filter(|files| !files.words.is_empty());
    all.map(|files| FrequencyFiles {
        lang: files.tag,
        words: files.words,
        letters: files.letters,
    })
}

/// The file of word pairs of each language that has one.
pub(super) fn pair_files() -> impl Iterator<Item = (Lang, &'static str)> {
    let all = LANGUAGES.iter().filter(|files| !files.pairs.is_empty());
    all.map(|files| (files.tag, files.pairs))
}

/// The table of each language that has one, as it is written.
pub(super) fn tables() -> impl Iterator<Item = (Lang, &'static str)> {
    let all = LANGUAGES.iter().filter(|files| !files.table.is_empty());
    all.map(|files| (files.tag, files.table))
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
