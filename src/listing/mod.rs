//! Shows what was found in documents, and why: as text, as JSON Lines, as a page.
//!
//! The input is documents with their extractions. The output is bytes that depend on nothing else. Unlike
//! an export, a listing shows whole quotes, says where their translations are and how sure that is, and
//! names the passages that were passed over.

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
