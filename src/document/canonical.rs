//! The dialect of Markdown that a canonical text is in, and how to write a literal text in it.
//!
//! | written | meaning |
//! |---|---|
//! | a blank line | ends a paragraph |
//! | `# ` to `###### ` | a heading |
//! | `> ` | a block quotation |
//! | `- `, `1. ` | a list item |
//! | `[^n]`, `[^n]: ` | a reference to a footnote, and the footnote |
//! | `*…*` | slanted text |
//! | <code>&#124; … &#124; … &#124;</code> | a row of a table |
//! | `<br>` | a line break |
//!
//! A sign that would be read as one of these is written with a backslash before it, or as a character
//! reference: `\[`, `&#42;`. What leaves the program shows the sign again, because [repairs](crate::text::repair)
//! take out backslashes and replace references.

use std::fmt::Write;

/// Writes a literal text so that it is read as nothing but that text: what looks like markup in it, or like a
/// footnote mark, is text again in what leaves. Runs of white space in a line become single spaces; line ends
/// stay.
///
/// ```
/// use diglot::document::escape;
///
/// assert_eq!(escape("1. See [^2] & *all*"), r"1\. See \[&#94;2\] & &#42;all&#42;");
/// assert_eq!(escape("It left at noon."), "It left at noon.");
/// ```
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            escaped.push('\n');
        }
        for (j, word) in line.split_whitespace().enumerate() {
            if j > 0 {
                escaped.push(' ');
            }
            escape_word(word, j == 0, &mut escaped);
        }
    }
    escaped
}

fn escape_word(word: &str, begins_line: bool, escaped: &mut String) {
    let marker = match begins_line {
        true => marker_end(word),
        false => None,
    };
    for (at, c) in word.char_indices() {
        match c {
            _ if marker == Some(at) => escape_marker(c, escaped),
            // A backslash does not keep these from being read as the mark of a footnote, or at all.
            '*' | '^' | '<' | '\\' => refer(c, escaped),
            '[' if word[at + 1..].starts_with(|next: char| next.is_ascii_digit()) => {
                refer(c, escaped)
            }
            '[' | ']' | '_' | '|' | '`' => escaped.extend(['\\', c]),
            '&' if begins_reference(&word[at + 1..]) => refer(c, escaped),
            c if is_raised(c) => refer(c, escaped),
            // A number that is stuck to a word would be taken for the mark of a footnote.
            c if c.is_ascii_digit() && word[..at].contains(char::is_alphabetic) => {
                refer(c, escaped);
            }
            c => escaped.push(c),
        }
    }
}

/// The place of the sign that makes a word at the beginning of a line a marker: of a heading, a quotation, an item,
/// a division, a rule.
fn marker_end(word: &str) -> Option<usize> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    match word[digits..].chars().next() {
        Some('#' | '>' | '-' | '+' | '•' | ':' | '~') if digits == 0 => Some(0),
        Some('.' | ')') if digits > 0 => Some(digits),
        _ => None,
    }
}

fn escape_marker(c: char, escaped: &mut String) {
    match c {
        '#' | '>' | '-' | '.' => escaped.extend(['\\', c]),
        c => refer(c, escaped),
    }
}

/// Whether what follows `&` could make a character reference of it.
fn begins_reference(rest: &str) -> bool {
    rest.starts_with(|c: char| c == '#' || c.is_ascii_alphanumeric())
}

/// Whether a character is one that footnotes are marked with.
fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '†' | '‡' | '↩')
}

/// Writes a character as a reference.
fn refer(c: char, escaped: &mut String) {
    // Writing to a string does not fail.
    let _ = write!(escaped, "&#{};", u32::from(c));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_could_be_read_as_markup_is_escaped() {
        for plain in [
            "",
            "It left at noon: nobody came.",
            "Русский текст, 1902 г. — да",
            "a & b, 3.5 - 1 > 2",
        ] {
            assert_eq!(escape(plain), plain);
        }
    }

    #[test]
    fn markers_are_escaped_where_lines_begin() {
        assert_eq!(escape("# a # b"), r"\# a # b");
        assert_eq!(escape("12) a\n- b\n> c"), "12&#41; a\n\\- b\n\\> c");
        assert_eq!(escape("  1902.  a"), r"1902\. a");
    }
}
