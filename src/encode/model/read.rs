//! Reading a model: everything in its file, checked and made ready for this CPU.

use super::card::Card;
use crate::encode::matmul::Instructions;
use crate::encode::model_file::{Bytes, EmbeddingLayout, EmbeddingTable, Fault, Head, checked};
use crate::encode::network::{EMBEDDING, Network};
use crate::encode::tokenize::{Tokenizer, VocabularyPiece};
use std::borrow::Cow;

/// Number of pieces at the beginning of the vocabulary that are not text.
const CONTROL_PIECES: usize = 3;

/// The parts of a model.
#[derive(Debug)]
pub(crate) struct Model {
    /// The head of its file.
    pub head: Head,
    /// Its card.
    pub card: Card,
    /// From text to pieces.
    pub tokenizer: Tokenizer,
    /// From pieces to their embeddings.
    pub table: EmbeddingTable,
    /// From embeddings to sentences.
    pub network: Network,
}

impl Model {
    /// Reads a model, for use with some of the CPU's instructions.
    ///
    /// # Errors
    ///
    /// The first [`Fault`] that is found.
    pub(crate) fn read(
        content: Cow<'static, [u8]>,
        instructions: Instructions,
    ) -> Result<Self, Fault> {
        let mut bytes = checked(&content)?;
        let head = Head::read(&content)?;
        let card = Card::read(&mut bytes)?;
        let (tokenizer, pieces) = tokenizer(&mut bytes)?;
        let network = Network::read(&mut bytes, instructions)?;
        let layout = EmbeddingLayout::read(&mut bytes)?;
        bytes.end()?;
        if layout.pieces() != pieces || layout.width() != EMBEDDING {
            return Err(Fault::Malformed("its table has another size"));
        }
        Ok(Self {
            head,
            card,
            tokenizer,
            table: EmbeddingTable::new(content, layout),
            network,
        })
    }
}

/// The tokenizer for the vocabulary, and the number of its pieces.
fn tokenizer(bytes: &mut Bytes<'_>) -> Result<(Tokenizer, usize), Fault> {
    let count = bytes.count()?;
    if count < CONTROL_PIECES {
        return Err(Fault::Malformed("its vocabulary is too small"));
    }
    let unknown_score = bytes.f32()?;
    let scores = bytes.f32s(count)?;
    let lengths = bytes.take(count)?;
    let mut pieces = Vec::with_capacity(count);
    for (id, (&length, score)) in lengths.iter().zip(scores).enumerate() {
        let text = std::str::from_utf8(bytes.take(length.into())?)
            .map_err(|_| Fault::Malformed("a piece of its vocabulary is not text"))?;
        pieces.push(VocabularyPiece {
            text,
            score,
            matchable: id >= CONTROL_PIECES,
        });
    }
    Ok((Tokenizer::new(pieces, unknown_score), count))
}
