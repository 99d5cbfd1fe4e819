//! The sentence encoder: a model, ready for use.

use super::matmul::Instructions;
use super::model::{Card, Model};
use super::model_file::{Fault, Head};
use super::runs::{self, RunEncoder};
use super::vector::Vector;
use crate::error::{Error, ErrorKind, Result};
use crate::lang::Lang;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// A sentence encoder, ready for use.
///
/// ```
/// use diglot::encode::{Encoder, cosine};
///
/// let encoder = Encoder::embedded();
/// let texts = ["The river froze early.", "Река рано замёрзла.", "Nobody came to the concert."];
/// let [english, russian, other] = encoder.encode(&texts)[..] else { unreachable!() };
/// assert!(cosine(&english, &russian) > 0.5);
/// assert!(cosine(&other, &russian) < 0.4);
/// ```
#[derive(Debug)]
pub struct Encoder {
    pub(super) model: Model,
}

impl Encoder {
    /// The encoder in a model file.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is not a model that this program can use.
    pub fn read(path: &Path) -> Result<Self> {
        let content = content(path).map_err(|error| Error::io("read the model", path, error))?;
        Self::from_bytes(Cow::Owned(content), Instructions::best()).map_err(|fault| {
            ErrorKind::Model {
                path: path.to_owned(),
                source: fault.into(),
            }
            .into()
        })
    }

    /// The encoder in a model file's content, for some of the CPU's instructions.
    ///
    /// # Errors
    ///
    /// Why it is not a model that this program can use.
    ///
    /// # Panics
    ///
    /// If the CPU lacks the instructions.
    pub fn from_bytes(
        content: Cow<'static, [u8]>,
        instructions: Instructions,
    ) -> Result<Self, Fault> {
        Ok(Self {
            model: Model::read(content, instructions)?,
        })
    }

    /// The identity of the model: its checksum and its length.
    pub(crate) fn identity(&self) -> String {
        let Head { checksum, body } = self.model.head;
        format!("{checksum:08x} {body}")
    }

    /// The card of the model.
    pub fn card(&self) -> &Card {
        &self.model.card
    }

    /// Whether the model is meant for a language.
    pub fn covers(&self, lang: Lang) -> bool {
        self.card().covers(lang)
    }

    /// The vector of each text, in parallel.
    pub fn encode(&self, texts: &[&str]) -> Vec<Vector> {
        runs::vectors(&self.model, texts)
    }

    /// Encodes a sequence of texts, so that the vectors of runs of them, joined by spaces, are cheap.
    pub fn runs(&self, texts: &[&str]) -> RunEncoder<'_> {
        RunEncoder::new(&self.model, texts)
    }

    /// The same for texts in parts, such as clauses, joined by spaces. The vectors of the parts
    /// ([`RunEncoder::parts`]) cost next to nothing more. A text without parts is empty.
    pub fn runs_in_parts(&self, texts: &[Vec<&str>]) -> RunEncoder<'_> {
        RunEncoder::in_parts(&self.model, texts)
    }
}

/// The content of a model file, and one byte more if there is one. Of a file that does not begin as a
/// model does, only the head: it may be larger than memory, or have no end.
fn content(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let mut content = Vec::new();
    (&mut file)
        .take(Head::LENGTH as u64)
        .read_to_end(&mut content)?;
    if let Ok(head) = Head::read(&content) {
        file.take(head.body.saturating_add(1))
            .read_to_end(&mut content)?;
    }
    Ok(content)
}
