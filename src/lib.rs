#![doc = include_str!("../docs/library.md")]

mod align;
pub mod bitext;
mod block;
pub mod cache;
pub mod check;
pub mod config;
pub mod document;
pub mod encode;
mod engine;
pub mod error;
pub mod export;
pub mod extract;
pub mod format;
pub mod id;
pub mod input;
pub mod lang;
mod lattice;
pub mod listing;
pub mod output;
mod pipeline;
pub mod plot;
pub mod project;
pub mod quote;
pub mod record;
#[cfg(feature = "review")]
pub mod review;
mod segment;
mod similarity;
pub mod stats;
pub mod store;
pub mod text;
mod toml_file;

#[cfg(test)]
mod sample;

pub use document::Document;
pub use engine::Engine;
pub use error::{Error, ErrorKind, Result};
pub use lang::Lang;
pub use pipeline::{Processed, Progress};
pub use project::{AlignedCorpus, Project};
pub use store::Verdict;

/// What fits the weights, and what tests and measures a part alone. It changes with the inside of the library.
#[doc(hidden)]
pub mod internal {
    pub use crate::align::{Aligner, FeatureValues, align, feature_names};
    pub use crate::block::parse as blocks;
    pub use crate::extract::extract;
    pub use crate::pipeline::for_each;
    pub use crate::segment::{clauses, sentences};
    pub use crate::similarity::{
        ENCODED_SIGNALS, Encoded, LEXICAL_SIGNALS, Lexical, Relation, Similarity, TextPair,
        TextSequence, fold,
    };
}
