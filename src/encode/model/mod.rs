//! The model file: vocabulary, embeddings and weights, with what they are good for and whose they
//! are.
//!
//! A file's bytes enter, a [`Model`] leaves, made ready for this CPU. What is cut short, altered, of a
//! later format or no model at all is refused with a [`Fault`], and nothing in a file is trusted: its
//! checksum is compared before anything else, and what must fit together is checked even so. The
//! format is described in `docs/formats.md`; `tools/encoder_model.py` writes it.

mod bytes;
mod code;
mod matrix;
mod table;

#[cfg(test)]
mod tests;

pub use bytes::Bytes;
pub use matrix::{LARGEST_ACTIVATION, Layer, Matrix};
use table::Layout;
pub use table::Table;

use super::matmul::Instructions;
use super::network::{EMBEDDING, Network};
use super::tokenize::{Piece, Tokenizer};
use crate::lang::Lang;
use code::Code;
use serde::Deserialize;
use std::borrow::Cow;
use std::fmt;

const MAGIC: &[u8; 8] = b"diglotSE";
/// The version of the format that this program reads.
const VERSION: u32 = 1;
/// How many pieces at the beginning of the vocabulary are no text.
const CONTROL: usize = 3;

/// What a model is made of.
#[derive(Debug)]
pub struct Model {
    /// What it says about itself.
    pub card: Card,
    /// From text to pieces.
    pub tokenizer: Tokenizer,
    /// From pieces to their embeddings.
    pub table: Table,
    /// From embeddings to sentences.
    pub network: Network,
}

/// What a model says about itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// The languages that it is meant for.
    pub languages: Vec<Lang>,
    /// The licence of the weights, as an SPDX expression.
    pub licence: String,
    /// Who made them.
    pub attribution: String,
}

/// Why a file is not used as a model.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// It does not begin as a model does.
    NoModel,
    /// It is of a later version of the format.
    LaterVersion(u32),
    /// It has fewer bytes than it says.
    CutShort {
        /// How many bytes there are.
        bytes: u64,
        /// How many there should be.
        of: u64,
    },
    /// Its checksum is not that of its content.
    Altered,
    /// It does not hold together.
    Malformed(&'static str),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::NoModel => f.write_str("is no model of diglot's sentence encoder"),
            Fault::LaterVersion(version) => write!(
                f,
                "is a model in format {version}, and this diglot reads up to {VERSION}; use a later \
                 diglot"
            ),
            Fault::CutShort { bytes, of } => write!(
                f,
                "is a model cut short: {bytes} of {of} bytes; copy or download it again"
            ),
            Fault::Altered => f.write_str(
                "is a model that was altered: its checksum differs; copy or download it again",
            ),
            Fault::Malformed(what) => write!(f, "is a model that makes no sense: {what}"),
        }
    }
}

impl std::error::Error for Fault {}

impl Model {
    /// Reads a model, for use with some of the CPU's instructions.
    ///
    /// # Errors
    ///
    /// The first [`Fault`] that is found.
    pub fn read(content: Cow<'static, [u8]>, instructions: Instructions) -> Result<Self, Fault> {
        let mut bytes = checked(&content)?;
        let card: Card = serde_json::from_slice(bytes.prefixed()?)
            .map_err(|_| Fault::Malformed("its card does not read"))?;
        let (tokenizer, pieces) = tokenizer(&mut bytes)?;
        let network = Network::read(&mut bytes, instructions)?;
        let layout = Layout::read(&mut bytes)?;
        bytes.end()?;
        if layout.pieces() != pieces || layout.width() != EMBEDDING {
            return Err(Fault::Malformed("its table has another size"));
        }
        Ok(Self {
            card,
            tokenizer,
            table: Table::new(content, layout),
            network,
        })
    }
}

/// What follows on the head of the file, once it is known to be whole.
fn checked(content: &[u8]) -> Result<Bytes<'_>, Fault> {
    let mut bytes = Bytes::new(content, 0);
    if bytes.take(MAGIC.len()).ok() != Some(MAGIC) {
        return Err(Fault::NoModel);
    }
    let cut = |of| Fault::CutShort {
        bytes: content.len() as u64,
        of,
    };
    let head = (MAGIC.len() + 4 + 4 + 8) as u64;
    let mut read_head = || Some((bytes.u32().ok()?, bytes.u32().ok()?, bytes.u64().ok()?));
    let (version, checksum, length) = read_head().ok_or_else(|| cut(head))?;
    if version > VERSION {
        return Err(Fault::LaterVersion(version));
    }
    let whole = head.saturating_add(length);
    let body = &content[bytes.position()..];
    match (body.len() as u64).cmp(&length) {
        std::cmp::Ordering::Less => Err(cut(whole)),
        std::cmp::Ordering::Equal if crc32fast::hash(body) == checksum => Ok(bytes),
        _ => Err(Fault::Altered),
    }
}

/// The vocabulary, and how many pieces it has.
fn tokenizer(bytes: &mut Bytes<'_>) -> Result<(Tokenizer, usize), Fault> {
    let count = bytes.count()?;
    if count < CONTROL {
        return Err(Fault::Malformed("its vocabulary is too small"));
    }
    let unknown_score = bytes.f32()?;
    let scores = bytes.f32s(count)?;
    let lengths = bytes.take(count)?;
    let mut pieces = Vec::with_capacity(count);
    for (id, (&length, score)) in lengths.iter().zip(scores).enumerate() {
        let text = std::str::from_utf8(bytes.take(length.into())?)
            .map_err(|_| Fault::Malformed("a piece of its vocabulary is no text"))?;
        pieces.push(Piece {
            text,
            score,
            matchable: id >= CONTROL,
        });
    }
    Ok((Tokenizer::new(pieces, unknown_score), count))
}
