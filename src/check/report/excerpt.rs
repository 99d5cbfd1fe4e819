//! The line that a finding is in, as a terminal shows it, and what goes under it.

use crate::text::{CUT, Span, printable};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns of a line that are shown at most; a scanned paragraph is often one line of thousands.
const WINDOW: usize = 90;
/// Columns before the place that are shown at least when the line is cut.
const LEAD: usize = 20;

/// The part of a line around a span, and what goes under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The line, or what there is room for of it.
    pub line: String,
    /// Spaces, and a `^` under each column of the span.
    pub underline: String,
}

impl Excerpt {
    /// Looks only at as much of the line as is shown, in case the whole document is one line.
    pub fn new(text: &str, span: Span) -> Self {
        let (before, rest) = text.split_at_checked(span.start).unwrap_or((text, ""));
        let room = WINDOW.saturating_sub(Tail::new(rest, span, WINDOW).columns);
        let lead = Lead::new(before, room.max(LEAD));
        let tail = Tail::new(rest, span, WINDOW.saturating_sub(lead.columns));
        let cut = |cut| if cut { CUT } else { "" };
        Self {
            underline: format!(
                "{}{}",
                " ".repeat(cut(lead.cut).width() + lead.columns),
                "^".repeat(tail.marked.max(1))
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

/// What of the line stands before the span, as far back as there is room.
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

/// What of the line stands in the span and after it, as far as there is room.
struct Tail {
    shown: String,
    columns: usize,
    /// How many of the columns belong to the span.
    marked: usize,
    cut: bool,
}

impl Tail {
    fn new(rest: &str, span: Span, room: usize) -> Self {
        let mut tail = Self {
            shown: String::new(),
            columns: 0,
            marked: 0,
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
            if offset < span.len() {
                tail.marked = tail.columns;
            }
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
        let start = text.find(mark).unwrap();
        let Excerpt { line, underline } = Excerpt::new(text, Span::new(start, start + mark.len()));
        format!("{line}\n{underline}")
    }

    #[test]
    fn the_underline_stands_under_the_text() {
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
