//! Text on a terminal: measured in columns, and harmless to the terminal.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The spaces that a tab is shown as.
const TAB: &str = "    ";
/// The sign for text that was cut off.
pub(crate) const CUT: &str = "…";

/// What a terminal can show of a character without being moved, cleared or reordered by it.
pub fn printable(cluster: &str) -> String {
    cluster
        .chars()
        .map(|c| match c {
            '\t' => TAB.to_owned(),
            '\u{feff}' => String::new(),
            '\0'..='\u{1f}' => picture(c).into(),
            '\u{7f}'..='\u{9f}' => '\u{fffd}'.into(),
            // Bidirectional overrides can reorder what is read in a line.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}'.into(),
            _ => c.to_string(),
        })
        .collect()
}

/// The control picture of a control character: ␀ for NUL and so on.
pub(crate) fn picture(control: char) -> char {
    char::from_u32(0x2400 + control as u32).unwrap_or('\u{fffd}')
}

/// `1 error`, `2 errors`.
pub fn counted(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// The lines of a text, each at most `columns` wide, broken at spaces where there are any.
pub(crate) fn wrapped(text: &str, columns: usize) -> impl Iterator<Item = String> {
    let mut rest = text.trim_start();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (line, after) = first_line(rest, columns);
        rest = after;
        Some(line)
    })
}

/// As much of a text as `columns` have room for, with a sign where more was cut off.
pub(crate) fn cut(text: &str, columns: usize) -> String {
    let (line, rest) = first_line(text, columns);
    match rest.is_empty() {
        true => line,
        false => first_line(text, columns.saturating_sub(CUT.width())).0 + CUT,
    }
}

/// The first line of a text, and what is left for others.
fn first_line(text: &str, columns: usize) -> (String, &str) {
    let mut line = String::new();
    let mut width = 0;
    // Where the line could end: how much of it, and where the rest begins.
    let mut space = None;
    for (offset, cluster) in text.grapheme_indices(true) {
        let shown = printable(cluster);
        if cluster == " " {
            space = Some((line.len(), offset));
        }
        // At least one character, or there would be lines without end.
        if width + shown.width() > columns && offset > 0 {
            let (end, rest) = space.unwrap_or((line.len(), offset));
            line.truncate(end);
            return (line, text[rest..].trim_start());
        }
        width += shown.width();
        line.push_str(&shown);
    }
    (line, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str, columns: usize) -> Vec<String> {
        wrapped(text, columns).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_count_columns() {
        assert_eq!(lines("Лёд встал рано", 9), ["Лёд встал", "рано"]);
        assert_eq!(lines("Лёд встал рано", 8), ["Лёд", "встал", "рано"]);
        assert_eq!(lines("кораблекрушение", 6), ["корабл", "екруше", "ние"]);
        // Combining marks have no column, wide characters two.
        assert_eq!(
            lines("И\u{306}о\u{301}д да", 3),
            ["И\u{306}о\u{301}д", "да"]
        );
        assert_eq!(lines("漢字", 2), ["漢", "字"]);
        assert_eq!(lines("", 9), [""; 0]);
    }

    #[test]
    fn a_text_that_is_cut_ends_in_a_sign() {
        assert_eq!(cut("Лёд встал", 9), "Лёд встал");
        assert_eq!(cut("Лёд встал рано", 10), "Лёд встал…");
        assert_eq!(cut("Лёд встал рано", 9), "Лёд…");
        assert_eq!(cut("\u{1b}[2Jда", 80), "␛[2Jда");
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_none_loses_a_word(text in "[а-яa-z漢\u{301} ]{0,60}", columns in 2..20usize) {
            let lines = lines(&text, columns);
            for line in &lines {
                prop_assert!(line.width() <= columns, "{line}");
            }
            let letters = |text: &str| text.replace(' ', "");
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
