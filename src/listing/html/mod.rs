//! One page for people: the whole documents with what was found marked in them, so that what was
//! missed is seen, too.
//!
//! It needs no other file: nothing is fetched and nothing runs, which its Content-Security-Policy enforces.
//! An original and its translation link to each other. It is HTML 5 that also reads as XML. The text
//! of a document's lines is the document's and nothing else: labels and numbers are attributes that
//! the style sheet shows, so they are not copied with it.

mod encoding;
mod marked_text;
mod page;

use super::format::{ListingFormat, ListingWriter};

pub(super) const FORMAT: ListingFormat = ListingFormat {
    name: "html",
    extensions: &["html", "htm", "xhtml"],
    description: "one page with the whole documents, what was found marked in them",
    action: ListingWriter(page::write),
};
