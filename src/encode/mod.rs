//! Sentences as vectors: a cross-lingual sentence encoder, compiled in.
//!
//! Texts enter, vectors of 512 numbers leave; those of a sentence and of its translation point the
//! same way. The model is Google's multilingual Universal Sentence Encoder, pruned to the languages
//! that diglot is for and coded in a few bits a number; another, larger one can be read from a file.
//! `docs/model.md` says where it comes from and how good it is.
//!
//! Any text has a vector, even an empty one; what the vocabulary cannot spell adds nothing to it. The same
//! text has the same vector, to the bit, on any CPU, beside any other texts and with any number of threads.

mod compact;
#[cfg(feature = "embedded-model")]
mod embedded;
mod encoder;
mod floats;
pub mod matmul;
mod model;
mod model_file;
mod network;
mod product;
mod runs;
pub mod tokenize;
mod vector;

#[cfg(test)]
#[cfg(feature = "embedded-model")]
mod tests;

pub use compact::CompactVectors;
#[cfg(feature = "embedded-model")]
pub use embedded::Embedded;
pub use encoder::Encoder;
pub use model::Card;
pub use model_file::Fault;
pub use runs::RunEncoder;
pub use vector::{Vector, WIDTH, cosine};
