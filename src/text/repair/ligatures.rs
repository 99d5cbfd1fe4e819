//! Ligatures of printers (U+FB00 to U+FB06) as the letters that they are.

use super::{RepairInput, Replacement, ReplacementKind};

/// The ligatures of a text.
pub fn find(source: &RepairInput<'_>) -> Vec<Replacement> {
    let found = source.text.char_indices().filter_map(|(at, c)| {
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

/// The letters of a ligature.
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
