//! A document with its canonical text.

use super::metadata::Metadata;
use super::origin::Origin;
use super::place::Place;
use crate::id::checksum;
use crate::text::LineIndex;
use std::path::{Path, PathBuf};

/// The result of reading a file.
#[derive(Clone, Debug, PartialEq)]
pub struct CanonicalText {
    /// The text, in the one dialect of Markdown that diglot reads.
    pub text: String,
    /// What Markdown cannot say of it.
    pub origin: Origin,
    /// The metadata in the file.
    pub metadata: Metadata,
    /// Whether the file *is* the text, byte for byte.
    pub is_verbatim: bool,
}

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
    checksum: String,
    canonical: CanonicalText,
}

impl Document {
    /// Makes a document of a text that is in no file. Its path, for messages, is its id; its checksum is that
    /// of the text's bytes.
    pub fn from_text(id: impl Into<String>, text: impl Into<String>) -> Self {
        let (id, text) = (id.into(), text.into());
        let checksum = checksum(text.as_bytes());
        let canonical = CanonicalText::verbatim(text, Metadata::default());
        Self::of_file(id.clone(), PathBuf::from(id), checksum, canonical)
    }

    /// The document that a reader made of a file; `checksum` is that of the file's bytes.
    pub(crate) fn of_file(
        id: String,
        path: PathBuf,
        checksum: String,
        canonical: CanonicalText,
    ) -> Self {
        Self {
            id,
            path,
            checksum,
            canonical,
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

    /// Its metadata.
    pub fn metadata(&self) -> &Metadata {
        &self.canonical.metadata
    }

    /// SHA-256 of the file's bytes, 64 hexadecimal digits.
    pub fn checksum(&self) -> &str {
        &self.checksum
    }

    /// The canonical text: for Markdown and plain text exactly as in the file.
    pub fn text(&self) -> &str {
        &self.canonical.text
    }

    /// What Markdown cannot say of the text.
    pub fn origin(&self) -> &Origin {
        &self.canonical.origin
    }

    /// Whether the file *is* the text, byte for byte, as Markdown and plain text are: then lines of the text are
    /// lines of the file, and the file can be fixed by writing the text.
    pub fn is_verbatim(&self) -> bool {
        self.canonical.is_verbatim
    }

    /// Where byte `offset` of the text is in the file, as far as the document knows; its sections are known to
    /// its blocks. `index` is that of the text.
    ///
    /// ```
    /// use diglot::Document;
    /// use diglot::text::LineIndex;
    ///
    /// let document = Document::from_text("log", "Зима.\n\u{c}Лёд.\n");
    /// let index = LineIndex::new(document.text());
    /// assert_eq!(document.place(&index, 11).to_string(), "2:2, page 2 of the file");
    /// ```
    pub fn place(&self, index: &LineIndex, offset: usize) -> Place {
        let origin = self.origin();
        Place {
            line_column: self
                .is_verbatim()
                .then(|| index.line_column(self.text(), offset)),
            page: origin.pages().at(offset).map(|(_, page)| page.clone()),
            section: None,
            element: origin
                .elements()
                .at(offset)
                .map(|(_, element)| element.clone()),
        }
    }

    /// Gives the canonical text and drops the rest.
    pub fn into_text(self) -> String {
        self.canonical.text
    }
}

impl CanonicalText {
    /// A file that is its own canonical text.
    pub(crate) fn verbatim(text: String, metadata: Metadata) -> Self {
        Self {
            origin: Origin::of_text(&text),
            text,
            metadata,
            is_verbatim: true,
        }
    }
}
