//! What stands in a text and is none of it: tags, emphasis, entities, footnote marks, link targets.
//!
//! Enters: a document. Leaves: marks in order, not overlapping, each with what it is shown as. A
//! mark that is not surely one stays text.

use crate::lang::{Lang, known, tables};
use crate::text::Span;

/// A stretch of the document that is shown as something else, or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands.
    pub span: Span,
    /// What it is shown as; empty for nothing.
    pub shown: String,
    /// What it is.
    pub kind: MarkKind,
}

/// What a mark is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Tags, emphasis, escapes, link targets: nothing of the text.
    Markup,
    /// A mark that begins or ends slanted text: titles and foreign words, by English custom.
    Slant,
    /// A character written as `&name;`.
    Entity,
    /// A line break inside a line: `<br>`.
    Break,
    /// A reference to the footnote of this label.
    NoteReference(String),
    /// The way back from a footnote to its reference: "↩".
    Backlink,
}

/// Longest tag or link target, in bytes: what is longer is no markup but a stray bracket.
const LONGEST_TAG: usize = 600;

/// Longest image with its caption, in bytes.
const LONGEST_IMAGE: usize = 4000;

/// Most emphasis that is open at once: what is still open below it is none.
const MOST_OPEN: usize = 16;

/// The names of tags: what else stands in angle brackets is text.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "img",
    "ins",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
];

/// The marks of a document, in order.
pub fn marks(text: &str) -> Vec<Mark> {
    let mut scanner = Scanner {
        text,
        marks: Vec::new(),
        open: Vec::new(),
        comments_end: None,
    };
    scanner.scan();
    let mut marks = scanner.marks;
    marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
    // A mark inside another (a superscript in a link) is part of it.
    let mut end = 0;
    marks.retain(|m| {
        let keep = m.span.start >= end;
        if keep {
            end = m.span.end;
        }
        keep
    });
    marks
}

struct Scanner<'a> {
    text: &'a str,
    marks: Vec<Mark>,
    /// Emphasis that is open in this paragraph: its delimiter and place.
    open: Vec<(&'a str, usize)>,
    /// From where on no comment ends, once that is known.
    comments_end: Option<usize>,
}

