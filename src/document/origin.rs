//! The origin map: what Markdown cannot say of stretches of a document's canonical text.
//!
//! Enters: what a reader knows of its file, span by span. Leaves: an [`Origin`] that answers for any byte of
//! the text. The map of Markdown and plain text is empty, but for the pages that form feeds divide.

use super::layer::{Layer, MisplacedSpan};
use crate::lang::Lang;
use crate::text::Span;
use std::fmt;
use std::sync::Arc;

/// What is known of where a document's text comes from. Each layer answers one question; most documents have
/// few of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    kinds: Layer<DeclaredKind>,
    pages: Layer<Page>,
    elements: Layer<Element>,
    langs: Layer<Lang>,
    omissions: Vec<Omission>,
}

/// What the file says that a block is. A file says nothing of ordinary paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeclaredKind {
    /// A heading of this level, from 1.
    Heading(u8),
    /// A list item.
    ListItem,
    /// A footnote or endnote, with its label.
    Note(String),
    /// A paragraph of a block quotation.
    BlockQuotation,
    /// A running head or running foot.
    RunningHead,
    /// A page number.
    PageNumber,
}

/// A page of the file, or of the printed book that the file shows. At least one of the two is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its number in the file, from 1.
    pub number: Option<usize>,
    /// What is printed on it: `117`, `xii`.
    pub label: Option<String>,
}

/// An element of a file that has a structure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// The part of the file, when it has several: `word/document.xml`.
    pub part: Option<Arc<str>>,
    /// The way to the element in it: `/w:p[17]`.
    pub path: Box<str>,
}

/// What a reader left out of the text, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Omission {
    /// The byte of the canonical text before which it was.
    pub at: usize,
    /// What it was.
    pub omitted: Omitted,
}

/// What a reader leaves out of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Omitted {
    /// A hyphen that divided a word at a line's end.
    Hyphen,
    /// A running head or running foot, with its text.
    RunningHead(String),
    /// A page number, as it is printed.
    PageNumber(String),
}

impl Origin {
    /// The map of a text that is its own file: its pages, if form feeds divide it.
    pub(crate) fn of_text(text: &str) -> Self {
        let mut origin = Self::default();
        if !text.contains('\u{c}') {
            return origin;
        }
        let mut start = 0;
        for (number, page) in (1..).zip(text.split_inclusive('\u{c}')) {
            let span = Span::new(start, start + page.len());
            start = span.end;
            let page = Page {
                number: Some(number),
                label: None,
            };
            // Pages of one text, one after the other, are never misplaced.
            let pushed = origin.pages.push(text, span, page);
            debug_assert!(pushed.is_ok());
        }
        origin
    }

    /// What the file says that blocks are.
    pub fn kinds(&self) -> &Layer<DeclaredKind> {
        &self.kinds
    }

    /// The pages.
    pub fn pages(&self) -> &Layer<Page> {
        &self.pages
    }

    /// The elements that stretches of the text come from.
    pub fn elements(&self) -> &Layer<Element> {
        &self.elements
    }

    /// The languages that the file claims.
    pub fn langs(&self) -> &Layer<Lang> {
        &self.langs
    }

    /// What was left out inside a span, its ends included, in order.
    pub fn omissions(&self, span: Span) -> &[Omission] {
        let from = self.omissions.partition_point(|o| o.at < span.start);
        let to = self.omissions.partition_point(|o| o.at <= span.end);
        self.omissions.get(from..to).unwrap_or_default()
    }
}

/// Puts an [`Origin`] together for one text. The spans of each layer must come in order and apart.
///
/// ```
/// use diglot::document::{DeclaredKind, OriginBuilder};
/// use diglot::text::Span;
///
/// let text = "The Ferry\n\nIt left at noon.\n";
/// let mut builder = OriginBuilder::new(text);
/// builder.kind(Span::new(0, 9), DeclaredKind::Heading(1))?;
/// assert!(builder.kind(Span::new(4, 15), DeclaredKind::ListItem).is_err());
///
/// let origin = builder.build();
/// assert_eq!(origin.kinds().at(3), Some((Span::new(0, 9), &DeclaredKind::Heading(1))));
/// assert_eq!(origin.kinds().at(11), None);
/// # Ok::<(), diglot::document::MisplacedSpan>(())
/// ```
#[derive(Debug)]
pub struct OriginBuilder<'a> {
    text: &'a str,
    origin: Origin,
}

