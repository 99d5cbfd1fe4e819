//! One page for people: the whole documents, with what was found marked in them, so that people also see
//! what was missed.
//!
//! The page needs no other file. It loads nothing and runs nothing, and its Content-Security-Policy
//! enforces that. An original and its translation link to each other. The page is HTML 5 that is also
//! XML. The lines hold only the document's text: labels and numbers are attributes that the style sheet
//! shows, so that people do not copy them with the text.

mod encoding;
mod marked_text;
mod page;

use super::format::{ListingFormat, ListingWriter};

pub(super) const FORMAT: ListingFormat = ListingFormat {
    name: "html",
    extensions: &["html", "htm", "xhtml"],
    description: "one page with the whole documents, and what was found marked in them",
    action: ListingWriter(page::write),
};
