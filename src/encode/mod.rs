//! Sentences as vectors: the parts of the sentence encoder.

pub mod tokenize;
