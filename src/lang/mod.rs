//! Languages: the tag, the tables and the identification of what a text is written in.

mod tag;

pub use tag::{BadTag, Lang};
