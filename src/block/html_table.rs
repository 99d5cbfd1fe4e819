//! Tables in HTML: their rows and cells, as the tags divide them.

use crate::text::Span;
use crate::text::markup::{HtmlTag, Markup};

/// A table in HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HtmlTable {
    /// From `<table` to `</table>`.
    pub span: Span,
    /// Row and contents of each cell.
    pub cells: Vec<(usize, Span)>,
}

/// The outermost tables of a text from `from` on, in order. One that nothing ends is not a table.
pub(super) fn html_tables(text: &str, markup: &Markup, from: usize) -> Vec<HtmlTable> {
    let mut tags = markup.tags().filter(|(span, _)| span.start >= from);
    let mut tables = Vec::new();
    while let Some((start, _)) = tags.find(|(_, tag)| is(text, tag, &["table"]) && !tag.closes) {
        let mut cells = Cells::default();
        let end = tags.find(|&(span, tag)| {
            cells.add(text, span, &tag);
            is(text, &tag, &["table"]) && tag.closes
        });
        let Some((end, _)) = end else {
            break;
        };
        tables.push(HtmlTable {
            span: Span::new(start.start, end.end),
            cells: cells.found,
        });
    }
    tables
}

fn is(text: &str, tag: &HtmlTag, names: &[&str]) -> bool {
    names.iter().any(|name| tag.is_named(text, name))
}

/// The cells of a table: each from a `<td>` or `<th>` to the next tag that divides the table.
#[derive(Default)]
struct Cells {
    found: Vec<(usize, Span)>,
    row: usize,
    /// Where the cell that is open begins.
    open: Option<usize>,
}

impl Cells {
    fn add(&mut self, text: &str, span: Span, tag: &HtmlTag) {
        if !is(text, tag, &["td", "th", "tr", "table"]) {
            return;
        }
        if let Some(open) = self.open.take() {
            self.found.push((self.row, Span::new(open, span.start)));
        }
        if is(text, tag, &["td", "th"]) && !tag.closes {
            self.open = Some(span.end);
        }
        self.row += usize::from(is(text, tag, &["tr"]) && !tag.closes);
    }
}
