//! Writes a document's text, line by line, with marks on what was found.
//!
//! One pass over the text, which is cut where a mark or a line begins or ends. So marks may overlap in any
//! way: a text in several marks has the classes of all.

use super::encoding::Escaped;
use crate::lang::{Lang, facts};
use crate::listing::counts::percent;
use crate::listing::listed::{ListedDocument, ListedPassage, bead_of};
use crate::quote::{Bead, Quote, Segment};
use crate::text::{LineIndex, Span};
use std::io::{self, Write};
use std::ops::Range;

/// The role of a marked text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TextMarkRole {
    Source,
    Untranslated,
    Target,
    PassedOver,
}

/// Every role with its class, in the order in which an element has them.
const ROLES: [(TextMarkRole, &str); 4] = [
    (TextMarkRole::Source, "s"),
    (TextMarkRole::Untranslated, "n"),
    (TextMarkRole::Target, "t"),
    (TextMarkRole::PassedOver, "x"),
];

impl TextMarkRole {
    fn class(self) -> &'static str {
        ROLES[self as usize].1
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A mark on a span of the text.
struct TextMark<'a> {
    span: Span,
    role: TextMarkRole,
    lang: Lang,
    /// The text shown where the pointer rests on it.
    title: String,
    quote: Option<&'a str>,
    /// The label of a text that begins here, shown before it.
    label: Option<TextMarkLabel>,
    /// The number of the bead that begins or continues with it.
    bead: Option<usize>,
    /// The target of links to it, unless its label is the target.
    id: Option<String>,
}

/// The label of a text: the target of links to it, and a link to its translation or original.
struct TextMarkLabel {
    id: String,
    href: String,
    shown: String,
    title: String,
}

/// Writes the text of a document, the `number`th of the page.
pub(super) fn write(listed: &ListedDocument, number: usize, out: &mut dyn Write) -> io::Result<()> {
    let text = listed.document.text();
    let marks = marks(listed, number);
    let mut lines = LineWriter::new(text, &marks, out);
    lines.out.write_all(b"<div class=\"doc\">\n")?;
    let mut upcoming = marks.iter().peekable();
    let mut active: Vec<&TextMark> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        active.retain(|mark| mark.span.end > at);
        while let Some(mark) = upcoming.next_if(|mark| mark.span.start <= at) {
            active.push(mark);
        }
        let ends = active.iter().map(|mark| mark.span.end);
        let next = upcoming.peek().map(|mark| mark.span.start);
        let end = ends.chain(next).fold(text.len(), usize::min);
        lines.write(Span::new(at, end), &active)?;
        at = end;
    }
    lines.finish()?;
    out.write_all(b"</div>\n")
}

/// All marks of a document, in the order of their beginnings.
fn marks(listed: &ListedDocument, number: usize) -> Vec<TextMark<'_>> {
    let mut marks = Vec::new();
    let (mut quotes, mut passed_over) = (0, 0);
    for passage in listed.passages() {
        match passage {
            ListedPassage::Quote(quote) => {
                quotes += 1;
                source(quote, quotes, &mut marks);
                target(quote, quotes, &mut marks);
            }
            ListedPassage::PassedOver(passed) => {
                passed_over += 1;
                for (at, &span) in passed.spans.iter().enumerate() {
                    marks.push(TextMark {
                        span,
                        role: TextMarkRole::PassedOver,
                        lang: passed.lang,
                        title: format!("passed over: {}", passed.reason),
                        quote: None,
                        label: None,
                        bead: None,
                        id: (at == 0).then(|| format!("x{number}-{passed_over}")),
                    });
                }
            }
        }
    }
    let text = listed.document.text();
    // What is not part of the text cannot be marked in it.
    marks
        .retain(|mark| !mark.span.is_empty() && text.get(mark.span.start..mark.span.end).is_some());
    marks.sort_by_key(|mark| (mark.span, mark.role as u8));
    marks
}

fn source<'a>(quote: &'a Quote, number: usize, marks: &mut Vec<TextMark<'a>>) {
    let Quote { id, lang, .. } = quote;
    let doubt = if quote.is_doubtful() { " ?" } else { "" };
    let name = &facts(*lang).name;
    let sure = percent(quote.confidence);
    let (role, missing, link, title) = match quote.is_translated() {
        true => (
            TextMarkRole::Source,
            "",
            format!("#t-{id}"),
            format!("{name} original {number}, {id}, {sure}: to its translation"),
        ),
        false => (
            TextMarkRole::Untranslated,
            " · no translation",
            format!("#q-{id}"),
            format!("{name} original {number}, {id}: no translation, {sure}"),
        ),
    };
    let label = TextMarkLabel {
        id: format!("q-{id}"),
        href: link,
        shown: format!("{number} {lang}{missing}{doubt}"),
        title,
    };
    side(
        quote,
        &quote.source,
        |bead| &bead.source,
        (role, *lang),
        label,
        marks,
    );
}

fn target<'a>(quote: &'a Quote, number: usize, marks: &mut Vec<TextMark<'a>>) {
    let Quote {
        id, target_lang, ..
    } = quote;
    let name = &facts(*target_lang).name;
    let label = TextMarkLabel {
        id: format!("t-{id}"),
        href: format!("#q-{id}"),
        shown: format!("{number} {target_lang}"),
        title: format!("{name} translation {number}: to its original, {id}"),
    };
    let role = (TextMarkRole::Target, *target_lang);
    side(
        quote,
        &quote.target,
        |bead| &bead.target,
        role,
        label,
        marks,
    );
}

