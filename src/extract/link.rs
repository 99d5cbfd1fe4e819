//! Which stretch of the author's language translates which original.
//!
//! Enters: originals and the stream of everything in the author's language. Leaves: at most one link
//! for each original. The end of a translation is usually unmarked, so where it begins and ends is
//! decided by what aligns: dynamic programming consumes all of an original and starts and stops in
//! the stream where that is worth most. A cue fixes the start; without one, what follows, what
//! precedes and, last, what a neighbour in another language has been linked to, compete.

use super::gloss;
use super::original::Original;
use crate::align::{Corridor, Ends, Path, best_path};
use crate::block::{Block, Kind};
use crate::lang::Lang;
use crate::segment::{Edge, Passage, Piece};
use crate::similarity::{Evidence, Pair, Relation, Similarity, Texts};
use std::collections::BTreeMap;
use std::ops::Range;

/// Where translations are looked for, in characters: so many times the original's, and so many more.
const WINDOW_RATIO: f64 = 2.4;
const WINDOW_AFTER: usize = 2500;
const WINDOW_BEFORE: usize = 1200;
/// How much further for what other originals stand between, and at most.
const PASSED_RATIO: f64 = 1.3;
const MOST_PASSED: usize = 30_000;
/// A cue counts for an original that ends at most so many words before it.
const CUE_REACH: usize = 25;
/// How many units behind a cue the translation may begin.
const CUE_SLACK: usize = 4;
/// What a cue is worth, in nats.
const CUE_BONUS: f64 = 2.0;
/// What it costs to begin or end a translation inside a paragraph.
const MID_BLOCK: f64 = 2.0;
/// What it costs to begin or end one at a line of verse inside a stanza.
const MID_STANZA: f64 = 1.0;
/// What it costs that a title begins or ends a translation and none does the original.
const ODD_TITLE: f64 = 3.0;
/// What it costs that a translation before its original ends in a colon.
const LEADS_IN: f64 = 4.0;
/// What it costs more to leave a paragraph's first unit out after a heading.
const BARRIER: f64 = 0.8;
/// What it is worth that both are verse, or both block quotations.
const SAME_FORM: f64 = 0.7;
/// Least share of an original's characters that a translation must cover.
const LEAST_COVER: f64 = 0.5;
/// Least evidence for a translation that nothing announces, in nats: once, and for each unit of the
/// original. The first pair is for one directly beside its original, the other for one further off.
const NEAR: (f64, f64) = (0.6, 0.45);
const FAR: (f64, f64) = (3.0, 0.7);
/// A label between versions in two languages, "French text", has at most so many words.
const LONGEST_LABEL: usize = 8;
/// Least average evidence, in nats a source unit, to share a neighbour's translation.
const SHARED_LEAST: f64 = -1.0;

/// A translation that an original has been linked to.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where it is.
    pub target: Target,
    /// Average evidence, in nats a source unit.
    pub strength: f64,
    /// Whether the document itself says so, by a cue, a table or brackets.
    pub announced: bool,
}

/// Where a translation is.
#[derive(Clone, Debug)]
pub enum Target {
    /// Units of the stream.
    Stream(Range<usize>),
    /// A stretch of a block: a table's cell, a gloss.
    Piece(Piece),
}

/// Links originals to translations. `stream` is the passage that all prose makes up.
pub struct Linker<'a> {
    blocks: &'a [Block],
    originals: &'a [Original],
    stream: &'a Passage,
    /// For each original, where its units begin among those of its language.
    offsets: Vec<usize>,
    evidence: BTreeMap<Lang, Box<dyn Evidence + 'a>>,
    /// For each stream unit, the original whose translation it is part of.
    claimed: Vec<bool>,
    /// Stream units before which a cue stands, with the cue's block.
    cues: BTreeMap<usize, usize>,
    /// Stream units that come first after a heading.
    barriers: Vec<bool>,
}

/// A way to translate an original, not chosen yet.
#[derive(Clone, Debug)]
struct Candidate {
    target: Range<usize>,
    score: f64,
    strength: f64,
    cued: bool,
}

