//! From a document to its quotes.
//!
//! Enters: a document. Leaves: every original in one of the languages asked for, with its
//! translation aligned to it or with the fact that it has none, in the order of the originals.

mod assign;
mod candidate;
mod confidence;
pub mod constraint;
mod duplicate;
mod elsewhere;
mod extraction;
mod layout;
mod letter_runs;
mod link;
mod options;
mod original;
mod orphan_cues;
mod passed_over;
mod quotes;
mod search;
mod search_space;
mod stream;

pub use extraction::Extraction;
pub use layout::layouts;
pub use options::ExtractOptions;
pub use passed_over::{PassedOver, PassedOverReason};

pub use crate::block::Landmarks;
use crate::block::{self, ParsedText};
use crate::document::Document;
use crate::segment::texts;
use crate::similarity::Similarity;
use constraint::{Constraint, Settled};
use search::{Search, SourceTexts};
use search_space::SearchSpace;
use std::collections::BTreeSet;
use stream::TargetStream;

/// Finds every quote of a document, as `constraints` say where they do, and aligns it.
pub fn extract(
    document: &Document,
    options: &ExtractOptions,
    constraints: &[Constraint],
    similarity: &dyn Similarity,
) -> Extraction {
    let identifier = options.identifier();
    let ParsedText { blocks, markup } = block::parse(
        document.text(),
        document.origin().kinds(),
        &identifier,
        options.repairs,
    );
    let landmarks = Landmarks::of(document, &blocks, identifier.library());
    let mut reading = original::read(&blocks, &identifier);
    let settled = constraint::apply(document.id(), &blocks, &mut reading, constraints, options);
    if reading.originals.is_empty() {
        return Extraction {
            quotes: Vec::new(),
            passed_over: settled.passed_over,
            unmet: settled.unmet,
            orphan_cues: orphan_cues::orphan_cues(&blocks, &BTreeSet::new(), options),
            landmarks,
            markup,
        };
    }
    let passage = search_space::stream(&blocks, &reading.prose, options.target_tables());
    let texts = texts(&passage.units);
    let sources = SourceTexts::of(&reading.originals);
    let space = SearchSpace {
        blocks: &blocks,
        originals: &reading.originals,
        prose: &reading.prose,
        passage: &passage,
        rows: search_space::rows(&blocks, &reading.prose),
        notes: search_space::notes(&blocks),
        similarity,
        target_lang: options.target_lang,
        library: &options.library,
    };
    let mut stream = TargetStream::new(&space);
    let search = Search::new(&space, &stream, &sources, &texts);
    settled.reserve(&blocks, &mut stream);
    let outcomes = link::link(&space, &settled, &mut stream, &search);
    let reasons = duplicate::reasons(&reading.originals, &outcomes, &settled);
    let begins = orphan_cues::begins(&passage, &outcomes);
    let orphan_cues = orphan_cues::orphan_cues(&blocks, &begins, options);
    let mut quotes = Vec::new();
    let Settled {
        ids,
        mut passed_over,
        unmet,
        ..
    } = settled;
    for (((original, outcome), reason), id) in
        reading.originals.iter().zip(outcomes).zip(reasons).zip(ids)
    {
        match reason {
            Some(reason) => passed_over.push(original.passed_over(reason)),
            None => quotes.push(quotes::unaligned(&space, original, outcome, id)),
        }
    }
    passed_over.sort_by(|a, b| a.spans.cmp(&b.spans));
    quotes::align_all(&mut quotes, similarity);
    Extraction {
        quotes,
        passed_over,
        unmet,
        orphan_cues,
        landmarks,
        markup,
    }
}
