//! Tables: rows of Markdown, `<table>`, and the facing columns of a page's text layer.
//!
//! Each cell becomes a block of its own that knows its table and row. What has no second cell beside
//! it is no table.

use super::BlockKind;
use super::parse::{BlockLine, Builder, has_word, is_wrapped};
use crate::text::Span;

/// Fewest spaces between two columns, in characters.
const GUTTER: usize = 3;
/// Fewest lines that show a second column.
const LEAST_LINES: usize = 2;
/// How far the beginnings of a column's lines may lie from each other, in characters.
const RAGGED: usize = 3;

/// A table in HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HtmlTable {
    /// From `<table` to `</table>`.
    pub span: Span,
    /// Row and contents of each cell.
    cells: Vec<(usize, Span)>,
}

/// The tables of a text from `from` on, outermost, in order; one that nothing ends is none.
pub fn html_tables(text: &str, from: usize) -> Vec<HtmlTable> {
    let mut tables = Vec::new();
    let mut at = from;
    while let Some(start) = find_tag(text, at, "<table") {
        let Some(end) = find_tag(text, start, "</table>") else {
            break;
        };
        let span = Span::new(start, end + "</table>".len());
        tables.push(HtmlTable {
            span,
            cells: cells(text, span),
        });
        at = span.end;
    }
    tables
}

/// The cells of a table: from a `<td>` or `<th>` to the next tag of the table's own.
fn cells(text: &str, table: Span) -> Vec<(usize, Span)> {
    let mut cells = Vec::new();
    let (mut row, mut open) = (0, None);
    let mut at = table.start;
    while let Some(start) = text[at..table.end].find('<').map(|n| at + n) {
        let Some(end) = text[start..table.end].find('>').map(|n| start + n + 1) else {
            break;
        };
        let tag = &text[start..end];
        let name = tag
            .trim_start_matches(['<', '/'])
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        let is = |other: &str| name.eq_ignore_ascii_case(other);
        if is("td") || is("th") || is("tr") || is("table") {
            if let Some(open) = open.take() {
                cells.push((row, Span::new(open, start)));
            }
            if (is("td") || is("th")) && !tag.starts_with("</") {
                open = Some(end);
            }
            row += usize::from(is("tr") && !tag.starts_with("</"));
        }
        at = end;
    }
    cells
}

/// Where a tag stands, in small or capital letters.
fn find_tag(text: &str, from: usize, tag: &str) -> Option<usize> {
    text[from..]
        .match_indices('<')
        .map(|(at, _)| from + at)
        .find(|&at| {
            text.get(at..at + tag.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(tag))
        })
}

impl Builder<'_> {
    /// The number of a new table.
    fn new_table(&mut self) -> usize {
        self.tables += 1;
        self.tables - 1
    }

    /// Rows of a table in Markdown.
    pub(super) fn table(&mut self, rows: &[BlockLine]) {
        let table = self.new_table();
        for (row, line) in rows.iter().enumerate() {
            let slice = line.content.slice(self.text);
            let mut start = line.content.start;
            let pipes: Vec<usize> = slice
                .char_indices()
                .filter(|&(i, c)| c == '|' && !slice[..i].ends_with('\\'))
                .map(|(i, _)| line.content.start + i)
                .chain([line.content.end])
                .collect();
            for end in pipes {
                let span = Span::new(start, end).trimmed(self.text);
                start = end + 1;
                if has_word(span.slice(self.text)) {
                    let cell = BlockLine::within(self.text, span);
                    self.block(&[cell], false, Some(BlockKind::Cell { table, row }));
                }
            }
        }
    }

    /// The cells of a table in HTML, where the ends of lines mean nothing.
    pub(super) fn html_table(&mut self, html: &HtmlTable) {
        let table = self.new_table();
        for &(row, span) in &html.cells {
            let lines = self.lines_of(span);
            if has_word(span.slice(self.text)) {
                self.block(&lines, false, Some(BlockKind::Cell { table, row }));
            }
        }
    }

    /// The lines of a stretch of text, without blank ones.
    fn lines_of(&self, span: Span) -> Vec<BlockLine> {
        let mut start = span.start;
        let mut lines = Vec::new();
        for raw in span.slice(self.text).split_inclusive('\n') {
            let line = Span::new(start, start + raw.len()).trimmed(self.text);
            start += raw.len();
            if !line.is_empty() {
                lines.push(BlockLine::within(self.text, line));
            }
        }
        lines
    }

    /// Lines as two facing columns in different languages, if that is what they are.
    pub(super) fn columns(&self, lines: &[BlockLine]) -> Option<[Vec<BlockLine>; 2]> {
        let gaps: Vec<Option<(Span, usize)>> =
            lines.iter().map(|line| gap(self.text, line)).collect();
        let mut starts: Vec<usize> = gaps.iter().flatten().map(|&(_, column)| column).collect();
        starts.sort_unstable();
        let column = *starts.get(starts.len() / 2)?;
        let is_gutter = |at: usize| at.abs_diff(column) <= RAGGED;
        let (mut left, mut right) = (Vec::new(), Vec::new());
        let mut facing = 0;
        for (line, gap) in lines.iter().zip(&gaps) {
            match gap {
                Some((space, at)) if is_gutter(*at) => {
                    facing += 1;
                    let start = line.content.start;
                    left.push(BlockLine::within(self.text, Span::new(start, space.start)));
                    let end = line.content.end;
                    right.push(BlockLine::within(self.text, Span::new(space.end, end)));
                }
                // One of the columns is at an end.
                _ if line.indent + RAGGED >= column => right.push(line.clone()),
                _ if line.indent + self.width(line) < column => left.push(line.clone()),
                _ => return None,
            }
        }
        (facing >= LEAST_LINES && self.languages_differ(&left, &right)).then_some([left, right])
    }

    fn width(&self, line: &BlockLine) -> usize {
        line.span.slice(self.text).chars().count()
    }

    fn languages_differ(&self, left: &[BlockLine], right: &[BlockLine]) -> bool {
        let language = |lines: &[BlockLine]| {
            let lines = lines.iter().map(|line| line.content.slice(self.text));
            self.identifier
                .identify(&lines.collect::<Vec<_>>().join("\n"))
        };
        let (left, right) = (language(left), language(right));
        left.is_some() && right.is_some() && left != right
    }

    /// Whether many lines begin in the middle of a sentence: columns are narrower than pages.
    fn goes_on(&self, lines: &[BlockLine]) -> bool {
        let lower = lines.iter().skip(1).filter(|line| {
            let text = line.content.slice(self.text);
            text.chars()
                .find(|c| c.is_alphabetic())
                .is_some_and(char::is_lowercase)
        });
        5 * lower.count() >= 2 * (lines.len() - 1)
    }

    /// Two facing columns as one row of a table.
    pub(super) fn facing(&mut self, columns: [Vec<BlockLine>; 2]) {
        let table = self.new_table();
        for lines in columns {
            let verse = lines.len() > 1 && !(is_wrapped(self.text, &lines) || self.goes_on(&lines));
            self.column(&lines, verse, BlockKind::Cell { table, row: 0 });
        }
    }
}

