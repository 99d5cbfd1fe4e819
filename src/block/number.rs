//! Numbers of pages and notes.

use crate::lang::Library;

/// Whether a line is only a page number: "38", "- 38 -", "[Pg 117]", "xii".
pub(super) fn is_page_number(line: &str, library: &Library) -> bool {
    page_label(line, library).is_some()
}

/// The number of a line that is only a page number: "117" of "[Pg 117]".
pub(super) fn page_label<'a>(line: &'a str, library: &Library) -> Option<&'a str> {
    let core = line.trim_matches(|c: char| !c.is_alphanumeric());
    let number = core
        .trim_start_matches(|c: char| c.is_alphabetic())
        .trim_start_matches(['.', ' ']);
    let prefix = core[..core.len() - number.len()].trim_end_matches(['.', ' ']);
    let prefix = prefix.to_lowercase();
    let page_word = prefix.is_empty()
        || library
            .all()
            .any(|(_, tables)| tables.page_words.contains(&prefix));
    if page_word && is_number(number) && number.len() <= 4 {
        return Some(number);
    }
    is_roman(core).then_some(core)
}

/// Whether a word is a number in small Roman numerals of two letters or more.
fn is_roman(word: &str) -> bool {
    let hundreds = word.trim_start_matches('c');
    let tens = ["xc", "xl"]
        .iter()
        .find_map(|t| hundreds.strip_prefix(t))
        .unwrap_or_else(|| {
            hundreds
                .strip_prefix('l')
                .unwrap_or(hundreds)
                .trim_start_matches('x')
        });
    let ones = match tens {
        "ix" | "iv" => "",
        _ => tens
            .strip_prefix('v')
            .unwrap_or(tens)
            .trim_start_matches('i'),
    };
    (2..=8).contains(&word.len()) && ones.is_empty()
}

/// The number that a text begins with, such as a note's label; empty if there is none.
pub(super) fn leading_number(text: &str) -> &str {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    &text[..digits]
}

/// Whether a word is a number in digits.
pub(super) fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_not_years_in_a_sentence() {
        let library = Library::default();
        for line in ["38", "— 38 —", "[Pg 117]", "p. 12", "xii"] {
            assert!(is_page_number(line, &library), "{line}");
        }
        for line in ["1921 was cold", "A K 3", "No. 12 b", "civil"] {
            assert!(!is_page_number(line, &library), "{line}");
        }
    }
}
