//! From text to blocks: groups of lines, split where their form or their script changes.

use super::classify::decide;
use super::columns::{facing_columns, is_verse};
use super::cue::{cue, leading_cue};
use super::html_table::{HtmlTable, html_tables};
use super::line::{BlockLine, LineForm, has_word, is_wrapped};
use super::number::{is_page_number, leading_number};
use super::types::{Block, BlockKind, ParsedText};
use super::visible_text::{LineReader, VisibleText};
use crate::document::{DeclaredKind, Layer, front_matter};
use crate::lang::{Identifier, LanguageLabel, Library};
use crate::text::markup::Markup;
use crate::text::repair::{LineEnds, RepairInput, replacements};
use crate::text::{Clean, Repairs, Span};
use std::slice;

/// Fewest characters that the later paragraphs of a footnote are indented by.
const NOTE_INDENT: usize = 2;

/// Parses a text with these repairs made in it.
///
/// `declared` is what its file says that parts of the text are. A block that begins in such a part is what the file
/// says, whatever it looks like.
///
/// `identifier` knows the words of languages, and serves to split groups of lines where whole lines change
/// language: an interleaved poem, a stanza with its translation below it.
pub fn parse(
    text: &str,
    declared: &Layer<DeclaredKind>,
    identifier: &Identifier,
    repairs: Repairs,
) -> ParsedText {
    let markup = Markup::of(text);
    let input = RepairInput::new(text, &markup, identifier.library().vocabulary());
    let replacements = replacements(&input, repairs);
    let line_ends = LineEnds::of(&input);
    let mut builder = Builder {
        text,
        declared,
        reader: LineReader {
            text,
            replacements: &replacements,
            line_ends: &line_ends,
            repairs,
        },
        identifier,
        blocks: Vec::new(),
        tables: 0,
    };
    let metadata = front_matter(text).map(|(span, _)| span);
    let body = metadata.map_or(0, |span| span.end);
    if let Some(span) = metadata {
        let block = Block::new(BlockKind::Metadata, span, Clean::new());
        builder.blocks.push(block);
    }
    let mut at = body;
    for table in html_tables(text, &markup, body) {
        builder.lines(Span::new(at, table.span.start));
        builder.html_table(&table);
        at = table.span.end;
    }
    builder.lines(Span::new(at, text.len()));
    let mut blocks = builder.blocks;
    decide(&mut blocks, identifier.library());
    ParsedText { blocks, markup }
}

struct Builder<'a> {
    text: &'a str,
    declared: &'a Layer<DeclaredKind>,
    reader: LineReader<'a>,
    identifier: &'a Identifier,
    blocks: Vec<Block>,
    /// How many tables there have been.
    tables: usize,
}

