//! From text to blocks: groups of lines, split where their form or their script changes.

use super::join::breaks_word;
use super::kind::{self, LineForm};
use super::table::html_tables;
use super::{Block, BlockKind};
use crate::document::front_matter;
use crate::lang::{Identifier, LanguageLabel, Library};
use crate::text::repair::{LineEnds, RepairInput, Replacement, ReplacementKind, marks};
use crate::text::{Clean, Join, Repair, Repairs, Span, floor_boundary, words};
use std::ops::Range;

/// A line longer than this, in characters, is a paragraph of its own when lines are not wrapped.
const LONGEST_SHORT_LINE: usize = 120;

/// Characters that the later paragraphs of a footnote are indented by.
const NOTE_INDENT: usize = 2;

/// One line of the document.
#[derive(Clone, Debug)]
pub(super) struct BlockLine {
    /// Without the line end, trimmed.
    pub span: Span,
    /// Without the markers before it (`> `, `- `, `# `).
    pub content: Span,
    form: LineForm,
    quoted: bool,
    /// Characters before it in its line.
    pub indent: usize,
}

/// The blocks of a text, in order, with these repairs made in it.
///
/// `identifier` knows the words of languages, and serves to split groups of lines where whole lines change language: an interleaved
/// poem, a stanza with its translation below it.
pub fn parse(text: &str, identifier: &Identifier, repairs: Repairs) -> Vec<Block> {
    let source = RepairInput::new(text, identifier.library().vocabulary());
    let marks = marks(&source, repairs);
    let line_ends = LineEnds::of(&source);
    let mut builder = Builder {
        text,
        marks: &marks,
        line_ends: &line_ends,
        repairs,
        identifier,
        blocks: Vec::new(),
        tables: 0,
    };
    let metadata = front_matter(text).map(|(span, _)| span);
    let body = metadata.map_or(0, |span| span.end);
    if let Some(span) = metadata {
        builder.blocks.push(Block {
            kind: BlockKind::Metadata,
            span,
            clean: Clean::new(),
            lines: Vec::new(),
            adjoins: false,
            quoted: false,
            slanted: Vec::new(),
            references: Vec::new(),
        });
    }
    let mut at = body;
    for table in html_tables(text, body) {
        builder.lines(Span::new(at, table.span.start));
        builder.html_table(&table);
        at = table.span.end;
    }
    builder.lines(Span::new(at, text.len()));
    let mut blocks = builder.blocks;
    kind::decide(&mut blocks, identifier.library());
    blocks
}

impl BlockLine {
    fn new(text: &str, span: Span) -> Self {
        let mut content = span;
        let mut quoted = false;
        while content.slice(text).starts_with('>') {
            quoted = true;
            content = Span::new(content.start + 1, content.end).trimmed(text);
        }
        let (form, lead) = LineForm::of(content.slice(text));
        let content = Span::new(content.start + lead, content.end).trimmed(text);
        Self {
            span,
            content,
            form,
            quoted,
            indent: column(text, span.start),
        }
    }

    /// A stretch of a line as a line of its own: a cell, a column.
    pub(super) fn within(text: &str, span: Span) -> Self {
        Self {
            span,
            content: span,
            form: LineForm::Text,
            quoted: false,
            indent: column(text, span.start),
        }
    }
}

/// Characters before `at` in its line.
fn column(text: &str, at: usize) -> usize {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[start..at].chars().count()
}

/// Text without marks, and what the marks told.
#[derive(Default)]
struct VisibleText {
    clean: Clean,
    /// Where the lines, and what follows a `<br>`, begin.
    starts: Vec<usize>,
    /// Footnote marks that were taken out: label and place.
    references: Vec<(String, usize)>,
    /// Slanted stretches.
    slanted: Vec<Range<usize>>,
    /// Whether a link leads back to a footnote's reference.
    backlink: bool,
}

