//! Metadata of documents.

use serde::{Deserialize, Serialize};

/// The metadata of a document, from `NAME.toml` beside it or its YAML front matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Metadata {
    /// The document's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its author.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// The date of its publication, as the document has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Its licence, preferably as an SPDX expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Its source: a bibliographic reference or an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Metadata {
    /// These metadata, completed by those of `other`.
    pub fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            author: self.author.or(other.author),
            date: self.date.or(other.date),
            licence: self.licence.or(other.licence),
            source: self.source.or(other.source),
        }
    }
}
