//! What a document itself says of the language of its parts: HTML's `lang` and Pandoc's `{lang=fr}`.
//!
//! Enters: the document's text. Leaves: the stretches with a language of their own, in the order of
//! their beginnings. What is never closed declares nothing.

use super::prose::ends_paragraph;
use crate::lang::Lang;
use crate::text::Span;
use std::ops::Range;

/// More open tags than this are left open by mistake: the oldest are forgotten.
const DEEPEST: usize = 64;
/// Elements without content, which nothing closes (HTML, section 13.1.2).
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];
/// Elements that end where the next of them begins (HTML, section 13.1.2.4).
const UNCLOSED: [&str; 9] = ["dd", "dt", "li", "option", "p", "td", "th", "tr", "rt"];
/// No tag and no list of attributes is longer, in bytes.
const LONGEST: usize = 1000;

/// A stretch of a document with its declared language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Where, without the marks of it.
    pub span: Span,
    /// The language.
    pub lang: Lang,
}

/// What is open.
struct Open<'a> {
    what: What<'a>,
    lang: Option<Lang>,
    start: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What<'a> {
    /// A tag of this name.
    Tag(&'a str),
    /// A fenced division, `:::`.
    Fence,
    /// `[` of a span.
    Bracket,
}

/// All stretches of a document that declare a language.
pub fn declared(text: &str) -> Vec<Declared> {
    if !text.contains("lang") {
        return Vec::new();
    }
    let mut scan = Scan {
        text,
        open: Vec::new(),
        found: Vec::new(),
    };
    scan.run();
    scan.found
        .sort_by_key(|declared| (declared.span.start, std::cmp::Reverse(declared.span.end)));
    scan.found
}

/// The innermost stretch that is about a text, which makes up half of it or more.
pub fn about<'a>(declared: &'a [Declared], spans: &[Span]) -> Option<&'a Declared> {
    let (first, last) = (spans.first()?, spans.last()?);
    let length: usize = spans.iter().map(|span| span.len()).sum();
    // One that the text makes up half of begins no further before it than its length.
    let near = first.start.saturating_sub(length);
    let from = declared.partition_point(|declared| declared.span.start < near);
    let to = declared.partition_point(|declared| declared.span.start <= first.start);
    let mut enclosing = declared[from..to.max(from)].iter().rev();
    enclosing.find(|declared| declared.span.end >= last.end && 2 * length >= declared.span.len())
}

struct Scan<'a> {
    text: &'a str,
    open: Vec<Open<'a>>,
    found: Vec<Declared>,
}

impl<'a> Scan<'a> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let starts_line = at == 0 || bytes[at - 1] == b'\n';
            at = match byte {
                b'<' => self.tag(at),
                b':' if starts_line => self.fence(at),
                b'[' => {
                    self.push(What::Bracket, None, at + 1);
                    at + 1
                }
                b']' => self.bracket(at),
                // No span goes on behind a paragraph's end.
                b'\n' if ends_paragraph(self.text, at) => {
                    self.open.retain(|open| open.what != What::Bracket);
                    at + 1
                }
                _ => at + 1,
            };
        }
    }

    fn push(&mut self, what: What<'a>, lang: Option<Lang>, start: usize) {
        if self.open.len() == DEEPEST {
            let declares_nothing = self.open.iter().position(|open| open.lang.is_none());
            self.open.remove(declares_nothing.unwrap_or(0));
        }
        self.open.push(Open { what, lang, start });
    }

    /// Opens a tag, which ends the one before it if that is of the same kind and needs no end.
    fn open(&mut self, name: &'a str, lang: Option<Lang>, start: usize) {
        let what = What::Tag(name);
        let is_same = |open: &Open<'_>| matches!(open.what, What::Tag(other) if other.eq_ignore_ascii_case(name));
        if is_one_of(name, &UNCLOSED) && self.open.last().is_some_and(is_same) {
            self.open.pop();
        }
        self.push(what, lang, start);
    }

    /// Closes the last that is open of this kind, and all that was left open in it.
    fn close(&mut self, what: What<'_>, end: usize) {
        let is_same = |open: &Open<'_>| match (open.what, what) {
            (What::Tag(one), What::Tag(other)) => one.eq_ignore_ascii_case(other),
            (one, other) => one == other,
        };
        let Some(at) = self.open.iter().rposition(is_same) else {
            return;
        };
        let (lang, start) = (self.open[at].lang, self.open[at].start);
        self.open.truncate(at);
        if let Some(lang) = lang {
            self.declare(start..end, lang);
        }
    }

    fn declare(&mut self, range: Range<usize>, lang: Lang) {
        let span = Span::new(range.start, range.end).trimmed(self.text);
        self.found.push(Declared { span, lang });
    }

    /// Reads a tag at `<`; returns where to go on.
    fn tag(&mut self, at: usize) -> usize {
        let rest = &self.text[at + 1..];
        let is_closing = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let length = name
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(name.len());
        let name = &name[..length];
        let Some(end) = find_near(rest, '>').filter(|_| !name.is_empty()) else {
            return at + 1;
        };
        let behind = at + 1 + end + 1;
        match (is_closing, rest[..end].ends_with('/')) {
            (true, _) => self.close(What::Tag(name), at),
            (false, true) => {}
            (false, false) if is_one_of(name, &VOID) => {}
            (false, false) => self.open(name, lang_of(&rest[length..end]), behind),
        }
        behind
    }

    /// Reads a line that begins with a colon; returns where to go on.
    fn fence(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let line = rest.lines().next().unwrap_or_default();
        let attributes = line.trim_start_matches(':');
        if line.len() - attributes.len() >= 3 {
            match attributes.trim().is_empty() {
                true => self.close(What::Fence, at),
                false => self.push(What::Fence, lang_of(attributes), at + line.len()),
            }
        }
        at + line.len().max(1)
    }

    /// Reads the end of a bracket; returns where to go on.
    fn bracket(&mut self, at: usize) -> usize {
        let rest = &self.text[at + 1..];
        let attributes = rest.strip_prefix('{');
        let end = attributes.and_then(|attributes| find_near(attributes, '}'));
        if let Some(open) = self
            .open
            .last_mut()
            .filter(|open| open.what == What::Bracket)
        {
            open.lang = attributes
                .zip(end)
                .and_then(|(attributes, end)| lang_of(&attributes[..end]));
            self.close(What::Bracket, at);
        }
        at + 1
    }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|other| other.eq_ignore_ascii_case(name))
}

