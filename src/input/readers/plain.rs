//! Plain text, and any other text that has no reader of its own. It is read as Markdown is: plain texts quote,
//! emphasise and number their notes in the same way.

use super::reader::Reader;
use super::utf8;

/// The reader of plain text.
pub(in crate::input) const READER: Reader = Reader {
    name: "plain text",
    extensions: &["txt"],
    begins: |_| false,
    read: utf8::verbatim,
};
