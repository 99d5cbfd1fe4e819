//! Languages: their tags, their tables, and the identification of what a text is written in.

mod additions;
mod detector;
mod facts;
mod frequencies;
mod identify;
mod library;
mod numerals;
mod sections;
mod tables;
mod tag;
mod word_pairs;

pub use crate::text::Script;
pub use additions::Additions;
pub use detector::other_language;
pub use facts::{Facts, facts, known};
pub use identify::{Identifier, LanguageLabel, LanguageRun, ScoredWords};
pub use library::Library;
pub use numerals::Numerals;
pub use sections::Tables;
pub use tables::{DEFAULT_SOURCES, DEFAULT_TARGET};
pub use tag::{BadTag, Lang};
pub use word_pairs::{STEM, WordPairs, word_pairs};
