//! The stream: everything in the author's language, in order, where translations are searched for.
//!
//! It knows what has been claimed, where cues and headings are, and what it costs to begin, to end and to
//! be at a distance.

use super::candidate::TargetPlace;
use super::original::Original;
use super::search_space::SearchSpace;
use crate::block::{Block, BlockKind};
use crate::lang::{Lang, Library};
use crate::segment::{Edge, Passage, PassageUnit};
use std::collections::BTreeMap;
use std::ops::Range;

/// Characters of a search window for each character of the original.
const WINDOW_RATIO: f64 = 2.4;
/// Characters beyond that of the window after the original.
const WINDOW_AFTER: usize = 2500;
/// Characters beyond that of the window before it.
const WINDOW_BEFORE: usize = 1200;
/// Further characters of a window for each character of other originals at the same place.
const PASSED_RATIO: f64 = 1.3;
/// Most characters of other originals that are counted.
const MOST_PASSED: usize = 30_000;
/// Cost of beginning or ending a translation inside a paragraph, in nats.
const MID_BLOCK: f64 = 2.0;
/// Cost of beginning or ending a translation at a line of verse inside a stanza, in nats.
const MID_STANZA: f64 = 1.0;
/// Cost of a title that begins or ends a translation when none does the original, in nats.
const ODD_TITLE: f64 = 3.0;
/// Cost of a translation before its original that ends in a colon, in nats.
const LEADS_IN: f64 = 4.0;
/// Further cost of leaving a paragraph's first unit out after a heading, in nats.
pub(super) const BARRIER: f64 = 0.8;

/// The running text in the author's language, unit by unit.
pub(super) struct TargetStream<'a> {
    /// The text.
    pub passage: &'a Passage,
    originals: &'a [Original],
    /// Which units belong to a translation that has been found.
    claimed: Vec<bool>,
    /// Which units are not available, whatever is found.
    reserved: Vec<bool>,
    /// The units that follow a cue, with the cue's block.
    cues: BTreeMap<usize, usize>,
    /// Whether a unit comes first after a heading.
    after_heading: Vec<bool>,
}

/// A range of the stream on one side of an original.
#[derive(Clone, Debug)]
pub(super) struct SearchWindow {
    /// Its units.
    pub units: Range<usize>,
    /// Whether it is after the original.
    pub behind: bool,
    /// Unclaimed words before each of its units and before its end.
    words: Vec<usize>,
}

impl SearchWindow {
    /// Cost of the unclaimed words between the original and a translation that begins (after it) or ends
    /// (before it) before unit `at`.
    pub(super) fn distance(&self, at: usize) -> f64 {
        let index = at.saturating_sub(self.units.start).min(self.units.len());
        let words = if self.behind {
            self.words[index]
        } else {
            self.words[self.units.len()] - self.words[index]
        };
        distance(words)
    }
}

/// Cost of a number of words between an original and its translation.
pub(super) fn distance(words: usize) -> f64 {
    match words {
        0 => 0.0,
        words => 1.0 + 0.6 * libm::log1p(words as f64 / 10.0),
    }
}

impl<'a> TargetStream<'a> {
    /// Collects the cues and headings of a document.
    pub(super) fn new(space: &SearchSpace<'a>) -> Self {
        let passage = space.passage;
        Self {
            passage,
            originals: space.originals,
            claimed: vec![false; passage.units.len()],
            reserved: vec![false; passage.units.len()],
            cues: cues(space),
            after_heading: after_heading(space.blocks, passage),
        }
    }

