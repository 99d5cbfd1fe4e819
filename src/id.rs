//! Ids that survive edits elsewhere, and the hashing that they are made with.
//!
//! A quote's id hashes its document's id, its normalised original and the number of quotes in the document
//! with the same original before it. A bead's id is its quote's id and the segments that it covers. So
//! neither depends on where the quote is, on the text around it or on its translation.

use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;
use std::ops::Range;

/// SHA-256 of a file's bytes, 64 hexadecimal digits.
pub(crate) fn checksum(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold(String::new(), |mut digits, byte| {
        // Writing into a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// The stable id of a quote: 12 hexadecimal digits.
///
/// `ordinal` is how many earlier quotes of the document have the same normalised original.
///
/// ```
/// use diglot::id::quote_id;
///
/// let first = quote_id("gogol/overcoat", "Вот и зима.", 0);
/// assert_eq!(first.len(), 12);
/// assert_ne!(first, quote_id("gogol/overcoat", "Вот и зима.", 1));
/// assert_ne!(first, quote_id("gogol/nose", "Вот и зима.", 0));
/// ```
pub fn quote_id(document: &str, original: &str, ordinal: usize) -> String {
    let ordinal = ordinal.to_string();
    digest(
        "quote",
        &[Some(document), Some(original), Some(&ordinal)],
        6,
    )
}

/// The ids of all quotes of a document, from their normalised originals in document order.
///
/// ```
/// use diglot::id::{quote_id, quote_ids};
///
/// let ids = quote_ids("gogol", ["Зима.", "Весна.", "Зима."]);
/// let expected = [("Зима.", 0), ("Весна.", 0), ("Зима.", 1)];
/// assert_eq!(ids, expected.map(|(text, ordinal)| quote_id("gogol", text, ordinal)));
/// ```
pub fn quote_ids<'a>(document: &str, originals: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    originals
        .into_iter()
        .map(|original| {
            let count = seen.entry(original).or_default();
            let id = quote_id(document, original, *count);
            *count += 1;
            id
        })
        .collect()
}

/// The stable id of a bead: its quote's and the source segments that it covers, from 1; for a bead
/// without source, its target segments after a `t`.
///
/// ```
/// use diglot::id::bead_id;
///
/// assert_eq!(bead_id("0a1b2c3d4e5f", 0..1, 0..2), "0a1b2c3d4e5f.1");
/// assert_eq!(bead_id("0a1b2c3d4e5f", 1..3, 2..3), "0a1b2c3d4e5f.2-3");
/// assert_eq!(bead_id("0a1b2c3d4e5f", 3..3, 3..4), "0a1b2c3d4e5f.t4");
/// assert_eq!(bead_id("0a1b2c3d4e5f", 3..3, 3..5), "0a1b2c3d4e5f.t4-5");
/// ```
pub fn bead_id(quote: &str, source: Range<usize>, target: Range<usize>) -> String {
    let (of_target, range) = match source.is_empty() {
        true => (true, target),
        false => (false, source),
    };
    let first = range.start + 1;
    bead_id_within(quote, of_target, (first, 0), range.end)
}

/// The same for a bead that may begin inside a segment: after `offset` characters of its `first` segment,
/// from 1.
pub(crate) fn bead_id_within(
    quote: &str,
    of_target: bool,
    (first, offset): (usize, usize),
    last: usize,
) -> String {
    let mark = if of_target { "t" } else { "" };
    let mut id = format!("{quote}.{mark}{first}");
    if offset > 0 {
        id.push_str(&format!("+{offset}"));
    }
    if last > first {
        id.push_str(&format!("-{last}"));
    }
    id
}

/// The quote that an id is about: the id itself, or the part of a bead's id before the stop.
pub fn quote_of(id: &str) -> &str {
    id.split('.').next().unwrap_or(id)
}

/// Whether an id is a bead's, and not a quote's.
pub fn is_bead(id: &str) -> bool {
    id.contains('.')
}

/// The first `bytes` bytes of the SHA-256 of `parts`, in hexadecimal.
///
/// Each part is hashed after its length, and a missing part has a sign of its own, so that no two lists of
/// parts give the same bytes. `what` keeps ids and hashes of different kinds apart.
pub(crate) fn digest(what: &str, parts: &[Option<&str>], bytes: usize) -> String {
    let mut sha = Sha256::new();
    for part in std::iter::once(&Some(what)).chain(parts) {
        match part {
            Some(text) => {
                sha.update([1]);
                sha.update((text.len() as u64).to_le_bytes());
                sha.update(text.as_bytes());
            }
            None => sha.update([0]),
        }
    }
    let hash = sha.finalize();
    hash.iter()
        .take(bytes)
        .map(|b| format!("{b:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_an_id_cannot_run_into_each_other() {
        assert_ne!(quote_id("ab", "c", 0), quote_id("a", "bc", 0));
        assert_ne!(digest("x", &[None], 6), digest("x", &[Some("")], 6));
    }

    #[test]
    fn an_id_is_the_same_in_every_version_of_the_program() {
        assert_eq!(quote_id("gogol", "Вот и зима.", 0), "56150f24e5e5");
    }

    #[test]
    fn a_text_that_comes_twice_has_two_ids_and_text_elsewhere_changes_neither() {
        let before = quote_ids("gogol", ["Зима.", "Весна.", "Зима."]);
        let after = quote_ids("gogol", ["Пролог.", "Зима.", "Лето.", "Зима."]);
        assert_ne!(before[0], before[2]);
        assert_eq!((&before[0], &before[2]), (&after[1], &after[3]));
    }
}
