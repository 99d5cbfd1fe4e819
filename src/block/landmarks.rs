//! Landmarks of a text: its pages and sections, as its blocks show them.

use super::number::page_label;
use super::types::{Block, BlockKind};
use crate::document::{Document, Layer, Page, Place};
use crate::lang::Library;
use crate::text::{LineIndex, Span};

/// The pages and sections of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Landmarks {
    pages: Layer<Page>,
    sections: Layer<String>,
}

/// A page number that is printed on a line of its own.
struct PrintedNumber {
    /// The index of its block.
    block: usize,
    /// The line.
    span: Span,
    /// The number: `117`, `xii`.
    label: String,
    /// Whether it names a page, so that nothing but the beginning of that page can be there: `[Pg 117]`.
    is_named: bool,
}

/// Where a document has its page numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NumberPosition {
    Head,
    Foot,
}

impl Landmarks {
    /// The landmarks of a document with these blocks.
    ///
    /// A page of the file gets the number that is printed on it. Where the file has no pages, the printed numbers
    /// divide the text, if it is clear whether they are at the heads or at the feet of the pages: a wrong page is
    /// worse than none.
    pub fn of(document: &Document, blocks: &[Block], library: &Library) -> Self {
        let text = document.text();
        let numbers = printed_numbers(text, blocks, library);
        let file_pages = document.origin().pages();
        let pages = match file_pages.is_empty() {
            true => pages_between(text, blocks, &numbers),
            false => labelled(text, file_pages, &numbers),
        };
        Self {
            pages,
            sections: sections(text, blocks),
        }
    }

    /// The pages of the text.
    pub fn pages(&self) -> &Layer<Page> {
        &self.pages
    }

    /// The sections of the text, each with its heading; a section ends where the next begins.
    pub fn sections(&self) -> &Layer<String> {
        &self.sections
    }

    /// Where byte `offset` of the document is, with all that is known of it. `index` is that of its text.
    pub fn place(&self, document: &Document, index: &LineIndex, offset: usize) -> Place {
        Place {
            page: self.pages.at(offset).map(|(_, page)| page.clone()),
            section: self.sections.at(offset).map(|(_, heading)| heading.clone()),
            ..document.place(index, offset)
        }
    }
}

fn printed_numbers(text: &str, blocks: &[Block], library: &Library) -> Vec<PrintedNumber> {
    let furniture = blocks.iter().enumerate();
    let furniture = furniture.filter(|(_, block)| block.kind == BlockKind::Furniture);
    furniture
        .filter_map(|(i, block)| {
            let line = block.span.slice(text);
            let label = page_label(line, library)?;
            Some(PrintedNumber {
                block: i,
                span: block.span,
                label: label.to_owned(),
                is_named: line.starts_with('[')
                    || line.starts_with(char::is_alphabetic) && line != label,
            })
        })
        .collect()
}

/// The pages of a file, each with the first number that is printed on it.
fn labelled(text: &str, pages: &Layer<Page>, numbers: &[PrintedNumber]) -> Layer<Page> {
    let mut labelled = Layer::default();
    for (span, page) in pages.entries() {
        let after = numbers.partition_point(|number| number.span.start < span.start);
        let own = numbers
            .get(after)
            .filter(|number| number.span.start < span.end);
        let label = own.map(|number| number.label.clone());
        let page = Page {
            number: page.number,
            label: page.label.clone().or(label),
        };
        push(&mut labelled, text, *span, page);
    }
    labelled
}

/// The pages between printed numbers; none if it is not clear which side of a number is its page.
fn pages_between(text: &str, blocks: &[Block], numbers: &[PrintedNumber]) -> Layer<Page> {
    let mut pages = Layer::default();
    let Some(position) = number_position(blocks, numbers) else {
        return pages;
    };
    let mut start = 0;
    for (i, number) in numbers.iter().enumerate() {
        let (from, to) = match position {
            NumberPosition::Head => {
                let next = numbers.get(i + 1);
                let end = next.map_or(text.len(), |next| next.span.start);
                (number.span.start, end)
            }
            NumberPosition::Foot => (start, number.span.end),
        };
        start = to;
        let page = Page {
            number: None,
            label: Some(number.label.clone()),
        };
        push(&mut pages, text, Span::new(from, to), page);
    }
    pages
}

