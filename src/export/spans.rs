//! Spans as text, for formats without lists.

use crate::text::Span;

/// Spans as text, `120..160 170..200`: bytes, the end not included. With a hyphen,
/// spreadsheets would read small spans as dates.
pub(super) fn spans_as_text(spans: &[Span]) -> String {
    spans
        .iter()
        .map(|span| format!("{}..{}", span.start, span.end))
        .collect::<Vec<_>>()
        .join(" ")
}
