//! The type of a reader.

use crate::document::CanonicalText;
use crate::error::Result;
use std::path::Path;

/// One format that diglot reads.
pub(in crate::input) struct Reader {
    /// Its name, for people: "Markdown".
    pub name: &'static str,
    /// Extensions of its files, in lower case, without dot.
    pub extensions: &'static [&'static str],
    /// Whether bytes that a file begins with are surely of this format. A format that cannot be distinguished from plain
    /// text answers `false`, and is known by its extensions alone.
    pub begins: fn(&[u8]) -> bool,
    /// Makes the canonical text of a file's bytes; the path is for messages.
    pub read: fn(&Path, Vec<u8>) -> Result<CanonicalText>,
}
