//! Translations far from their originals: for example, an appendix has the documents whose translations are
//! quoted in the chapters, or the reverse.
//!
//! Each unit of an original votes for the stream unit that is most similar in meaning. Where several votes
//! fall close together, the translation is searched for as if it were beside the original.

use super::candidate::TranslationCandidate;
use super::search::Search;
use super::search_space::SearchSpace;
use super::stream::TargetStream;
use crate::lang::Lang;
use crate::segment::texts;
use crate::similarity::{Relation, TextPair, TextSequence};
use std::collections::BTreeMap;
use std::ops::Range;

/// Fewest units of an original that is searched for far off: shorter ones are similar to too many things.
const LEAST_UNITS: usize = 2;
/// Fewest characters of such an original.
const LEAST_CHARS: usize = 120;
/// Units of a window for each unit of the original.
const WINDOW_RATIO: f64 = 1.6;
/// Units of a window beyond that.
const WINDOW_MORE: usize = 4;
/// Fewest votes in a window.
const LEAST_VOTES: usize = 2;
/// Fewest votes in a window for each unit of the original.
const LEAST_SHARE: f64 = 0.4;
/// Most windows that are searched for one original.
const MOST_WINDOWS: usize = 2;

/// Candidates for originals that have found nothing near, each with its original.
pub(super) fn candidates(
    space: &SearchSpace<'_>,
    stream: &TargetStream<'_>,
    search: &Search<'_>,
    unlinked: &[usize],
) -> Vec<(usize, TranslationCandidate)> {
    let mut by_lang: BTreeMap<Lang, Vec<usize>> = BTreeMap::new();
    for &o in unlinked {
        let original = &space.originals[o];
        if original.is_block()
            && original.passage.units.len() >= LEAST_UNITS
            && original.passage.chars() >= LEAST_CHARS
        {
            by_lang.entry(original.lang).or_default().push(o);
        }
    }
    let free: Vec<usize> = (0..stream.units().len())
        .filter(|&unit| !stream.is_claimed(unit))
        .collect();
    by_lang
        .into_iter()
        .flat_map(|(lang, originals)| {
            let votes = votes(space, stream, lang, &originals, &free);
            let found = originals.into_iter().zip(votes).flat_map(|(o, votes)| {
                let windows = windows(&votes, stream.units().len());
                let found = windows.into_iter().flat_map(move |window| {
                    search
                        .far(o, stream, window)
                        .into_iter()
                        .map(move |candidate| (o, candidate))
                });
                found.collect::<Vec<_>>()
            });
            found.collect::<Vec<_>>()
        })
        .collect()
}

/// For each original, the stream unit that each of its units is most similar to.
fn votes(
    space: &SearchSpace<'_>,
    stream: &TargetStream<'_>,
    lang: Lang,
    originals: &[usize],
    free: &[usize],
) -> Vec<Vec<usize>> {
    let mut source: Vec<&str> = Vec::new();
    let mut starts = vec![0];
    for &o in originals {
        source.extend(texts(&space.originals[o].passage.units));
        starts.push(source.len());
    }
    let target: Vec<&str> = free
        .iter()
        .map(|&unit| stream.units()[unit].text.as_str())
        .collect();
    let pair = TextPair {
        source: TextSequence {
            lang,
            texts: &source,
        },
        target: TextSequence {
            lang: space.target_lang,
            texts: &target,
        },
        relation: Relation::Within,
    };
    let most_alike = space.similarity.most_alike(pair);
    let vote = |unit: usize| most_alike(unit).map(|at| free[at]);
    starts
        .windows(2)
        .map(|own| (own[0]..own[1]).filter_map(vote).collect())
        .collect()
}

/// The ranges of the stream that most votes fall into.
fn windows(votes: &[usize], units: usize) -> Vec<Range<usize>> {
    let n = votes.len();
    let length = (WINDOW_RATIO * n as f64) as usize + WINDOW_MORE;
    let least = LEAST_VOTES.max((LEAST_SHARE * n as f64).ceil() as usize);
    let mut sorted = votes.to_vec();
    sorted.sort_unstable();
    let mut found: Vec<(usize, Range<usize>)> = sorted
        .iter()
        .enumerate()
        .map(|(i, &start)| {
            let inside = sorted[i..].partition_point(|&vote| vote < start + length);
            (inside, start..sorted[i + inside - 1] + 1)
        })
        .filter(|(inside, _)| *inside >= least)
        .collect();
    found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.start.cmp(&b.1.start)));
    let mut windows: Vec<Range<usize>> = Vec::new();
    for (_, range) in found {
        let apart = |other: &Range<usize>| range.start >= other.end || other.start >= range.end;
        if windows.len() < MOST_WINDOWS && windows.iter().all(apart) {
            let room = n + WINDOW_MORE;
            windows.push(range.start.saturating_sub(room)..(range.end + room).min(units));
        }
    }
    windows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn votes_that_fall_close_together_make_a_window() {
        let found = windows(&[100, 7, 102, 103, 60], 400);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0], 91..113);
        assert!(windows(&[1, 50, 100], 400).is_empty());
    }
}
