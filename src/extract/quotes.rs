//! From linked originals to quotes: the segments of both sides, the id, the confidence and the beads.

use super::candidate::{TargetPlace, TranslationCandidate};
use super::confidence::confidence;
use super::link::LinkOutcome;
use super::original::Original;
use super::search_space::SearchSpace;
use crate::align::Aligner;
use crate::lang::Lang;
use crate::quote::{Bead, Quote};
use crate::segment::Passage;
use crate::similarity::{Relation, Similarity, TextPair, TextSequence};
use std::collections::BTreeMap;
use std::ops::Range;

/// The quote that a linked original makes, not yet aligned.
pub(super) fn unaligned(
    space: &SearchSpace<'_>,
    original: &Original,
    outcome: LinkOutcome,
    id: String,
) -> Quote {
    let confidence = confidence(&outcome, original);
    let (target, layout) = match outcome {
        LinkOutcome::Unlinked(_) => (Vec::new(), None),
        LinkOutcome::Linked(TranslationCandidate { target, layout, .. }) => {
            let segments = match target {
                TargetPlace::Stream(units) => space.passage.segments(units),
                TargetPlace::Blocks(pieces) => {
                    Passage::read(space.blocks, &pieces, space.tables()).all_segments()
                }
            };
            let layout = (!segments.is_empty()).then_some(layout);
            (segments, layout)
        }
    };
    Quote {
        id,
        lang: original.lang,
        target_lang: space.target_lang,
        inline: !original.is_block(),
        source: original.passage.all_segments(),
        target,
        beads: Vec::new(),
        confidence,
        layout,
    }
}

/// Aligns every quote. The words of all quotes in one language are weighed together.
pub(super) fn align_all(quotes: &mut [Quote], similarity: &dyn Similarity) {
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
