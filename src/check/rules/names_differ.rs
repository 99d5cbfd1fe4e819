//! A name of the original that nothing in the translation resembles.
//!
//! Most names without a likeness are not mistakes: towns have other names in other languages, and a
//! translator may say "he". So the rule looks only at names that the document itself writes alike in both
//! languages elsewhere, and at persons with initials. A name passes if it shares its first consonants
//! with any word of the translation.

use crate::check::checked::{Checked, CheckedQuote};
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use crate::record::Record;
use crate::similarity::fold;
use crate::text::words;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const RULE: Rule = Rule {
    code: "names-differ",
    severity: Severity::Info,
    on: false,
    about: FindingSubject::Quote,
    summary: "a name of an original is not in its translation",
    page: include_str!("../../../docs/rules/names-differ.md"),
    look: Look::Document(look),
};

/// Fewest sounds of a name that is looked at: a shorter one is like too many words.
const LEAST_SOUNDS: usize = 5;
/// Consonants that distinguish names.
const CONSONANTS: usize = 3;
/// Length of the beginning of a name that its cases share, in sounds.
const STEM: usize = 5;

/// How many translations must have a name for each that lacks it.
const MOSTLY: usize = 2;

/// A name in a text.
struct ProperName<'a> {
    word: &'a str,
    /// Without its ending, as it sounds.
    stem: String,
    /// Whether initials are before it.
    has_initials: bool,
}

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let quotes: Vec<CheckedQuote<'_>> = checked
        .quotes()
        .filter(|quote| quote.is_translated() && !quote.found.is_doubtful())
        .collect();
    let translations: Vec<Translation> = quotes
        .iter()
        .map(|quote| Translation::new(&quote.texts()[1]))
        .collect();
    let known = known(&quotes, &translations);
    let sides = quotes.iter().zip(&translations);
    sides
        .flat_map(|(quote, translation)| {
            let records = quote.records.iter();
            records.filter_map(|record| observation(record, translation, &known))
        })
        .collect()
}

/// The stems of names that most translations have too.
fn known(quotes: &[CheckedQuote<'_>], translations: &[Translation]) -> BTreeSet<String> {
    // How many translations have each stem, and how many lack it.
    let mut counts: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for (quote, translation) in quotes.iter().zip(translations) {
        let sides = quote
            .records
            .iter()
            .filter_map(|record| record.source.as_ref());
        let names = sides.flat_map(|side| names(&side.text));
        let stems: BTreeSet<String> = names.map(|name| name.stem).collect();
        for stem in stems {
            let lacks = !translation.stems.contains(&stem);
            counts.entry(stem).or_default()[usize::from(lacks)] += 1;
        }
    }
    let mostly = counts
        .into_iter()
        .filter(|(_, [has, lacks])| *has >= MOSTLY * lacks);
    mostly.map(|(stem, _)| stem).collect()
}

fn observation(
    record: &Record,
    translation: &Translation,
    known: &BTreeSet<String>,
) -> Option<Observation> {
    let source = record.source.as_ref().filter(|_| record.target.is_some())?;
    let is_missing = |name: &ProperName<'_>| {
        (name.has_initials || known.contains(&name.stem))
            && !translation.outlines.contains(&outline(name.word))
    };
    let missing: Vec<&str> = names(&source.text)
        .filter(is_missing)
        .map(|name| name.word)
        .collect();
    if missing.is_empty() || !record.status.is_open() {
        return None;
    }
    let message = format!("the translation has nothing like {}", missing.join(", "));
    let observation = Observation::at(&source.spans, message).of_bead(record);
    Some(observation.help("check whether the translation names somebody else"))
}

/// The names of a text, but those that a sentence begins with.
fn names(text: &str) -> impl Iterator<Item = ProperName<'_>> {
    let mut previous = 0;
    let mut initials = false;
    words(text).filter_map(move |range| {
        let word = &text[range.clone()];
        let gap = text.get(previous..range.start).unwrap_or_default();
        let is_inside = previous > 0 && gap.chars().all(|c| c.is_whitespace() || c == ',');
        let has_initials = initials && gap.trim() == ".";
        previous = range.end;
        initials = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
        let sounds = fold(word);
        let is_name = word.starts_with(char::is_uppercase)
            && word.chars().skip(1).all(char::is_lowercase)
            && sounds.chars().count() >= LEAST_SOUNDS;
        (is_name && (is_inside || has_initials)).then(|| ProperName {
            word,
            stem: stem(&sounds),
            has_initials,
        })
    })
}

/// Words that could be names in a translation.
struct Translation {
    /// The outlines of all its words.
    outlines: BTreeSet<String>,
    /// The stems of its words with capitals.
    stems: BTreeSet<String>,
}

impl Translation {
    fn new(text: &str) -> Self {
        let words = || words(text).map(|word| &text[word]);
        let capital = |word: &&str| word.starts_with(char::is_uppercase);
        Self {
            outlines: words().map(outline).collect(),
            stems: words()
                .filter(capital)
                .map(|word| stem(&fold(word)))
                .collect(),
        }
    }
}

/// A word without its ending, as it sounds.
fn stem(sounds: &str) -> String {
    sounds.chars().take(STEM).collect()
}

/// The part that all cases and most spellings of a word share: its first consonants.
fn outline(word: &str) -> String {
    let sounds = fold(word);
    let is_consonant = |c: &char| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    sounds
        .chars()
        .filter(is_consonant)
        .take(CONSONANTS)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        names(text).map(|name| name.word).collect()
    }

    #[test]
    fn names_are_inside_sentences_or_after_initials() {
        assert_eq!(found("Вчера Кулагин уехал. Снег."), ["Кулагин"]);
        assert_eq!(found("А. П. Кулагин уехал"), ["Кулагин"]);
        assert_eq!(found("Лёд встал. Паром стоит. Ия ушла"), [""; 0]);
    }

    #[test]
    fn cases_and_spellings_have_one_outline() {
        assert_eq!(outline("Кулагиным"), outline("Kulagin"));
        assert_eq!(outline("Хабарова"), outline("Khabarov"));
        assert_ne!(outline("Кулагин"), outline("Moreau"));
    }
}
