//! Ligatures of printers (U+FB00 to U+FB06) as letters.

use super::input::RepairInput;
use super::replacement::{Replacement, ReplacementKind};

/// The ligatures of a text.
pub(super) fn find(input: &RepairInput<'_>) -> Vec<Replacement> {
    let found = input.text.char_indices().filter_map(|(at, c)| {
        let end = at + c.len_utf8();
        Some(Replacement::new(
            at,
            end,
            letters(c)?,
            ReplacementKind::Characters,
        ))
    });
    found.collect()
}

/// The letters of a ligature; `None` for any other character.
pub(crate) fn letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}
