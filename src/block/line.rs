//! Lines of a document, and what their beginnings say about them.

use super::join::breaks_word;
use super::number::is_number;
use crate::text::markup::note_label;
use crate::text::repair::superscript;
use crate::text::{Span, words};

/// Longest line that may be one of several in a paragraph, in characters. A longer one is a paragraph of its
/// own.
const LONGEST_SHORT_LINE: usize = 120;
/// Most bullets before one item: "- * Point", "- ¹ A note".
const MOST_BULLETS: usize = 2;
/// Longest label of a footnote in a superscript at the beginning of a line, in characters.
const LONGEST_RAISED_LABEL: usize = 3;

/// A line of a document, or the part of one that is in a cell or a column.
#[derive(Clone, Debug)]
pub(super) struct BlockLine {
    /// Without the line end, trimmed.
    pub span: Span,
    /// Without the markers before it (`> `, `- `, `# `).
    pub content: Span,
    /// What its beginning says about it.
    pub form: LineForm,
    /// Whether it is in a block quotation.
    pub quoted: bool,
    /// How many characters are before it in its line.
    pub indent: usize,
}

/// The kind of a line, from its beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LineForm {
    /// Text.
    Text,
    /// `#` to `######`.
    Heading(u8),
    /// A list item: `- `, `* `, `+ `, `1. `, `2) `.
    Item,
    /// A footnote with its label: `[^1]:`, `¹ `, `^{1 `, `<sup>1</sup> `.
    Note(String),
    /// A row of a table.
    TableRow,
}

impl BlockLine {
    /// The line of a text at a trimmed span.
    pub(super) fn new(text: &str, span: Span) -> Self {
        let mut content = span;
        let mut quoted = false;
        while content.slice(text).starts_with('>') {
            quoted = true;
            content = Span::new(content.start + 1, content.end).trimmed(text);
        }
        let (form, lead) = LineForm::of(content.slice(text));
        let content = Span::new(content.start + lead, content.end).trimmed(text);
        Self {
            span,
            content,
            form,
            quoted,
            indent: column(text, span.start),
        }
    }

    /// A part of a line as a line of its own: in a cell, in a column.
    pub(super) fn within(text: &str, span: Span) -> Self {
        Self {
            span,
            content: span,
            form: LineForm::Text,
            quoted: false,
            indent: column(text, span.start),
        }
    }

    /// Whether it is a paragraph of its own where lines are not wrapped.
    pub(super) fn is_long(&self, text: &str) -> bool {
        self.length(text) > LONGEST_SHORT_LINE
    }

    /// Whether its first letter is a small one.
    pub(super) fn begins_small(&self, text: &str) -> bool {
        let mut chars = self.content.slice(text).chars();
        chars
            .find(|c| c.is_alphabetic())
            .is_some_and(char::is_lowercase)
    }

    /// Its length in characters.
    fn length(&self, text: &str) -> usize {
        self.content.slice(text).chars().count()
    }
}

/// Characters before `at` in its line.
fn column(text: &str, at: usize) -> usize {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[start..at].chars().count()
}

/// Whether lines are one paragraph broken at a column: most are nearly as long as the longest, and
/// either many begin in lower case or nearly all are full.
pub(super) fn is_wrapped(text: &str, lines: &[BlockLine]) -> bool {
    let (body, _) = lines.split_at(lines.len() - 1);
    let longest = lines.iter().map(|line| line.length(text)).max();
    let longest = longest.unwrap_or_default();
    if longest > LONGEST_SHORT_LINE {
        return false;
    }
    // Verse breaks no words.
    let broken = lines
        .windows(2)
        .any(|pair| breaks_word(pair[0].content.slice(text), pair[1].content.slice(text)));
    if broken {
        return true;
    }
    if longest < 40 {
        return false;
    }
    let full = body
        .iter()
        .filter(|line| line.length(text) >= 52.min(longest * 3 / 4))
        .count();
    let small = lines[1..].iter().filter(|line| line.begins_small(text));
    let small = small.count();
    10 * full >= 6 * body.len()
        && (10 * small >= 3 * body.len() || (10 * full >= 9 * body.len() && longest >= 60))
}

