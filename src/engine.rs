//! The engine: the comparison of texts, the cache of results and the threads.
//!
//! Enters: documents, or two texts. Leaves: quotes, beads, findings. The cache is the only state of an
//! engine, and any number of threads may share it.

use crate::bitext::{self, Bitext, Explanation, Segmentation, align_texts};
use crate::cache::Cache;
use crate::check::{self, Checked, Finding, JudgeContext, Selection};
use crate::document::Document;
#[cfg(feature = "embedded-model")]
use crate::encode::Embedded;
use crate::encode::{Card, Encoder};
use crate::error::{Error, Result};
use crate::extract::constraint::{Constraint, UnmetConstraint};
use crate::extract::{self, Extraction, extract};
use crate::lang::Lang;
use crate::pipeline::{self, Processed, Progress};
use crate::record::{self, Record};
use crate::similarity::{Encoded, Lexical, Similarity};
use std::fmt;
use std::num::NonZeroUsize;
use std::path::Path;

/// Finds quotes in documents, aligns and checks them.
///
/// ```
/// # #[cfg(feature = "embedded-model")] {
/// use diglot::{Document, Engine};
///
/// let document = Document::from_text("letters", "\
/// Chaumard answered in the spring:
///
/// « Votre coup du 3 mars m'est parvenu le 27. J'avais préparé trois réponses. »
///
/// Your move of 3 March reached me on the 27th. I had three replies ready.
/// ");
/// let quotes = Engine::new().extract(&document, &Default::default()).quotes;
/// assert_eq!(quotes[0].beads.len(), 2);
/// # }
/// ```
pub struct Engine {
    similarity: Box<dyn Similarity>,
    /// The card of the encoder, if there is one.
    card: Option<Card>,
    /// The identity of `similarity`: a part of the keys of the cache.
    identity: String,
    cache: Cache,
    /// The threads of the engine; `None` for the pool of the caller.
    pool: Option<rayon::ThreadPool>,
}

impl Engine {
    /// The engine with the compiled-in sentence encoder, which is for English, French and Russian. It
    /// decodes its model at the first comparison of texts.
    #[cfg(feature = "embedded-model")]
    pub fn new() -> Self {
        let card = Some(Encoder::embedded_card());
        Self::with(Box::new(Encoded(Embedded)), card, "compiled in".to_owned())
    }

    /// The engine with the sentence encoder in a model file.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or is not a model that this program can use.
    pub fn with_model(path: &Path) -> Result<Self> {
        let encoder = Encoder::read(path)?;
        let (card, identity) = (encoder.card().clone(), encoder.identity());
        Ok(Self::with(Box::new(Encoded(encoder)), Some(card), identity))
    }

    /// The engine without a sentence encoder: it compares texts by names, numbers, cognates, lengths and
    /// known words. It is faster, but less exact.
    ///
    /// ```
    /// use diglot::{Engine, Lang};
    ///
    /// let source = "Лёд вскрылся в мае 1902 г. Пароход ушёл.";
    /// let target = "The ice broke in May 1902. The steamer left.";
    /// let bitext = Engine::without_encoder().align((source, Lang::RU), (target, Lang::EN));
    /// assert_eq!(bitext.beads.len(), 2);
    /// ```
    pub fn without_encoder() -> Self {
        Self::with(Box::new(Lexical), None, "none".to_owned())
    }

    fn with(similarity: Box<dyn Similarity>, card: Option<Card>, identity: String) -> Self {
        Self {
            similarity,
            card,
            identity,
            cache: Cache::none(),
            pool: None,
        }
    }

