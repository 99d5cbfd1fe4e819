//! What a document is searched for.

use crate::block::{self, Block};
use crate::document::Document;
use crate::lang::{DEFAULT_SOURCES, DEFAULT_TARGET, Identifier, Lang, Library, Tables};
use crate::text::Repairs;

/// What extraction looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtractOptions {
    /// Languages of the originals.
    pub source_langs: Vec<Lang>,
    /// Language of the author's prose and of the translations.
    pub target_lang: Lang,
    /// What is repaired in the texts that are found.
    pub repairs: Repairs,
    /// What is known of the languages' words.
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

    /// What is known of the words of the language of the translations.
    pub(super) fn target_tables(&self) -> &Tables {
        self.library.tables(self.target_lang)
    }

    /// What tells the languages apart.
    pub(crate) fn identifier(&self) -> Identifier {
        Identifier::with(self.library.clone(), self.target_lang, &self.source_langs)
    }

    /// The blocks of a document, as extraction reads it.
    pub(crate) fn blocks(&self, document: &Document) -> Vec<Block> {
        block::parse(document.text(), &self.identifier(), self.repairs)
    }
}
