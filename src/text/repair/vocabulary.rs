//! Words and signs of languages that repairs need.

use std::collections::HashSet;

/// The words and signs that repairs ask for, of all languages together: the language of a text is not
/// known before the text is repaired.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RepairVocabulary {
    /// Words that take a number, in lower case: abbreviations with their full stop, words without.
    pub before_numbers: HashSet<String>,
    /// Measures that have squares: `km`.
    pub units: HashSet<String>,
    /// Particles that a hyphen always joins to a word: `-то`, `кое-`.
    pub hyphen_particles: HashSet<String>,
    /// Words after a number, in lower case and without full stops: measures, years.
    pub after_numbers: HashSet<String>,
    /// Words of one letter, in lower case.
    pub one_letter_words: HashSet<char>,
    /// Footnote marks that follow a word; `{}` means a number.
    pub note_marks: Vec<String>,
}