    /// Its units.
    pub(super) fn units(&self) -> &'a [PassageUnit] {
        &self.passage.units
    }

    /// Keeps units from all originals.
    pub(super) fn reserve(&mut self, units: Range<usize>) {
        self.claimed[units.clone()].fill(true);
        self.reserved[units].fill(true);
    }

    /// Records all translations that have been chosen.
    pub(super) fn claim<'t>(
        &mut self,
        space: &SearchSpace<'_>,
        targets: impl Iterator<Item = &'t TargetPlace>,
    ) {
        self.claimed.clone_from(&self.reserved);
        for target in targets {
            self.mark(space, target, true);
        }
    }

    /// What `work` finds while `target` is free.
    pub(super) fn without<T>(
        &mut self,
        target: Option<&TargetPlace>,
        space: &SearchSpace<'_>,
        work: impl FnOnce(&Self) -> T,
    ) -> T {
        if let Some(target) = target {
            self.mark(space, target, false);
        }
        let found = work(self);
        if let Some(target) = target {
            self.mark(space, target, true);
        }
        found
    }

    /// Marks the units that a target takes, including those that it takes half of.
    fn mark(&mut self, space: &SearchSpace<'_>, target: &TargetPlace, claimed: bool) {
        match target {
            TargetPlace::Stream(units) => self.claimed[units.clone()].fill(claimed),
            TargetPlace::Blocks(pieces) => {
                for piece in pieces {
                    let units = self.of_block(piece.block);
                    for unit in units {
                        let places = space.passage.places(unit..unit + 1);
                        let taken: usize = places
                            .iter()
                            .filter(|(block, _)| *block == piece.block)
                            .map(|(_, own)| {
                                let end = own.end.min(piece.range.end);
                                end.saturating_sub(own.start.max(piece.range.start))
                            })
                            .sum();
                        let whole: usize = places.iter().map(|(_, own)| own.len()).sum();
                        if 2 * taken >= whole {
                            self.claimed[unit] = claimed;
                        }
                    }
                }
            }
        }
    }

    /// The units that have a part in a block.
    fn of_block(&self, block: usize) -> Range<usize> {
        let units = &self.passage.units;
        units.partition_point(|u| u.last_block < block)..units.partition_point(|u| u.block <= block)
    }

    /// Whether a unit belongs to a translation already.
    pub(super) fn is_claimed(&self, unit: usize) -> bool {
        self.claimed[unit]
    }

    /// Further cost of leaving a unit out.
    pub(super) fn barrier(&self, unit: usize) -> f64 {
        if self.after_heading[unit] {
            BARRIER
        } else {
            0.0
        }
    }

    /// The first cue after an original inside a window: the index of the unit that follows it.
    pub(super) fn cue(&self, o: usize, window: &Range<usize>) -> Option<usize> {
        let last = self.originals[o].last_block();
        let cues = self.cues.range(window.clone());
        cues.filter(|&(_, &cue)| cue > last)
            .map(|(&unit, _)| unit)
            .next()
    }

    /// The first stream unit after an original.
    pub(super) fn place(&self, o: usize) -> usize {
        let last = self.originals[o].last_block();
        self.passage.units.partition_point(|u| u.block <= last)
    }

    /// The stream units after an original in which its translation is searched for.
    pub(super) fn after(&self, o: usize) -> Range<usize> {
        let start = self.place(o);
        let mut budget = self.budget(o, WINDOW_AFTER);
        let mut end = start;
        while end < self.passage.units.len() && budget >= 0.0 {
            budget -= self.passage.units[end].chars as f64;
            end += 1;
        }
        start..end
    }

    /// The stream units before an original in which its translation is searched for.
    pub(super) fn before(&self, o: usize) -> Range<usize> {
        let first = self.originals[o].first_block();
        let end = self.passage.units.partition_point(|u| u.last_block < first);
        let mut budget = self.budget(o, WINDOW_BEFORE);
        let mut start = end;
        while start > 0 && budget > 0.0 {
            start -= 1;
            budget -= self.passage.units[start].chars as f64;
        }
        start..end
    }

    /// How many characters of the stream are searched for an original. Several originals may come one after
    /// the other, and then their translations.
    fn budget(&self, o: usize, more: usize) -> f64 {
        let own = self.originals[o].passage.chars();
        let place = self.place(o);
        let beside = |k: &usize| self.place(*k) == place;
        let before = (0..o).rev().take_while(beside);
        let behind = (o + 1..self.originals.len()).take_while(beside);
        let mut passed = 0;
        for other in before.chain(behind) {
            if passed > MOST_PASSED {
                break;
            }
            passed += self.originals[other].passage.chars();
        }
        WINDOW_RATIO * own as f64 + more as f64 + PASSED_RATIO * passed.min(MOST_PASSED) as f64
    }

    /// A range of the stream with its distances.
    pub(super) fn window(&self, units: Range<usize>, behind: bool) -> SearchWindow {
        let mut words = Vec::with_capacity(units.len() + 1);
        let mut sum = 0;
        for unit in units.clone() {
            words.push(sum);
            sum += self.words(unit..unit + 1);
        }
        words.push(sum);
        SearchWindow {
            units,
            behind,
            words,
        }
    }

    /// The runs of unclaimed units in a window.
    pub(super) fn free_runs(&self, window: Range<usize>) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for unit in window {
            if self.claimed[unit] {
                continue;
            }
            match runs.last_mut() {
                Some(run) if run.end == unit => run.end += 1,
                _ => runs.push(unit..unit + 1),
            }
        }
        runs
    }

    /// Unclaimed words in a range of the stream.
    pub(super) fn words(&self, range: Range<usize>) -> usize {
        range
            .filter(|&unit| !self.claimed[unit])
            .map(|unit| self.passage.units[unit].words)
            .sum()
    }

    /// Cost of beginning a translation that nothing announces with stream unit `at`.
    pub(super) fn start_cost(&self, o: usize, at: usize) -> f64 {
        let Some(unit) = self.passage.units.get(at) else {
            return MID_BLOCK;
        };
        let own = self.originals[o].passage.units.first();
        let title = unit.title && !own.is_some_and(|first| first.title);
        // What a cue announces belongs to another original.
        let cued = self.cues.contains_key(&at);
        edge_cost(unit.begins)
            + if title { ODD_TITLE } else { 0.0 }
            + if cued { MID_BLOCK } else { 0.0 }
    }

    /// Cost of ending a translation before stream unit `at`; `behind` says that it is after its original.
    pub(super) fn end_cost(&self, o: usize, at: usize, behind: bool) -> f64 {
        let Some(unit) = at
            .checked_sub(1)
            .and_then(|last| self.passage.units.get(last))
        else {
            return MID_BLOCK;
        };
        let own = self.originals[o].passage.units.last();
        let title = unit.title && !own.is_some_and(|last| last.title);
        // "This is how he remembered it:" introduces an original and translates none.
        let colon = |text: &str| text.ends_with(':');
        let leads = !behind && colon(&unit.text) && !own.is_some_and(|last| colon(&last.text));
        edge_cost(unit.ends)
            + if title { ODD_TITLE } else { 0.0 }
            + if leads { LEADS_IN } else { 0.0 }
    }
}