/// The marks of an original or of a translation.
fn side<'a>(
    quote: &'a Quote,
    segments: &[Segment],
    of: fn(&Bead) -> &Range<usize>,
    (role, lang): (TextMarkRole, Lang),
    label: TextMarkLabel,
    marks: &mut Vec<TextMark<'a>>,
) {
    let mut label = Some(label);
    for (at, segment) in segments.iter().enumerate() {
        let mut bead = bead_of(quote, at, of);
        let title = match bead.and_then(|bead| Some((bead, quote.beads.get(bead - 1)?))) {
            Some((number, bead)) => {
                let (n, m) = (bead.source.len(), bead.target.len());
                format!("bead {number}: {n}-{m}, {}", percent(bead.score))
            }
            None => format!("no translation, {}", percent(quote.confidence)),
        };
        for &span in &segment.spans {
            marks.push(TextMark {
                span,
                role,
                lang,
                title: title.clone(),
                quote: Some(&quote.id),
                label: label.take(),
                bead: bead.take(),
                id: None,
            });
        }
    }
}

/// Writes lines, each an element of its own with its number and the roles of the marks in it.
struct LineWriter<'a> {
    text: &'a str,
    out: &'a mut dyn Write,
    /// The roles of the marks in each line, as bits.
    roles: Vec<u8>,
    /// Number of lines begun.
    line: usize,
    open: bool,
}

impl<'a> LineWriter<'a> {
    fn new(text: &'a str, marks: &[TextMark<'_>], out: &'a mut dyn Write) -> Self {
        let index = LineIndex::new(text);
        let mut roles = vec![0; text.matches('\n').count() + 1];
        for mark in marks {
            let line = |offset| index.line_column(text, offset).line - 1;
            for roles in &mut roles[line(mark.span.start)..=line(mark.span.end - 1)] {
                *roles |= mark.role.bit();
            }
        }
        Self {
            text,
            out,
            roles,
            line: 0,
            open: false,
        }
    }

    /// Writes a span that lies in all of `marks` and in no other, and ends the lines that end in it.
    fn write(&mut self, span: Span, marks: &[&TextMark<'_>]) -> io::Result<()> {
        let mut start = span.start;
        for piece in span.slice(self.text).split_inclusive('\n') {
            self.begin()?;
            let content = piece.strip_suffix('\n').unwrap_or(piece);
            let shown = match content.len() < piece.len() {
                true => content.strip_suffix('\r').unwrap_or(content),
                false => content,
            };
            self.piece(shown, start, marks)?;
            start += piece.len();
            if content.len() < piece.len() {
                self.end()?;
            }
        }
        Ok(())
    }

    fn begin(&mut self) -> io::Result<()> {
        if self.open {
            return Ok(());
        }
        let roles = self.roles.get(self.line).copied().unwrap_or_default();
        self.line += 1;
        self.open = true;
        self.out.write_all(b"<div class=\"l")?;
        for (role, class) in ROLES {
            if roles & role.bit() != 0 {
                write!(self.out, " {class}")?;
            }
        }
        write!(self.out, "\" data-line=\"{}\">", self.line)
    }

    fn end(&mut self) -> io::Result<()> {
        self.open = false;
        self.out.write_all(b"</div>\n")
    }

    fn finish(&mut self) -> io::Result<()> {
        if self.open { self.end() } else { Ok(()) }
    }

    fn piece(&mut self, text: &str, start: usize, marks: &[&TextMark<'_>]) -> io::Result<()> {
        let beginning = || marks.iter().filter(|mark| mark.span.start == start);
        for mark in beginning() {
            if let Some(label) = &mark.label {
                write!(
                    self.out,
                    "<a class=\"tag {}\" id=\"{}\" href=\"{}\" data-label=\"{}\" title=\"{title}\" \
                     aria-label=\"{title}\"></a>",
                    mark.role.class(),
                    label.id,
                    label.href,
                    label.shown,
                    title = Escaped(&label.title),
                )?;
            }
        }
        let Some(first) = marks.first() else {
            return write!(self.out, "{}", Escaped(text));
        };
        let roles = ROLES
            .iter()
            .filter(|(role, _)| marks.iter().any(|mark| mark.role == *role))
            .map(|(_, class)| (*class).to_owned());
        let quotes = marks.iter().filter_map(|mark| mark.quote);
        let classes: Vec<String> = roles.chain(quotes.map(|id| format!("q-{id}"))).collect();
        let (classes, lang) = (classes.join(" "), first.lang);
        write!(self.out, "<span class=\"{classes}\" lang=\"{lang}\"")?;
        if let Some(id) = beginning().find_map(|mark| mark.id.as_ref()) {
            write!(self.out, " id=\"{id}\"")?;
        }
        if let Some(bead) = beginning().find_map(|mark| mark.bead) {
            write!(self.out, " data-bead=\"{bead}\"")?;
        }
        let titles: Vec<&str> = marks.iter().map(|mark| mark.title.as_str()).collect();
        let titles = titles.join("; ");
        write!(
            self.out,
            " title=\"{}\">{}</span>",
            Escaped(&titles),
            Escaped(text)
        )
    }
}
