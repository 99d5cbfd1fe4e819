//! Languages: the tag, the tables and the identification of what a text is written in.

mod identify;
mod tables;
mod tag;

pub use identify::{Identifier, Label, Run, Words};
pub use tables::{
    Frequencies, Pairs, STEM, Script, Tables, frequencies, known, tables, vocabulary, word_pairs,
};
pub use tag::{BadTag, Lang};
