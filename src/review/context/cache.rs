//! Texts of documents, each read once for as long as it stays the same.

use super::super::lock::lock;
use super::document_text::DocumentText;
use crate::document::Document;
use crate::extract::ExtractOptions;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// Most documents whose texts are kept.
const KEPT_TEXTS: usize = 16;

/// The texts that were asked for last, by the ids of their documents.
#[derive(Default)]
pub(crate) struct TextCache(Mutex<BTreeMap<String, Arc<DocumentText>>>);

impl TextCache {
    /// The text of a document as it was just read.
    pub(crate) fn get(&self, document: Document, options: &ExtractOptions) -> Arc<DocumentText> {
        let known = lock(&self.0).get(document.id()).cloned();
        if let Some(known) =
            known.filter(|known| known.document().checksum() == document.checksum())
        {
            return known;
        }
        // Long documents take a while: others need not wait for it.
        let id = document.id().to_owned();
        let text = Arc::new(DocumentText::new(document, options));
        let mut texts = lock(&self.0);
        if texts.len() >= KEPT_TEXTS {
            texts.clear();
        }
        texts.insert(id, Arc::clone(&text));
        text
    }
}
