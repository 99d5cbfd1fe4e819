//! Clauses: the parts of a sentence between its marks.

/// Shortest clause, in characters.
const SHORTEST: usize = 15;
/// Most clauses of a text: those of a very long text are longer.
const MOST: usize = 16;
/// Marks that end a clause, before a space.
const ENDS: &[char] = &[
    ',', ';', ':', '.', '?', '!', '…', '»', '”', '"', '—', '–', ')',
];

/// The clauses of a sentence. Joined by spaces they are the sentence. A sentence that no mark divides is one
/// clause; an empty sentence has none.
///
/// ```
/// use diglot::internal::clauses;
///
/// let found = clauses("When the ice broke at last, the steamer left for the islands.");
/// assert_eq!(found, ["When the ice broke at last,", "the steamer left for the islands."]);
/// ```
pub fn clauses(text: &str) -> Vec<&str> {
    let mut clauses = Vec::new();
    let mut start = 0;
    let mut chars = 0;
    let mut left = text.chars().count();
    let shortest = SHORTEST.max(left.div_ceil(MOST));
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        if c == ' ' && ENDS.contains(&last) && chars >= shortest && left > shortest {
            clauses.push(&text[start..at]);
            start = at + 1;
            chars = 0;
        } else {
            chars += 1;
        }
        left -= 1;
        last = c;
    }
    if start < text.len() {
        clauses.push(&text[start..]);
    }
    clauses
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn clauses_joined_are_the_sentence(text in "[a-zё,;.—» ]{0,120}") {
            let found = clauses(&text);
            prop_assert_eq!(found.join(" "), text.as_str());
            let short = found.iter().filter(|clause| clause.chars().count() < SHORTEST).count();
            prop_assert!(short == 0 || found.len() == 1);
        }
    }

    #[test]
    fn short_words_between_marks_are_not_clauses() {
        assert_eq!(clauses("Yes, no, perhaps."), ["Yes, no, perhaps."]);
        assert_eq!(clauses(""), Vec::<&str>::new());
    }

    #[test]
    fn a_very_long_text_has_few_clauses() {
        let found = "the ice, the wind, the water, ".repeat(3000);
        assert!((2..=MOST).contains(&clauses(&found).len()));
    }
}
