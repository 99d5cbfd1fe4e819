//! Which word was probably meant.

/// The known word nearest to `word`, if it is near enough to have been meant: at most a third of its letters
/// differ. Two letters may always differ, but not both letters of a word of two.
///
/// ```
/// use diglot::text::nearest;
///
/// assert_eq!(nearest("corpsu", &["corpus", "dist"]), Some("corpus"));
/// assert_eq!(nearest("texts", &["corpus", "dist"]), None);
/// ```
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    known
        .iter()
        .map(|&candidate| (distance(word, candidate), candidate))
        .min()
        .filter(|&(distance, candidate)| {
            let length = candidate.chars().count();
            distance <= (length / 3).max(2.min(length.saturating_sub(1)))
        })
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance in characters, one row at a time.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_edits() {
        assert_eq!(distance("", ""), 0);
        assert_eq!(distance("corpus", "corpus"), 0);
        assert_eq!(distance("corpsu", "corpus"), 2);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("ё", ""), 1);
    }

    #[test]
    fn only_a_near_word_is_suggested() {
        assert_eq!(nearest("licenes", &["title", "licence"]), Some("licence"));
        assert_eq!(nearest("publisher", &["title", "licence"]), None);
        assert_eq!(nearest("fra", &["en", "fr"]), Some("fr"));
        assert_eq!(nearest("de", &["en", "fr"]), None);
    }
}