/// The widest run of spaces inside a line, and the column behind it, in characters.
fn gap(text: &str, line: &BlockLine) -> Option<(Span, usize)> {
    let content = line.content.slice(text);
    let mut widest: Option<(usize, Span)> = None;
    let mut at = 0;
    for run in content.split_inclusive(|c: char| !is_space(c)) {
        let spaces = run.trim_end_matches(|c: char| !is_space(c));
        let width: usize = spaces
            .chars()
            .map(|c| if c == '\t' { GUTTER } else { 1 })
            .sum();
        if width >= GUTTER && widest.is_none_or(|(most, _)| width > most) {
            let start = line.content.start + at;
            widest = Some((width, Span::new(start, start + spaces.len())));
        }
        at += run.len();
    }
    let (_, span) = widest?;
    let column = line.indent + text[line.span.start..span.end].chars().count();
    Some((span, column))
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::{Block, parse};
    use crate::lang::{Identifier, Lang};
    use crate::text::Repairs;

    fn rows(text: &str) -> Vec<(usize, usize, String)> {
        let identifier = Identifier::new(Lang::EN, &[Lang::RU, Lang::FR]);
        let cell = |block: Block| match block.kind {
            BlockKind::Cell { table, row } => Some((table, row, block.text().to_owned())),
            _ => None,
        };
        parse(text, &identifier, Repairs::default())
            .into_iter()
            .filter_map(cell)
            .collect()
    }

    fn cell(table: usize, row: usize, text: &str) -> (usize, usize, String) {
        (table, row, text.to_owned())
    }

    #[test]
    fn a_table_in_html_has_rows() {
        let text = "<table>\n<TR><td>Зима пришла.</td>\n<td>Winter\nhas come.</td></TR>\n\
                    <tr><th>Лёд</th></tr></table>\n";
        assert_eq!(
            rows(text),
            [
                cell(0, 1, "Зима пришла."),
                cell(0, 1, "Winter has come."),
                cell(0, 2, "Лёд"),
            ]
        );
        assert_eq!(rows("<table><tr><td>Зима."), []);
    }

    #[test]
    fn columns_that_face_each_other_are_a_row() {
        let text = "Лёд на озере становится       The ice on the lake does not\n\
                    не сразу, и потому до         form at once, and so until\n\
                    января ходят пешком.          January people go on foot.\n\
                    \u{20}                             That is all.\n";
        assert_eq!(
            rows(text),
            [
                cell(
                    0,
                    0,
                    "Лёд на озере становится не сразу, и потому до января ходят пешком."
                ),
                cell(
                    0,
                    0,
                    "The ice on the lake does not form at once, and so until January people go on \
                     foot. That is all."
                ),
            ]
        );
    }

    #[test]
    fn a_table_of_figures_is_no_pair_of_columns() {
        assert_eq!(
            rows("Boats on the lake      12\nMen on the shore       40\n"),
            []
        );
    }
}
