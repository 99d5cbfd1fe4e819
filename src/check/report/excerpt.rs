//! The line that a finding is in, as a terminal shows it, and its underline.

use crate::text::{CUT, Span, printable};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Longest excerpt, in columns; a scanned paragraph is often one line of thousands.
const WINDOW: usize = 90;
/// Least number of columns that are shown before the place when the line is cut.
const LEAD: usize = 20;

/// The part of a line around a place, and its underline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The line, or the part of it that has room.
    pub line: String,
    /// Spaces, and a `^` under each column of the spans.
    pub underline: String,
}

impl Excerpt {
    /// The line that the first of these spans begins in. Reads only the part that is shown, because the
    /// whole document may be one line.
    pub fn new(text: &str, spans: &[Span]) -> Self {
        let spans = joined(text, spans);
        let start = spans.first().map_or(0, |span| span.start);
        let (before, rest) = text.split_at_checked(start).unwrap_or((text, ""));
        let is_marked = |offset: usize| {
            let mut spans = spans.iter();
            spans.any(|span| (span.start..span.end).contains(&(start + offset)))
        };
        let room = WINDOW.saturating_sub(Tail::new(rest, &is_marked, WINDOW).columns);
        let lead = Lead::new(before, room.max(LEAD));
        let tail = Tail::new(rest, &is_marked, WINDOW.saturating_sub(lead.columns));
        let cut = |cut| if cut { CUT } else { "" };
        Self {
            underline: format!(
                "{}{}",
                " ".repeat(cut(lead.cut).width() + lead.columns),
                match tail.underline.trim_end() {
                    "" => "^",
                    marks => marks,
                }
            ),
            line: format!(
                "{}{}{}{}",
                cut(lead.cut),
                lead.shown,
                tail.shown,
                cut(tail.cut)
            ),
        }
    }
}

/// The spans in order, joined where only white space is between them: the sentences of a quote.
fn joined(text: &str, spans: &[Span]) -> Vec<Span> {
    let mut sorted = spans.to_owned();
    sorted.sort();
    let mut out: Vec<Span> = Vec::new();
    for span in sorted {
        match out.last_mut() {
            Some(last) if is_blank(text, last.end, span.start) => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

fn is_blank(text: &str, from: usize, to: usize) -> bool {
    to <= from
        || text
            .get(from..to)
            .is_some_and(|gap| gap.chars().all(char::is_whitespace))
}

/// The part of the line before the first span, as far back as there is room.
struct Lead {
    shown: String,
    columns: usize,
    cut: bool,
}

impl Lead {
    fn new(before: &str, room: usize) -> Self {
        let mut clusters = Vec::new();
        let mut columns = 0;
        let mut cut = false;
        for cluster in before.graphemes(true).rev() {
            let shown = printable(cluster);
            if cluster.ends_with('\n') {
                break;
            }
            if columns + shown.width() > room {
                cut = true;
                break;
            }
            columns += shown.width();
            clusters.push(shown);
        }
        clusters.reverse();
        Self {
            shown: clusters.concat(),
            columns,
            cut,
        }
    }
}

/// The part of the line in the first span and after it, as far as there is room.
struct Tail {
    shown: String,
    columns: usize,
    /// A `^` for each column that belongs to a span, a space for the others.
    underline: String,
    cut: bool,
}

impl Tail {
    fn new(rest: &str, is_marked: &dyn Fn(usize) -> bool, room: usize) -> Self {
        let mut tail = Self {
            shown: String::new(),
            columns: 0,
            underline: String::new(),
            cut: false,
        };
        for (offset, cluster) in rest.grapheme_indices(true) {
            if cluster.ends_with(['\n', '\r']) {
                break;
            }
            let shown = printable(cluster);
            if tail.columns + shown.width() > room {
                tail.cut = true;
                break;
            }
            tail.columns += shown.width();
            let mark = if is_marked(offset) { "^" } else { " " };
            tail.underline += &mark.repeat(shown.width());
            tail.shown.push_str(&shown);
        }
        tail
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The two lines of the excerpt around `mark` in `text`.
    fn excerpt(text: &str, mark: &str) -> String {
        excerpts(text, &[mark])
    }

    fn excerpts(text: &str, marks: &[&str]) -> String {
        let span = |mark: &&str| {
            let start = text.find(mark).unwrap();
            Span::new(start, start + mark.len())
        };
        let spans: Vec<Span> = marks.iter().map(span).collect();
        let Excerpt { line, underline } = Excerpt::new(text, &spans);
        format!("{line}\n{underline}")
    }

    #[test]
    fn every_span_in_the_line_is_underlined() {
        let text = "He said: Снег выпал. Лёд встал. And «Паром» went.\nДа.\n";
        assert_eq!(
            excerpts(text, &["Снег выпал.", "Лёд встал."]),
            "He said: Снег выпал. Лёд встал. And «Паром» went.\n         ^^^^^^^^^^^^^^^^^^^^^^"
        );
        assert_eq!(
            excerpts(text, &["Да", "Паром", "Лёд"]),
            "He said: Снег выпал. Лёд встал. And «Паром» went.\n                     ^^^             ^^^^^"
        );
        assert_eq!(Excerpt::new("One.", &[Span::new(9, 12)]).underline, "    ^");
        assert_eq!(Excerpt::new("One.", &[]).underline, "^");
    }

    #[test]
    fn the_underline_is_under_the_text() {
        assert_eq!(
            excerpt("one\nHe said: «Поезд пришёл» again.\ntwo", "«Поезд пришёл»"),
            "He said: «Поезд пришёл» again.\n         ^^^^^^^^^^^^^^"
        );
        // Combining marks have no column, wide characters two, a tab four, a control a picture.
        assert_eq!(
            excerpt("и\u{306}о\u{301}д да", "да"),
            "и\u{306}о\u{301}д да\n    ^^"
        );
        assert_eq!(excerpt("\u{feff}漢\tда", "да"), "漢    да\n      ^^");
        assert_eq!(excerpt("\0\u{1b}[2Jда", "да"), "␀␛[2Jда\n     ^^");
    }

    #[test]
    fn only_the_first_line_of_a_span_is_shown() {
        assert_eq!(excerpt("Да,\r\nда.", "Да,\r\nда."), "Да,\n^^^");
        assert_eq!(excerpt("", ""), "\n^");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{} Да, {}", "a".repeat(500_000), "b".repeat(500_000));
        assert_eq!(
            excerpt(&text, "Да,"),
            format!(
                "…{} Да, {}…\n{}^^^",
                "a".repeat(19),
                "b".repeat(WINDOW - LEAD - 4),
                " ".repeat(LEAD + 1)
            )
        );
        let text = format!("{} Да, конец.", "a".repeat(500));
        assert_eq!(
            excerpt(&text, "Да,"),
            format!(
                "…{} Да, конец.\n{}^^^",
                "a".repeat(WINDOW - 11),
                " ".repeat(WINDOW - 9)
            )
        );
        let text = "да ".repeat(500);
        assert!(excerpt(&text, &text).ends_with(&"^".repeat(WINDOW)));
    }
}
