//! The model: vocabulary, embeddings and weights, with the languages that it is for and its licence.
//!
//! The bytes of a file enter, a [`Model`] leaves, made ready for this CPU. What does not hold together is
//! refused with a [`Fault`](super::model_file::Fault).

mod card;
mod read;

#[cfg(test)]
#[cfg(feature = "embedded-model")]
mod tests;

pub use card::Card;
pub(super) use read::Model;
