//! What a document itself says about the language of its parts: HTML's `lang` and Pandoc's `{lang=fr}`.
//!
//! Enters: the document's text and its markup. Leaves: the spans with a language of their own, in the
//! order of their beginnings. What is never closed declares nothing, nor does an example in code.

use crate::block::{HtmlTag, Markup, MarkupKind};
use crate::lang::Lang;
use crate::text::Span;

/// Most tags and divisions that are open at once. When there are more, the oldest were left open by
/// mistake and are forgotten.
const DEEPEST: usize = 64;
/// Elements without content, which nothing closes (HTML, section 13.1.2).
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];
/// Elements that end where the next of them begins (HTML, section 13.1.2.4).
const UNCLOSED: [&str; 9] = ["dd", "dt", "li", "option", "p", "td", "th", "tr", "rt"];

/// A span of a document with its declared language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DeclaredLanguage {
    /// Where, without the marks.
    pub span: Span,
    /// The language.
    pub lang: Lang,
}

/// All spans of a text that declare a language.
pub(super) fn declared_languages(text: &str, markup: &Markup) -> Vec<DeclaredLanguage> {
    if !text.contains("lang") {
        return Vec::new();
    }
    let mut reader = DeclarationReader {
        text,
        open: Vec::new(),
        found: Vec::new(),
    };
    for token in markup.tokens().iter().filter(|token| !token.in_code) {
        let span = token.span;
        match &token.kind {
            MarkupKind::Tag(tag) => reader.tag(span, tag),
            MarkupKind::Division { attributes: None } => {
                reader.close(OpenElement::Division, span.start);
            }
            MarkupKind::Division {
                attributes: Some(attributes),
            } => {
                let lang = lang_of(attributes.slice(text));
                reader.push(OpenElement::Division, lang, span.end);
            }
            MarkupKind::Attributes {
                text: inner,
                attributes,
            } => {
                if let Some(lang) = lang_of(attributes.slice(text)) {
                    reader.declare(*inner, lang);
                }
            }
            _ => {}
        }
    }
    let mut found = reader.found;
    found.sort_by_key(|declared| (declared.span.start, std::cmp::Reverse(declared.span.end)));
    found
}

/// The innermost declaration about a text, which makes up half of its span or more.
pub(super) fn declaration_about<'a>(
    declared: &'a [DeclaredLanguage],
    spans: &[Span],
) -> Option<&'a DeclaredLanguage> {
    let (first, last) = (spans.first()?, spans.last()?);
    let length: usize = spans.iter().map(|span| span.len()).sum();
    // A span that the text makes up half of begins no further before the text than the text is long.
    let near = first.start.saturating_sub(length);
    let from = declared.partition_point(|declared| declared.span.start < near);
    let to = declared.partition_point(|declared| declared.span.start <= first.start);
    let mut enclosing = declared[from..to.max(from)].iter().rev();
    enclosing.find(|declared| declared.span.end >= last.end && 2 * length >= declared.span.len())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum OpenElement<'a> {
    /// A tag of this name.
    Tag(&'a str),
    /// A fenced division, `:::`.
    Division,
}

/// An element that is open, the language that it declares, and where its content begins.
struct OpenDeclaration<'a> {
    element: OpenElement<'a>,
    lang: Option<Lang>,
    start: usize,
}

struct DeclarationReader<'a> {
    text: &'a str,
    open: Vec<OpenDeclaration<'a>>,
    found: Vec<DeclaredLanguage>,
}

impl<'a> DeclarationReader<'a> {
    fn tag(&mut self, span: Span, tag: &HtmlTag) {
        let name = tag.name.slice(self.text);
        if tag.closes {
            self.close(OpenElement::Tag(name), span.start);
        } else if !tag.is_empty_element(self.text) && !is_one_of(name, &VOID) {
            let lang = lang_of(tag.attributes.slice(self.text));
            self.open_tag(name, lang, span.end);
        }
    }

