//! TMX 1.4b, what translation memories and concordancers read.
//!
//! After the specification of the LISA OSCAR group, 26 April 2005. Only beads with text on both
//! sides leave: a `tu` with one `tuv` is legal, but no tool makes sense of it. Each `tu` says where
//! it comes from in `prop`s of its own, since tools split and merge such files; what the documents
//! say about themselves stands once, in the header, one JSON object a document.
//!
//! Removed: characters that XML 1.0 has no place for (section 2.2) and control characters, which it
//! discourages; a tab or line break becomes a space. Nothing here depends on the time, so the
//! optional dates are left out.

#[cfg(test)]
mod tests;
mod write;

use super::format::{ExportFormat, Exporter};

pub(super) const FORMAT: ExportFormat = ExportFormat {
    name: "tmx",
    extensions: &["tmx"],
    description: "TMX 1.4b, for translation memories and concordancers: two-sided beads only",
    action: Exporter::File(write::write),
};
