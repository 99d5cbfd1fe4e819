//! Normalised text that knows where every part of it came from.
//!
//! Enters: pieces of a document and what is shown in their place (see [`repair`](super::repair)).
//! Leaves: [`Clean`], text in NFC with single spaces, and a map from any range of it to byte spans
//! of the document. Nothing is repaired that cannot be mapped back.

use super::repair::{Repair, Repairs};
use super::span::Span;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Normalised text with its map to the document.
///
/// The map is a list of runs. A run of normalised text that is the document's, byte for byte, is stored once,
/// however long it is. Runs of one *piece* (of a paragraph, for example) belong together: the spans that
/// [`Clean::spans`] gives cover what was taken out between them, but not what is between two pieces (a page
/// break, a footnote).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clean {
    text: String,
    runs: Vec<CleanRun>,
    pieces: u32,
    repairs: Repairs,
}

/// A part of normalised text and the part of the document that it represents.
#[derive(Clone, Debug, PartialEq, Eq)]
struct CleanRun {
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

impl CleanRun {
    /// Whether any of a range comes from it, or it is hidden directly after the range.
    fn touches(&self, range: &Range<usize>) -> bool {
        self.at < range.end || (self.len == 0 && self.at == range.end && !range.is_empty())
    }
}

/// Signs with which a word may be broken at a line's end.
pub const HYPHENS: &[char] = &['-', '\u{ad}', '‐', '¬'];

/// Most accents of a letter (Unicode Standard Annex 15, section 13).
const MOST_ACCENTS: usize = 30;

/// How a piece continues the piece before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// With a space between them.
    Space,
    /// As one word: the hyphen at the end of the text so far is dropped, if hyphens are repaired.
    Hyphen,
}

impl Clean {
    /// An empty text with all repairs.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty text with these repairs.
    pub fn with(repairs: Repairs) -> Self {
        Self {
            repairs,
            ..Self::default()
        }
    }

    /// The normalised text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The document's spans for a byte range of the normalised text: one span for each piece, in order. An empty
    /// range has no spans.
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

