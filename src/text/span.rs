//! One span type for everything: half-open byte ranges into a document's text.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A half-open range of bytes, `start..end`, into one document's UTF-8 text.
///
/// Spans always lie on character boundaries. They are written as a two-element array:
///
/// ```
/// use diglot::text::Span;
///
/// let span = Span::new(3, 7);
/// assert_eq!(span.slice("an idea"), "idea");
/// assert_eq!(serde_json::to_string(&span).unwrap(), "[3,7]");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`; an end before the start makes an empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two spans share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The part of `text` that the span covers, as far as `text` goes; empty when an end is inside a
    /// character.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start.min(text.len())..self.end.min(text.len()))
            .unwrap_or_default()
    }

    /// The span without the white space at its ends.
    pub fn trimmed(self, text: &str) -> Span {
        let slice = self.slice(text);
        let start = self.start + (slice.len() - slice.trim_start().len());
        Span::new(start, start + slice.trim().len())
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.start, self.end].serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let [start, end] = <[usize; 2]>::deserialize(deserializer)?;
        if end < start {
            return Err(serde::de::Error::custom(format!(
                "span ends at byte {end}, before its start at byte {start}"
            )));
        }
        Ok(Span { start, end })
    }
}
