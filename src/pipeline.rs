//! One document through all stages that need nothing but itself: read, extract, flatten. Many of
//! them in parallel, with the results in the order of the inputs whatever the number of threads.

use crate::document::Document;
use crate::error::Result;
use crate::extract::{self, extract};
use crate::input::{self, Source};
use crate::record::{self, Record};

use rayon::prelude::*;

/// A document and what the machine finds in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Processed {
    /// The document.
    pub document: Document,
    /// Its beads, none of them decided on.
    pub records: Vec<Record>,
}

/// Is told of each document that is done, from whatever thread did it.
pub type Progress<'a> = &'a (dyn Fn() + Sync);

/// Reads one document and aligns its quotes.
pub fn process(source: &Source, options: &extract::Options) -> Result<Processed> {
    let document = input::read(source)?;
    let records = record::records(&document, &extract(&document, options));
    Ok(Processed { document, records })
}

/// Does `work` with each of `sources`, in parallel.
pub fn for_each<S: Send, T: Send>(
    sources: Vec<S>,
    progress: Progress,
    work: impl Fn(S) -> T + Sync,
) -> Vec<T> {
    sources
        .into_par_iter()
        .map(|source| {
            let done = work(source);
            progress();
            done
        })
        .collect()
}
