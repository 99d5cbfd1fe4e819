//! The format of a model file: its head, and the numbers, matrices and tables in its body.
//!
//! Bytes enter; numbers leave, and matrices packed for this CPU. What is cut short, altered, of a later
//! version or not a model at all is refused with a [`Fault`]. Nothing in a file is trusted: its checksum is
//! compared before anything else, and what must fit together is checked all the same.
//! `docs/formats.md` describes the format; `tools/encoder_model.py` writes it.

mod bytes;
mod code;
mod fault;
mod head;
mod matrix;
mod table;

pub(super) use bytes::Bytes;
#[cfg(all(test, feature = "embedded-model"))]
pub(super) use code::Code;
pub use fault::Fault;
#[cfg(all(test, feature = "embedded-model"))]
pub(super) use fault::VERSION;
pub(super) use head::{Head, checked};
pub(super) use matrix::{Matrix, NetworkLayer};
pub(super) use table::{EmbeddingLayout, EmbeddingTable};
