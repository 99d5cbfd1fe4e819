//! Languages: the tag, the tables and the identification of what a text is written in.

mod detector;
mod frequencies;
mod identify;
mod library;
mod numerals;
mod sections;
mod tables;
mod tag;

pub use detector::other_language;
pub use identify::{Identifier, LanguageLabel, LanguageRun, ScoredWords};
pub use library::{Additions, Library};
pub use numerals::Numerals;
pub use sections::Tables;
pub use tables::{Facts, STEM, Script, WordPairs, facts, known, word_pairs};
pub use tag::{BadTag, Lang};
