//! Normalised text that knows where every part of it came from.
//!
//! Enters: pieces of a document and the marks in them that are no text (see [`crate::block::marks`]).
//! Leaves: [`Clean`], text in NFC with single spaces, and a map from any range of it to byte spans
//! of the document. Nothing is repaired that cannot be mapped back.

use super::Span;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Normalised text with its map to the document.
///
/// The map is a list of runs; a run of normalised text that is byte for byte the document's is
/// stored once, however long. Runs of one *piece* (a paragraph, say) belong together: what was
/// taken out between them is covered by the spans that [`Clean::spans`] gives, whereas what stands
/// between two pieces (a page break, a footnote) is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clean {
    text: String,
    runs: Vec<Run>,
    pieces: u32,
}

/// A stretch of normalised text and the stretch of the document that it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    /// Where it begins in the normalised text, in bytes.
    at: usize,
    /// Its length there, in bytes.
    len: usize,
    /// What it came from; the same bytes if the lengths agree and `exact` says so.
    span: Span,
    /// Whether it is the document's text, byte for byte.
    exact: bool,
    /// Which piece it belongs to.
    piece: u32,
}

impl Run {
    /// Whether any of a range comes from it, or it is hidden directly behind the range.
    fn touches(&self, range: &Range<usize>) -> bool {
        self.at < range.end || (self.len == 0 && self.at == range.end && !range.is_empty())
    }
}

/// What a word may be broken with at a line's end.
pub const HYPHENS: &[char] = &['-', '\u{ad}', '‐', '¬'];

/// How a piece goes on from the piece before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// With a space between them.
    Space,
    /// As one word: the hyphen that ends the text so far is dropped.
    Hyphen,
}

impl Clean {
    /// No text.
    pub fn new() -> Self {
        Self::default()
    }

    /// The normalised text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The document's spans for a byte range of the normalised text: one span a piece, in order.
    ///
    /// A range that covers nothing has no spans.
    pub fn spans(&self, range: Range<usize>) -> Vec<Span> {
        let mut spans: Vec<(u32, Span)> = Vec::new();
        let first = self.runs.partition_point(|r| r.at + r.len <= range.start);
        for run in &self.runs[first..] {
            if !run.touches(&range) {
                break;
            }
            let span = if run.exact {
                Span::new(
                    run.span.start + range.start.saturating_sub(run.at),
                    run.span.end - (run.at + run.len).saturating_sub(range.end),
                )
            } else {
                run.span
            };
            match spans.last_mut() {
                Some((piece, last)) if *piece == run.piece => last.end = last.end.max(span.end),
                _ => spans.push((run.piece, span)),
            }
        }
        spans.into_iter().map(|(_, span)| span).collect()
    }

    /// Begins a new piece, with `join` between it and the text so far.
    pub fn begin_piece(&mut self, join: Join) {
        self.pieces += 1;
        match join {
            Join::Space => {}
            Join::Hyphen => self.drop_hyphen(),
        }
        if join == Join::Space && !self.text.is_empty() && !self.text.ends_with(' ') {
            // A space of the next piece's: it maps to nothing that a segment shows.
            self.text.push(' ');
        }
    }

    /// Takes away a hyphen at the end of the text.
    pub fn drop_hyphen(&mut self) {
        while self.text.ends_with(' ') || self.text.ends_with(HYPHENS) {
            let stop = self.text.ends_with(HYPHENS);
            self.text.pop();
            let end = self.text.len();
            while let Some(run) = self.runs.last_mut() {
                if run.at >= end {
                    self.runs.pop();
                } else {
                    let over = (run.at + run.len).saturating_sub(end);
                    run.len -= over;
                    if run.exact {
                        run.span.end -= over;
                    }
                    break;
                }
            }
            if stop {
                break;
            }
        }
    }

