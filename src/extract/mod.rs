//! From a document to its quotes.
//!
//! Enters: a document. Leaves: every original in one of the languages asked for, with its
//! translation aligned to it or with the fact that it has none, in the order of the originals.

mod assign;
mod candidate;
pub mod constraint;
mod duplicate;
mod elsewhere;
mod layout;
mod link;
mod original;
mod orphan;
mod page;
mod search;
mod stream;

use crate::align::Aligner;
use crate::block;
use crate::document::Document;
use crate::lang::{Identifier, Lang, Library};
use crate::quote::{Bead, Layout, Quote, Segment};
use crate::segment::{Passage, texts};
use crate::similarity::{Relation, Similarity, TextPair, TextSequence};
use crate::text::{Repairs, Span};
use candidate::{Candidate, Target};
use constraint::{Constraint, Settled, UnmetConstraint};
use duplicate::Runs;
use link::{Outcome, link};
use original::Original;
use page::Page;
use search::{Search, SourceTexts};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;
use stream::Stream;

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
            source_langs: vec![Lang::RU, Lang::FR],
            target_lang: Lang::EN,
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

    /// What tells the languages apart.
    pub(crate) fn identifier(&self) -> Identifier {
        Identifier::with(self.library.clone(), self.target_lang, &self.source_langs)
    }
}

/// See [`confidence`].
const EVEN: f64 = -0.2;
const STEEPNESS: f64 = 3.0;
const ANNOUNCED: f64 = 3.5;
/// How sure it is that an original inside a sentence has no translation if nothing stands near it that
/// could be one.
const UNWEIGHED: f64 = 0.85;
/// No original is without translation for certain.
const LEAST_DOUBT: f64 = 0.02;

/// What extraction makes of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extraction {
    /// Every quote, in the order of the originals, aligned.
    pub quotes: Vec<Quote>,
    /// What is in a language of originals and is none, in order.
    pub passed_over: Vec<PassedOver>,
    /// Pins that the document has no place for.
    pub unmet: Vec<UnmetConstraint>,
    /// Lines that announce a translation where none is linked, in order.
    pub orphan_cues: Vec<Span>,
}

/// Text in a language of originals that is not taken for one.
#[derive(Clone, Debug, PartialEq)]
pub struct PassedOver {
    /// Its language.
    pub lang: Lang,
    /// Where it stands.
    pub spans: Vec<Span>,
    /// Why it is none.
    pub reason: PassedOverReason,
}

/// Why a foreign text is not taken for an original.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PassedOverReason {
    /// The quote of this id has the same text in a better state.
    Duplicate(String),
    /// It is in a bibliography, or a title in a footnote.
    Title,
    /// A person said so.
    Pinned,
}

impl PassedOverReason {
    /// The word that files use.
    pub fn as_str(&self) -> &'static str {
        match self {
            PassedOverReason::Duplicate(_) => "duplicate",
            PassedOverReason::Title => "title",
            PassedOverReason::Pinned => "pinned",
        }
    }
}

impl fmt::Display for PassedOverReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PassedOverReason::Duplicate(id) => write!(f, "the same text as {id}"),
            PassedOverReason::Title => f.write_str("a title"),
            PassedOverReason::Pinned => f.write_str("a person said that it is no original"),
        }
    }
}

/// Finds every quote of a document, as `constraints` say where they do, and aligns it.
pub fn extract(
    document: &Document,
    options: &ExtractOptions,
    constraints: &[Constraint],
    similarity: &dyn Similarity,
) -> Extraction {
    let identifier = options.identifier();
    let own = options.library.tables(options.target_lang);
    let blocks = block::parse(document.text(), &identifier, options.repairs);
    let mut reading = original::read(&blocks, &identifier);
    let settled = constraint::apply(document.id(), &blocks, &mut reading, constraints, options);
    if reading.originals.is_empty() {
        return Extraction {
            quotes: Vec::new(),
            passed_over: settled.passed_over,
            unmet: settled.unmet,
            orphan_cues: orphan::orphans(&blocks, &BTreeSet::new(), options),
        };
    }
    let passage = page::stream(&blocks, &reading.prose, own);
    let texts = texts(&passage.units);
    let sources = SourceTexts::of(&reading.originals);
    let page = Page {
        blocks: &blocks,
        originals: &reading.originals,
        prose: &reading.prose,
        passage: &passage,
        rows: page::rows(&blocks, &reading.prose),
        notes: page::notes(&blocks),
        similarity,
        target_lang: options.target_lang,
        library: &options.library,
    };
    let mut stream = Stream::new(&page);
    let search = Search::new(&page, &stream, &sources, &texts);
    settled.reserve(&blocks, &mut stream);
    let outcomes = link(&page, &settled, &mut stream, &search);
    let reasons = reasons(&reading.originals, &outcomes, &settled);
    let begins = orphan::begins(&passage, &outcomes);
    let orphan_cues = orphan::orphans(&blocks, &begins, options);
    let mut found = Vec::new();
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
            None => found.push(Found::new(&page, original, outcome, id)),
        }
    }
    passed_over.sort_by(|a, b| a.spans.cmp(&b.spans));
    Extraction {
        quotes: quotes(found, options, similarity),
        passed_over,
        unmet,
        orphan_cues,
    }
}