/// Whether a text has a word of two letters or more, or more than five shorter ones. Otherwise it
/// is an ornament or a garbled stamp ("* * *", "A K 3").
pub(super) fn has_word(text: &str) -> bool {
    let (mut short, mut numbers) = (0, 0);
    for range in words(text) {
        let word = &text[range];
        if word.chars().filter(|c| c.is_alphabetic()).nth(1).is_some() {
            return true;
        }
        short += 1;
        numbers += usize::from(is_number(word));
    }
    // A lone number may be that of a page, and counts as text until its form says so.
    short > 5 || (short > 0 && numbers == short)
}

impl LineForm {
    /// The form of a trimmed line, and how many bytes of it are a marker and not text.
    pub(super) fn of(line: &str) -> (LineForm, usize) {
        Self::after_bullets(line, MOST_BULLETS)
    }

    /// The form, where at most `bullets` bullets are before it: OCR marks an item or a note of a list twice.
    fn after_bullets(line: &str, bullets: usize) -> (LineForm, usize) {
        let rest = line.trim_start_matches('#');
        let level = line.len() - rest.len();
        if (1..=6).contains(&level) && rest.starts_with([' ', '\t']) {
            return (LineForm::Heading(level as u8), level);
        }
        if line.starts_with('|') && line.len() > 1 {
            return (LineForm::TableRow, 0);
        }
        if let Some(note) = note(line) {
            return (note, 0);
        }
        for bullet in ["- ", "* ", "+ ", "• "] {
            // "- - -" is a rule.
            if let Some(rest) = line.strip_prefix(bullet)
                && bullets > 0
                && words(rest).next().is_some()
            {
                let rest = rest.trim_start();
                let (inner, lead) = LineForm::after_bullets(rest, bullets - 1);
                let skipped = line.len() - rest.len();
                return match inner {
                    LineForm::Note(_) => (inner, skipped + lead),
                    LineForm::Item if !rest.starts_with(|c: char| c.is_ascii_digit()) => {
                        (LineForm::Item, skipped + lead)
                    }
                    _ => (LineForm::Item, skipped),
                };
            }
        }
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=3).contains(&digits)
            && line[digits..].starts_with(['.', ')'])
            && line[digits + 1..].starts_with(' ')
        {
            // The number is text: the translation repeats it.
            return (LineForm::Item, 0);
        }
        (LineForm::Text, 0)
    }

    /// Whether a line of this form begins a block even without a blank line before it.
    pub(super) fn begins_block(&self) -> bool {
        matches!(
            self,
            LineForm::Heading(_) | LineForm::Item | LineForm::Note(_)
        )
    }

    /// Whether a block of this form continues only in lines of the same form.
    pub(super) fn stands_alone(&self) -> bool {
        matches!(self, LineForm::Heading(_) | LineForm::TableRow)
    }
}

/// The form of a line that begins with the label of a footnote.
fn note(line: &str) -> Option<LineForm> {
    let note = |label: &str| Some(LineForm::Note(label.to_owned()));
    if let Some(label) = note_label(line) {
        let defines = line["[^".len() + label.len()..].starts_with("]:");
        return defines.then(|| note(label)).flatten();
    }
    if let Some(rest) = line.strip_prefix("<sup>") {
        let (label, _) = rest.split_once("</sup>")?;
        let is_short = label.chars().count() <= LONGEST_RAISED_LABEL;
        return is_short.then(|| note(label)).flatten();
    }
    if let Some(rest) = line.strip_prefix('^') {
        let rest = rest.strip_prefix('{').unwrap_or(rest);
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        return (1..=3)
            .contains(&digits.len())
            .then(|| note(&digits))
            .flatten();
    }
    let digits: String = line.chars().map_while(superscript).collect();
    (!digits.is_empty()).then(|| note(&digits)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_shows_its_form() {
        assert_eq!(LineForm::of("## The Ferry"), (LineForm::Heading(2), 2));
        assert_eq!(
            LineForm::of("[^a]: A note."),
            (LineForm::Note("a".into()), 0)
        );
        assert_eq!(LineForm::of("¹ A note."), (LineForm::Note("1".into()), 0));
        assert_eq!(
            LineForm::of("^{12 A note."),
            (LineForm::Note("12".into()), 0)
        );
        assert_eq!(LineForm::of("- 1. A point"), (LineForm::Item, 2));
        assert_eq!(LineForm::of("- ² A note"), (LineForm::Note("2".into()), 2));
        for text in [
            "— Yes, he said.",
            "1921 was cold.",
            "[^a] and [b]: so he wrote.",
        ] {
            assert_eq!(LineForm::of(text), (LineForm::Text, 0));
        }
    }
}