/// The texts of all originals of one language, unit by unit.
#[derive(Debug, Default)]
pub struct SourceTexts<'a> {
    texts: BTreeMap<Lang, Vec<&'a str>>,
    owners: BTreeMap<Lang, Vec<usize>>,
    offsets: Vec<usize>,
}

impl<'a> SourceTexts<'a> {
    /// Collects them.
    pub fn of(originals: &'a [Original]) -> Self {
        let mut out = Self::default();
        for (o, original) in originals.iter().enumerate() {
            let texts = out.texts.entry(original.lang).or_default();
            out.offsets.push(texts.len());
            texts.extend(original.passage.units.iter().map(|u| u.text.as_str()));
            let owners = out.owners.entry(original.lang).or_default();
            owners.extend(std::iter::repeat_n(o, original.passage.units.len()));
        }
        out
    }
}

impl<'a> Linker<'a> {
    /// Prepares the search.
    pub fn new(
        blocks: &'a [Block],
        originals: &'a [Original],
        stream: &'a Passage,
        sources: &'a SourceTexts<'a>,
        targets: &'a [&'a str],
        target_lang: Lang,
        similarity: &'a dyn Similarity,
    ) -> Self {
        let mut linker = Self {
            blocks,
            originals,
            stream,
            offsets: sources.offsets.clone(),
            evidence: BTreeMap::new(),
            claimed: vec![false; stream.units.len()],
            cues: cues(blocks, stream, target_lang),
            barriers: barriers(blocks, stream),
        };
        let windows: Vec<Range<usize>> = (0..originals.len())
            .map(|o| linker.before(o).start..linker.after(o).end)
            .collect();
        for (&lang, texts) in &sources.texts {
            let owners = &sources.owners[&lang];
            let reach = |i: usize| windows[owners[i]].clone();
            let pair = Pair {
                source: Texts { lang, texts },
                target: Texts {
                    lang: target_lang,
                    texts: targets,
                },
                relation: Relation::Within,
            };
            let evidence = similarity.prepare(pair, &reach);
            linker.evidence.insert(lang, evidence);
        }
        linker
    }

    /// The link of each original, if it has one.
    pub fn link(mut self, similarity: &dyn Similarity, target_lang: Lang) -> Vec<Option<Link>> {
        let n = self.originals.len();
        let mut links: Vec<Option<Link>> = vec![None; n];
        for (o, link) in links.iter_mut().enumerate() {
            *link = gloss::find(self.blocks, &self.originals[o], similarity, target_lang);
        }
        let mut candidates: Vec<Option<Candidate>> = (0..n)
            .map(|o| {
                (links[o].is_none() && !self.originals[o].inline)
                    .then(|| self.search(o))
                    .flatten()
            })
            .collect();
        // The surest first; what the others wanted of it is searched again.
        while let Some(o) = (0..n)
            .filter(|&o| candidates[o].is_some())
            .max_by(|&a, &b| {
                rank(&candidates[a])
                    .total_cmp(&rank(&candidates[b]))
                    .then(b.cmp(&a))
            })
        {
            let Some(chosen) = candidates[o].take() else {
                break;
            };
            self.claimed[chosen.target.clone()].fill(true);
            for other in 0..n {
                let overlaps = candidates[other].as_ref().is_some_and(|c| {
                    c.target.start < chosen.target.end && chosen.target.start < c.target.end
                });
                let open = other != o && links[other].is_none() && !self.originals[other].inline;
                if open && (overlaps || self.adjoins(other, o)) {
                    candidates[other] = self.search(other);
                }
            }
            links[o] = Some(Link {
                target: Target::Stream(chosen.target),
                strength: chosen.strength,
                announced: chosen.cued,
            });
        }
        self.share(&mut links);
        links
    }

    /// Whether what `o` has claimed may have stood between `other` and its translation.
    fn adjoins(&self, other: usize, o: usize) -> bool {
        other.abs_diff(o) <= 2
    }

    /// The first stream unit behind an original.
    fn place(&self, o: usize) -> usize {
        let last = self.originals[o].last_block();
        self.stream.units.partition_point(|u| u.block <= last)
    }

    /// The stream units behind an original in which its translation is looked for.
    fn after(&self, o: usize) -> Range<usize> {
        let start = self.place(o);
        let original = &self.originals[o];
        let own = original.passage.chars(0..original.passage.units.len());
        let mut budget = WINDOW_RATIO * own as f64 + WINDOW_AFTER as f64;
        let mut passed = 0;
        let mut next = o + 1;
        let mut end = start;
        while end < self.stream.units.len() {
            let unit = &self.stream.units[end];
            while next < self.originals.len() && self.originals[next].first_block() < unit.block {
                let passage = &self.originals[next].passage;
                let chars = passage
                    .chars(0..passage.units.len())
                    .min(MOST_PASSED - passed);
                passed += chars;
                budget += PASSED_RATIO * chars as f64;
                next += 1;
            }
            budget -= unit.chars as f64;
            end += 1;
            if budget < 0.0 {
                break;
            }
        }
        start..end
    }

    /// The stream units before an original in which its translation is looked for.
    fn before(&self, o: usize) -> Range<usize> {
        let first = self.originals[o].first_block();
        let end = self.stream.units.partition_point(|u| u.last_block < first);
        let original = &self.originals[o];
        let own = original.passage.chars(0..original.passage.units.len());
        let mut budget = WINDOW_RATIO * own as f64 + WINDOW_BEFORE as f64;
        let mut start = end;
        while start > 0 && budget > 0.0 {
            start -= 1;
            budget -= self.stream.units[start].chars as f64;
        }
        start..end
    }

    /// The best translation of an original among what nobody has claimed, if it is good enough.
    fn search(&self, o: usize) -> Option<Candidate> {
        let after = self.after(o);
        if let Some(cued) = self.cued(o, &after) {
            return Some(cued);
        }
        let before = self.before(o);
        let mut best: Option<Candidate> = None;
        for (window, behind) in [(after.clone(), true), (before.clone(), false)] {
            for run in self.free_runs(window.clone()) {
                let distance = |unit: usize| {
                    let range = if behind {
                        window.start..unit
                    } else {
                        unit..window.end
                    };
                    self.distance(range)
                };
                let start = |j: usize| {
                    let at = run.start + j;
                    -self.start_cost(o, at) - if behind { distance(at) } else { 0.0 }
                };
                let end = |j: usize| {
                    let at = run.start + j;
                    -self.end_cost(o, at, behind) - if behind { 0.0 } else { distance(at) }
                };
                let Some((path, target)) = self.path(o, &run, &start, &end) else {
                    continue;
                };
                let form = self.same_form(o, &target);
                let score = path.score + form;
                let adjacent = self.distance(if behind {
                    window.start..target.start
                } else {
                    target.end..window.end
                }) == 0.0;
                let candidate = self.judge(o, &path, target, score, adjacent);
                if let Some(candidate) = candidate
                    && best.as_ref().is_none_or(|b| candidate.score > b.score)
                {
                    best = Some(candidate);
                }
            }
        }
        best
    }

    /// The translation that a cue announces.
    fn cued(&self, o: usize, after: &Range<usize>) -> Option<Candidate> {
        let last = self.originals[o].last_block();
        let (&unit, &cue) = self
            .cues
            .range(after.clone())
            .find(|&(_, &cue)| cue > last)?;
        let taken = self.originals[o + 1..].iter().any(|other| {
            other.lang == self.originals[o].lang && !other.inline && other.first_block() < cue
        });
        if taken || self.claimed[unit] || self.words(after.start..unit) > CUE_REACH {
            return None;
        }
        let run = self.free_runs(unit..after.end).into_iter().next()?;
        let start = |j: usize| {
            let at = run.start + j;
            match self.stream.units.get(at) {
                Some(_) if j == 0 => CUE_BONUS,
                Some(unit) if unit.begins == Edge::Block && j <= CUE_SLACK => {
                    CUE_BONUS - self.distance(run.start..at) - BARRIER
                }
                _ => f64::NEG_INFINITY,
            }
        };
        let end = |j: usize| -self.end_cost(o, run.start + j, true);
        let (path, target) = self.path(o, &run, &start, &end)?;
        let units = self.originals[o].passage.units.len() as f64;
        Some(Candidate {
            strength: path.score / units,
            score: path.score,
            target,
            cued: true,
        })
    }

    /// The best path for an original through a run of free units, and the units that it covers.
    fn path(
        &self,
        o: usize,
        run: &Range<usize>,
        start: &dyn Fn(usize) -> f64,
        end: &dyn Fn(usize) -> f64,
    ) -> Option<(Path, Range<usize>)> {
        let (n, m) = (self.originals[o].passage.units.len(), run.len());
        if m == 0 {
            return None;
        }
        let evidence = Shifted {
            evidence: &*self.evidence[&self.originals[o].lang],
            source: self.offsets[o],
            target: run.start,
        };
        let corridor = if Corridor::is_small(n, m) {
            Corridor::full(n, m)
        } else {
            Corridor::between(n, m, &[])
        };
        let ends = Ends {
            start: Box::new(start),
            end: Box::new(end),
            barrier: Box::new(|j| {
                if self.barriers[run.start + j] {
                    BARRIER
                } else {
                    0.0
                }
            }),
            ends_in_bead: true,
        };
        let path = best_path(&evidence, &corridor, &ends)?;
        let (first, last) = (path.steps.first()?, path.steps.last()?);
        let target = run.start + first.target.start..run.start + last.target.end;
        (!target.is_empty()).then_some((path, target))
    }

    /// Whether a path is good enough to be a translation that nothing announces.
    fn judge(
        &self,
        o: usize,
        path: &Path,
        target: Range<usize>,
        score: f64,
        adjacent: bool,
    ) -> Option<Candidate> {
        let units = &self.originals[o].passage.units;
        let covered: usize = path
            .steps
            .iter()
            .filter(|step| !step.target.is_empty())
            .flat_map(|step| step.source.clone())
            .map(|unit| units[unit].chars)
            .sum();
        let total = self.originals[o].passage.chars(0..units.len());
        let n = units.len() as f64;
        let strength = score / n;
        let (base, each) = if adjacent { NEAR } else { FAR };
        (score > base + each * n && covered as f64 >= LEAST_COVER * total as f64).then_some(
            Candidate {
                target,
                score,
                strength,
                cued: false,
            },
        )
    }

    /// Originals without translation that stand beside one in another language with one, and with
    /// no prose between: the translation is of both.
    fn share(&self, links: &mut [Option<Link>]) {
        for o in 0..links.len() {
            if links[o].is_some() || self.originals[o].inline {
                continue;
            }
            let neighbours = [o.checked_sub(1), Some(o + 1)];
            for other in neighbours
                .into_iter()
                .flatten()
                .filter(|&k| k < links.len())
            {
                let Some(Link {
                    target: Target::Stream(target),
                    announced,
                    ..
                }) = &links[other]
                else {
                    continue;
                };
                let (a, b) = (o.min(other), o.max(other));
                let differ = self.originals[o].lang != self.originals[other].lang;
                if !differ || self.words(self.place(a)..self.place(b)) > LONGEST_LABEL {
                    continue;
                }
                let from_start = |j: usize| if j == 0 { 0.0 } else { f64::NEG_INFINITY };
                let to_end = |j: usize| {
                    if j == target.len() {
                        0.0
                    } else {
                        f64::NEG_INFINITY
                    }
                };
                let Some((path, _)) = self.path(o, target, &from_start, &to_end) else {
                    continue;
                };
                let strength = path.score / self.originals[o].passage.units.len() as f64;
                if strength > SHARED_LEAST {
                    links[o] = Some(Link {
                        target: Target::Stream(target.clone()),
                        strength,
                        announced: *announced,
                    });
                    break;
                }
            }
        }
    }

    /// The runs of unclaimed units in a window.
    fn free_runs(&self, window: Range<usize>) -> Vec<Range<usize>> {
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
    fn words(&self, range: Range<usize>) -> usize {
        range
            .filter(|&unit| !self.claimed[unit])
            .map(|unit| self.stream.units[unit].words)
            .sum()
    }

    /// What it costs that unclaimed words stand between an original and its translation.
    fn distance(&self, range: Range<usize>) -> f64 {
        match self.words(range) {
            0 => 0.0,
            words => 1.0 + 0.6 * (1.0 + words as f64 / 10.0).ln(),
        }
    }

    /// What it costs to begin a translation that nothing announces with stream unit `at`.
    fn start_cost(&self, o: usize, at: usize) -> f64 {
        let Some(unit) = self.stream.units.get(at) else {
            return MID_BLOCK;
        };
        let own = self.originals[o].passage.units.first();
        let title = unit.title && !own.is_some_and(|first| first.title);
        // What a cue announces is another original's.
        let cued = self.cues.contains_key(&at);
        edge_cost(unit.begins)
            + if title { ODD_TITLE } else { 0.0 }
            + if cued { MID_BLOCK } else { 0.0 }
    }

    /// What it costs to end a translation before stream unit `at`; `behind` says that it stands
    /// behind its original.
    fn end_cost(&self, o: usize, at: usize, behind: bool) -> f64 {
        let Some(unit) = at
            .checked_sub(1)
            .and_then(|last| self.stream.units.get(last))
        else {
            return MID_BLOCK;
        };
        let own = self.originals[o].passage.units.last();
        let title = unit.title && !own.is_some_and(|last| last.title);
        // "This is how he remembered it:" leads to an original and translates none.
        let colon = |text: &str| text.ends_with(':');
        let leads = !behind && colon(&unit.text) && !own.is_some_and(|last| colon(&last.text));
        edge_cost(unit.ends)
            + if title { ODD_TITLE } else { 0.0 }
            + if leads { LEADS_IN } else { 0.0 }
    }

    fn same_form(&self, o: usize, target: &Range<usize>) -> f64 {
        let source = &self.blocks[self.originals[o].first_block()];
        let Some(unit) = self.stream.units.get(target.start) else {
            return 0.0;
        };
        let target = &self.blocks[unit.block];
        let verse = !source.lines.is_empty() && !target.lines.is_empty();
        if verse || (source.quoted && target.quoted) {
            SAME_FORM
        } else {
            0.0
        }
    }
}

