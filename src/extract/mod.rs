//! From a document to its quotes.

use crate::document::Document;
use crate::lang::Lang;
use crate::quote::Quote;

/// What extraction looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Languages of the originals.
    pub source_langs: Vec<Lang>,
    /// Language of the author's prose and of the translations.
    pub target_lang: Lang,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            source_langs: vec![Lang::RU, Lang::FR],
            target_lang: Lang::EN,
        }
    }
}

/// Every quote of a document, in the order of the originals, aligned.
pub fn extract(document: &Document, options: &Options) -> Vec<Quote> {
    let _ = (document, options);
    Vec::new()
}