/// Whether numbers are at the heads or at the feet of pages: what the numbers, the running heads beside them, and
/// the first and the last number show, as long as it does not contradict itself.
fn number_position(blocks: &[Block], numbers: &[PrintedNumber]) -> Option<NumberPosition> {
    let is_text = |block: &Block| !matches!(block.kind, BlockKind::Furniture | BlockKind::Metadata);
    let is_number = |i: usize| {
        numbers
            .binary_search_by_key(&i, |number| number.block)
            .is_ok()
    };
    let is_head = |i: usize| {
        let block = blocks.get(i);
        block.is_some_and(|block| block.kind == BlockKind::Furniture) && !is_number(i)
    };
    let (first, last) = (numbers.first()?, numbers.last()?);
    let after_a_head = |number: &PrintedNumber| number.block.checked_sub(1).is_some_and(is_head);
    let at_head = numbers.iter().all(|number| number.is_named)
        || !blocks[..first.block].iter().any(is_text)
        || numbers.iter().any(after_a_head);
    let at_foot = !blocks[last.block + 1..].iter().any(is_text);
    match (at_head, at_foot) {
        (true, false) => Some(NumberPosition::Head),
        (false, true) => Some(NumberPosition::Foot),
        _ => None,
    }
}

/// The sections of a text: from each heading to the next.
fn sections(text: &str, blocks: &[Block]) -> Layer<String> {
    let headings = blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    let headings: Vec<&Block> = headings.collect();
    let mut sections = Layer::default();
    for (i, heading) in headings.iter().enumerate() {
        let next = headings.get(i + 1);
        let end = next.map_or(text.len(), |next| next.span.start);
        let span = Span::new(heading.span.start, end);
        push(&mut sections, text, span, heading.text().to_owned());
    }
    sections
}

/// Adds a span between two places of blocks or pages, which are in order; an empty one is left out.
fn push<T>(layer: &mut Layer<T>, text: &str, span: Span, value: T) {
    if !span.is_empty() {
        let pushed = layer.push(text, span, value);
        debug_assert!(pushed.is_ok());
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use crate::lang::{Identifier, Lang};
    use crate::text::Repairs;

    const A: &str = "The steamer left the harbour at noon, and nobody saw it again that year.";
    const B: &str = "In spring the ferry came, and with it the letters of the whole long winter.";

    fn landmarks(text: &str) -> (Document, Landmarks) {
        let document = Document::from_text("log", text);
        let identifier = Identifier::new(Lang::EN, &[Lang::RU, Lang::FR]);
        let kinds = document.origin().kinds();
        let parsed = parse(text, kinds, &identifier, Repairs::default());
        let landmarks = Landmarks::of(&document, &parsed.blocks, identifier.library());
        (document, landmarks)
    }

    /// The pages of the paragraphs A and B, as they are shown.
    fn pages(text: &str) -> [String; 2] {
        let (_, landmarks) = landmarks(text);
        [A, B].map(|paragraph| {
            let at = text.find(paragraph).unwrap();
            let page = landmarks.pages().at(at);
            page.map_or_else(String::new, |(_, page)| page.to_string())
        })
    }

    #[test]
    fn numbers_that_name_pages_begin_them() {
        assert_eq!(
            pages(&format!("[Pg 117]\n\n{A}\n\n[Pg 118]\n\n{B}\n")),
            ["p. 117", "p. 118"]
        );
        assert_eq!(pages(&format!("{A}\n\n[Pg 118]\n\n{B}\n")), ["", "p. 118"]);
    }

    #[test]
    fn bare_numbers_are_at_the_head_or_the_foot_of_all_pages() {
        assert_eq!(
            pages(&format!("38\n\n{A}\n\n39\n\n{B}\n")),
            ["p. 38", "p. 39"]
        );
        assert_eq!(
            pages(&format!("{A}\n\nxii\n\n{B}\n\nxiii\n")),
            ["p. xii", "p. xiii"]
        );
    }

    #[test]
    fn no_page_is_claimed_where_a_number_may_be_of_either() {
        assert_eq!(pages(&format!("{A}\n\n38\n\n{B}\n")), ["", ""]);
        assert_eq!(pages(&format!("{A}\n\n{B}\n")), ["", ""]);
    }

    #[test]
    fn a_page_of_the_file_has_the_number_that_is_printed_on_it() {
        assert_eq!(
            pages(&format!("{A}\n\n38\n\n\u{c}{B}\n\n39\n")),
            ["p. 38 (page 1 of the file)", "p. 39 (page 2 of the file)"]
        );
        assert_eq!(
            pages(&format!("{A}\n\u{c}{B}\n")),
            ["page 1 of the file", "page 2 of the file"]
        );
    }

    #[test]
    fn a_place_has_its_line_its_page_and_its_section() {
        let text = format!("[Pg 117]\n\n# The *Ferry*\n\n{A}\n\n## Spring\n\n{B}\n");
        let (document, landmarks) = landmarks(&text);
        let index = LineIndex::new(&text);
        let place = |part: &str| {
            let at = text.find(part).unwrap();
            landmarks.place(&document, &index, at).to_string()
        };
        assert_eq!(place("nobody"), "5:43, p. 117, § The Ferry");
        assert_eq!(place(B), "9:1, p. 117, § Spring");
        assert_eq!(landmarks.sections().entries().len(), 2);
    }
}
