//! The text of some lines without markup, as repairs show it.

use super::join::breaks_word;
use super::line::BlockLine;
use crate::text::repair::{LineEnds, Replacement, ReplacementKind};
use crate::text::{Clean, Join, Repair, Repairs, Span, floor_boundary};
use std::ops::Range;

/// Text without markup, and what the markup said about it.
#[derive(Default)]
pub(super) struct VisibleText {
    pub clean: Clean,
    /// Where the lines, and what follows a `<br>`, begin.
    pub starts: Vec<usize>,
    /// Footnote marks that were taken out: label and place.
    pub references: Vec<(String, usize)>,
    /// The ranges that are slanted.
    pub slanted: Vec<Range<usize>>,
    /// Whether a link leads back to a footnote's reference.
    pub backlink: bool,
}

impl VisibleText {
    /// The text before `at`, and the text from `at` on with what the markup said about it.
    pub(super) fn split(self, at: usize) -> (Clean, VisibleText) {
        let after = VisibleText {
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
        (self.clean.part(0..at), after)
    }

    fn begin_line(&mut self, at: usize) {
        self.clean.push_as(" ", Span::new(at, at));
        self.starts.push(self.clean.text().len());
    }
}

/// Reads lines of a text without their markup.
pub(super) struct LineReader<'a> {
    pub text: &'a str,
    /// The replacements of parts of the text.
    pub replacements: &'a [Replacement],
    pub line_ends: &'a LineEnds,
    pub repairs: Repairs,
}

impl LineReader<'_> {
    /// Whether a line has only markup.
    pub(super) fn is_markup_only(&self, span: Span) -> bool {
        let slice = span.slice(self.text);
        if !slice.starts_with('<') {
            return slice.chars().all(|c| c == '>');
        }
        let mut at = span.start;
        for one in self.replacements_in(span) {
            // It may have begun in a line above.
            if !self.text[at..one.span.start.max(at)].trim().is_empty() {
                return false;
            }
            let is_reference = matches!(one.kind, ReplacementKind::NoteReference(_));
            if is_reference || !one.shown.trim().is_empty() {
                return false;
            }
            at = one.span.end.min(span.end);
        }
        self.text[at..span.end].trim().is_empty()
    }

    fn replacements_in(&self, span: Span) -> &[Replacement] {
        let all = self.replacements;
        let from = all.partition_point(|one| one.span.end <= span.start);
        let to = all.partition_point(|one| one.span.start < span.end);
        all.get(from..to).unwrap_or_default()
    }

    /// The text of some lines without markup.
    ///
    /// `apart` says that other text is between the lines in the document.
    pub(super) fn read(&self, lines: &[BlockLine], apart: bool) -> VisibleText {
        let mut visible = VisibleText {
            clean: Clean::with(self.repairs),
            ..VisibleText::default()
        };
        visible.clean.begin_piece(Join::Space);
        let mut slant = None;
        for (i, line) in lines.iter().enumerate() {
            let before = i.checked_sub(1).map(|last| lines[last].content);
            if apart && i > 0 {
                visible.clean.split_piece();
            }
            self.join(before, line.content, &mut visible);
            self.read_line(line.content, &mut slant, &mut visible);
        }
        // An accent after a mark composes with the letter before it, over the mark's place.
        let text = visible.clean.text();
        for range in &mut visible.slanted {
            *range = floor_boundary(text, range.start)..floor_boundary(text, range.end);
        }
        for (_, place) in &mut visible.references {
            *place = floor_boundary(text, *place);
        }
        visible
    }

    /// Begins a line after the one before, or joins the two halves of a word.
    fn join(&self, before: Option<Span>, line: Span, visible: &mut VisibleText) {
        let repairs_hyphens = self.repairs.has(Repair::Hyphens);
        let broken = before.filter(|b| breaks_word(b.slice(self.text), line.slice(self.text)));
        match broken {
            Some(before) if repairs_hyphens => {
                if !self.line_ends.stays(before.end) {
                    visible.clean.drop_hyphen();
                }
            }
            _ => visible.begin_line(line.start),
        }
    }

    /// Reads one line; `slant` is where slanted text has begun that has not ended yet.
    fn read_line(&self, line: Span, slant: &mut Option<usize>, visible: &mut VisibleText) {
        let mut at = line.start;
        for one in self.replacements_in(line) {
            if one.span.start < line.start {
                // It was read with the line that it begins in.
                at = at.max(one.span.end.min(line.end));
                continue;
            }
            if one.span.start > at {
                let text = &self.text[at..one.span.start];
                visible.clean.push_source(text, at);
            }
            let here = visible.clean.text().len();
            match &one.kind {
                ReplacementKind::Backlink => {
                    visible.backlink = true;
                    visible.clean.push_hidden(one.span);
                }
                ReplacementKind::NoteReference(label) => {
                    visible.references.push((label.clone(), here));
                    visible.clean.push_hidden(one.span);
                }
                ReplacementKind::Break if one.span.end < line.end => {
                    visible.begin_line(one.span.start);
                }
                ReplacementKind::Slant => match slant.take() {
                    Some(start) => visible.slanted.push(start..here),
                    None => *slant = Some(here),
                },
                ReplacementKind::Markup | ReplacementKind::Characters | ReplacementKind::Break => {
                    visible.clean.push_as(&one.shown, one.span);
                }
            }
            at = at.max(one.span.end);
        }
        if at < line.end {
            visible.clean.push_source(&self.text[at..line.end], at);
        }
    }
}
