//! The texts that a decision was made on.

use crate::id::digest;
use crate::record::{Record, joined_sides};
use serde::{Deserialize, Serialize};

/// The normalised texts that a decision was made on: both sides of a bead, or a quote's original.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecidedTexts {
    /// The original.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The translation; always `None` for a whole quote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
}

impl DecidedTexts {
    /// The texts of a bead.
    pub fn of_bead(record: &Record) -> Self {
        Self {
            source: record.source.as_ref().map(|side| side.text.clone()),
            target: record.target.as_ref().map(|side| side.text.clone()),
        }
    }

    /// The original of a quote, from its records in order. Its translation does not count, so that a
    /// decision about a quote holds when a better translation of it is found.
    pub fn of_quote<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let sources = records
            .into_iter()
            .filter_map(|record| record.source.as_ref());
        Self {
            source: Some(joined_sides(sources)),
            target: None,
        }
    }

    /// 16 hexadecimal digits that change when the texts do.
    ///
    /// ```
    /// use diglot::store::DecidedTexts;
    ///
    /// let none = DecidedTexts { source: Some("Зима.".into()), target: None };
    /// let empty = DecidedTexts { target: Some(String::new()), ..none.clone() };
    /// assert_eq!(none.hash().len(), 16);
    /// assert_ne!(none.hash(), empty.hash());
    /// ```
    pub fn hash(&self) -> String {
        digest(
            "texts",
            &[self.source.as_deref(), self.target.as_deref()],
            8,
        )
    }
}