    /// The same engine with `threads` threads of its own. By default an engine uses the `rayon` pool of its
    /// caller, which has one thread per processor unless the caller changes it. Results are the same with any
    /// number of threads.
    ///
    /// # Errors
    ///
    /// The system cannot start the threads.
    pub fn threads(self, threads: NonZeroUsize) -> Result<Self> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads.get())
            .build()
            .map_err(|error| Error::usage(format!("could not start the threads: {error}")))?;
        Ok(Self {
            pool: Some(pool),
            ..self
        })
    }

    /// The same engine with a cache of its results.
    pub fn cached(self, cache: Cache) -> Self {
        Self { cache, ..self }
    }

    /// The card of the sentence encoder; `None` without an encoder.
    pub fn card(&self) -> Option<&Card> {
        self.card.as_ref()
    }

    /// Finds every quote of a document, with its aligned translation or without one.
    pub fn extract(&self, document: &Document, options: &extract::ExtractOptions) -> Extraction {
        self.install(|| extract(document, options, &[], self.similarity()))
    }

    /// Aligns two texts that translate each other completely, sentence by sentence.
    pub fn align(&self, source: (&str, Lang), target: (&str, Lang)) -> Bitext {
        self.align_segments(source, target, Segmentation::Sentences)
    }

    /// The same, with the given segmentation of the texts.
    pub fn align_segments(
        &self,
        source: (&str, Lang),
        target: (&str, Lang),
        segmentation: Segmentation,
    ) -> Bitext {
        self.install(|| align_texts(source, target, segmentation, self.similarity()))
    }

    /// Explains the bead with a segment of the source, counted from 0. `None` if there is no such segment, or
    /// nothing is written in it.
    pub fn explain(
        &self,
        source: (&str, Lang),
        target: (&str, Lang),
        segmentation: Segmentation,
        segment: usize,
    ) -> Option<(Bitext, Explanation)> {
        let similarity = self.similarity();
        self.install(|| bitext::explain(source, target, segmentation, similarity, segment))
    }

    /// Finds every quote of a document, and makes records of its beads.
    pub fn process(&self, document: Document, options: &extract::ExtractOptions) -> Processed {
        let similarity = self.similarity();
        self.install(|| pipeline::process_read(document, options, &[], similarity))
    }

    /// Checks a document without a project, with all rules that are on by default.
    ///
    /// ```
    /// use diglot::{Document, Engine};
    ///
    /// let text = "He wrote in his diary:\n\nСнег выпал рано, и дорогу к станции замело на неделю.\n";
    /// let document = Document::from_text("diary", text);
    /// let findings = Engine::without_encoder().check(&document, &Default::default());
    /// assert_eq!(findings[0].rule.code, "missing-translation");
    /// ```
    pub fn check(&self, document: &Document, options: &extract::ExtractOptions) -> Vec<Finding> {
        let extraction = self.extract(document, options);
        let records = record::records(document, &extraction.quotes);
        let checked = Checked {
            document,
            extraction: &extraction,
            records: &records,
            options,
            project: None,
        };
        let observed = check::observe(&checked, |rule| rule.on);
        let path = document.path().to_string_lossy();
        check::judge(
            &path,
            &observed,
            &Selection::default(),
            &JudgeContext::default(),
        )
    }

    /// Aligns the quotes of a document under `constraints`, or takes the result from the cache. Returns the
    /// document again, its beads, and the constraints that have no place in it.
    pub(crate) fn beads(
        &self,
        document: Document,
        options: &extract::ExtractOptions,
        constraints: &[Constraint],
    ) -> (Document, Vec<Record>, Vec<UnmetConstraint>) {
        let key = self.cache.key(
            "aligned",
            &[
                document.id(),
                document.checksum(),
                &format!("{options:?}"),
                &format!("{constraints:?}"),
                &self.identity,
            ],
        );
        if let Some(records) = self.cache.get(&key) {
            return (document, records, Vec::new());
        }
        let Processed {
            document,
            extraction: Extraction { unmet, .. },
            records,
        } = pipeline::process_read(document, options, constraints, self.similarity());
        // Unmet constraints are rare, so they are computed again each time.
        if unmet.is_empty() {
            self.cache.put(&key, &records);
        }
        (document, records, unmet)
    }

    /// Does `work` with each document, in parallel on the engine's threads: see [`pipeline::for_each`].
    pub fn for_each<S: AsRef<Path> + Send, T: Send>(
        &self,
        documents: Vec<Result<S>>,
        progress: Progress<'_>,
        work: impl Fn(S) -> Result<T> + Sync,
    ) -> Vec<Result<T>> {
        self.install(|| pipeline::for_each(documents, progress, &work))
    }

    /// Does `work` on the engine's threads.
    fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.pool {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }

    /// The comparison of texts.
    pub(crate) fn similarity(&self) -> &dyn Similarity {
        &*self.similarity
    }

    /// The identity of the comparison of texts.
    pub(crate) fn identity(&self) -> &str {
        &self.identity
    }

    /// The cache of results.
    pub(crate) fn cache(&self) -> &Cache {
        &self.cache
    }
}

#[cfg(feature = "embedded-model")]
impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine")
            .field("identity", &self.identity)
            .field("cache", &self.cache)
            .field("pool", &self.pool)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_can_be_shared_by_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Engine>();
    }

    #[test]
    fn the_number_of_threads_changes_nothing() {
        let text = "Она писала: «Лёд вскрылся в мае. Пароход ушёл». The ice broke in May. The steamer left.";
        let document = Document::from_text("ice", text);
        let found = |threads| {
            let threads = NonZeroUsize::new(threads).unwrap();
            let engine = Engine::without_encoder().threads(threads).unwrap();
            engine.extract(&document, &extract::ExtractOptions::default())
        };
        assert_eq!(found(1), found(3));
    }
}
