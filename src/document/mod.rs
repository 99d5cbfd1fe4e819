//! A document: one source text with its id, metadata and canonical text.

mod front_matter;

pub use front_matter::front_matter;

use crate::id::checksum;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// One source text. Every position elsewhere is a byte offset into [`Document::text`].
///
/// ```
/// use diglot::Document;
///
/// let document = Document::from_text("gogol/overcoat", "Зима.");
/// assert_eq!(document.id(), "gogol/overcoat");
/// assert_eq!(document.text(), "Зима.");
/// assert_eq!(document.checksum().len(), 64);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    id: String,
    path: PathBuf,
    metadata: Metadata,
    checksum: String,
    text: String,
}

impl Document {
    /// Makes a document of a text that is in no file. Its path, for messages, is its id; its checksum is that
    /// of the text's bytes.
    pub fn from_text(id: impl Into<String>, text: impl Into<String>) -> Self {
        let (id, text) = (id.into(), text.into());
        Self {
            path: PathBuf::from(&id),
            metadata: Metadata::default(),
            checksum: checksum(text.as_bytes()),
            id,
            text,
        }
    }

    /// The document that a file holds; `checksum` is that of the file's bytes.
    pub(crate) fn of_file(
        (id, path): (String, PathBuf),
        metadata: Metadata,
        checksum: String,
        text: String,
    ) -> Self {
        Self {
            id,
            path,
            metadata,
            checksum,
            text,
        }
    }

    /// Its path relative to `corpus/`, or its file name, without extension, with `/` between folders.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Where it was read from, for messages.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it says about itself.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// SHA-256 of the file's bytes, 64 hexadecimal digits.
    pub fn checksum(&self) -> &str {
        &self.checksum
    }

    /// The canonical text: for Markdown and plain text exactly as in the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Gives the canonical text and drops the rest.
    pub fn into_text(self) -> String {
        self.text
    }
}

/// What a document says about itself, from `NAME.toml` beside it or its YAML front matter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Metadata {
    /// The document's title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When it appeared, as the document writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The licence it is under, best as an SPDX expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
    /// Where it comes from: a bibliographic reference or an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A document without its text: what records and exports need to say where they come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentInfo {
    /// Its id, as in [`Document::id`].
    pub id: String,
    /// SHA-256 of the file's bytes, 64 hexadecimal digits.
    pub checksum: String,
    /// What it says about itself.
    pub metadata: Metadata,
}

impl From<&Document> for DocumentInfo {
    fn from(document: &Document) -> Self {
        Self {
            id: document.id.clone(),
            checksum: document.checksum.clone(),
            metadata: document.metadata.clone(),
        }
    }
}

impl DocumentInfo {
    /// The checksum with its method, as every file of ours writes it: `sha256:` and the digits.
    ///
    /// ```
    /// use diglot::document::{DocumentInfo, Metadata};
    ///
    /// let document = DocumentInfo {
    ///     id: "gogol/overcoat".into(),
    ///     checksum: "ab".repeat(32),
    ///     metadata: Metadata::default(),
    /// };
    /// assert!(document.tagged_checksum().starts_with("sha256:abab"));
    /// ```
    pub fn tagged_checksum(&self) -> String {
        format!("{CHECKSUM_TAG}{}", self.checksum)
    }
}

/// The method that every checksum in our files is written with.
const CHECKSUM_TAG: &str = "sha256:";

/// The 64 digits of a checksum written `sha256:…`, or `None` when it is not written so.
pub(crate) fn untagged_checksum(tagged: &str) -> Option<&str> {
    tagged
        .strip_prefix(CHECKSUM_TAG)
        .filter(|digits| digits.len() == 64 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}
