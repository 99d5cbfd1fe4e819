//! What in a document is no prose: code, addresses, tags, comments, the targets of links. What a rule
//! says of words does not hold there, and nothing may be changed.

use crate::text::repair::{RepairInput, marks};
use crate::text::{Repair, Repairs, Span, ceil_boundary, floor_boundary};
use std::collections::HashMap;

/// Most bytes of an address before or behind a place in it.
const LONGEST_ADDRESS: usize = 1000;
/// Fewest signs of a fence.
const LEAST_FENCE: usize = 3;

/// The stretches of a document that are no prose.
#[derive(Debug)]
pub(super) struct NoProse<'a> {
    text: &'a str,
    /// In order; one may lie in another.
    spans: Vec<Span>,
    /// Of each of `spans`, the last end so far.
    ends: Vec<usize>,
}

impl<'a> NoProse<'a> {
    /// Finds them.
    pub fn of(source: &RepairInput<'a>) -> Self {
        let text = source.text;
        let markup = marks(source, Repairs::none().with(Repair::Markup));
        let mut spans: Vec<Span> = markup.into_iter().map(|mark| mark.span).collect();
        spans.extend(code(text));
        spans.sort();
        let ends = spans.iter().scan(0, |end, span| {
            *end = span.end.max(*end);
            Some(*end)
        });
        let ends = ends.collect();
        Self { text, spans, ends }
    }

    /// Whether any of a stretch is no prose.
    pub fn touches(&self, span: Span) -> bool {
        let before = self.spans.partition_point(|other| other.start < span.end);
        let covers = before > 0 && self.ends[before - 1] > span.start;
        covers || is_in_address(self.text, span)
    }
}

/// All code of a text, in order; one stretch may lie in another.
pub(super) fn code(text: &str) -> Vec<Span> {
    let mut found = fences(text);
    found.extend(code_spans(text));
    found.sort();
    found
}

/// Whether the line break at `at` is a paragraph's last: nothing but white space is on the next line.
pub(super) fn ends_paragraph(text: &str, at: usize) -> bool {
    let mut below = text[at + 1..].chars();
    below.find(|&c| c == '\n' || !c.is_whitespace()) == Some('\n')
}

/// Blocks of code between lines of three backticks or tildes; one that does not end goes on to the
/// end of the text (CommonMark, section 4.5).
fn fences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let sign = bare.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = sign.map_or(0, |sign| bare.chars().take_while(|&c| c == sign).count());
        let is_bare = bare.chars().count() == length;
        match (open, sign) {
            (None, Some(sign)) if length >= LEAST_FENCE && !bare[length..].contains('`') => {
                open = Some((at, sign, length));
            }
            (Some((start, sign, least)), Some(closing))
                if closing == sign && length >= least && is_bare =>
            {
                found.push(Span::new(start, at + line.len()));
                open = None;
            }
            _ => {}
        }
        at += line.len();
    }
    found.extend(open.map(|(start, ..)| Span::new(start, text.len())));
    found
}

/// Code inside paragraphs, between runs of as many backticks.
fn code_spans(text: &str) -> Vec<Span> {
    if !text.contains('`') {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut open: HashMap<usize, usize> = HashMap::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'\n' && ends_paragraph(text, at) {
            open.clear();
        }
        let length = bytes[at..].iter().take_while(|&&b| b == b'`').count();
        if length > 0 {
            match open.remove(&length) {
                Some(start) => {
                    found.push(Span::new(start, at + length));
                    // What began inside it is code, too.
                    open.retain(|_, &mut other| other < start);
                }
                None => _ = open.insert(length, at),
            }
        }
        at += length.max(1);
    }
    found
}

/// Whether a stretch is part of an address, of a page or of a person.
fn is_in_address(text: &str, span: Span) -> bool {
    let ends = |c: char| c.is_whitespace() || "<>()[]{}\"«»“”„|".contains(c);
    let from = floor_boundary(text, span.start.saturating_sub(LONGEST_ADDRESS));
    let to = ceil_boundary(text, (span.end + LONGEST_ADDRESS).min(text.len()));
    let before = text[from..span.start].rsplit(ends).next();
    let behind = text[span.end..to].split(ends).next();
    let start = span.start - before.map_or(0, str::len);
    let end = span.end + behind.map_or(0, str::len);
    let whole = &text[start..end];
    let has_host = whole.split_once('/').is_some_and(|(host, _)| {
        let (name, top) = host.rsplit_once('.').unwrap_or_default();
        !name.is_empty() && top.len() > 1 && top.chars().all(|c| c.is_ascii_lowercase())
    });
    has_host || whole.contains("://") || whole.contains('@') || whole.starts_with("www.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Library;

    fn prose(text: &str) -> String {
        let library = Library::default();
        let vocabulary = library.vocabulary();
        let no_prose = NoProse::of(&RepairInput::new(text, vocabulary));
        crate::text::words(text)
            .map(|range| Span::new(range.start, range.end))
            .filter(|&span| !no_prose.touches(span))
            .map(|span| span.slice(text))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn code_and_addresses_are_none() {
        for (text, left) in [
            ("a `code` b ``two ` ticks`` c", "a b c"),
            ("open ` tick\n\nand ` another", "open tick and another"),
            ("open ` tick\r\n\r\nand ` another", "open tick and another"),
            ("open ` tick\n \t\nand ` another", "open tick and another"),
            ("a `code\r\ncode` b", "a b"),
            ("a\n```sh\ncode\n```\nb", "a b"),
            ("a\n~~~\ncode\n```\nmore", "a"),
            (
                "see <b title=\"x\">this</b> <!-- not\n\nthis --> end",
                "see this end",
            ),
            ("[ferry](http://a.org/b) [boat](boat.html)", "ferry boat"),
            ("at https://a.org/ferry, anna@a.org www.a.org", "at"),
            ("at a.org/ferry and either/or", "at and either or"),
        ] {
            assert_eq!(prose(text), left, "{text}");
        }
    }
}
