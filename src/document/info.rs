//! A document without its text.

use super::metadata::Metadata;
use super::text::Document;

/// A document without its text: what records and exports say about their origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentInfo {
    /// Its id, as in [`Document::id`].
    pub id: String,
    /// SHA-256 of the file's bytes, 64 hexadecimal digits.
    pub checksum: String,
    /// Its metadata.
    pub metadata: Metadata,
}

impl From<&Document> for DocumentInfo {
    fn from(document: &Document) -> Self {
        Self {
            id: document.id().to_owned(),
            checksum: document.checksum().to_owned(),
            metadata: document.metadata().clone(),
        }
    }
}

impl DocumentInfo {
    /// The checksum with its method, as diglot's files have it: `sha256:` and the digits.
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

/// The method of the checksums in diglot's files, before their digits.
const CHECKSUM_TAG: &str = "sha256:";

/// The 64 digits of a checksum like `sha256:…`; `None` if it is not one.
pub(crate) fn untagged_checksum(tagged: &str) -> Option<&str> {
    tagged
        .strip_prefix(CHECKSUM_TAG)
        .filter(|digits| digits.len() == 64 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}
