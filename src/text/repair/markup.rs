//! Markup: tags, emphasis, escapes and link targets, read forgivingly.

use super::{RepairInput, Replacement, ReplacementKind, ahead, before};

/// Longest tag or link target, in bytes: what is longer is no markup but a stray bracket.
const LONGEST_TAG: usize = 600;

/// Longest image with its caption, in bytes.
const LONGEST_IMAGE: usize = 4000;

/// Longest superscript, in bytes.
const LONGEST_SUPERSCRIPT: usize = 60;

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

/// The markup of a text.
pub fn find(source: &RepairInput<'_>) -> Vec<Replacement> {
    source.markup().marks.clone()
}

/// The markup of a text, and what looks like it.
#[derive(Debug)]
pub(super) struct Markup {
    marks: Vec<Replacement>,
    /// Where stars, escaped or not, stand behind something and close no emphasis, in bytes, in order.
    pub lone_stars: Vec<usize>,
}

impl Markup {
    /// Finds it.
    pub fn of(text: &str) -> Self {
        let Scanner {
            marks, lone_stars, ..
        } = Scanner::scan(text);
        Self { marks, lone_stars }
    }
}

struct Scanner<'a> {
    text: &'a str,
    marks: Vec<Replacement>,
    /// Emphasis that is open in this paragraph: its delimiter and place.
    open: Vec<(&'a str, usize)>,
    /// Whether emphasis was left open in a paragraph above: the next stars may be its end.
    left_open: bool,
    /// See [`Markup`].
    lone_stars: Vec<usize>,
    /// From where on no comment ends, once that is known.
    comments_end: Option<usize>,
}

impl<'a> Scanner<'a> {
    fn scan(text: &'a str) -> Self {
        let mut scanner = Self {
            text,
            marks: Vec::new(),
            open: Vec::new(),
            left_open: false,
            lone_stars: Vec::new(),
            comments_end: None,
        };
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            at = match bytes[at] {
                b'<' => scanner.tag(at),
                b'*' | b'_' => scanner.emphasis(at),
                b'\\' => scanner.escape(at),
                b'[' | b'!' => scanner.link(at),
                b'\n' => {
                    if matches!(bytes.get(at + 1), Some(b'\n' | b'\r')) {
                        scanner.left_open |= scanner.open.iter().any(|(d, _)| d.starts_with('*'));
                        scanner.open.clear();
                    }
                    at + 1
                }
                _ => at + 1,
            };
        }
        scanner
    }

    fn mark(&mut self, start: usize, end: usize, shown: &str, kind: ReplacementKind) -> usize {
        self.marks.push(Replacement::new(start, end, shown, kind));
        end
    }

    /// A comment may hold anything, paragraphs too.
    fn comment(&mut self, at: usize) -> usize {
        if self.comments_end.is_some_and(|end| at >= end) {
            return at + 1;
        }
        match self.text[at..].find("-->") {
            Some(length) => self.mark(at, at + length + 3, "", ReplacementKind::Markup),
            None => {
                self.comments_end = Some(at);
                at + 1
            }
        }
    }

    fn tag(&mut self, at: usize) -> usize {
        let rest = ahead(self.text, at, LONGEST_TAG);
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
        if tag == "<sup>" {
            // A star in it is a footnote's.
            let inner = ahead(self.text, at + length, LONGEST_SUPERSCRIPT);
            let plain = inner.find('<').unwrap_or_default();
            return self.mark(at, at + length, "", ReplacementKind::Markup) + plain;
        }
        let (shown, kind) = match name.as_str() {
            "br" => (" ", ReplacementKind::Break),
            "i" | "em" => ("", ReplacementKind::Slant),
            "p" | "div" | "td" | "th" | "tr" | "li" | "blockquote" => {
                (" ", ReplacementKind::Markup)
            }
            _ => ("", ReplacementKind::Markup),
        };
        self.mark(at, at + length, shown, kind)
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
        let punctuation = |c: Option<char>| word(c) && !letter(c);
        let (before, after) = (before(self.text, at), self.text[end..].chars().next());
        let closes = word(before) && (byte == b'*' || !letter(after));
        let opens = word(after)
            && (byte == b'*' || !letter(before))
            // A left-flanking run, there; elsewhere too much is in doubt.
            && !(letter(before) && punctuation(after));
        if closes && let Some(i) = self.open.iter().rposition(|(d, _)| *d == delimiter) {
            let (_, start) = self.open[i];
            self.open.truncate(i);
            let kind = || match length {
                1 => ReplacementKind::Slant,
                _ => ReplacementKind::Markup,
            };
            self.mark(start, start + length, "", kind());
            self.mark(at, end, "", kind());
        } else if opens {
            if self.open.len() == MOST_OPEN {
                self.open.remove(0);
            }
            self.open.push((delimiter, at));
        } else if byte == b'*' && word(before) && !std::mem::take(&mut self.left_open) {
            self.lone_stars.push(at);
        }
        end
    }

    fn escape(&mut self, at: usize) -> usize {
        if self.text[at + 1..].starts_with('*')
            && before(self.text, at).is_some_and(|c| !c.is_whitespace() && c != '*')
        {
            self.lone_stars.push(at);
        }
        match self.text.as_bytes().get(at + 1) {
            Some(b'[' | b']' | b'*' | b'_' | b'#' | b'>' | b'-' | b'.' | b'|' | b'^' | b'`') => {
                self.mark(at, at + 1, "", ReplacementKind::Markup);
                at + 2
            }
            _ => at + 1,
        }
    }

    /// `[text](target)` and `![text](target)`.
    fn link(&mut self, at: usize) -> usize {
        let image = self.text[at..].starts_with('!');
        if image && !self.text[at + 1..].starts_with('[') {
            return at + 1;
        }
        if image {
            return match self.image(at) {
                Some(end) => self.mark(at, end, "", ReplacementKind::Markup),
                None => at + 1,
            };
        }
        // A link's text holds no bracket: one that opens next means that this one is none.
        let opening = at + 1;
        let bracket = self.text.get(opening..).and_then(|t| t.find(['[', ']']));
        if bracket.is_none_or(|n| self.text[opening + n..].starts_with('[')) {
            return at + 1;
        }
        let rest = ahead(self.text, at, LONGEST_TAG);
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
        self.mark(at, inside, "", ReplacementKind::Markup);
        self.mark(at + middle, at + close, "", ReplacementKind::Markup);
        inside
    }

    /// The end of `![caption](target)`; the caption may hold links.
    fn image(&self, at: usize) -> Option<usize> {
        let rest = ahead(self.text, at, LONGEST_IMAGE);
        let caption = closing(rest, 1, ('[', ']'))?;
        let target = caption + 1;
        rest[target..].starts_with('(').then_some(())?;
        Some(at + closing(rest, target, ('(', ')'))? + 1)
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

#[cfg(test)]
mod tests {
    use super::super::tests::shown as all;

    fn shown(text: &str) -> String {
        all(text, &[])
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
    fn an_editors_brackets_stay() {
        for text in ["he <sic> saw <of snow> nothing", "<!-- open"] {
            assert_eq!(shown(text), text);
        }
        assert_eq!(shown("a <!-- note --> <u>b</u>"), "a  b");
    }

    #[test]
    fn escapes_are_characters() {
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
