//! Values that belong to spans of one text, found by binary search.

use crate::text::Span;
use std::fmt;

/// Spans in order that do not overlap, each with a value.
///
/// A layer need not cover the text. It costs nothing when it is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer<T> {
    entries: Vec<(Span, T)>,
}

impl<T> Default for Layer<T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
        }
    }
}

impl<T> Layer<T> {
    /// The span that byte `offset` lies in, with its value.
    pub fn at(&self, offset: usize) -> Option<(Span, &T)> {
        let (span, value) = self.entries.get(self.first_after(offset))?;
        (span.start <= offset).then_some((*span, value))
    }

    /// The spans that share at least one byte with `span`, in order, each with its value.
    pub fn overlapping(&self, span: Span) -> &[(Span, T)] {
        let from = self.first_after(span.start);
        let to = self
            .entries
            .partition_point(|(own, _)| own.start < span.end);
        self.entries.get(from..to).unwrap_or_default()
    }

    /// All spans, in order, each with its value.
    pub fn entries(&self) -> &[(Span, T)] {
        &self.entries
    }

    /// Whether nothing is known of any span.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds a value for a span of `text`, after all spans so far.
    ///
    /// # Errors
    ///
    /// The span is empty, begins before the end of the last one, or does not lie on character boundaries of
    /// `text`. Then the layer is as it was.
    pub fn push(&mut self, text: &str, span: Span, value: T) -> Result<(), MisplacedSpan> {
        let last = self.entries.last().map_or(0, |(last, _)| last.end);
        if span.is_empty() || span.start < last || text.get(span.start..span.end).is_none() {
            return Err(MisplacedSpan { span, last });
        }
        self.entries.push((span, value));
        Ok(())
    }

    /// The index of the first span that ends after byte `offset`.
    fn first_after(&self, offset: usize) -> usize {
        self.entries.partition_point(|(span, _)| span.end <= offset)
    }
}

/// A span that a layer has no place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MisplacedSpan {
    /// The span.
    pub span: Span,
    /// The end of the span before it, from 0.
    pub last: usize,
}

impl fmt::Display for MisplacedSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Span { start, end } = self.span;
        write!(
            f,
            "bytes {start}..{end} are not whole characters of the text after byte {}",
            self.last
        )
    }
}

impl std::error::Error for MisplacedSpan {}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Зима и лёд.";

    fn layer() -> Layer<char> {
        let mut layer = Layer::default();
        layer.push(TEXT, Span::new(0, 8), 'a').unwrap();
        layer.push(TEXT, Span::new(8, 9), 'b').unwrap();
        layer.push(TEXT, Span::new(12, 18), 'c').unwrap();
        layer
    }

    #[test]
    fn a_value_is_found_from_any_byte_of_its_span() {
        let at = |offset| layer().at(offset).map(|(_, value)| *value);
        assert_eq!([at(0), at(7), at(8)], [Some('a'), Some('a'), Some('b')]);
        assert_eq!([at(9), at(11), at(18), at(99)], [None; 4]);
        assert_eq!([at(12), at(17)], [Some('c'); 2]);
        assert_eq!(Layer::<char>::default().at(0), None);
    }

    #[test]
    fn spans_that_only_touch_do_not_overlap() {
        let values = |start, end| -> String {
            let layer = layer();
            let found = layer.overlapping(Span::new(start, end));
            found.iter().map(|(_, value)| *value).collect()
        };
        assert_eq!(values(0, 99), "abc");
        assert_eq!(values(7, 9), "ab");
        assert_eq!(values(8, 12), "b");
        assert_eq!(values(9, 12), "");
        assert_eq!(values(17, 18), "c");
    }

    #[test]
    fn a_misplaced_span_is_refused() {
        for (span, why) in [
            (Span::new(17, 20), "overlaps"),
            (Span::new(3, 5), "is before the last"),
            (Span::new(19, 99), "ends after the text"),
            (Span::new(19, 19), "is empty"),
        ] {
            let mut layer = layer();
            let refused = layer.push(TEXT, span, 'x');
            assert_eq!(refused, Err(MisplacedSpan { span, last: 18 }), "{why}");
            assert_eq!(layer.entries().len(), 3);
        }
        let inside_a_letter = Layer::default().push(TEXT, Span::new(1, 4), 'x');
        assert_eq!(
            inside_a_letter.unwrap_err().to_string(),
            "bytes 1..4 are not whole characters of the text after byte 0"
        );
    }
}
