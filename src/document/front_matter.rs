//! Metadata at the top of a document, between two `---` lines, as static site generators and Pandoc write
//! it.
//!
//! Of YAML, only `key: value` lines are read. The five keys need no more, and a whole parser would be larger
//! than the rest of this folder.

use super::metadata::Metadata;
use crate::text::Span;

/// The front matter of a text: the span of its lines, including the fences, and the metadata. `None` if the
/// text does not begin with front matter.
pub fn front_matter(text: &str) -> Option<(Span, Metadata)> {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let mut metadata = Metadata::default();
    let mut end = start + first.len();
    for line in lines {
        end += line.len();
        let content = line.trim_end();
        if content == "---" || content == "..." {
            return Some((Span::new(start, end), metadata));
        }
        // A YAML mapping has no such line, so the `---` above was a rule, not a fence.
        if !belongs_to_yaml(content) {
            return None;
        }
        if let Some((key, value)) = content.split_once(':') {
            set(&mut metadata, key, value);
        }
    }
    None
}

/// Whether a line can be part of a block mapping: a key, a comment, part of a nested value, a blank line.
fn belongs_to_yaml(line: &str) -> bool {
    line.is_empty() || line.starts_with([' ', '\t', '-', '#']) || line.contains(':')
}

fn set(metadata: &mut Metadata, key: &str, value: &str) {
    let slot = match key.to_ascii_lowercase().as_str() {
        "title" => &mut metadata.title,
        "author" => &mut metadata.author,
        "date" => &mut metadata.date,
        "licence" | "license" => &mut metadata.licence,
        "source" => &mut metadata.source,
        _ => return,
    };
    let value = scalar(value.trim());
    if !value.is_empty() {
        *slot = Some(value);
    }
}

/// The text of a scalar on one line, without its quotes, or without the comment after it. A block scalar (`|`,
/// `>`), whose text is on other lines, is empty.
fn scalar(value: &str) -> String {
    if let Some(quoted) = value.strip_prefix('"').and_then(|v| v.strip_suffix('"')) {
        return quoted.replace("\\\"", "\"").replace("\\\\", "\\");
    }
    if let Some(quoted) = value.strip_prefix('\'').and_then(|v| v.strip_suffix('\'')) {
        return quoted.replace("''", "'");
    }
    if value.starts_with(['|', '>', '#']) {
        return String::new();
    }
    let plain = value.split_once(" #").map_or(value, |(plain, _)| plain);
    plain.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata(text: &str) -> Option<Metadata> {
        front_matter(text).map(|(_, metadata)| metadata)
    }

    #[test]
    fn keys_are_read_without_their_quotes() {
        let text = "---\ntitle: \"Steam: a \\\"history\\\"\"\nAuthor: 'O''Neill'\ndate: 1913 # old\n\
                    license: CC0-1.0\ntags:\n  - trains\nsource: https://example.org/a\n---\nText.";
        let found = metadata(text).unwrap();
        assert_eq!(found.title.as_deref(), Some("Steam: a \"history\""));
        assert_eq!(found.author.as_deref(), Some("O'Neill"));
        assert_eq!(found.date.as_deref(), Some("1913"));
        assert_eq!(found.licence.as_deref(), Some("CC0-1.0"));
        assert_eq!(found.source.as_deref(), Some("https://example.org/a"));
    }

    #[test]
    fn the_span_covers_both_fences() {
        let text = "\u{feff}---\r\ntitle: A\r\n---\r\nText.";
        let (span, metadata) = front_matter(text).unwrap();
        assert_eq!(span.slice(text), "---\r\ntitle: A\r\n---\r\n");
        assert_eq!(metadata.title.as_deref(), Some("A"));
    }

    #[test]
    fn a_rule_at_the_top_is_not_front_matter() {
        assert_eq!(metadata("---\nOnce upon a time\nsource: x\n---\n"), None);
        assert_eq!(metadata("---\ntitle: never closed\n"), None);
        assert_eq!(metadata("Text\n---\ntitle: A\n---\n"), None);
        assert_eq!(metadata(""), None);
    }
}
