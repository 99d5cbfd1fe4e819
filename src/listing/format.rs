//! The type of listing formats, and their options.

use super::listed::ListedDocument;
use crate::format::Format;
use std::io::{self, BufWriter, Write};

/// How a listing looks; a format ignores what it has no form for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ListingOptions {
    /// Whether to write whole texts, sentence by sentence, instead of their beginnings.
    pub full: bool,
    /// Whether to colour with ANSI escapes.
    pub color: bool,
    /// Whether to leave the summary out.
    pub quiet: bool,
}

/// A way to show what was found.
///
/// ```
/// use diglot::listing::{FORMATS, ListingOptions};
///
/// let mut out = Vec::new();
/// FORMATS.named("text").unwrap().write(&[], &ListingOptions::default(), &mut out).unwrap();
/// assert_eq!(out, b"no quotes\n");
/// ```
pub type ListingFormat = Format<ListingWriter>;

/// The function that writes a listing.
#[derive(Clone, Copy, Debug)]
pub struct ListingWriter(
    pub(super) fn(&[ListedDocument], &ListingOptions, &mut dyn Write) -> io::Result<()>,
);

impl ListingFormat {
    /// Writes what was found in the documents to `out`, and flushes it.
    ///
    /// # Errors
    ///
    /// What `out` reports.
    pub fn write(
        &self,
        listed: &[ListedDocument],
        options: &ListingOptions,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        (self.action.0)(listed, options, &mut out)?;
        out.flush()
    }
}
