//! Text as the encoder reads it: a sequence of pieces of words, each by its number.
//!
//! Enters: any text, and a vocabulary with its scores. Leaves: [ids](Tokenizer::encode). This is
//! SentencePiece's unigram model (Kudo and Richardson, 2018), which the encoder was trained with. Here the
//! vocabulary is plain data, and may be pruned: no piece is assumed to be there. Nothing is refused: what
//! the vocabulary cannot spell is [`UNKNOWN`].

mod normalize;
mod piece;
mod tokenizer;
mod trie;
mod unigram;

#[cfg(test)]
mod tests;

pub use normalize::SPACE;
pub use piece::{BEGIN, END, UNKNOWN, VocabularyPiece};
pub use tokenizer::{Tokenizer, TokenizerBuffers};