    /// Opens a tag, which ends the one before it if that has the same name and needs no end.
    fn open_tag(&mut self, name: &'a str, lang: Option<Lang>, start: usize) {
        let element = OpenElement::Tag(name);
        let is_same = |open: &OpenDeclaration<'_>| is_same(open.element, element);
        if is_one_of(name, &UNCLOSED) && self.open.last().is_some_and(is_same) {
            self.open.pop();
        }
        self.push(element, lang, start);
    }

    fn push(&mut self, element: OpenElement<'a>, lang: Option<Lang>, start: usize) {
        if self.open.len() == DEEPEST {
            let declares_nothing = self.open.iter().position(|open| open.lang.is_none());
            self.open.remove(declares_nothing.unwrap_or(0));
        }
        self.open.push(OpenDeclaration {
            element,
            lang,
            start,
        });
    }

    /// Closes the last element of this kind that is open, and all that was left open in it.
    fn close(&mut self, element: OpenElement<'_>, end: usize) {
        let is_same = |open: &OpenDeclaration<'_>| is_same(open.element, element);
        let Some(at) = self.open.iter().rposition(is_same) else {
            return;
        };
        let (lang, start) = (self.open[at].lang, self.open[at].start);
        self.open.truncate(at);
        if let Some(lang) = lang {
            self.declare(Span::new(start, end), lang);
        }
    }

    fn declare(&mut self, span: Span, lang: Lang) {
        let span = span.trimmed(self.text);
        self.found.push(DeclaredLanguage { span, lang });
    }
}

fn is_same(one: OpenElement<'_>, other: OpenElement<'_>) -> bool {
    match (one, other) {
        (OpenElement::Tag(one), OpenElement::Tag(other)) => one.eq_ignore_ascii_case(other),
        (one, other) => one == other,
    }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|other| other.eq_ignore_ascii_case(name))
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

    fn declared(text: &str) -> Vec<DeclaredLanguage> {
        declared_languages(text, &Markup::of(text))
    }

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
    fn what_is_left_open_ends_with_what_it_is_in() {
        let text = "<div lang=ru><p lang=fr>Лёд<br>встал</div> <i lang=fr>bac</i> <b lang=fr>";
        let expected = [
            ("<p lang=fr>Лёд<br>встал", "ru".to_owned()),
            ("bac", "fr".to_owned()),
        ];
        assert_eq!(languages(text), expected);
    }

    #[test]
    fn tags_that_need_no_end_hide_nothing() {
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
    fn no_text_in_brackets_continues_after_a_blank_line() {
        for blank in ["\n\n", "\r\n\r\n", "\n \t\n"] {
            let text = format!("[Le bac{blank}est parti.]{{lang=fr}}");
            assert_eq!(languages(&text), [], "{blank:?}");
        }
        assert_eq!(languages("[Le bac\r\nest parti.]{lang=fr}").len(), 1);
    }

    #[test]
    fn other_attributes_declare_nothing() {
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
    fn examples_and_comments_declare_nothing() {
        for text in [
            "`<i lang=fr>bac</i>`",
            "```\n<i lang=fr>bac</i>\n```\n",
            "<!-- <i lang=fr>bac</i> -->",
            "`[bac]{lang=fr}` and \\[bac]{lang=fr}",
            "```\n::: {lang=fr}\nbac\n:::\n```\n",
        ] {
            assert_eq!(languages(text), [], "{text}");
        }
    }

    #[test]
    fn a_tag_in_brackets_may_be_left_open() {
        let text = "<b>[Le <i>bac](a.html) [est <i>parti]{lang=fr}</b>";
        assert_eq!(languages(text), [("est <i>parti", "fr".to_owned())]);
    }

    #[test]
    fn a_declaration_is_about_what_fills_it() {
        let text =
            "<html lang=en>Long prose of the author's, and <i lang=fr>un bac</i>, too.</html>";
        let declared = declared(text);
        let start = text.find("un bac").unwrap();
        let quote = [Span::new(start, start + 6)];
        assert_eq!(declaration_about(&declared, &quote).unwrap().lang, Lang::FR);
        let prose = [Span::new(14, 30)];
        assert_eq!(declaration_about(&declared, &prose), None);
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
