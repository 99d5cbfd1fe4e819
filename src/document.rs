//! A document: one source text with its id, metadata and canonical text.

use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// One source text. Every position elsewhere is a byte offset into [`Document::text`].
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its path relative to `corpus/`, or its file name, without extension, with `/` between
    /// folders.
    pub id: String,
    /// Where it was read from, for messages.
    pub path: PathBuf,
    /// What it says about itself.
    pub metadata: Metadata,
    /// SHA-256 of the file's bytes, 64 hexadecimal digits.
    pub checksum: String,
    /// The text, exactly as in the file.
    pub text: String,
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
