//! Markdown: its text is the canonical text.

use super::reader::Reader;
use super::utf8;

/// The reader of Markdown.
pub(in crate::input) const READER: Reader = Reader {
    name: "Markdown",
    extensions: &["md", "markdown"],
    begins: has_front_matter,
    read: utf8::verbatim,
};

/// Whether a text begins with the fence of front matter.
fn has_front_matter(first_bytes: &[u8]) -> bool {
    let text = first_bytes
        .strip_prefix("\u{feff}".as_bytes())
        .unwrap_or(first_bytes);
    let line = text.split(|&byte| byte == b'\n').next();
    line.is_some_and(|line| line.trim_ascii_end() == b"---")
}
