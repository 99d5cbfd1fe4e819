//! A document: one source text with its id, metadata and canonical text, and the map from that text to
//! places in the file.
//!
//! Positions everywhere are byte offsets into the canonical text. For Markdown and plain text it is the file's
//! own text; a reader of another format makes it, and says in the [`Origin`] what Markdown cannot.

mod canonical;
mod front_matter;
mod info;
mod layer;
mod metadata;
mod origin;
mod place;
mod text;

pub use canonical::escape;
pub use front_matter::front_matter;
pub use info::DocumentInfo;
pub(crate) use info::untagged_checksum;
pub use layer::{Layer, MisplacedSpan};
pub use metadata::Metadata;
pub use origin::{DeclaredKind, Element, Omission, Omitted, Origin, OriginBuilder, Page};
pub use place::Place;
pub use text::{CanonicalText, Document};
