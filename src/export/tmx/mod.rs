//! TMX 1.4b, the format of translation memories and concordancers.
//!
//! It follows the specification of the LISA OSCAR group, 26 April 2005. Only beads with text on both
//! sides are written: a `tu` with one `tuv` is legal, but no tool can use it. Each `tu` has `prop`s that
//! say where it comes from, because tools split and merge such files. The documents' metadata are in the
//! header, one JSON object per document.
//!
//! Removed are the characters that XML 1.0 does not allow (section 2.2), and control characters, which it
//! discourages; a tab or line break becomes a space. The optional dates are left out, because the output
//! must not depend on the time.

#[cfg(test)]
mod tests;
mod write;

use super::format::{ExportFormat, Exporter};

pub(super) const FORMAT: ExportFormat = ExportFormat {
    name: "tmx",
    extensions: &["tmx"],
    description: "TMX 1.4b, for translation memories and concordancers: only beads with both sides",
    action: Exporter::File(write::write),
};
