//! Lines that announce a translation.

use crate::lang::{Lang, Library};
use crate::text::words;

/// Longest cue, in words: "English translation by the author of this book:".
const LONGEST_CUE: usize = 14;

/// The language that a line announces a translation into, if it is a cue and nothing else.
///
/// A cue is one of the language's phrases ("English translation", "Перевод"), with anything in brackets
/// round it, and up to a colon; a translator's name may follow it ("Translated by").
pub(super) fn cue(line: &str, library: &Library) -> Option<Lang> {
    let line = line.trim();
    if line.len() > 200 || words(line).count() > LONGEST_CUE {
        return None;
    }
    let bare = line
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
        .replace('’', "'");
    let colon = line.trim_end_matches(['*', '_', ' ']).ends_with(':');
    let bracketed = line.starts_with(['(', '[']) && line.ends_with([')', ']']);
    library
        .cues()
        .iter()
        .find(|(cue, _)| {
            // A lone word is a cue only if its form says so: "English" heads a chapter too.
            let phrase = cue.contains(' ');
            let rest = bare.strip_prefix(cue.as_str());
            rest.is_some_and(|rest| match rest.chars().next() {
                None => colon || bracketed || phrase,
                Some(next) => colon && phrase && matches!(next, ' ' | ',' | ';' | '('),
            })
        })
        .map(|&(_, lang)| lang)
}

/// A cue at the beginning of a paragraph: "Translated: The train came at midnight." Its language, and
/// where in the clean text what it announces begins.
pub(crate) fn leading_cue(text: &str, library: &Library) -> Option<(Lang, usize)> {
    let colon = text.find(':').filter(|&at| at <= 60)?;
    let lang = cue(&text[..=colon], library)?;
    let rest = text[colon + 1..].trim_start_matches([' ', '*', '_']);
    (!rest.is_empty()).then(|| (lang, text.len() - rest.len()))
}

/// The language of a heading that says that what follows is a translation: "Balcony (my translation)".
pub(super) fn translation_heading(text: &str, library: &Library) -> Option<Lang> {
    let lower = text.to_lowercase();
    let found: Vec<&str> = words(&lower).map(|range| &lower[range]).collect();
    // "A Translator's Note" is not one.
    if found.len() > LONGEST_CUE || found.iter().any(|w| matches!(*w, "note" | "notes")) {
        return None;
    }
    library.all().find_map(|(lang, tables)| {
        tables
            .translation_words
            .iter()
            .any(|word| found.contains(&word.as_str()))
            .then_some(lang)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_are_whole_lines() {
        let library = Library::default();
        for line in [
            "Translated:",
            "**Translation:**",
            "English translation:",
            "(English translation)",
            "In the English edition:",
            "In English translation, by the same hand:",
        ] {
            assert_eq!(cue(line, &library), Some(Lang::EN), "{line}");
        }
        assert_eq!(cue("Перевод:", &library), Some(Lang::RU));
        assert_eq!(cue("In the French edition:", &library), Some(Lang::FR));
        for line in [
            "English",
            "Translated from the Russian by a friend of the author.",
            "The translation was lost: nobody knows how.",
            "In English one would say so",
        ] {
            assert_eq!(cue(line, &library), None, "{line}");
        }
    }

    #[test]
    fn a_cue_may_begin_its_paragraph() {
        let library = Library::default();
        let text = "Translated: The train came.";
        assert_eq!(
            leading_cue(text, &library),
            Some((Lang::EN, text.len() - "The train came.".len()))
        );
        assert_eq!(
            leading_cue("He translated: the train came.", &library),
            None
        );
    }
}
