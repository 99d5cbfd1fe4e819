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

#[cfg(all(test, feature = "embedded-model"))]
mod tests;

pub use bytes::Bytes;
pub use matrix::{Layer, Matrix};
use table::Layout;
pub use table::Table;

use super::matmul::Instructions;
use super::network::{EMBEDDING, Network};
use super::tokenize::{Piece, Tokenizer};
use crate::lang::Lang;
use code::Code;
use serde::Deserialize;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

const MAGIC: &[u8; 8] = b"diglotSE";
/// The version of the format that this program reads.
const VERSION: u32 = 1;
/// How many pieces at the beginning of the vocabulary are no text.
const CONTROL: usize = 3;

/// What a model is made of.
#[derive(Debug)]
pub struct Model {
    /// How its file begins.
    pub head: Head,
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
    /// It has more bytes than it says.
    Longer {
        /// How many there should be.
        than: u64,
    },
    /// Its checksum is not that of its content.
    Altered,
    /// What it says about itself does not read.
    Card(String),
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
            Fault::Longer { than } => write!(
                f,
                "is a model with something after its end: more than {than} bytes; copy or download \
                 it again"
            ),
            Fault::Altered => f.write_str(
                "is a model that was altered: its checksum differs; copy or download it again",
            ),
            Fault::Card(message) => write!(
                f,
                "is a model that makes no sense: its card does not read: {message}"
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
        let head = Head::read(&content)?;
        let card = Card::read(&mut bytes)?;
        let (tokenizer, pieces) = tokenizer(&mut bytes)?;
        let network = Network::read(&mut bytes, instructions)?;
        let layout = Layout::read(&mut bytes)?;
        bytes.end()?;
        if layout.pieces() != pieces || layout.width() != EMBEDDING {
            return Err(Fault::Malformed("its table has another size"));
        }
        Ok(Self {
            head,
            card,
            tokenizer,
            table: Table::new(content, layout),
            network,
        })
    }
}

impl Card {
    /// What a model says about itself, which stands first in its body. Nothing else of it is looked at,
    /// nor its checksum.
    ///
    /// # Errors
    ///
    /// The first [`Fault`] that is found.
    #[cfg(feature = "embedded-model")]
    pub(super) fn of(content: &[u8]) -> Result<Self, Fault> {
        Head::read(content)?;
        Self::read(&mut Bytes::new(content, Head::LENGTH))
    }

    /// Whether the model is meant for a language.
    pub fn covers(&self, lang: Lang) -> bool {
        let mut languages = self.languages.iter();
        languages.any(|covered| covered.primary() == lang.primary())
    }

    fn read(bytes: &mut Bytes<'_>) -> Result<Self, Fault> {
        let card: Self = serde_json::from_slice(bytes.prefixed()?)
            .map_err(|error| Fault::Card(error.to_string()))?;
        match card.languages.is_empty() {
            true => Err(Fault::Malformed("its card names no language")),
            false => Ok(card),
        }
    }
}

/// How a file begins: what tells, before the rest is read, whether it is a model.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// CRC-32 of what follows on the head.
    pub checksum: u32,
    /// How many bytes follow on the head.
    pub body: u64,
}

impl Head {
    /// How many bytes it has.
    pub const LENGTH: usize = MAGIC.len() + 4 + 4 + 8;

    /// Reads the beginning of a file; what follows on it need not be there.
    pub fn read(content: &[u8]) -> Result<Self, Fault> {
        let mut bytes = Bytes::new(content, 0);
        if bytes.take(MAGIC.len()).ok() != Some(MAGIC) {
            return Err(Fault::NoModel);
        }
        let mut rest = || Some((bytes.u32().ok()?, bytes.u32().ok()?, bytes.u64().ok()?));
        let (version, checksum, body) = rest().ok_or(Fault::CutShort {
            bytes: content.len() as u64,
            of: Self::LENGTH as u64,
        })?;
        match version {
            0 => Err(Fault::Malformed("its format has no number")),
            1..=VERSION => Ok(Self { checksum, body }),
            _ => Err(Fault::LaterVersion(version)),
        }
    }
}

/// What follows on the head of the file, once it is known to be whole.
fn checked(content: &[u8]) -> Result<Bytes<'_>, Fault> {
    let head = Head::read(content)?;
    let body = &content[Head::LENGTH..];
    let whole = head.body.saturating_add(Head::LENGTH as u64);
    match (body.len() as u64).cmp(&head.body) {
        Ordering::Less => Err(Fault::CutShort {
            bytes: content.len() as u64,
            of: whole,
        }),
        Ordering::Greater => Err(Fault::Longer { than: whole }),
        Ordering::Equal if crc32fast::hash(body) != head.checksum => Err(Fault::Altered),
        Ordering::Equal => Ok(Bytes::new(content, Head::LENGTH)),
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