    /// Appends document text, normalised: NFC, runs of white space as one space, control and
    /// soft-hyphen characters left out.
    pub fn push_source(&mut self, source: &str, at: usize) {
        let mut chars = source.char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let start = at + offset;
            if c.is_whitespace() || is_odd_space(c) {
                self.push_space(Span::new(start, start + c.len_utf8()));
                continue;
            }
            if c.is_control() || is_invisible(c) {
                continue;
            }
            // Characters that may compose with the one before them go with it (Unicode Standard
            // Annex 15, section 9: NFC_Quick_Check is Maybe for them). One that only stands for
            // another (No, such as U+2F800) goes alone, or a sentence could end inside its run.
            let mut end = offset + c.len_utf8();
            while let Some(&(_, next)) = chars.peek() {
                if !(is_combining_mark(next)
                    || is_nfc_quick(std::iter::once(next)) == IsNormalized::Maybe)
                {
                    break;
                }
                end += next.len_utf8();
                chars.next();
            }
            let cluster = source.get(offset..end).unwrap_or_default();
            if cluster.len() == c.len_utf8() && is_nfc_quick(cluster.chars()) == IsNormalized::Yes {
                self.push_run(cluster, Span::new(start, at + end), true);
            } else {
                let composed: String = cluster.nfc().collect();
                let exact = composed == cluster;
                self.push_run(&composed, Span::new(start, at + end), exact);
            }
        }
    }

    /// Appends text that stands for `span`: what an entity or a mark is shown as.
    pub fn push_as(&mut self, shown: &str, span: Span) {
        for c in shown.chars() {
            if c.is_whitespace() || is_odd_space(c) {
                self.push_space(span);
            } else if !c.is_control() && !is_invisible(c) {
                let mut buffer = [0; 4];
                self.push_run(c.encode_utf8(&mut buffer), span, false);
            }
        }
    }

    /// Appends another clean text as it is, its pieces kept apart, with `join` before it.
    pub fn push_clean(&mut self, other: &Clean, join: Join) {
        self.begin_piece(join);
        let (at, base) = (self.text.len(), self.pieces);
        self.text.push_str(&other.text);
        self.runs.extend(other.runs.iter().map(|run| Run {
            at: run.at + at,
            piece: run.piece + base,
            ..run.clone()
        }));
        self.pieces += other.pieces;
    }

    /// The part of it that `range` covers, with its map; `range` must lie on character boundaries.
    pub fn part(&self, range: Range<usize>) -> Clean {
        let first = self.runs.partition_point(|r| r.at + r.len <= range.start);
        let runs = self.runs[first..]
            .iter()
            .take_while(|run| run.touches(&range))
            .map(|run| {
                let (from, to) = (run.at.max(range.start), (run.at + run.len).min(range.end));
                let span = if run.exact {
                    Span::new(
                        run.span.start + (from - run.at),
                        run.span.end - (run.at + run.len - to),
                    )
                } else {
                    run.span
                };
                Run {
                    at: from - range.start,
                    len: to - from,
                    span,
                    ..run.clone()
                }
            })
            .collect();
        Clean {
            text: self.text.get(range).unwrap_or_default().to_owned(),
            runs,
            pieces: self.pieces,
        }
    }

    /// The part of it that comes from `span` of the document: an empty one when none does.
    pub fn within(&self, span: Span) -> Range<usize> {
        let mut parts = self.runs.iter().filter_map(|run| {
            let (start, end) = (run.at, run.at + run.len);
            if run.len == 0 || !run.span.overlaps(span) {
                return None;
            }
            Some(match run.exact {
                true => {
                    start + span.start.saturating_sub(run.span.start)
                        ..end - run.span.end.saturating_sub(span.end)
                }
                false => start..end,
            })
        });
        let Some(first) = parts.next() else {
            return 0..0;
        };
        first.start..parts.next_back().map_or(first.end, |last| last.end)
    }

    /// Takes note of a mark that is not shown: a range that ends before it covers it too, so that a
    /// sentence's spans include its footnote mark.
    pub fn push_hidden(&mut self, span: Span) {
        self.runs.push(Run {
            at: self.text.len(),
            len: 0,
            span,
            exact: false,
            piece: self.pieces,
        });
    }

    fn push_space(&mut self, span: Span) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.push_run(" ", span, false);
        }
    }

    fn push_run(&mut self, shown: &str, span: Span, exact: bool) {
        let at = self.text.len();
        self.text.push_str(shown);
        if let Some(last) = self.runs.last_mut() {
            let adjoins = last.piece == self.pieces && last.at + last.len == at;
            if exact && last.exact && adjoins && last.span.end == span.start {
                last.len += shown.len();
                last.span.end = span.end;
                return;
            }
        }
        self.runs.push(Run {
            at,
            len: shown.len(),
            span,
            exact,
            piece: self.pieces,
        });
    }
}