fn edge_cost(edge: Edge) -> f64 {
    match edge {
        Edge::Block => 0.0,
        Edge::Line => MID_STANZA,
        Edge::Inside => MID_BLOCK,
    }
}

/// Sorts candidates: those with a cue before the others, then by score.
fn rank(candidate: &Option<Candidate>) -> f64 {
    candidate.as_ref().map_or(f64::NEG_INFINITY, |c| {
        c.score + if c.cued { 1e6 } else { 0.0 }
    })
}

/// Evidence for a part of the prepared sequences, counted from its beginning.
pub struct Shifted<'a> {
    /// The whole.
    pub evidence: &'a dyn Evidence,
    /// First source text.
    pub source: usize,
    /// First target text.
    pub target: usize,
}

impl Evidence for Shifted<'_> {
    fn bead(&self, source: Range<usize>, target: Range<usize>) -> f64 {
        self.evidence.bead(
            source.start + self.source..source.end + self.source,
            target.start + self.target..target.end + self.target,
        )
    }
}

/// The stream units before which a cue for `lang` stands, with nothing but interruptions between.
fn cues(blocks: &[Block], stream: &Passage, lang: Lang) -> BTreeMap<usize, usize> {
    blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| block.kind == Kind::Cue(lang))
        .filter_map(|(cue, _)| {
            let unit = stream.units.partition_point(|u| u.block <= cue);
            let block = stream.units.get(unit)?.block;
            blocks[cue + 1..block]
                .iter()
                .all(|b| b.is_interruption() || matches!(b.kind, Kind::Heading(_)))
                .then_some((unit, cue))
        })
        .collect()
}

/// The stream units that come first after a heading.
fn barriers(blocks: &[Block], stream: &Passage) -> Vec<bool> {
    stream
        .units
        .iter()
        .map(|unit| {
            unit.begins == Edge::Block
                && blocks[..unit.block]
                    .iter()
                    .rev()
                    .find(|b| !b.is_interruption())
                    .is_some_and(|b| matches!(b.kind, Kind::Heading(_)))
        })
        .collect()
}
