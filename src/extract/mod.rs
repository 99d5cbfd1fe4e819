//! From a document to its quotes.
//!
//! Enters: a document. Leaves: every original in one of the languages asked for, with its
//! translation aligned to it or with the fact that it has none, in the order of the originals.

mod gloss;
mod link;
mod original;

use crate::align::{self, Corridor, Ends, best_path};
use crate::block::{self, Block, Kind};
use crate::document::Document;
use crate::lang::{Identifier, Lang};
use crate::quote::{Bead, Quote, Segment};
use crate::segment::{Passage, Piece};
use crate::similarity::{Lexical, Pair, Relation, Similarity, Texts};
use link::{Link, Linker, Shifted, SourceTexts, Target};
use original::Original;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

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
    extract_with(document, options, &Lexical)
}

/// As [`extract`], with another judge of similarity.
pub fn extract_with(
    document: &Document,
    options: &Options,
    similarity: &dyn Similarity,
) -> Vec<Quote> {
    let identifier = Identifier::new(options.target_lang, &options.source_langs);
    let blocks = block::parse(&document.text, &identifier);
    let reading = original::read(&blocks, &identifier);
    if reading.originals.is_empty() {
        return Vec::new();
    }
    let stream = stream(&blocks, &reading.prose, options.target_lang);
    let targets: Vec<&str> = stream.units.iter().map(|u| u.text.as_str()).collect();
    let sources = SourceTexts::of(&reading.originals);
    let links = Linker::new(
        &blocks,
        &reading.originals,
        &stream,
        &sources,
        &targets,
        options.target_lang,
        similarity,
    )
    .link(similarity, options.target_lang);
    assemble(
        &blocks,
        &reading.originals,
        &stream,
        links,
        document,
        options.target_lang,
        similarity,
    )
}

/// Everything that may be a translation, read as one passage.
fn stream(blocks: &[Block], prose: &[bool], lang: Lang) -> Passage {
    let mut pieces: Vec<Piece> = Vec::new();
    for (i, block) in blocks.iter().enumerate() {
        if !prose[i] || matches!(block.kind, Kind::Cell { .. }) {
            continue;
        }
        let follows_on = pieces
            .last()
            .is_some_and(|last| blocks[last.block + 1..i].iter().all(Block::is_interruption));
        pieces.push(Piece::whole(blocks, i, follows_on));
    }
    Passage::read(blocks, &pieces, lang)
}

/// Quotes from originals and their links: segments, beads, ids.
fn assemble(
    blocks: &[Block],
    originals: &[Original],
    stream: &Passage,
    links: Vec<Option<Link>>,
    document: &Document,
    target_lang: Lang,
    similarity: &dyn Similarity,
) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = originals
        .iter()
        .zip(&links)
        .map(|(original, link)| {
            let target = match link.as_ref().map(|link| &link.target) {
                None => Vec::new(),
                Some(Target::Stream(units)) => stream.segments(units.clone()),
                Some(Target::Piece(piece)) => {
                    let passage = Passage::read(blocks, std::slice::from_ref(piece), target_lang);
                    passage.segments(0..passage.units.len())
                }
            };
            Quote {
                id: String::new(),
                lang: original.lang,
                target_lang,
                inline: original.inline,
                source: original.passage.segments(0..original.passage.units.len()),
                target,
                beads: Vec::new(),
                confidence: confidence(link.as_ref()),
            }
        })
        .collect();
    align_all(&mut quotes, similarity);
    let mut seen: HashMap<String, usize> = HashMap::new();
    for quote in &mut quotes {
        let original = joined(&quote.source);
        let ordinal = seen.entry(original.clone()).or_default();
        quote.id = crate::store::quote_id(&document.id, &original, *ordinal);
        *ordinal += 1;
    }
    quotes
}

/// How sure a link, or its absence, is. Provisional: a logistic curve over the average evidence.
fn confidence(link: Option<&Link>) -> f64 {
    match link {
        None => 0.9,
        Some(link) if link.announced => logistic(link.strength + 2.5),
        Some(link) => logistic(2.0 * link.strength),
    }
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn joined(segments: &[Segment]) -> String {
    let texts: Vec<&str> = segments.iter().map(|s| s.text.as_str()).collect();
    texts.join(" ")
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
        let mut owners: Vec<Range<usize>> = Vec::new();
        let mut places: Vec<(Range<usize>, Range<usize>)> = Vec::new();
        for &i in &members {
            let quote = &quotes[i];
            let (s, t) = (sources.len(), targets.len());
            sources.extend(quote.source.iter().map(|segment| segment.text.as_str()));
            targets.extend(quote.target.iter().map(|segment| segment.text.as_str()));
            owners.extend(std::iter::repeat_n(t..targets.len(), quote.source.len()));
            places.push((s..sources.len(), t..targets.len()));
        }
        let target_lang = quotes[members[0]].target_lang;
        let reach = |i: usize| owners[i].clone();
        let pair = Pair {
            source: Texts {
                lang,
                texts: &sources,
            },
            target: Texts {
                lang: target_lang,
                texts: &targets,
            },
            relation: Relation::Within,
        };
        let evidence = similarity.prepare(pair, &reach);
        let aligned: Vec<Vec<Bead>> = places
            .iter()
            .map(|(source, target)| {
                let own = Shifted {
                    evidence: &*evidence,
                    source: source.start,
                    target: target.start,
                };
                let (n, m) = (source.len(), target.len());
                let corridor = if Corridor::is_small(n, m) {
                    Corridor::full(n, m)
                } else {
                    Corridor::between(n, m, &[])
                };
                best_path(&own, &corridor, &Ends::closed(m))
                    .map(|path| align::scored(&own, &path, n, m))
                    .unwrap_or_default()
            })
            .collect();
        drop(evidence);
        for (i, mut beads) in members.into_iter().zip(aligned) {
            // A bead is right if the link is and, in it, the bead.
            for bead in &mut beads {
                bead.score *= quotes[i].confidence;
            }
            quotes[i].beads = beads;
        }
    }
}