impl Builder<'_> {
    /// Turns the lines of a part of the document into blocks.
    fn lines(&mut self, part: Span) {
        let mut group: Vec<BlockLine> = Vec::new();
        let mut start = part.start;
        for raw in part.slice(self.text).split_inclusive('\n') {
            let span = Span::new(start, start + raw.len()).trimmed(self.text);
            start += raw.len();
            if span.is_empty() || self.reader.is_markup_only(span) {
                self.group(&group);
                group.clear();
                continue;
            }
            let line = BlockLine::new(self.text, span);
            // A change of form ends a group as a blank line does.
            let breaks = group.last().is_some_and(|last| {
                last.quoted != line.quoted
                    || self.declared_span(last) != self.declared_span(&line)
                    || line.form.begins_block()
                    || (last.form != line.form && last.form.stands_alone())
            });
            if breaks {
                self.group(&group);
                group.clear();
            }
            group.push(line);
        }
        self.group(&group);
    }

    /// What the file says that a block is that begins with this line.
    fn declared_kind(&self, first: &BlockLine) -> Option<&DeclaredKind> {
        self.declared.at(first.content.start).map(|(_, kind)| kind)
    }

    /// The part of the text of which the file says what it is, if this line begins in one.
    fn declared_span(&self, line: &BlockLine) -> Option<Span> {
        self.declared.at(line.content.start).map(|(span, _)| span)
    }

    fn library(&self) -> &Library {
        self.identifier.library()
    }

    /// Turns lines without a blank one between them into blocks.
    fn group(&mut self, lines: &[BlockLine]) {
        let Some(first) = lines.first() else {
            return;
        };
        if first.form == LineForm::TableRow {
            return self.table(lines);
        }
        if lines.len() == 1 {
            return self.block(lines, false, None);
        }
        if let Some(columns) = facing_columns(self.text, lines, self.identifier) {
            return self.facing(&columns);
        }
        if is_wrapped(self.text, lines) {
            // A paragraph; the later lines of a note or an item belong to it.
            return self.block(lines, false, None);
        }
        // Lines that do not belong together: verse, a list of short lines, or paragraphs of one line each.
        let mut from = 0;
        for i in 1..=lines.len() {
            if i == lines.len() || self.parts(&lines[i - 1], &lines[i]) {
                let first = self.blocks.len();
                self.block(&lines[from..i], i - from > 1, None);
                if let Some(block) = self.blocks.get_mut(first) {
                    block.adjoins = from > 0;
                }
                from = i;
            }
        }
    }

    /// Whether a block ends between two lines without a blank one between them.
    fn parts(&self, before: &BlockLine, after: &BlockLine) -> bool {
        let is_own_block = |line: &BlockLine| {
            let content = line.content.slice(self.text);
            line.is_long(self.text) || cue(content, self.library()).is_some() || !has_word(content)
        };
        is_own_block(after) || is_own_block(before) || self.language_changes(before, after)
    }

    fn language_changes(&self, before: &BlockLine, after: &BlockLine) -> bool {
        let (before, after) = (self.line_label(before), self.line_label(after));
        before.is_some() && after.is_some() && before != after
    }

    /// The language of a whole line, if there is no doubt.
    fn line_label(&self, line: &BlockLine) -> Option<LanguageLabel> {
        let visible = self.reader.read(slice::from_ref(line), false);
        match self.identifier.runs(visible.clean.text(), None).as_slice() {
            [run] if run.words > 1 && run.label != LanguageLabel::Other => Some(run.label),
            _ => None,
        }
    }

    /// The number of a new table.
    fn new_table(&mut self) -> usize {
        self.tables += 1;
        self.tables - 1
    }

    /// Turns rows of a table in Markdown into cells.
    fn table(&mut self, rows: &[BlockLine]) {
        let table = self.new_table();
        for (row, line) in rows.iter().enumerate() {
            for span in cells(self.text, line.content) {
                if has_word(span.slice(self.text)) {
                    let cell = BlockLine::within(self.text, span);
                    self.block(&[cell], false, Some(BlockKind::Cell { table, row }));
                }
            }
        }
    }

    /// Turns the cells of a table in HTML into blocks. The ends of lines mean nothing in them.
    fn html_table(&mut self, html: &HtmlTable) {
        let table = self.new_table();
        for &(row, span) in &html.cells {
            let lines = self.lines_of(span);
            if has_word(span.slice(self.text)) {
                self.block(&lines, false, Some(BlockKind::Cell { table, row }));
            }
        }
    }

    /// The lines of a part of the text, without blank ones.
    fn lines_of(&self, part: Span) -> Vec<BlockLine> {
        let mut start = part.start;
        let mut lines = Vec::new();
        for raw in part.slice(self.text).split_inclusive('\n') {
            let line = Span::new(start, start + raw.len()).trimmed(self.text);
            start += raw.len();
            if !line.is_empty() {
                lines.push(BlockLine::within(self.text, line));
            }
        }
        lines
    }

    /// Turns two facing columns into one row of a table.
    fn facing(&mut self, columns: &[Vec<BlockLine>; 2]) {
        let table = self.new_table();
        for lines in columns {
            // The lines of the other column are between those of this one.
            let visible = self.reader.read(lines, true);
            let verse = is_verse(self.text, lines);
            self.push(
                lines,
                visible,
                verse,
                Some(BlockKind::Cell { table, row: 0 }),
            );
        }
    }

    /// Turns lines into one block: a cell, or what their form says.
    fn block(&mut self, lines: &[BlockLine], verse: bool, cell: Option<BlockKind>) {
        self.push(lines, self.reader.read(lines, false), verse, cell);
    }

    fn push(
        &mut self,
        lines: &[BlockLine],
        visible: VisibleText,
        verse: bool,
        cell: Option<BlockKind>,
    ) {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return;
        };
        let declared = self.declared_kind(first);
        let kind = match (cell, declared) {
            (Some(cell), _) => cell,
            (None, Some(declared)) => BlockKind::of_declared(declared),
            (None, None) => self.kind_of(first, lines, &visible),
        };
        let quoted = first.quoted || declared == Some(&DeclaredKind::BlockQuotation);
        let declared = declared.is_some();
        let span = Span::new(first.span.start, last.span.end);
        let broken = visible.starts.len() > lines.len();
        if kind == BlockKind::Prose
            && !(verse || broken)
            && let Some((lang, at)) = leading_cue(visible.clean.text(), self.library())
        {
            let (cue, visible) = visible.split(at);
            let rest = visible.clean.spans(0..1);
            let middle = rest.first().map_or(span.end, |span| span.start);
            let cue_span = Span::new(span.start, middle).trimmed(self.text);
            self.blocks.push(Block {
                quoted,
                ..Block::new(BlockKind::Cue(lang), cue_span, cue)
            });
            self.blocks.push(Block {
                quoted,
                declared,
                slanted: visible.slanted,
                references: visible.references,
                ..Block::new(kind, Span::new(middle, span.end), visible.clean)
            });
            return;
        }
        self.blocks.push(Block {
            lines: match verse || broken {
                true => visible.starts,
                false => Vec::new(),
            },
            quoted,
            declared,
            slanted: visible.slanted,
            references: visible.references,
            ..Block::new(kind, span, visible.clean)
        });
    }

    /// The kind of a block, as far as its own lines show it; what depends on several blocks is decided
    /// afterwards (see [`decide`]).
    fn kind_of(&self, first: &BlockLine, lines: &[BlockLine], visible: &VisibleText) -> BlockKind {
        let text = visible.clean.text();
        let numbered_note = || BlockKind::Note(leading_number(text).to_owned());
        match &first.form {
            LineForm::Heading(level) => BlockKind::Heading(*level),
            LineForm::Item if visible.backlink => numbered_note(),
            LineForm::Item => BlockKind::Item,
            LineForm::Text if visible.backlink && has_word(text) => numbered_note(),
            LineForm::Note(label) => BlockKind::Note(label.clone()),
            LineForm::Text if first.indent >= NOTE_INDENT && self.note_continues() => self
                .blocks
                .last()
                .map_or(BlockKind::Prose, |last| last.kind.clone()),
            _ if !has_word(text) => BlockKind::Separator,
            _ if lines.len() == 1
                && is_page_number(first.content.slice(self.text), self.library()) =>
            {
                BlockKind::Furniture
            }
            _ => BlockKind::Prose,
        }
    }

    /// Whether the block before is a footnote with a label in brackets, whose later paragraphs are
    /// indented (`[^1]:`, as Pandoc has it).
    fn note_continues(&self) -> bool {
        self.blocks.last().is_some_and(|last| {
            matches!(last.kind, BlockKind::Note(_)) && !last.span.slice(self.text).starts_with('<')
        })
    }
}