impl<'a> OriginBuilder<'a> {
    /// An empty map of `text`.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            origin: Origin::default(),
        }
    }

    /// Says what the file calls the block at `span`.
    ///
    /// # Errors
    ///
    /// For this and all other layers: see [`Layer::push`].
    pub fn kind(&mut self, span: Span, kind: DeclaredKind) -> Result<(), MisplacedSpan> {
        self.origin.kinds.push(self.text, span, kind)
    }

    /// Says which page `span` is on.
    pub fn page(&mut self, span: Span, page: Page) -> Result<(), MisplacedSpan> {
        self.origin.pages.push(self.text, span, page)
    }

    /// Says which element `span` comes from.
    pub fn element(&mut self, span: Span, element: Element) -> Result<(), MisplacedSpan> {
        self.origin.elements.push(self.text, span, element)
    }

    /// Says which language the file claims for `span`.
    pub fn lang(&mut self, span: Span, lang: Lang) -> Result<(), MisplacedSpan> {
        self.origin.langs.push(self.text, span, lang)
    }

    /// Says what was left out before byte `at`, which must not be before the last such place.
    pub fn omission(&mut self, at: usize, omitted: Omitted) -> Result<(), MisplacedSpan> {
        let last = self.origin.omissions.last().map_or(0, |last| last.at);
        if at < last || !self.text.is_char_boundary(at) {
            let span = Span::new(at, at);
            return Err(MisplacedSpan { span, last });
        }
        self.origin.omissions.push(Omission { at, omitted });
        Ok(())
    }

    /// The map.
    pub fn build(self) -> Origin {
        self.origin
    }
}

impl fmt::Display for Page {
    /// Writes `p. 117` for a printed page and `page 12 of the file` for another one; `p. 117 (page 12 of the
    /// file)` when both are known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.label, self.number) {
            (Some(label), None) => write!(f, "p. {label}"),
            (Some(label), Some(number)) => write!(f, "p. {label} (page {number} of the file)"),
            (None, Some(number)) => write!(f, "page {number} of the file"),
            (None, None) => Ok(()),
        }
    }
}

impl fmt::Display for Element {
    /// Writes `word/document.xml!/w:p[17]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.part {
            Some(part) => write!(f, "{part}!{}", self.path),
            None => f.write_str(&self.path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn form_feeds_divide_a_text_into_pages() {
        let number = |text: &str, offset| {
            let origin = Origin::of_text(text);
            origin.pages().at(offset).and_then(|(_, page)| page.number)
        };
        let text = "One\n\u{c}Two\n\u{c}\u{c}Four";
        assert_eq!(number(text, 0), Some(1));
        assert_eq!(number(text, 4), Some(1), "the form feed itself");
        assert_eq!(number(text, 5), Some(2));
        assert_eq!(number(text, text.len() - 1), Some(4));
        assert_eq!(Origin::of_text("One\n\nTwo\n"), Origin::default());
    }

    #[test]
    fn all_layers_answer_for_themselves() {
        let text = "Зима. The Ferry";
        let (ru, en) = (Span::new(0, 9), Span::new(10, 19));
        let mut builder = OriginBuilder::new(text);
        let element = Element {
            part: Some("word/document.xml".into()),
            path: "/w:p[17]".into(),
        };
        builder.element(ru, element.clone()).unwrap();
        builder.lang(ru, Lang::RU).unwrap();
        builder.lang(en, Lang::EN).unwrap();
        builder.omission(4, Omitted::Hyphen).unwrap();
        let number = Omitted::PageNumber("xii".into());
        builder.omission(10, number.clone()).unwrap();
        builder
            .omission(10, Omitted::RunningHead("The Ferry".into()))
            .unwrap();
        assert!(builder.omission(9, Omitted::Hyphen).is_err());
        assert!(builder.omission(99, Omitted::Hyphen).is_err());
        let origin = builder.build();
        assert_eq!(origin.langs().at(12), Some((en, &Lang::EN)));
        assert_eq!(origin.elements().at(8), Some((ru, &element)));
        assert_eq!(element.to_string(), "word/document.xml!/w:p[17]");
        assert_eq!(origin.omissions(ru).len(), 1);
        assert_eq!(origin.omissions(en).len(), 2);
        assert_eq!(origin.omissions(en)[0].omitted, number);
        assert!(origin.kinds().is_empty() && origin.pages().is_empty());
    }
}
