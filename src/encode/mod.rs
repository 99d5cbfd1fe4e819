//! Sentences as vectors: a cross-lingual sentence encoder, compiled in.
//!
//! Texts enter, vectors of 512 numbers leave; those of a sentence and of its translation point the
//! same way. The model is Google's multilingual Universal Sentence Encoder, pruned to the languages
//! that diglot is for and coded in a few bits a number; another, larger one can be read from a file.
//! `docs/model.md` says where it comes from and how good it is.
//!
//! Any text has a vector: what the vocabulary cannot spell says nothing, and an empty text is one like
//! any other. The same text has the same vector, to the bit, on any CPU, beside any other texts and
//! with any number of threads.

mod compact;
#[cfg(feature = "embedded-model")]
mod embedded;
mod floats;
pub mod matmul;
mod model;
mod network;
mod product;
mod runs;
pub mod tokenize;

#[cfg(all(test, feature = "embedded-model"))]
mod tests;

pub use compact::Compact;
#[cfg(feature = "embedded-model")]
pub use embedded::Embedded;
pub use model::{Card, Fault};
pub use network::WIDTH;
pub use runs::Runs;

use crate::error::{Error, ErrorKind, Result};
use crate::lang::Lang;
use matmul::Instructions;
use model::{Head, Model};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The vector of a text, or of a run of texts. Its squares sum to 1.
pub type Vector = [f32; WIDTH];

/// How alike the meanings of two texts are: the cosine of the angle between their vectors, -1 to 1.
/// For a sentence and its translation it is seldom below 0.4, for any other seldom above.
pub fn cosine(a: &Vector, b: &Vector) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

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
    model: Model,
}

impl Encoder {
    /// The encoder in a model file.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is no model that this program can use.
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
    /// Why it is no model that this program can use.
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

    /// What tells the model from others: its checksum and its length.
    pub(crate) fn identity(&self) -> String {
        let Head { checksum, body } = self.model.head;
        format!("{checksum:08x} {body}")
    }

    /// What the model says about itself.
    pub fn card(&self) -> &Card {
        &self.model.card
    }

    /// Whether the model is meant for a language.
    pub fn covers(&self, lang: Lang) -> bool {
        self.card().covers(lang)
    }

    /// The vector of each text, in parallel.
    pub fn encode(&self, texts: &[&str]) -> Vec<Vector> {
        runs::vectors(self, texts)
    }

    /// Encodes a sequence of texts so that the vectors of runs of them, joined by spaces, are cheap.
    pub fn runs(&self, texts: &[&str]) -> Runs<'_> {
        Runs::new(self, texts)
    }

    /// The same for texts in parts, such as clauses, joined by spaces: what the vectors of the parts
    /// are is known, too ([`Runs::parts`]), at next to no cost. A text without parts is empty.
    pub fn runs_in_parts(&self, texts: &[Vec<&str>]) -> Runs<'_> {
        Runs::in_parts(self, texts)
    }
}

/// What is in a file as far as a model goes, and one byte more if there is one. Of what does not begin
/// as a model does, hardly anything: it may be larger than memory, or have no end.
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

/// Rows of [`WIDTH`] numbers as vectors.
fn in_rows(numbers: &[f32]) -> Vec<Vector> {
    let (rows, _) = numbers.as_chunks();
    rows.to_vec()
}