/// Where a sign stands, if that is not far off.
fn find_near(text: &str, sign: char) -> Option<usize> {
    let mut signs = text.char_indices().take_while(|&(at, _)| at < LONGEST);
    signs.find(|&(_, c)| c == sign).map(|(at, _)| at)
}

/// The value of `lang` (or `xml:lang`) among attributes.
fn lang_of(attributes: &str) -> Option<Lang> {
    let mut places = attributes.match_indices("lang");
    places.find_map(|(at, key)| {
        let before = attributes[..at].trim_end_matches("xml:");
        let rest = attributes[at + key.len()..].trim_start();
        let starts = before.is_empty() || before.ends_with([' ', '\t', '\n', '{', '"', '\'']);
        let value = rest.strip_prefix('=').filter(|_| starts)?.trim_start();
        let value = value.trim_start_matches(['"', '\'']);
        let end = value
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .unwrap_or(value.len());
        value[..end].parse().ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn languages(text: &str) -> Vec<(&str, String)> {
        let all = declared(text).into_iter();
        all.map(|d| (d.span.slice(text), d.lang.to_string()))
            .collect()
    }

    #[test]
    fn html_and_pandoc_declare_languages() {
        for text in [
            "<blockquote class=\"a\" lang=\"fr\">\nLe bac est parti.\n</blockquote>",
            "<p xml:lang='fr'>Le bac est parti.</p>",
            "::: {.quote lang=fr}\nLe bac est parti.\n:::\n",
            "He said: [Le bac est parti.]{lang=fr}.",
        ] {
            assert_eq!(
                languages(text),
                [("Le bac est parti.", "fr".to_owned())],
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_left_open_ends_with_what_it_stands_in() {
        let text = "<div lang=ru><p lang=fr>Лёд<br>встал</div> <i lang=fr>bac</i> <b lang=fr>";
        let expected = [
            ("<p lang=fr>Лёд<br>встал", "ru".to_owned()),
            ("bac", "fr".to_owned()),
        ];
        assert_eq!(languages(text), expected);
    }

    #[test]
    fn what_needs_no_end_hides_nothing() {
        let quote = "<div lang=fr>Le bac est parti.</div>";
        for left_open in [
            "<br>",
            "<HR>",
            "<img src=a>",
            "<p>",
            "<li>Снег",
            "<i>",
            "<i lang=ru>",
        ] {
            let text = left_open.repeat(100) + quote;
            assert_eq!(
                languages(&text),
                [("Le bac est parti.", "fr".to_owned())],
                "{left_open}"
            );
        }
        let text = format!("<html lang=en>{}The ferry.</html>", "<i>Ice".repeat(100));
        assert_eq!(languages(&text).len(), 1);
    }

    #[test]
    fn no_span_goes_on_behind_a_blank_line() {
        for blank in ["\n\n", "\r\n\r\n", "\n \t\n"] {
            let text = format!("[Le bac{blank}est parti.]{{lang=fr}}");
            assert_eq!(languages(&text), [], "{blank:?}");
        }
        assert_eq!(languages("[Le bac\r\nest parti.]{lang=fr}").len(), 1);
    }

    #[test]
    fn what_is_no_declaration_is_none() {
        for text in [
            "data-lang=fr",
            "slang = fr",
            "<a hreflang=fr>x</a>",
            "[lang]{x}",
            "<lang",
        ] {
            assert_eq!(languages(text), [], "{text}");
        }
    }

    #[test]
    fn a_declaration_is_about_what_fills_it() {
        let text =
            "<html lang=en>Long prose of the author's, and <i lang=fr>un bac</i>, too.</html>";
        let declared = declared(text);
        let start = text.find("un bac").unwrap();
        let quote = [Span::new(start, start + 6)];
        assert_eq!(about(&declared, &quote).unwrap().lang, Lang::FR);
        let prose = [Span::new(14, 30)];
        assert_eq!(about(&declared, &prose), None);
    }

    proptest! {
        #[test]
        fn any_text_can_be_read(text in "([<>/\\[\\]{}:= \n]|lang|fr|é|div|\"){0,40}") {
            for declared in declared(&text) {
                prop_assert!(text.get(declared.span.start..declared.span.end).is_some());
            }
        }
    }
}
