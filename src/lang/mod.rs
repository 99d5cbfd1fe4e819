//! Languages: the tag, the tables and the identification of what a text is written in.

mod frequencies;
mod identify;
mod library;
mod opinion;
mod sections;
mod tables;
mod tag;
mod valued;

pub use identify::{Identifier, Label, Run, Words};
pub use library::{Additions, Library};
pub use opinion::other_language;
pub use sections::Tables;
pub use tables::{Facts, Pairs, STEM, Script, facts, known, word_pairs};
pub use tag::{BadTag, Lang};
pub use valued::Valued;
