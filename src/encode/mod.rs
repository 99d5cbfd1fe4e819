//! Sentences as vectors: the parts of the sentence encoder.

pub mod matmul;
pub mod tokenize;
