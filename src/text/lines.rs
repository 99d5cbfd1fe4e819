//! From byte offsets to lines and columns, for messages only: inside the program a place is a span.

use super::boundary::floor_boundary;
use serde::{Deserialize, Serialize};

/// Distance between two checkpoints, in bytes: short enough that counting between them costs nothing, long
/// enough that the checkpoints are small beside the text.
const STRIDE: usize = 1024;

/// Finds the line and column of any byte of one text.
///
/// It is built in one pass. Its memory is linear in the text, and the time of a look-up does not depend on the
/// length of the line: a book on one line of 50 MB costs no more than one with many lines.
#[derive(Clone, Debug)]
pub struct LineIndex {
    /// Offset of the first byte of each line.
    starts: Vec<usize>,
    /// How many characters begin before byte `i * STRIDE`.
    chars: Vec<usize>,
}

/// A place as people count it: both from 1, the column in characters (Unicode scalar values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl LineIndex {
    /// Indexes `text`. Lines end with `\n`. A byte order mark at the beginning has no column, as no editor
    /// shows it.
    pub fn new(text: &str) -> Self {
        let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let mut starts = vec![bom];
        let mut chars = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for (offset, byte) in text.bytes().enumerate() {
            if offset % STRIDE == 0 {
                chars.push(count);
            }
            count += usize::from(begins_character(byte));
            if byte == b'\n' {
                starts.push(offset + 1);
            }
        }
        Self { starts, chars }
    }

    /// The line and column of byte `offset` of `text`, the indexed text. An offset past the end counts as the end,
    /// one inside a character as that character.
    pub fn line_column(&self, text: &str, offset: usize) -> LineColumn {
        let offset = offset.min(text.len());
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts[line - 1];
        let before = self.chars_before(text, offset);
        LineColumn {
            line,
            column: before.saturating_sub(self.chars_before(text, start)) + 1,
        }
    }

    /// The byte at a line and column of `text`, the indexed text. A column past the end of its line counts as the
    /// line's end. `None` for a line that does not exist.
    pub fn offset(&self, text: &str, place: LineColumn) -> Option<usize> {
        let index = place.line.checked_sub(1)?;
        let start = *self.starts.get(index)?;
        let end = self
            .starts
            .get(index + 1)
            .map_or(text.len(), |next| next - 1);
        let line = text.get(start..end)?;
        let column = line.char_indices().nth(place.column.saturating_sub(1));
        Some(start + column.map_or(line.len(), |(at, _)| at))
    }

    /// Characters that end at or before byte `offset`.
    fn chars_before(&self, text: &str, offset: usize) -> usize {
        let offset = floor_boundary(text, offset);
        let Some(&counted) = self.chars.get(offset / STRIDE) else {
            // The end of a text whose length is a multiple of the stride.
            return self.chars.last().map_or(0, |&last| {
                last + count(&text.as_bytes()[(self.chars.len() - 1) * STRIDE..])
            });
        };
        counted + count(&text.as_bytes()[offset / STRIDE * STRIDE..offset])
    }
}

fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| begins_character(byte)).count()
}

/// Whether a byte of UTF-8 begins a character: all do but the continuation bytes `10xxxxxx`.
fn begins_character(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn place(text: &str, offset: usize) -> (usize, usize) {
        let place = LineIndex::new(text).line_column(text, offset);
        (place.line, place.column)
    }

    #[test]
    fn columns_count_characters() {
        let text = "one\nПоезд пришёл\n";
        assert_eq!(place(text, 0), (1, 1));
        assert_eq!(place(text, 4), (2, 1));
        assert_eq!(place(text, text.find("при").unwrap()), (2, 7));
        assert_eq!(place(text, text.len()), (3, 1));
        assert_eq!(place("", 0), (1, 1));
        assert_eq!(place("", 9), (1, 1));
    }

    #[test]
    fn a_byte_order_mark_has_no_column() {
        assert_eq!(place("\u{feff}Да", 0), (1, 1));
        assert_eq!(place("\u{feff}Да", 3), (1, 1));
        assert_eq!(place("\u{feff}Да", 5), (1, 2));
    }

    proptest! {
        #[test]
        fn agrees_with_counting_from_the_start(
            text in "([a-zё\n]|д{300}|\u{301}){0,40}",
            at in any::<prop::sample::Index>(),
        ) {
            let offset = at.index(text.len() + 1);
            prop_assume!(text.is_char_boundary(offset));
            let before = &text[..offset];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
            prop_assert_eq!(place(&text, offset), (line, column));
            let index = LineIndex::new(&text);
            prop_assert_eq!(index.offset(&text, LineColumn { line, column }), Some(offset));
        }
    }
}
