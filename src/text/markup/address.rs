//! Addresses of pages and persons.

use crate::text::boundary::{ceil_boundary, floor_boundary};
use crate::text::span::Span;

/// Longest part of an address before or after a place in it, in bytes.
const LONGEST_SIDE: usize = 1000;

/// Whether a span of a text is part of an address: `https://a.org/b`, `www.a.org`, `a.org/b`, `anna@a.org`.
pub(super) fn is_in_address(text: &str, span: Span) -> bool {
    let ends = |c: char| c.is_whitespace() || "<>()[]{}\"«»“”„|".contains(c);
    let from = floor_boundary(text, span.start.saturating_sub(LONGEST_SIDE));
    let to = ceil_boundary(text, (span.end + LONGEST_SIDE).min(text.len()));
    let before = text[from..span.start].rsplit(ends).next();
    let after = text[span.end..to].split(ends).next();
    let start = span.start - before.map_or(0, str::len);
    let end = span.end + after.map_or(0, str::len);
    let whole = &text[start..end];
    let has_host = whole.split_once('/').is_some_and(|(host, _)| {
        let (name, top) = host.rsplit_once('.').unwrap_or_default();
        !name.is_empty() && top.len() > 1 && top.chars().all(|c| c.is_ascii_lowercase())
    });
    has_host || whole.contains("://") || whole.contains('@') || whole.starts_with("www.")
}
