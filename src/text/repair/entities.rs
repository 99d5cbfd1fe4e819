//! Characters written by name or number: `&eacute;`, `&#233;`, `&#xE9;`.

use super::input::{RepairInput, ahead};
use super::replacement::{Replacement, ReplacementKind};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Longest name with the two signs around it, in bytes.
const LONGEST: usize = 12;

static NAMES: LazyLock<HashMap<&str, char>> = LazyLock::new(|| {
    include_str!("entities.txt")
        .lines()
        .filter(|line| !line.starts_with("# "))
        .filter_map(|line| {
            let (name, number) = line.split_once(' ')?;
            let number = u32::from_str_radix(number, 16).ok()?;
            Some((name, char::from_u32(number)?))
        })
        .collect()
});

/// The entities of a text. One without a known name stays as it is.
pub(super) fn find(input: &RepairInput<'_>) -> Vec<Replacement> {
    input
        .text
        .match_indices('&')
        .filter_map(|(at, _)| {
            let rest = ahead(input.text, at, LONGEST);
            let end = rest.find(';')?;
            let shown = entity(&rest[1..end])?.to_string();
            Some(Replacement::new(
                at,
                at + end + 1,
                &shown,
                ReplacementKind::Characters,
            ))
        })
        .collect()
}

/// The character that a name between `&` and `;` means.
pub(super) fn entity(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return NAMES.get(name).copied();
    };
    let value = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    let named = NAMES.get(format!("#{value}").as_str());
    named.copied().or_else(|| char::from_u32(value))
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[test]
    fn names_and_numbers_are_characters() {
        assert_eq!(
            shown(
                "&laquo;Да&raquo; &#8212; &#x2014; &#150; &amp;c &bogus;",
                &[]
            ),
            "«Да» — — – &c &bogus;"
        );
        assert_eq!(shown("&Acy;&eacute;&euro;&dagger;", &[]), "Аé€†");
    }

    #[test]
    fn every_line_of_the_table_is_a_name_that_is_short_enough() {
        let lines = include_str!("entities.txt").lines();
        let entries = lines.filter(|line| !line.is_empty() && !line.starts_with("# "));
        assert_eq!(entries.count(), NAMES.len());
        assert!(NAMES.len() > 252);
        assert!(NAMES.keys().all(|name| name.len() + 2 <= LONGEST));
    }
}