impl<'a> Scanner<'a> {
    fn scan(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            at = match bytes[at] {
                b'<' => self.tag(at),
                b'&' => self.entity(at),
                b'*' | b'_' => self.emphasis(at),
                b'\\' => self.escape(at),
                b'[' | b'!' => self.link(at),
                b'^' => self.caret(at),
                b'0'..=b'9' => self.digits(at),
                0xc2 | 0xe2 => self.sign(at),
                b'\n' => {
                    if matches!(bytes.get(at + 1), Some(b'\n' | b'\r')) {
                        self.open.clear();
                    }
                    at + 1
                }
                _ => at + 1,
            };
        }
    }

    fn mark(&mut self, start: usize, end: usize, shown: &str, kind: MarkKind) -> usize {
        self.marks.push(Mark {
            span: Span::new(start, end),
            shown: shown.to_owned(),
            kind,
        });
        end
    }

    /// The text from `at`, at most `most` bytes and to the end of the paragraph.
    fn ahead(&self, at: usize, most: usize) -> &'a str {
        let mut end = (at + most).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let rest = self.text.get(at..end).unwrap_or_default();
        let blank = rest.match_indices('\n').find(|&(i, _)| {
            rest[i + 1..]
                .trim_start_matches([' ', '\t', '\r'])
                .starts_with('\n')
        });
        blank.map_or(rest, |(i, _)| &rest[..i])
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at).and_then(|t| t.chars().next_back())
    }

    /// A comment may hold anything, paragraphs too.
    fn comment(&mut self, at: usize) -> usize {
        if self.comments_end.is_some_and(|end| at >= end) {
            return at + 1;
        }
        match self.text[at..].find("-->") {
            Some(length) => self.mark(at, at + length + 3, "", MarkKind::Markup),
            None => {
                self.comments_end = Some(at);
                at + 1
            }
        }
    }

    fn tag(&mut self, at: usize) -> usize {
        let rest = self.ahead(at, LONGEST_TAG);
        if rest.starts_with("<!--") {
            return self.comment(at);
        }
        let Some(length) = rest[1..].find(['<', '>']).map(|n| n + 2) else {
            return at + 1;
        };
        if !rest[..length].ends_with('>') {
            return at + 1;
        }
        let tag = rest[..length].to_ascii_lowercase();
        let name: String = tag
            .trim_start_matches(['<', '/'])
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect();
        if !TAGS.contains(&name.as_str()) {
            // «<sic>», "<of snow>": an editor's, and text.
            return at + 1;
        }
        if name == "sup" && !tag.starts_with("</") {
            let inner = self.ahead(at + length, 60);
            if let Some(close) = inner.to_ascii_lowercase().find("</sup>") {
                let label = inner[..close].trim_matches(|c: char| !c.is_alphanumeric());
                if label.chars().count() <= 4 && !label.is_empty() {
                    let kind = MarkKind::NoteReference(label.to_owned());
                    return self.mark(at, at + length + close + "</sup>".len(), "", kind);
                }
            }
        }
        if name == "a"
            && tag.contains("href=\"#")
            && ["back", "rev="].iter().any(|w| tag.contains(w))
        {
            let inner = self.ahead(at + length, 200);
            if let Some(close) = inner.to_ascii_lowercase().find("</a>") {
                let end = at + length + close + "</a>".len();
                return self.mark(at, end, "", MarkKind::Backlink);
            }
        }
        if name == "a" && (tag.contains("href=\"#") && tag.contains("ref")) {
            let inner = self.ahead(at + length, 200);
            if let Some(close) = inner.to_ascii_lowercase().find("</a>") {
                let label: String = inner[..close]
                    .chars()
                    .filter(|c| c.is_ascii_digit())
                    .collect();
                if !label.is_empty() && close < 60 {
                    let end = at + length + close + "</a>".len();
                    return self.mark(at, end, "", MarkKind::NoteReference(label));
                }
            }
        }
        let (shown, kind) = match name.as_str() {
            "br" => (" ", MarkKind::Break),
            "i" | "em" => ("", MarkKind::Slant),
            "p" | "div" | "td" | "th" | "tr" | "li" | "blockquote" => (" ", MarkKind::Markup),
            _ => ("", MarkKind::Markup),
        };
        self.mark(at, at + length, shown, kind)
    }

    fn entity(&mut self, at: usize) -> usize {
        let rest = self.ahead(at, 12);
        let Some(end) = rest.find(';') else {
            return at + 1;
        };
        match entity(&rest[1..end]) {
            Some(c) => {
                let mut buffer = [0; 4];
                self.mark(
                    at,
                    at + end + 1,
                    c.encode_utf8(&mut buffer),
                    MarkKind::Entity,
                )
            }
            None => at + 1,
        }
    }

    /// `*`, `**`, `_` and `__` that stand in pairs round words of one paragraph (CommonMark 6.2,
    /// simplified: a delimiter touches a word on its inner side and none on its outer).
    fn emphasis(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let byte = rest.as_bytes()[0];
        let length = rest.bytes().take_while(|&b| b == byte).count();
        if length > 3 {
            return at + length;
        }
        let delimiter = &rest[..length];
        let end = at + length;
        let word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let (before, after) = (self.before(at), self.text[end..].chars().next());
        let closes = word(before) && (byte == b'*' || !letter(after));
        let opens = word(after) && (byte == b'*' || !letter(before));
        if closes && let Some(i) = self.open.iter().rposition(|(d, _)| *d == delimiter) {
            let (_, start) = self.open[i];
            self.open.truncate(i);
            let kind = || match length {
                1 => MarkKind::Slant,
                _ => MarkKind::Markup,
            };
            self.mark(start, start + length, "", kind());
            self.mark(at, end, "", kind());
        } else if opens {
            if self.open.len() == MOST_OPEN {
                self.open.remove(0);
            }
            self.open.push((delimiter, at));
        }
        end
    }

    fn escape(&mut self, at: usize) -> usize {
        match self.text.as_bytes().get(at + 1) {
            Some(b'[' | b']' | b'*' | b'_' | b'#' | b'>' | b'-' | b'.' | b'|' | b'^' | b'`') => {
                self.mark(at, at + 1, "", MarkKind::Markup);
                at + 2
            }
            _ => at + 1,
        }
    }

    /// `[^1]`, `[text](target)` and `![text](target)`.
    fn link(&mut self, at: usize) -> usize {
        let image = self.text[at..].starts_with('!');
        if image && !self.text[at + 1..].starts_with('[') {
            return at + 1;
        }
        if image {
            return match self.image(at) {
                Some(end) => self.mark(at, end, "", MarkKind::Markup),
                None => at + 1,
            };
        }
        // A link's text holds no bracket: one that opens next means that this one is none.
        let opening = at + 1;
        let bracket = self.text.get(opening..).and_then(|t| t.find(['[', ']']));
        if bracket.is_none_or(|n| self.text[opening + n..].starts_with('[')) {
            return at + 1;
        }
        let rest = self.ahead(at, LONGEST_TAG);
        if let Some(inner) = rest.strip_prefix("[^") {
            let Some(close) = inner.find(']') else {
                return at + 1;
            };
            let label = &inner[..close];
            if close > 20 || label.contains(char::is_whitespace) {
                return at + 1;
            }
            let end = at + 2 + close + 1;
            let defines =
                self.text[end..].starts_with(':') && self.before(at).is_none_or(|c| c == '\n');
            return if defines {
                self.mark(at, end + 1, "", MarkKind::Markup)
            } else {
                self.mark(at, end, "", MarkKind::NoteReference(label.to_owned()))
            };
        }
        let Some(middle) = rest.find("](") else {
            return at + 1;
        };
        let Some(close) = rest[middle..].find(')').map(|n| middle + n + 1) else {
            return at + 1;
        };
        if rest[1..middle].contains('[') {
            return at + 1;
        }
        let inside = at + 1;
        self.mark(at, inside, "", MarkKind::Markup);
        self.mark(at + middle, at + close, "", MarkKind::Markup);
        inside
    }

    /// The end of `![caption](target)`; the caption may hold links.
    fn image(&self, at: usize) -> Option<usize> {
        let rest = self.ahead(at, LONGEST_IMAGE);
        let caption = closing(rest, 1, ('[', ']'))?;
        let target = caption + 1;
        rest[target..].starts_with('(').then_some(())?;
        Some(at + closing(rest, target, ('(', ')'))? + 1)
    }

    /// `^{12}`, `^12^` and the unclosed `^{12 ` with which OCR begins a footnote.
    fn caret(&mut self, at: usize) -> usize {
        let rest = self.ahead(at, 12);
        let inner = rest.strip_prefix("^{").or_else(|| rest.strip_prefix('^'));
        let inner = inner.unwrap_or_default();
        let label: String = inner.chars().take_while(char::is_ascii_digit).collect();
        if label.is_empty() || label.len() > 3 {
            return at + 1;
        }
        let lead = rest.len() - inner.len();
        // "10^6" is a power, "12 km^2" a measure.
        let word = self.text[..at]
            .rsplit(|c: char| !c.is_alphanumeric())
            .next();
        let power = word.is_some_and(|w| is_unit(w) || w.ends_with(|c: char| c.is_ascii_digit()));
        if lead == 1 && power {
            return at + 1;
        }
        let mut end = at + lead + label.len();
        if self.text[end..].starts_with(['}', '^']) {
            end += 1;
        }
        self.mark(at, end, "", MarkKind::NoteReference(label))
    }

    /// Signs that are no letters: superscript digits, the arrow that leads back from a note.
    fn sign(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        match rest.strip_prefix('↩') {
            // The variation selector asks for a plain form (Unicode Standard, section 23.4).
            Some(behind) => {
                let end =
                    self.text.len() - behind.trim_start_matches(['\u{fe0e}', '\u{fe0f}']).len();
                self.mark(at, end, "", MarkKind::Backlink)
            }
            None => self.superscript(at),
        }
    }

    /// Superscript digits behind a letter or its punctuation.
    fn superscript(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let label: String = rest.chars().map_while(superscript).collect();
        if label.is_empty() {
            return at + rest.chars().next().map_or(1, char::len_utf8);
        }
        let end = at
            + rest
                .chars()
                .take_while(|&c| superscript(c).is_some())
                .map(char::len_utf8)
                .sum::<usize>();
        let unit = self.text[..at]
            .rsplit(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default();
        // "12 km²" is no footnote.
        if is_unit(unit)
            && self
                .before(at - unit.len())
                .is_some_and(|c| c == ' ' || c.is_ascii_digit())
        {
            return end;
        }
        self.mark(at, end, "", MarkKind::NoteReference(label))
    }

    /// Bare digits stuck to the end of a sentence, "the people.6", «съезда.4», or alone behind the
    /// last one of a paragraph: "the people. 6".
    fn digits(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        let end = at + length;
        if length > 3 {
            return end;
        }
        let follows = self.text[end..].chars().next();
        if !follows.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '»' | '”' | ')')) {
            return end;
        }
        let mut edge = at;
        if self.text[..at].ends_with(' ') && self.ends_paragraph(end) {
            edge = self.text[..at].trim_end_matches(' ').len();
        }
        let before = self.text[..edge].trim_end_matches(['"', '”', '»', ')', '’']);
        let closed = before.len() < edge;
        let Some(stop) = before.chars().next_back() else {
            return end;
        };
        if !matches!(stop, '.' | '!' | '?' | '…') {
            return end;
        }
        let stem = before.trim_end_matches(stop);
        let word = stem
            .rsplit(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default();
        let abbreviation = format!("{word}.");
        let abbreviated = known().any(|(lang, _)| takes_number(lang, &abbreviation));
        if word.chars().count() >= if closed { 1 } else { 3 } && !abbreviated {
            self.mark(
                at,
                end,
                "",
                MarkKind::NoteReference(rest[..length].to_owned()),
            );
        }
        end
    }

    /// Whether a blank line, or nothing, follows.
    fn ends_paragraph(&self, at: usize) -> bool {
        let rest = self.text[at..].trim_start_matches([' ', '\t', '\r']);
        match rest.strip_prefix('\n') {
            None => rest.is_empty(),
            Some(next) => {
                let line = next.split('\n').next().unwrap_or_default();
                line.trim().is_empty()
            }
        }
    }
}

