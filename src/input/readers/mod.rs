//! Readers: from a file's bytes to its canonical text. Each is one file here and one row of [`READERS`].
//!
//! What no reader takes is refused, with what it is where that is known: see
//! [`foreign`](super::foreign).

mod markdown;
mod plain;
mod reader;
mod utf8;

pub(super) use plain::READER as PLAIN;
pub(super) use reader::Reader;

use super::foreign::{self, ForeignFormat};
use std::path::Path;

/// Every reader. Of two that take the same file, the first reads it.
const READERS: &[&Reader] = &[&markdown::READER, &plain::READER];

/// The reader for a file with this name and these first bytes.
///
/// What the bytes say of a binary format beats the name. A text whose name no reader knows is plain text.
///
/// # Errors
///
/// The format that the file is in, when no reader takes it.
pub(super) fn choose(
    path: &Path,
    first_bytes: &[u8],
) -> Result<&'static Reader, &'static ForeignFormat> {
    let by_bytes = READERS.iter().find(|reader| (reader.begins)(first_bytes));
    if let Some(reader) = by_bytes {
        return Ok(reader);
    }
    match (by_extension(path), foreign::recognise(path, first_bytes)) {
        (Some(_), Some(format)) if format.is_binary => Err(format),
        (Some(reader), _) => Ok(reader),
        (None, Some(format)) => Err(format),
        (None, None) => Ok(&PLAIN),
    }
}

/// The reader that the name of a file asks for.
pub(super) fn by_extension(path: &Path) -> Option<&'static Reader> {
    let extension = path.extension()?;
    let known = |reader: &&&Reader| {
        let mut extensions = reader.extensions.iter();
        extensions.any(|known| extension.eq_ignore_ascii_case(known))
    };
    READERS.iter().find(known).copied()
}

/// The names of all readers, for people: "Markdown, plain text".
pub(super) fn names() -> String {
    let names: Vec<&str> = READERS.iter().map(|reader| reader.name).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::ProjectKeys;

    fn chosen(name: &str, first_bytes: &[u8]) -> &'static str {
        match choose(Path::new(name), first_bytes) {
            Ok(reader) => reader.name,
            Err(format) => format.one,
        }
    }

    #[test]
    fn a_reader_is_chosen_by_the_name_or_the_first_bytes() {
        assert_eq!(chosen("a.md", b""), "Markdown");
        assert_eq!(chosen("a.MARKDOWN", b""), "Markdown");
        assert_eq!(chosen("a.txt", b"An essay."), "plain text");
        assert_eq!(chosen("a", b"An essay."), "plain text");
        assert_eq!(chosen("-", b"---\r\ntitle: A\r\n---\r\n"), "Markdown");
        assert_eq!(chosen("-", "\u{feff}---\n".as_bytes()), "Markdown");
    }

    #[test]
    fn bytes_of_a_binary_format_beat_the_name_and_markup_does_not() {
        assert_eq!(chosen("a.md", b"%PDF-1.7\n"), "a PDF file");
        assert_eq!(chosen("a.md", b"<!DOCTYPE html>\n<p>"), "Markdown");
        assert_eq!(chosen("a.page", b"<!DOCTYPE html>\n<p>"), "an HTML page");
        assert_eq!(chosen("a.html", b"<p>"), "an HTML page");
    }

    #[test]
    fn all_that_readers_take_is_a_document_by_default() {
        let extensions = READERS.iter().flat_map(|reader| reader.extensions);
        let extensions: Vec<&str> = extensions.copied().collect();
        assert_eq!(ProjectKeys::default().extensions, extensions);
    }

    #[test]
    fn no_two_readers_have_one_name_or_extension() {
        let mut names: Vec<&str> = READERS.iter().map(|reader| reader.name).collect();
        names.extend(READERS.iter().flat_map(|reader| reader.extensions));
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
