//! The options of extraction.

use crate::block::{self, Block};
use crate::document::Document;
use crate::lang::{DEFAULT_SOURCES, DEFAULT_TARGET, Identifier, Lang, Library, Tables};
use crate::text::Repairs;

/// The options of extraction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtractOptions {
    /// The languages of the originals.
    pub source_langs: Vec<Lang>,
    /// The language of the author's prose and of the translations.
    pub target_lang: Lang,
    /// The repairs of the extracted texts.
    pub repairs: Repairs,
    /// The words of all languages.
    pub library: Library,
}

impl Default for ExtractOptions {
    fn default() -> Self {
        Self {
            source_langs: DEFAULT_SOURCES.to_vec(),
            target_lang: DEFAULT_TARGET,
            repairs: Repairs::default(),
            library: Library::default(),
        }
    }
}

impl ExtractOptions {
    /// All languages: those of the originals, then that of the translations.
    pub fn langs(&self) -> Vec<Lang> {
        self.source_langs
            .iter()
            .copied()
            .chain([self.target_lang])
            .collect()
    }

    /// The words of the language of the translations.
    pub(super) fn target_tables(&self) -> &Tables {
        self.library.tables(self.target_lang)
    }

    /// Distinguishes these languages.
    pub(crate) fn identifier(&self) -> Identifier {
        Identifier::with(self.library.clone(), self.target_lang, &self.source_langs)
    }

    /// The blocks of a document, as extraction reads them.
    pub(crate) fn blocks(&self, document: &Document) -> Vec<Block> {
        block::parse(
            document.text(),
            document.origin().kinds(),
            &self.identifier(),
            self.repairs,
        )
        .blocks
    }
}