/// Where the bracket that opens at `from` closes, those inside it in pairs.
fn closing(text: &str, from: usize, (open, close): (char, char)) -> Option<usize> {
    let mut depth = 0;
    for (i, c) in text[from..].char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some(from + i);
            }
        }
    }
    None
}

/// Whether a word is a measure that has squares.
fn is_unit(word: &str) -> bool {
    matches!(word, "m" | "cm" | "km" | "mm" | "м" | "см" | "км" | "мм")
}

fn takes_number(lang: Lang, abbreviation: &str) -> bool {
    let tables = tables(lang);
    tables.abbreviations_before_numbers.contains(abbreviation)
        || tables.abbreviations.contains(abbreviation)
}

/// The digit that a superscript stands for.
pub fn superscript(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from(b'4' + (c as u32 - '⁴' as u32) as u8),
        _ => return None,
    })
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let value = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(value);
    }
    // The ones that converters of books write (HTML 4, section 24); others stay as they are.
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{a0}',
        "shy" => '\u{ad}',
        "laquo" => '«',
        "raquo" => '»',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "bdquo" => '„',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "eacute" => 'é',
        "egrave" => 'è',
        "ecirc" => 'ê',
        "agrave" => 'à',
        "acirc" => 'â',
        "ccedil" => 'ç',
        "icirc" => 'î',
        "ocirc" => 'ô',
        "ucirc" => 'û',
        "ugrave" => 'ù',
        "oelig" => 'œ',
        "Eacute" => 'É',
        "Agrave" => 'À',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with its marks replaced by what they are shown as.
    fn shown(text: &str) -> String {
        let mut out = String::new();
        let mut at = 0;
        for mark in marks(text) {
            out.push_str(&text[at..mark.span.start]);
            out.push_str(&mark.shown);
            at = mark.span.end;
        }
        out + &text[at..]
    }

    #[test]
    fn emphasis_goes_and_stray_stars_stay() {
        assert_eq!(
            shown("a **bold** and *slanted* word"),
            "a bold and slanted word"
        );
        assert_eq!(
            shown("2 * 3 * 4 and snake_case_name"),
            "2 * 3 * 4 and snake_case_name"
        );
        assert_eq!(shown("never *closed\n\nhere*"), "never *closed\n\nhere*");
    }

    #[test]
    fn footnote_marks_go_and_numbers_stay() {
        assert_eq!(shown("the ice.¹ Then"), "the ice. Then");
        assert_eq!(shown("на станции.5 Потом"), "на станции. Потом");
        assert_eq!(shown("the \"ferry.\"12 Then"), "the \"ferry.\" Then");
        assert_eq!(
            shown("the ferry[^7] and<sup>8</sup> more^{9}"),
            "the ferry and more"
        );
        assert_eq!(
            shown("on p.5 of vol.2, в 12 км² льда, see No.3 "),
            "on p.5 of vol.2, в 12 км² льда, see No.3 "
        );
        assert_eq!(
            shown("the last page. 12\n\nNext"),
            "the last page. \n\nNext"
        );
        assert_eq!(shown("the last page. 12 men"), "the last page. 12 men");
        assert_eq!(shown("it was 1921.5 metres"), "it was 1921.5 metres");
    }

    #[test]
    fn powers_and_an_editors_brackets_stay() {
        for text in [
            "10^6 days on 12 km^2",
            "he <sic> saw <of snow> nothing",
            "<!-- open",
        ] {
            assert_eq!(shown(text), text);
        }
        assert_eq!(shown("a <!-- note --> b"), "a  b");
    }

    #[test]
    fn entities_and_escapes_are_characters() {
        assert_eq!(
            shown("&laquo;Да&raquo; &#8212; &amp;c &bogus;"),
            "«Да» — &c &bogus;"
        );
        assert_eq!(shown(r"see \[1\]"), "see [1]");
    }

    #[test]
    fn links_keep_their_text() {
        assert_eq!(
            shown("see [the map](http://x/y) ![p](q.png)here"),
            "see the map here"
        );
    }
}
