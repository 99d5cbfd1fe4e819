//! The stages that need only one document: read, extract, flatten. Many documents run in parallel, and the
//! results are in the order of the inputs, with any number of threads. A bug that one document reveals does
//! not affect the others.

mod guard;

use crate::document::Document;
use crate::error::Result;
use crate::extract::constraint::Constraint;
use crate::extract::{self, Extraction, extract};
use crate::record::{self, Record};
use crate::similarity::Similarity;
pub(crate) use guard::guarded;
use rayon::prelude::*;
use std::path::Path;

/// A document and its quotes.
#[derive(Clone, Debug, PartialEq)]
pub struct Processed {
    /// The document.
    pub document: Document,
    /// Its quotes and the other results of extraction.
    pub extraction: Extraction,
    /// Its beads, without decisions.
    pub records: Vec<Record>,
}

/// Called after each document, on the thread that processed it.
pub type Progress<'a> = &'a (dyn Fn() + Sync);

/// Aligns the quotes of a document that has been read.
pub(crate) fn process_read(
    document: Document,
    options: &extract::ExtractOptions,
    constraints: &[Constraint],
    similarity: &dyn Similarity,
) -> Processed {
    let extraction = extract(&document, options, constraints, similarity);
    let records = record::records(&document, &extraction.quotes);
    Processed {
        document,
        extraction,
        records,
    }
}

/// Does `work` with each document, in parallel. An error in the place of a document is passed on. The input
/// of `work` knows its path, for messages. A panic affects only its document, as [`ErrorKind::Internal`].
///
/// [`ErrorKind::Internal`]: crate::error::ErrorKind::Internal
pub fn for_each<S: AsRef<Path> + Send, T: Send>(
    documents: Vec<Result<S>>,
    progress: Progress,
    work: impl Fn(S) -> Result<T> + Sync,
) -> Vec<Result<T>> {
    documents
        .into_par_iter()
        .map(|document| {
            let done = document.and_then(|document| {
                let path = document.as_ref().to_owned();
                guarded(&path, || work(document))
            });
            progress();
            done
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn one_document_that_hits_a_bug_does_not_end_the_others() {
        let documents = ["a.md", "b.md", "c.md"].map(Ok);
        let told = AtomicUsize::new(0);
        let progress = || {
            told.fetch_add(1, Ordering::Relaxed);
        };
        let results = for_each(documents.into(), &progress, |path| {
            assert_ne!(path, "b.md", "not this one");
            Ok(path.to_owned())
        });
        let shown: Vec<String> = results
            .into_iter()
            .map(|result| result.unwrap_or_else(|error| error.to_string()))
            .collect();
        assert_eq!((shown[0].as_str(), shown[2].as_str()), ("a.md", "c.md"));
        assert!(shown[1].starts_with("`b.md` revealed a bug in diglot: "));
        assert!(shown[1].contains("not this one"), "{}", shown[1]);
        assert_eq!(told.into_inner(), 3);
    }
}