/// Characters of no width that OCR and word processors leave in texts.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Spaces that Rust does not count as white space.
fn is_odd_space(c: char) -> bool {
    matches!(c, '\0' | '\u{180e}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(source: &str) -> Clean {
        let mut clean = Clean::new();
        clean.begin_piece(Join::Space);
        clean.push_source(source, 0);
        clean
    }

    #[test]
    fn white_space_is_one_space_and_maps_back() {
        let source = "The  ice\u{a0}was\n thin.";
        let text = clean(source);
        assert_eq!(text.text(), "The ice was thin.");
        let at = text.text().find("was thin").unwrap_or_default();
        let spans = text.spans(at..at + 8);
        assert_eq!(spans.len(), 1);
        assert_eq!(spans[0].slice(source), "was\n thin");
        assert_eq!(text.within(spans[0]), at..at + 8);
        assert!(text.within(Span::new(90, 99)).is_empty());
    }

    #[test]
    fn a_decomposed_letter_is_composed_and_covers_its_parts() {
        let source = "e\u{301}te\u{301} poln\u{438}\u{306}";
        let text = clean(source);
        assert_eq!(text.text(), "été poln\u{439}");
        assert_eq!(text.spans(0..2)[0].slice(source), "e\u{301}");
    }

    #[test]
    fn a_sign_that_stands_for_another_has_a_span_of_its_own() {
        let source = "[A.]\u{2f800}";
        let text = clean(source);
        assert_eq!(text.text(), "[A.]\u{4e3d}");
        assert_eq!(text.spans(0..3), [Span::new(0, 3)]);
        assert_eq!(text.spans(3..7), [Span::new(3, 8)]);
    }

    #[test]
    fn pieces_keep_their_spans_apart_and_a_hyphen_between_them_goes() {
        let mut text = Clean::new();
        text.begin_piece(Join::Space);
        text.push_source("the oppo-", 0);
        text.begin_piece(Join::Hyphen);
        text.push_source("sition won", 100);
        assert_eq!(text.text(), "the opposition won");
        let word = text.spans(4..14);
        assert_eq!(word, [Span::new(4, 8), Span::new(100, 106)]);
    }

    #[test]
    fn a_hidden_mark_belongs_to_what_stands_before_it() {
        let source = "Stop.[1] Go.";
        let mut text = clean("Stop.");
        text.push_hidden(Span::new(5, 8));
        text.push_source(" Go.", 8);
        assert_eq!(text.text(), "Stop. Go.");
        assert_eq!(text.spans(0..5)[0].slice(source), "Stop.[1]");
        assert_eq!(text.spans(6..9)[0].slice(source), "Go.");
        assert_eq!(text.part(0..5).spans(0..5), text.spans(0..5));
    }

    #[test]
    fn a_part_maps_as_the_whole_does() {
        let text = clean("One  two   three");
        let part = text.part(4..13);
        assert_eq!(part.text(), "two three");
        assert_eq!(part.spans(4..9), text.spans(8..13));
    }
}
