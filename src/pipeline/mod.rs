//! One document through all stages that need nothing but itself: read, extract, flatten. Many of
//! them in parallel, with the results in the order of the inputs whatever the number of threads,
//! and none of them spoilt by a bug that another one brings to light.

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

/// A document and what the machine finds in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Processed {
    /// The document.
    pub document: Document,
    /// Its quotes, and what else extraction makes of it.
    pub extraction: Extraction,
    /// Its beads, none of them decided on.
    pub records: Vec<Record>,
}

/// Is told of each document that is done, from whatever thread did it.
pub type Progress<'a> = &'a (dyn Fn() + Sync);

/// Aligns the quotes of a document that has been read.
pub fn process_read(
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

/// Does `work` with each document, in parallel; an error stands for one that cannot be had and is
/// passed on. What stands for a document knows its path, for messages. A panic ends only the document that it is about, as [`ErrorKind::Internal`].
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
        assert!(shown[1].starts_with("`b.md` brought a bug in diglot to light: "));
        assert!(shown[1].contains("not this one"), "{}", shown[1]);
        assert_eq!(told.into_inner(), 3);
    }
}