fn edge_cost(edge: Edge) -> f64 {
    match edge {
        Edge::Block => 0.0,
        Edge::Line => MID_STANZA,
        Edge::Inside => MID_BLOCK,
    }
}

/// The units that follow a cue for the language of the translations, with nothing but interruptions
/// between.
fn cues(space: &SearchSpace<'_>) -> BTreeMap<usize, usize> {
    let SearchSpace {
        blocks, passage, ..
    } = space;
    blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| announces(block, space.target_lang, space.library))
        .filter_map(|(cue, _)| {
            let unit = passage.units.partition_point(|u| u.block <= cue);
            let block = passage.units.get(unit)?.block;
            blocks[cue + 1..block]
                .iter()
                .all(|b| b.is_interruption() || matches!(b.kind, BlockKind::Heading(_)))
                .then_some((unit, cue))
        })
        .collect()
}

/// Whether a block is a cue for translations into a language.
pub(super) fn announces(block: &Block, target_lang: Lang, library: &Library) -> bool {
    match block.kind {
        BlockKind::Cue(lang) => {
            lang.primary() == target_lang.primary() || is_plain(block, lang, library)
        }
        _ => false,
    }
}

/// Whether a cue says in its own language that a translation follows, but not into which: "Traduction :".
fn is_plain(cue: &Block, lang: Lang, library: &Library) -> bool {
    let word = cue
        .text()
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    library.tables(lang).translation_words.contains(&word)
}

/// Whether each unit comes first after a heading.
fn after_heading(blocks: &[Block], passage: &Passage) -> Vec<bool> {
    let mut heading = false;
    let behind_heading: Vec<bool> = blocks
        .iter()
        .map(|block| {
            let before = heading;
            if !block.is_interruption() {
                heading = matches!(block.kind, BlockKind::Heading(_));
            }
            before
        })
        .collect();
    passage
        .units
        .iter()
        .map(|unit| unit.begins == Edge::Block && behind_heading[unit.block])
        .collect()
}