/// The cells of a row of a table in Markdown, trimmed.
fn cells(text: &str, row: Span) -> impl Iterator<Item = Span> + '_ {
    let slice = row.slice(text);
    let pipes = slice
        .char_indices()
        .filter(move |&(i, c)| c == '|' && !slice[..i].ends_with('\\'))
        .map(move |(i, _)| row.start + i)
        .chain([row.end]);
    let mut start = row.start;
    pipes.map(move |end| {
        let span = Span::new(start, end).trimmed(text);
        start = end + 1;
        span
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn rows(text: &str) -> Vec<(usize, usize, String)> {
        let identifier = Identifier::new(Lang::EN, &[Lang::RU, Lang::FR]);
        let cell = |block: Block| match block.kind {
            BlockKind::Cell { table, row } => Some((table, row, block.text().to_owned())),
            _ => None,
        };
        parse(text, &Layer::default(), &identifier, Repairs::default())
            .blocks
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
    fn a_table_in_a_comment_is_not_one() {
        assert_eq!(
            rows("<!-- <table><tr><td>Зима пришла.</td></tr></table> -->"),
            []
        );
        let text = "<table><tr><td>Зима <!-- <td> --> пришла.</td></tr></table>";
        assert_eq!(rows(text), [cell(0, 1, "Зима пришла.")]);
    }

    #[test]
    fn a_line_that_says_where_a_text_is_from_is_not_text() {
        let kind = |line: &str| {
            let text =
                format!("Лёд на озере становится не сразу, и ходят по нему долго.\n\n{line}\n");
            let identifier = Identifier::new(Lang::EN, &[Lang::RU]);
            let parsed = parse(&text, &Layer::default(), &identifier, Repairs::default());
            parsed.blocks[1].kind.clone()
        };
        for line in [
            "— Озёрная газета, 2 ноября 1907 г.",
            "(Lake Gazette, 1907)",
            "— A. P. Vetrov",
            "Source: Lake Gazette, 2 November 1907",
            "Из: Озёрная газета, 1907",
        ] {
            assert_eq!(kind(line), BlockKind::Attribution, "{line}");
        }
        for line in [
            "— Я приехал сюда в 1907 году.",
            "— Да, сказал он",
            "From there he went on",
        ] {
            assert_eq!(kind(line), BlockKind::Prose, "{line}");
        }
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
    fn a_table_of_figures_is_not_a_pair_of_columns() {
        assert_eq!(
            rows("Boats on the lake      12\nMen on the shore       40\n"),
            []
        );
    }

    /// The blocks of a text with what its file says of some paragraphs: kind, text, whether it is quoted.
    fn declared(paragraphs: &[(&str, Option<DeclaredKind>)]) -> Vec<(BlockKind, String, bool)> {
        let texts: Vec<&str> = paragraphs.iter().map(|(text, _)| *text).collect();
        let text = texts.join("\n\n");
        let (mut layer, mut start) = (Layer::default(), 0);
        for (paragraph, kind) in paragraphs {
            let span = Span::new(start, start + paragraph.len());
            start = span.end + 2;
            if let Some(kind) = kind {
                layer.push(&text, span, kind.clone()).unwrap();
            }
        }
        let identifier = Identifier::new(Lang::EN, &[Lang::RU, Lang::FR]);
        let parsed = parse(&text, &layer, &identifier, Repairs::default());
        let blocks = parsed.blocks.into_iter();
        blocks
            .map(|block| (block.kind.clone(), block.text().to_owned(), block.quoted))
            .collect()
    }

    #[test]
    fn what_the_file_says_of_a_block_counts_for_more_than_its_looks() {
        let prose = "The steamer left the harbour at noon, and nobody saw it again that year.";
        let kinds = [
            (None, BlockKind::Prose),
            (Some(DeclaredKind::Heading(2)), BlockKind::Heading(2)),
            (Some(DeclaredKind::ListItem), BlockKind::Item),
            (
                Some(DeclaredKind::Note("7".into())),
                BlockKind::Note("7".into()),
            ),
            (Some(DeclaredKind::RunningHead), BlockKind::Furniture),
            (Some(DeclaredKind::PageNumber), BlockKind::Furniture),
            (Some(DeclaredKind::BlockQuotation), BlockKind::Prose),
        ];
        let paragraphs: Vec<_> = kinds
            .iter()
            .map(|(kind, _)| (prose, kind.clone()))
            .collect();
        let found = declared(&paragraphs);
        let quoted: Vec<bool> = found.iter().map(|(.., quoted)| *quoted).collect();
        assert_eq!(quoted, [false, false, false, false, false, false, true]);
        for ((kind, text, _), (_, expected)) in found.iter().zip(&kinds) {
            assert_eq!((kind, text.as_str()), (expected, prose));
        }
    }

    #[test]
    fn a_paragraph_that_the_file_calls_a_quotation_is_no_page_number() {
        let quotation = Some(DeclaredKind::BlockQuotation);
        let found = declared(&[("38", None), ("38", quotation)]);
        assert_eq!(found[0].0, BlockKind::Furniture);
        assert_eq!(found[1].0, BlockKind::Prose);
    }

    #[test]
    fn a_heading_of_the_file_that_comes_back_is_no_running_head() {
        let prose = "The steamer left the harbour at noon, and nobody saw it again that year.";
        let heads = |kind: Option<DeclaredKind>| {
            let chapter = [[("The Ferry", kind)].as_slice(), &vec![(prose, None); 9]].concat();
            let kinds = declared(&vec![chapter; 3].concat()).into_iter();
            kinds
                .filter(|(kind, ..)| *kind == BlockKind::Furniture)
                .count()
        };
        assert_eq!(heads(None), 3);
        assert_eq!(heads(Some(DeclaredKind::Heading(1))), 0);
    }

    #[test]
    fn parts_of_which_the_file_says_different_things_are_not_one_block() {
        let text = "The steamer left at noon\nand nobody saw it again.";
        let mut layer = Layer::default();
        let heading = DeclaredKind::Heading(1);
        layer.push(text, Span::new(0, 24), heading).unwrap();
        let identifier = Identifier::new(Lang::EN, &[Lang::RU]);
        let parsed = parse(text, &layer, &identifier, Repairs::default());
        let kinds: Vec<&BlockKind> = parsed.blocks.iter().map(|block| &block.kind).collect();
        assert_eq!(kinds, [&BlockKind::Heading(1), &BlockKind::Prose]);
    }
}