    /// The parts that are the document's, byte for byte, in order: where they are in the normalised text, and
    /// where in the document. All else is repaired.
    pub fn exact(&self) -> impl Iterator<Item = (Range<usize>, Span)> + '_ {
        let exact = self.runs.iter().filter(|run| run.exact && run.len > 0);
        exact.map(|run| (run.at..run.at + run.len, run.span))
    }

    /// Begins a new piece, with `join` between it and the text so far.
    pub fn begin_piece(&mut self, join: Join) {
        self.pieces += 1;
        if join == Join::Hyphen && self.repairs.has(Repair::Hyphens) {
            self.drop_hyphen();
        } else if !self.text.is_empty() && !self.text.ends_with(' ') {
            // The space belongs to the next piece: it maps to nothing that a segment shows.
            self.text.push(' ');
        }
    }

    /// Begins a new piece directly after the text so far: other text is between the two in the document.
    pub fn split_piece(&mut self) {
        self.pieces += 1;
    }

    /// Removes a hyphen at the end of the text.
    pub fn drop_hyphen(&mut self) {
        let bare = self.text.trim_end_matches(' ');
        let at = bare.strip_suffix(HYPHENS).unwrap_or(bare).len();
        if at < self.text.len() {
            self.truncate(at);
        }
    }

    /// Removes the text from `at` on, and what is hidden in it.
    fn truncate(&mut self, at: usize) {
        self.text.truncate(at);
        while let Some(run) = self.runs.last_mut() {
            if run.at > at || (run.at == at && run.len > 0) {
                self.runs.pop();
                continue;
            }
            let over = (run.at + run.len).saturating_sub(at);
            run.len -= over;
            if run.exact {
                run.span.end -= over;
            }
            break;
        }
    }

    /// Appends document text, normalised: NFC, runs of white space as one space, control and
    /// invisible characters left out.
    pub fn push_source(&mut self, source: &str, at: usize) {
        let mut chars = source.char_indices().peekable();
        while let Some(&(offset, c)) = chars.peek() {
            let start = at + offset;
            let plain = plain(&source[offset..]);
            if plain > 0 {
                let shown = &source[offset..offset + plain];
                self.push_run(shown, Span::new(start, start + plain), true);
                while chars.next_if(|&(next, _)| next < offset + plain).is_some() {}
                continue;
            }
            chars.next();
            if c.is_whitespace() || is_odd_space(c) {
                self.push_space(Span::new(start, start + c.len_utf8()));
                continue;
            }
            if self.leaves_out(c) {
                continue;
            }
            // Characters that may compose with the one before them go with it. One that only stands
            // for another, such as U+2F800, goes alone, or a sentence could end inside its run.
            let mut end = offset + c.len_utf8();
            while let Some(&(_, next)) = chars.peek() {
                if !composes(next) {
                    break;
                }
                end += next.len_utf8();
                chars.next();
            }
            let cluster = source.get(offset..end).unwrap_or_default();
            self.push_cluster(cluster, Span::new(start, at + end), true);
        }
    }

    /// Appends text that represents `span`, for an entity or a mark.
    pub fn push_as(&mut self, shown: &str, span: Span) {
        for c in shown.chars() {
            if c.is_whitespace() || is_odd_space(c) {
                self.push_space(span);
            } else if !self.leaves_out(c) {
                self.push_cluster(c.encode_utf8(&mut [0; 4]), span, false);
            }
        }
    }

    /// Appends a character and those that may compose with it. `own` says that they are the document's.
    fn push_cluster(&mut self, cluster: &str, span: Span, own: bool) {
        if !self.repairs.has(Repair::Nfc) {
            return self.push_run(cluster, span, own);
        }
        if cluster.starts_with(composes) && !self.text.is_empty() {
            // Its letter came before a mark, or was one: `&Icy;` and a breve.
            return self.push_after_letter(cluster, span, own);
        }
        if is_nfc_quick(cluster.chars()) == IsNormalized::Yes {
            return self.push_run(cluster, span, own);
        }
        let composed: String = cluster.nfc().collect();
        self.push_run(&composed, span, own && composed == cluster);
    }

    /// Appends accents after the letter at the end of the text so far: if they compose, they become one run.
    fn push_after_letter(&mut self, accents: &str, span: Span, own: bool) {
        let mut last = self.text.char_indices().rev().take(MOST_ACCENTS);
        let Some((at, _)) = last.find(|&(_, c)| !composes(c)) else {
            return self.push_run(accents, span, own);
        };
        let written = format!("{}{accents}", &self.text[at..]);
        let composed: String = written.nfc().collect();
        let same_piece = self
            .runs
            .iter()
            .rev()
            .take_while(|run| run.at + run.len > at)
            .all(|run| run.piece == self.pieces);
        if composed == written || !same_piece {
            return self.push_run(accents, span, own);
        }
        let spans = self.spans(at..self.text.len());
        let start = spans.first().map_or(span.start, |first| first.start);
        self.truncate(at);
        self.push_run(&composed, Span::new(start, span.end), false);
    }

    /// Whether a character is not part of the text.
    fn leaves_out(&self, c: char) -> bool {
        c.is_control()
            || matches!(c, '\u{fffe}' | '\u{ffff}')
            || is_invisible(c) && self.repairs.has(Repair::Invisible)
    }

    /// Appends another clean text as it is, with its pieces kept apart and `join` before it.
    pub fn push_clean(&mut self, other: &Clean, join: Join) {
        self.begin_piece(join);
        let (at, base) = (self.text.len(), self.pieces);
        self.text.push_str(&other.text);
        self.runs.extend(other.runs.iter().map(|run| CleanRun {
            at: run.at + at,
            piece: run.piece + base,
            ..run.clone()
        }));
        self.pieces += other.pieces;
    }

    /// The part that `range` covers, with its map; `range` must lie on character boundaries.
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
                CleanRun {
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
            repairs: self.repairs,
        }
    }

    /// The part that comes from `span` of the document; an empty one if none does.
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

    /// Notes a mark that is not shown. A range that ends before it covers it too, so that a sentence's spans
    /// include its footnote mark.
    pub fn push_hidden(&mut self, span: Span) {
        self.runs.push(CleanRun {
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
        self.runs.push(CleanRun {
            at,
            len: shown.len(),
            span,
            exact,
            piece: self.pieces,
        });
    }
}

/// How many bytes at the beginning of a text are certainly shown as they are: common letters and signs, up to
/// the last one that nothing after it may compose with.
fn plain(text: &str) -> usize {
    let (mut last, mut end) = (0, 0);
    for (at, c) in text.char_indices() {
        match c {
            '!'..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{400}'..='\u{481}' => {
                (last, end) = (at, at + c.len_utf8());
            }
            c if composes(c) => return last,
            _ => return end,
        }
    }
    end
}

/// Whether a character may compose with the one before it (Unicode Standard Annex 15, section 9:
/// NFC_Quick_Check is Maybe for it) or is placed over it.
pub(crate) fn composes(c: char) -> bool {
    // Decided without tables: most characters of most texts.
    if c < '\u{300}' || matches!(c, '\u{370}'..='\u{482}') {
        return false;
    }
    is_combining_mark(c) || is_nfc_quick(std::iter::once(c)) == IsNormalized::Maybe
}

/// Whether a character has no width: OCR and word processors leave such characters in texts.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Whether a character is a space that Rust does not count as white space.
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
    fn a_hidden_mark_belongs_to_the_text_before_it() {
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
    fn an_accent_after_a_mark_composes_with_its_letter() {
        let mut text = Clean::new();
        text.push_source("ete", 0);
        text.push_hidden(Span::new(3, 6));
        text.push_source("\u{301}s", 6);
        assert_eq!(text.text(), "etés");
        assert_eq!(text.spans(2..4), [Span::new(2, 8)]);
        assert_eq!(text.spans(0..2), [Span::new(0, 2)]);
    }

    #[test]
    fn nothing_is_repaired_when_repairs_are_off() {
        let source = "e\u{301}te\u{301} a\u{ad}b\u{1}";
        let mut text = Clean::with(Repairs::none());
        text.push_source(source, 0);
        assert_eq!(text.text(), "e\u{301}te\u{301} a\u{ad}b");
        text.push_source("oppo-", 20);
        text.begin_piece(Join::Hyphen);
        text.push_source("sition", 30);
        assert!(text.text().ends_with("oppo- sition"));
    }

    #[test]
    fn a_part_maps_as_the_whole_does() {
        let text = clean("One  two   three");
        let part = text.part(4..13);
        assert_eq!(part.text(), "two three");
        assert_eq!(part.spans(4..9), text.spans(8..13));
    }
}
