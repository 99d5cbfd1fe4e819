//! Ligatures of printers (U+FB00 to U+FB06) as the letters that they are.

use super::{Mark, MarkKind, Source};

/// The ligatures of a text.
pub fn find(source: &Source<'_>) -> Vec<Mark> {
    let found = source.text.char_indices().filter_map(|(at, c)| {
        let end = at + c.len_utf8();
        Some(Mark::new(at, end, letters(c)?, MarkKind::Characters))
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
