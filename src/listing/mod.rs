//! What was found in documents, and why, for people who want to see it: as text, as JSON Lines, as a
//! page.
//!
//! In come documents with what extraction made of them; out go bytes that depend on nothing else.
//! Unlike an export a listing shows quotes whole, says where their translations stand and how sure
//! that is, and names what was passed over.

mod counts;
mod format;
mod html;
pub mod jsonl;
mod listed;
mod place_range;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;
mod text;

pub use format::{ListingFormat, ListingOptions, ListingWriter};
pub use listed::ListedDocument;

use crate::format::Registry;

/// Every format, in the order in which help shows them.
pub static FORMATS: Registry<ListingWriter> =
    Registry::new(&[text::FORMAT, jsonl::FORMAT, html::FORMAT]);