impl VisibleText {
    /// The text before `at`, and all behind it with what the marks told of it.
    fn split(self, at: usize) -> (Clean, VisibleText) {
        let behind = VisibleText {
            clean: self.clean.part(at..self.clean.text().len()),
            starts: Vec::new(),
            references: self
                .references
                .into_iter()
                .filter(|(_, place)| *place >= at)
                .map(|(label, place)| (label, place - at))
                .collect(),
            slanted: self
                .slanted
                .into_iter()
                .filter(|range| range.start >= at)
                .map(|range| range.start - at..range.end - at)
                .collect(),
            backlink: self.backlink,
        };
        (self.clean.part(0..at), behind)
    }

    fn begin_line(&mut self, at: usize) {
        self.clean.push_as(" ", Span::new(at, at));
        self.starts.push(self.clean.text().len());
    }
}

pub(super) struct Builder<'a> {
    pub text: &'a str,
    marks: &'a [Replacement],
    line_ends: &'a LineEnds,
    repairs: Repairs,
    pub identifier: &'a Identifier,
    blocks: Vec<Block>,
    /// How many tables there have been.
    pub tables: usize,
}

impl Builder<'_> {
    /// Turns the lines of a stretch of the document into blocks.
    fn lines(&mut self, stretch: Span) {
        let mut group: Vec<BlockLine> = Vec::new();
        let mut start = stretch.start;
        for raw in stretch.slice(self.text).split_inclusive('\n') {
            let span = Span::new(start, start + raw.len()).trimmed(self.text);
            start += raw.len();
            if span.is_empty() || self.is_markup_only(span) {
                self.group(&group);
                group.clear();
                continue;
            }
            let line = BlockLine::new(self.text, span);
            // A change of form ends a group as a blank line does.
            let breaks = group.last().is_some_and(|last| {
                last.quoted != line.quoted
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

    fn library(&self) -> &Library {
        self.identifier.library()
    }

    /// Whether nothing of a line is shown.
    fn is_markup_only(&self, span: Span) -> bool {
        let slice = span.slice(self.text);
        if !slice.starts_with('<') {
            return slice.chars().all(|c| c == '>');
        }
        let mut at = span.start;
        for mark in self.marks_in(span) {
            // A mark may have begun lines above.
            if !self.text[at..mark.span.start.max(at)].trim().is_empty() {
                return false;
            }
            if !mark.shown.trim().is_empty()
                || matches!(mark.kind, ReplacementKind::NoteReference(_))
            {
                return false;
            }
            at = mark.span.end.min(span.end);
        }
        self.text[at..span.end].trim().is_empty()
    }

    fn marks_in(&self, span: Span) -> &[Replacement] {
        let from = self.marks.partition_point(|m| m.span.end <= span.start);
        let to = self.marks.partition_point(|m| m.span.start < span.end);
        self.marks.get(from..to).unwrap_or_default()
    }

    /// Whether the block before is a footnote with a label in brackets, whose later paragraphs are
    /// indented (`[^1]:`, as Pandoc has it).
    fn note_goes_on(&self) -> bool {
        self.blocks.last().is_some_and(|last| {
            matches!(last.kind, BlockKind::Note(_)) && !last.span.slice(self.text).starts_with('<')
        })
    }

    /// Turns a run of lines without a blank one into blocks.
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
        if let Some(columns) = self.columns(lines) {
            return self.facing(columns);
        }
        if is_wrapped(self.text, lines) {
            // A paragraph; a note's or an item's later lines belong to it.
            return self.block(lines, false, None);
        }
        // Lines that stand for themselves: verse, a list of short lines, or paragraphs one a line.
        let mut from = 0;
        for i in 1..=lines.len() {
            let split = i == lines.len()
                || is_long(self.text, &lines[i])
                || is_long(self.text, &lines[i - 1])
                || kind::cue(lines[i].content.slice(self.text), self.library()).is_some()
                || kind::cue(lines[i - 1].content.slice(self.text), self.library()).is_some()
                || !has_word(lines[i].content.slice(self.text))
                || !has_word(lines[i - 1].content.slice(self.text))
                || self.language_changes(&lines[i - 1], &lines[i]);
            if split {
                let first = self.blocks.len();
                self.block(&lines[from..i], i - from > 1, None);
                if let Some(block) = self.blocks.get_mut(first) {
                    block.adjoins = from > 0;
                }
                from = i;
            }
        }
    }

    fn language_changes(&self, before: &BlockLine, after: &BlockLine) -> bool {
        let (before, after) = (self.line_label(before), self.line_label(after));
        before.is_some() && after.is_some() && before != after
    }

    /// What a whole line is in, if there is no doubt.
    fn line_label(&self, line: &BlockLine) -> Option<LanguageLabel> {
        let shown = self.shown(std::slice::from_ref(line), false);
        match self.identifier.runs(shown.clean.text(), None).as_slice() {
            [run] if run.words > 1 && run.label != LanguageLabel::Other => Some(run.label),
            _ => None,
        }
    }

    /// Turns lines into one block: a cell, or what their form says.
    pub(super) fn block(&mut self, lines: &[BlockLine], verse: bool, cell: Option<BlockKind>) {
        self.block_of(lines, self.shown(lines, false), verse, cell);
    }

    /// Turns lines that other text stands between into one cell.
    pub(super) fn column(&mut self, lines: &[BlockLine], verse: bool, cell: BlockKind) {
        self.block_of(lines, self.shown(lines, true), verse, Some(cell));
    }

    fn block_of(
        &mut self,
        lines: &[BlockLine],
        shown: VisibleText,
        verse: bool,
        cell: Option<BlockKind>,
    ) {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return;
        };
        let broken = shown.starts.len() > lines.len();
        let slice = first.content.slice(self.text);
        let kind = match &first.form {
            _ if cell.is_some() => cell.unwrap_or(BlockKind::Prose),
            LineForm::Heading(level) => BlockKind::Heading(*level),
            LineForm::Item if shown.backlink => {
                BlockKind::Note(kind::number(shown.clean.text()).to_owned())
            }
            LineForm::Item => BlockKind::Item,
            LineForm::Text if shown.backlink && has_word(shown.clean.text()) => {
                BlockKind::Note(kind::number(shown.clean.text()).to_owned())
            }
            LineForm::Note(label) => BlockKind::Note(label.clone()),
            LineForm::Text if first.indent >= NOTE_INDENT && self.note_goes_on() => self
                .blocks
                .last()
                .map_or(BlockKind::Prose, |last| last.kind.clone()),
            _ if !has_word(shown.clean.text()) => BlockKind::Separator,
            _ if lines.len() == 1 && kind::is_page_number(slice, self.library()) => {
                BlockKind::Furniture
            }
            _ => BlockKind::Prose,
        };
        let span = Span::new(first.span.start, last.span.end);
        if kind == BlockKind::Prose
            && !(verse || broken)
            && let Some((lang, at)) = kind::leading_cue(shown.clean.text(), self.library())
        {
            let (cue, shown) = shown.split(at);
            let middle = shown
                .clean
                .spans(0..1)
                .first()
                .map_or(span.end, |s| s.start);
            self.blocks.push(Block {
                kind: BlockKind::Cue(lang),
                span: Span::new(span.start, middle).trimmed(self.text),
                lines: Vec::new(),
                clean: cue,
                adjoins: false,
                quoted: first.quoted,
                slanted: Vec::new(),
                references: Vec::new(),
            });
            self.blocks.push(Block {
                kind,
                span: Span::new(middle, span.end),
                lines: Vec::new(),
                clean: shown.clean,
                adjoins: false,
                quoted: first.quoted,
                slanted: shown.slanted,
                references: shown.references,
            });
            return;
        }
        self.blocks.push(Block {
            kind,
            span,
            lines: if verse || broken {
                shown.starts
            } else {
                Vec::new()
            },
            clean: shown.clean,
            adjoins: false,
            quoted: first.quoted,
            slanted: shown.slanted,
            references: shown.references,
        });
    }

    /// The text of some lines without marks, and what the marks told.
    ///
    /// `apart` says that other text stands between the lines.
    fn shown(&self, lines: &[BlockLine], apart: bool) -> VisibleText {
        let mut shown = VisibleText {
            clean: Clean::with(self.repairs),
            ..VisibleText::default()
        };
        shown.clean.begin_piece(Join::Space);
        let mut slant = None;
        for (i, line) in lines.iter().enumerate() {
            let span = line.content;
            let before = i.checked_sub(1).map(|last| lines[last].content);
            if apart && i > 0 {
                shown.clean.split_piece();
            }
            let mends = self.repairs.has(Repair::Hyphens);
            if mends
                && before.is_some_and(|b| breaks_word(b.slice(self.text), span.slice(self.text)))
            {
                if !before.is_some_and(|b| self.line_ends.stays(b.end)) {
                    shown.clean.drop_hyphen();
                }
            } else {
                shown.begin_line(span.start);
            }
            let mut at = span.start;
            for mark in self.marks_in(span) {
                if mark.span.start < span.start {
                    // It has been seen on the line that it begins on.
                    at = at.max(mark.span.end.min(span.end));
                    continue;
                }
                if mark.span.start > at {
                    let text = &self.text[at..mark.span.start];
                    shown.clean.push_source(text, at);
                }
                let here = shown.clean.text().len();
                match &mark.kind {
                    ReplacementKind::Backlink => {
                        shown.backlink = true;
                        shown.clean.push_hidden(mark.span);
                    }
                    ReplacementKind::NoteReference(label) => {
                        shown.references.push((label.clone(), here));
                        shown.clean.push_hidden(mark.span);
                    }
                    ReplacementKind::Break if mark.span.end < span.end => {
                        shown.begin_line(mark.span.start);
                    }
                    ReplacementKind::Slant => match slant.take() {
                        Some(start) => shown.slanted.push(start..here),
                        None => slant = Some(here),
                    },
                    ReplacementKind::Markup
                    | ReplacementKind::Characters
                    | ReplacementKind::Break => {
                        shown.clean.push_as(&mark.shown, mark.span);
                    }
                }
                at = at.max(mark.span.end);
            }
            if at < span.end {
                shown.clean.push_source(&self.text[at..span.end], at);
            }
        }
        // An accent behind a mark composes with the letter before it, over the mark's place.
        let text = shown.clean.text();
        for range in &mut shown.slanted {
            *range = floor_boundary(text, range.start)..floor_boundary(text, range.end);
        }
        for (_, place) in &mut shown.references {
            *place = floor_boundary(text, *place);
        }
        shown
    }
}

/// Whether a text has a word of two letters or more, or more than five shorter ones: otherwise it
/// is an ornament or a garbled stamp ("* * *", "A K 3").
pub(super) fn has_word(text: &str) -> bool {
    let (mut short, mut numbers) = (0, 0);
    for range in words(text) {
        let word = &text[range];
        if word.chars().filter(|c| c.is_alphabetic()).nth(1).is_some() {
            return true;
        }
        short += 1;
        numbers += usize::from(kind::is_number(word));
    }
    // A lone number is a page's: text until its form says so.
    short > 5 || (short > 0 && numbers == short)
}

fn is_long(text: &str, line: &BlockLine) -> bool {
    line.content.slice(text).chars().count() > LONGEST_SHORT_LINE
}

/// Whether lines are one paragraph broken at a column: most are nearly as long as the longest, and
/// either many begin in lower case or nearly all are full.
pub(super) fn is_wrapped(text: &str, lines: &[BlockLine]) -> bool {
    let length = |line: &BlockLine| line.content.slice(text).chars().count();
    let (body, _) = lines.split_at(lines.len() - 1);
    let longest = lines.iter().map(length).max().unwrap_or_default();
    if longest > LONGEST_SHORT_LINE {
        return false;
    }
    // Verse breaks no words.
    let broken = lines
        .windows(2)
        .any(|pair| breaks_word(pair[0].content.slice(text), pair[1].content.slice(text)));
    if broken {
        return true;
    }
    if longest < 40 {
        return false;
    }
    let full = body
        .iter()
        .filter(|line| length(line) >= 52.min(longest * 3 / 4))
        .count();
    let lower = lines[1..]
        .iter()
        .filter(|line| {
            line.content
                .slice(text)
                .chars()
                .find(|c| c.is_alphabetic())
                .is_some_and(char::is_lowercase)
        })
        .count();
    10 * full >= 6 * body.len()
        && (10 * lower >= 3 * body.len() || (10 * full >= 9 * body.len() && longest >= 60))
}
