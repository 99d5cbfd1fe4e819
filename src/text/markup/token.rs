//! The result of a scan, and queries to it.

use super::address::is_in_address;
use crate::text::span::Span;

/// The markup of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup {
    /// In the order of their beginnings; one may be in another.
    tokens: Vec<MarkupToken>,
    /// For each token, where it and all before it that are not prose have ended.
    ends: Vec<usize>,
    lone_stars: Vec<usize>,
}

/// A span of a text that is markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkupToken {
    /// Where it is.
    pub span: Span,
    /// What it is.
    pub kind: MarkupKind,
    /// Whether it is in code, and so an example, or no markup at all.
    pub in_code: bool,
}

/// The kind of a token of markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkupKind {
    /// Code with its marks: a block between fences, or words between backticks.
    Code,
    /// `<!-- a comment -->`; it may hold blank lines.
    Comment,
    /// A tag.
    Tag(HtmlTag),
    /// One of two marks that emphasise what is between them.
    Emphasis {
        /// Whether it slants the text: one star or one underscore.
        slants: bool,
    },
    /// A backslash before a sign that is meant as it is.
    Escape,
    /// `[` before the text of a link.
    LinkStart,
    /// `](target)` after the text of a link.
    LinkTarget,
    /// `![caption](target)`.
    Image,
    /// `[^label]`, where a footnote is referred to or, with a colon, begins.
    NoteLabel {
        /// The label.
        label: Span,
        /// Whether the footnote begins here: the colon is part of the token.
        defines: bool,
    },
    /// A line of three or more colons, which begins or ends a division.
    Division {
        /// The attributes of a division that begins; `None` for one that ends.
        attributes: Option<Span>,
    },
    /// `]{attributes}` after a text in brackets.
    Attributes {
        /// The text.
        text: Span,
        /// The attributes, without the brackets.
        attributes: Span,
    },
}

/// A tag of HTML, or what looks like one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HtmlTag {
    /// Its name.
    pub name: Span,
    /// The text between the name and the end of the tag.
    pub attributes: Span,
    /// Whether it ends an element: `</b>`.
    pub closes: bool,
    /// Whether HTML has an element of this name: `<sic>` is an editor's, and text.
    pub is_html: bool,
}

impl HtmlTag {
    /// Whether it has this name, in small or capital letters.
    pub fn is_named(&self, text: &str, name: &str) -> bool {
        self.name.slice(text).eq_ignore_ascii_case(name)
    }

    /// Whether it begins and ends an element: `<br/>`.
    pub fn is_empty_element(&self, text: &str) -> bool {
        self.attributes.slice(text).ends_with('/')
    }
}

impl Markup {
    /// The tokens of a scan, in any order.
    pub(super) fn new(mut found: Vec<(Span, MarkupKind)>, lone_stars: Vec<usize>) -> Self {
        found.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        let mut markup = Self {
            lone_stars,
            ..Self::default()
        };
        let (mut code_end, mut end) = (0, 0);
        for (span, kind) in found {
            let token = MarkupToken {
                in_code: span.start < code_end,
                span,
                kind,
            };
            if token.kind == MarkupKind::Code {
                code_end = span.end;
            }
            if !token.is_prose() {
                end = span.end.max(end);
            }
            markup.tokens.push(token);
            markup.ends.push(end);
        }
        markup
    }

    /// All tokens, in the order of their beginnings; one may be in another.
    pub fn tokens(&self) -> &[MarkupToken] {
        &self.tokens
    }

    /// The code, in order.
    pub fn code(&self) -> impl Iterator<Item = Span> + '_ {
        let code = self.tokens.iter().filter(|t| t.kind == MarkupKind::Code);
        code.map(|token| token.span)
    }

    /// The comments that are not examples in code, in order.
    pub fn comments(&self) -> impl Iterator<Item = Span> + '_ {
        let is_comment = |t: &&MarkupToken| t.kind == MarkupKind::Comment && !t.in_code;
        self.tokens
            .iter()
            .filter(is_comment)
            .map(|token| token.span)
    }

    /// The tags, those in code too, in order.
    pub fn tags(&self) -> impl Iterator<Item = (Span, HtmlTag)> + '_ {
        self.tokens.iter().filter_map(|token| match token.kind {
            MarkupKind::Tag(tag) => Some((token.span, tag)),
            _ => None,
        })
    }

    /// The token that begins at `at`.
    pub fn token_at(&self, at: usize) -> Option<&MarkupToken> {
        let index = self.index_of(at);
        self.tokens
            .get(index)
            .filter(|token| token.span.start == at)
    }

    /// The content of the element of HTML that the tag at `at` begins, and the end of its closing tag. Looks
    /// at most `most` bytes far for it.
    pub fn element(&self, text: &str, at: usize, most: usize) -> Option<(Span, usize)> {
        let index = self.index_of(at);
        let MarkupToken { span, kind, .. } = self.tokens.get(index)?;
        let MarkupKind::Tag(opening) = kind else {
            return None;
        };
        let after = self.tokens[index + 1..].iter();
        let near = after.take_while(|token| token.span.start <= span.end + most);
        let mut tags = near.filter_map(|token| match token.kind {
            MarkupKind::Tag(tag) => Some((token.span, tag)),
            _ => None,
        });
        let name = opening.name.slice(text);
        let (closing, _) = tags.find(|(_, tag)| tag.closes && tag.is_named(text, name))?;
        let is_whole = closing.end <= span.end + most;
        is_whole.then(|| (Span::new(span.end, closing.start), closing.end))
    }

    /// Whether all of a span of the scanned text is prose: no code, comment, tag, target of a link or
    /// other markup, and not part of an address. What rules say of words holds only there, and only there may
    /// the text be changed.
    pub fn is_prose(&self, text: &str, span: Span) -> bool {
        let before = self.index_of(span.end);
        let is_markup = before > 0 && self.ends[before - 1] > span.start;
        !is_markup && !is_in_address(text, span)
    }

    /// Where stars, escaped or not, follow a word and end no emphasis, in bytes, in order. They may be
    /// footnote marks.
    pub(crate) fn lone_stars(&self) -> &[usize] {
        &self.lone_stars
    }

    /// How many tokens begin before `at`.
    fn index_of(&self, at: usize) -> usize {
        self.tokens.partition_point(|token| token.span.start < at)
    }
}

impl MarkupToken {
    /// Whether it is text all the same.
    fn is_prose(&self) -> bool {
        matches!(&self.kind, MarkupKind::Tag(tag) if !tag.is_html)
    }
}
