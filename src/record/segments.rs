//! A side of a bead, divided into its segments again.

use super::side::{BeadSide, Cut};
use crate::quote::Segment;
use crate::text::Span;

impl BeadSide {
    /// Its segments, each with what it came from; the whole as one segment if the cuts cannot be right.
    ///
    /// ```
    /// use diglot::lang::Lang;
    /// use diglot::record::{Cut, BeadSide};
    /// use diglot::text::Span;
    ///
    /// let side = BeadSide {
    ///     lang: Lang::EN,
    ///     text: "It is cold. We wait.".into(),
    ///     spans: vec![Span::new(40, 51), Span::new(60, 68)],
    ///     cuts: vec![Cut { text: 11, raw: 11 }],
    ///     glued: false,
    /// };
    /// let [first, second] = &side.segments()[..] else { panic!() };
    /// assert_eq!((&first.text[..], &second.text[..]), ("It is cold.", "We wait."));
    /// assert_eq!(second.spans, [Span::new(60, 68)]);
    /// ```
    pub fn segments(&self) -> Vec<Segment> {
        self.cut_up().unwrap_or_else(|| {
            vec![Segment {
                text: self.text.clone(),
                spans: self.spans.clone(),
            }]
        })
    }

    fn cut_up(&self) -> Option<Vec<Segment>> {
        let end = Cut {
            text: self.text.len(),
            raw: covered(&self.spans),
        };
        let mut from = Cut { text: 0, raw: 0 };
        let mut segments = Vec::new();
        for cut in self.cuts.iter().chain([&end]) {
            let text = self.text.get(from.text..cut.text)?;
            if text.is_empty() || cut.raw < from.raw || cut.raw > end.raw {
                return None;
            }
            let [before, _] = divided(&self.spans, [cut.raw, cut.raw]);
            let [_, spans] = divided(&before, [from.raw, from.raw]);
            segments.push(Segment {
                text: text.to_owned(),
                spans,
            });
            // A space follows it.
            from = Cut {
                text: cut.text.checked_add(1)?,
                raw: cut.raw,
            };
        }
        Some(segments)
    }
}

/// The text of sides that follow one another, as the document has it: with single spaces, except where a
/// reviewer cut between two letters.
pub(crate) fn joined_sides<'a>(sides: impl IntoIterator<Item = &'a BeadSide>) -> String {
    let sides = sides.into_iter();
    joined_parts(sides.map(|side| (&side.text[..], side.glued)))
}

/// The same for any texts, each with whether it follows the one before without a space.
pub(crate) fn joined_parts<'a>(parts: impl IntoIterator<Item = (&'a str, bool)>) -> String {
    let mut text = String::new();
    for (i, (part, glued)) in parts.into_iter().enumerate() {
        if i > 0 && !glued {
            text.push(' ');
        }
        text.push_str(part);
    }
    text
}

/// How many bytes spans cover.
pub(crate) fn covered(spans: &[Span]) -> usize {
    let lengths = spans.iter().map(|span| span.end.saturating_sub(span.start));
    lengths.fold(0, usize::saturating_add)
}

/// Spans before one place in what they cover, and after another; what is between goes to neither.
pub(crate) fn divided(spans: &[Span], [end, start]: [usize; 2]) -> [Vec<Span>; 2] {
    let mut parts = [Vec::new(), Vec::new()];
    let mut passed: usize = 0;
    for span in spans {
        let length = span.end.saturating_sub(span.start);
        let (from, to) = (passed, passed.saturating_add(length));
        let within = |at: usize| span.start + at.clamp(from, to) - from;
        if end > from {
            parts[0].push(Span::new(span.start, within(end)));
        }
        if start < to {
            parts[1].push(Span::new(within(start), span.end));
        }
        passed = to;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::sample::side;

    #[test]
    fn cuts_that_cannot_be_right_leave_one_segment() {
        let whole = side(Lang::RU, "Зима. Снег.");
        for (text, raw) in [
            (3, 3),
            (9, 99),
            (0, 0),
            (99, 9),
            (usize::MAX, usize::MAX),
            (19, 19),
        ] {
            let mut odd = whole.clone();
            odd.cuts = vec![Cut { text, raw }];
            let [only] = &odd.segments()[..] else {
                panic!("{text} {raw}");
            };
            assert_eq!(only.text, whole.text);
        }
    }

    #[test]
    fn places_in_what_spans_cover_are_found_over_gaps() {
        let spans = [Span::new(0, 4), Span::new(10, 14)];
        let span = Span::new;
        assert_eq!(
            divided(&spans, [3, 5]),
            [vec![span(0, 3)], vec![span(11, 14)]]
        );
        assert_eq!(
            divided(&spans, [4, 4]),
            [vec![span(0, 4)], vec![span(10, 14)]]
        );
        assert_eq!(divided(&spans, [0, 9]), [vec![], vec![]]);
    }
}