/// Why originals are none after all: nothing translates what may be a title, and what is a worse scan
/// of another one has found nothing either.
fn reasons(
    originals: &[Original],
    outcomes: &[Outcome],
    settled: &Settled,
) -> Vec<Option<PassedOverReason>> {
    let linked = |o: usize| matches!(outcomes[o], Outcome::Linked(_));
    let runs: Vec<OnceCell<Runs>> = vec![OnceCell::new(); originals.len()];
    let runs = |o: usize| runs[o].get_or_init(|| Runs::of(&originals[o]));
    let better = |o: usize| {
        let others = (0..originals.len()).filter(|&other| linked(other));
        let mut same = others.filter(|&other| {
            originals[o].lang == originals[other].lang && runs(o).is_scan_of(runs(other))
        });
        same.next()
    };
    let reason = |o: usize| match linked(o) || settled.is_said(o) {
        true => None,
        false if originals[o].tentative => Some(PassedOverReason::Title),
        false => better(o).map(|other| PassedOverReason::Duplicate(settled.ids[other].clone())),
    };
    (0..originals.len()).map(reason).collect()
}

/// An original with the segments of its translation.
struct Found<'a> {
    id: String,
    original: &'a Original,
    target: Vec<Segment>,
    confidence: f64,
    layout: Option<Layout>,
}

impl<'a> Found<'a> {
    fn new(page: &Page<'_>, original: &'a Original, outcome: Outcome, id: String) -> Self {
        let confidence = confidence(&outcome, original);
        let (target, layout) = match outcome {
            Outcome::Unlinked(_) => (Vec::new(), None),
            Outcome::Linked(Candidate { target, layout, .. }) => {
                let segments = match target {
                    Target::Stream(units) => page.passage.segments(units),
                    Target::Pieces(pieces) => {
                        Passage::read(page.blocks, &pieces, page.tables()).all_segments()
                    }
                };
                let layout = (!segments.is_empty()).then_some(layout);
                (segments, layout)
            }
        };
        Self {
            id,
            original,
            target,
            confidence,
            layout,
        }
    }
}

/// Quotes: aligned, with their ids.
fn quotes(
    found: Vec<Found<'_>>,
    options: &ExtractOptions,
    similarity: &dyn Similarity,
) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = found
        .into_iter()
        .map(|found| {
            let passage = &found.original.passage;
            Quote {
                id: found.id,
                lang: found.original.lang,
                target_lang: options.target_lang,
                inline: !found.original.is_block(),
                source: passage.all_segments(),
                target: found.target,
                beads: Vec::new(),
                confidence: found.confidence,
                layout: found.layout,
            }
        })
        .collect();
    align_all(&mut quotes, similarity);
    quotes
}

/// How sure an original's link is, or its absence: logistic curves over what it is worth for each unit, fitted by eye on documents with known links. At [`EVEN`] nats a stretch
/// that nothing announces is as often a translation as not.
fn confidence(outcome: &Outcome, original: &Original) -> f64 {
    let units = original.passage.units.len().max(1) as f64;
    let likely = |worth: f64| logistic(STEEPNESS * (worth / units - EVEN));
    match outcome {
        Outcome::Linked(link) => match link.layout {
            Layout::Pinned => 1.0,
            Layout::After | Layout::Before | Layout::Elsewhere => likely(link.worth),
            _ => logistic(link.strength + ANNOUNCED),
        },
        Outcome::Unlinked(Some(rejected)) => 1.0 - likely(*rejected).max(LEAST_DOUBT),
        // Round one inside a sentence, running text is not searched.
        Outcome::Unlinked(None) if !original.is_block() => UNWEIGHED,
        Outcome::Unlinked(None) => 1.0 - LEAST_DOUBT,
    }
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// Aligns every quote, the quotes of one language with one weighing of their words.
fn align_all(quotes: &mut [Quote], similarity: &dyn Similarity) {
    let mut by_lang: BTreeMap<Lang, Vec<usize>> = BTreeMap::new();
    for (i, quote) in quotes.iter().enumerate() {
        if quote.is_translated() {
            by_lang.entry(quote.lang).or_default().push(i);
        }
    }
    for (lang, members) in by_lang {
        let mut sources: Vec<&str> = Vec::new();
        let mut targets: Vec<&str> = Vec::new();
        let mut places: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        for &i in &members {
            let quote = &quotes[i];
            let (s, t) = (sources.len(), targets.len());
            sources.extend(quote.source.iter().map(|segment| segment.text.as_str()));
            targets.extend(quote.target.iter().map(|segment| segment.text.as_str()));
            places.push((s..sources.len(), t..targets.len()));
        }
        let target_lang = quotes[members[0]].target_lang;
        let pair = TextPair {
            source: TextSequence {
                lang,
                texts: &sources,
            },
            target: TextSequence {
                lang: target_lang,
                texts: &targets,
            },
            relation: Relation::Within,
        };
        let aligner = Aligner::new(similarity, pair);
        let aligned: Vec<Vec<Bead>> = places
            .into_iter()
            .map(|(source, target)| aligner.align(source, target))
            .collect();
        drop(aligner);
        for (i, mut beads) in members.into_iter().zip(aligned) {
            // A bead is right if the link is and, in it, the bead.
            for bead in &mut beads {
                bead.score *= quotes[i].confidence;
            }
            quotes[i].beads = beads;
        }
    }
}
