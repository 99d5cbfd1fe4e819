//! Sentence encoding: what turns text into vectors.

pub mod matmul;
