//! Places in texts as a browser counts them, in UTF-16 code units.

/// A place in UTF-16 code units, from one in bytes.
pub(super) fn units_from_bytes(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or(text);
    before.encode_utf16().count()
}

/// A place in bytes, from one in UTF-16 code units.
pub(super) fn bytes_from_units(text: &str, units: usize) -> usize {
    let mut passed = 0;
    for (at, c) in text.char_indices() {
        if passed >= units {
            return at;
        }
        passed += c.len_utf16();
    }
    text.len()
}
