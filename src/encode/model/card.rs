//! The card of a model: its languages, its licence and who made it.

#[cfg(feature = "embedded-model")]
use crate::encode::model_file::Head;
use crate::encode::model_file::{Bytes, Fault};
use crate::lang::Lang;
use serde::Deserialize;

/// The card of a model: its languages, licence and source.
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

impl Card {
    /// The card of a model, which comes first in its body. Neither the rest nor the checksum is looked
    /// at.
    ///
    /// # Errors
    ///
    /// The first [`Fault`] that is found.
    #[cfg(feature = "embedded-model")]
    pub(in crate::encode) fn of(content: &[u8]) -> Result<Self, Fault> {
        Head::read(content)?;
        Self::read(&mut Bytes::new(content, Head::LENGTH))
    }

    /// Whether the model is meant for a language.
    pub fn covers(&self, lang: Lang) -> bool {
        let mut languages = self.languages.iter();
        languages.any(|covered| covered.primary() == lang.primary())
    }

    /// Reads the card from the beginning of a body.
    pub(super) fn read(bytes: &mut Bytes<'_>) -> Result<Self, Fault> {
        let card: Self = serde_json::from_slice(bytes.prefixed()?)
            .map_err(|error| Fault::Card(error.to_string()))?;
        match card.languages.is_empty() {
            true => Err(Fault::Malformed("its card names no language")),
            false => Ok(card),
        }
    }
}
