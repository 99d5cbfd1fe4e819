//! Searches for the translation of one original: dynamic programming that consumes all of the original, and
//! begins and ends in the stream where that is worth most.

use super::candidate::{TargetPlace, TranslationCandidate};
use super::original::Original;
use super::search_space::SearchSpace;
use super::stream::{BARRIER, SearchWindow, TargetStream, distance};
use crate::lang::Lang;
use crate::lattice::{Band, LatticePath, PathEnds, best_path};
use crate::quote::Layout;
use crate::segment::{Edge, texts};
use crate::similarity::{Evidence, Measure, ShiftedEvidence, TextSequence, anchors};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// Most words between an original and a cue that announces its translation.
const CUE_REACH: usize = 25;
/// Most units between a cue and the translation that it announces.
const CUE_SLACK: usize = 4;
/// What a cue is worth, in nats.
const CUE_BONUS: f64 = 2.0;
/// What it is worth that both are verse, or both block quotations, in nats.
const SAME_FORM: f64 = 0.7;
/// Least share of an original's characters that a translation must cover with shared meaning; otherwise it
/// is judged by its form.
const LEAST_MEANT: f64 = 0.2;
/// Least share of an original's characters that a translation must cover.
const LEAST_COVER: f64 = 0.5;
/// What the cue before a translation is worth, in nats, once and for each unit.
const CUED: (f64, f64) = (4.0, 1.0);
/// Least worth of a translation after a cue, in nats.
const LEAST_CUED: f64 = 0.5;

/// Least evidence for a translation that nothing announces, in nats, once and for each unit of the
/// original. The values lie between what documents with known links have for translations and for other
/// text near an original (`tools/derive_documents.py`).
struct Prices {
    /// For a translation directly beside its original.
    near: (f64, f64),
    /// For one there that shares hardly any meaning with it.
    in_form: (f64, f64),
    /// For one further off.
    far: (f64, f64),
    /// For one in another part of the document.
    elsewhere: (f64, f64),
}

/// Prices for evidence from the encoder.
const BY_ENCODER: Prices = Prices {
    near: (0.5, 0.05),
    in_form: (1.5, 0.6),
    far: (2.0, 0.25),
    elsewhere: (4.0, 0.4),
};
/// Prices for evidence from names, numbers and known words.
const BY_WORDS: Prices = Prices {
    near: (2.0, 0.15),
    in_form: (1.5, 0.6),
    far: (2.0, 0.5),
    elsewhere: (4.0, 0.7),
};

impl Prices {
    fn by(measure: Measure) -> &'static Self {
        match measure {
            Measure::Encoder => &BY_ENCODER,
            Measure::Words => &BY_WORDS,
        }
    }
}

/// What a price comes to for an original with this number of units.
fn price((once, each): (f64, f64), units: f64) -> f64 {
    once + each * units
}

/// Evidence for every original against the stream.
pub(super) struct Search<'a> {
    space: &'a SearchSpace<'a>,
    /// For each original, the index of its first unit among those of its language.
    offsets: Vec<usize>,
    evidence: BTreeMap<Lang, Box<dyn Evidence + 'a>>,
    /// The paths found so far: what others take changes only some of them.
    cache: RefCell<PathCache>,
}

/// The paths of each original through each run.
type PathCache = HashMap<(usize, Range<usize>), Vec<CachedPath>>;

/// A path, and the costs that it was found with.
struct CachedPath {
    starts: Vec<f64>,
    ends: Vec<f64>,
    path: Option<(LatticePath, Range<usize>)>,
}

/// The texts of all originals, unit by unit, for each language.
#[derive(Debug, Default)]
pub(super) struct SourceTexts<'a> {
    texts: BTreeMap<Lang, Vec<&'a str>>,
    owners: BTreeMap<Lang, Vec<usize>>,
    offsets: Vec<usize>,
}

impl<'a> SourceTexts<'a> {
    /// Collects the texts of originals.
    pub(super) fn of(originals: &'a [Original]) -> Self {
        let mut out = Self::default();
        for (o, original) in originals.iter().enumerate() {
            let own = out.texts.entry(original.lang).or_default();
            out.offsets.push(own.len());
            own.extend(texts(&original.passage.units));
            let owners = out.owners.entry(original.lang).or_default();
            owners.extend(std::iter::repeat_n(o, original.passage.units.len()));
        }
        out
    }
}

impl<'a> Search<'a> {
    /// Prepares the comparison of each original with the stream around it.
    ///
    /// `targets` are the texts of the stream, unit by unit.
    pub(super) fn new(
        space: &'a SearchSpace<'a>,
        stream: &TargetStream<'_>,
        sources: &'a SourceTexts<'a>,
        targets: &'a [&'a str],
    ) -> Self {
        let originals = space.originals;
        let windows: Vec<Range<usize>> = (0..originals.len())
            .map(|o| match originals[o].is_block() {
                true => stream.before(o).start..stream.after(o).end,
                false => 0..0,
            })
            .collect();
        let evidence = sources
            .texts
            .iter()
            .map(|(&lang, texts)| {
                let owners = &sources.owners[&lang];
                let reach = |i: usize| windows[owners[i]].clone();
                (lang, space.evidence(lang, texts, targets, &reach))
            })
            .collect();
        Self {
            space,
            offsets: sources.offsets.clone(),
            evidence,
            cache: RefCell::default(),
        }
    }

    /// How many units an original has.
    pub(super) fn units(&self, o: usize) -> usize {
        self.space.originals[o].passage.units.len()
    }

    /// The best translations of an original in text that nobody has claimed, good enough or not: one for
    /// each free run on either side of it.
    pub(super) fn all(&self, o: usize, stream: &TargetStream<'_>) -> Vec<TranslationCandidate> {
        if !self.space.originals[o].is_block() {
            return Vec::new();
        }
        let after = stream.after(o);
        let mut found: Vec<TranslationCandidate> =
            self.cued(o, stream, &after).into_iter().collect();
        for window in [
            stream.window(after, true),
            stream.window(stream.before(o), false),
        ] {
            for run in stream.free_runs(window.units.clone()) {
                found.extend(self.in_run(o, stream, &window, &run));
            }
        }
        found
    }

    /// The best translation of an original in a run of free units.
    fn in_run(
        &self,
        o: usize,
        stream: &TargetStream<'_>,
        window: &SearchWindow,
        run: &Range<usize>,
    ) -> Option<TranslationCandidate> {
        let behind = window.behind;
        let start = |j: usize| {
            let at = run.start + j;
            let far = if behind { window.distance(at) } else { 0.0 };
            -stream.start_cost(o, at) - far
        };
        let end = |j: usize| {
            let at = run.start + j;
            let far = if behind { 0.0 } else { window.distance(at) };
            -stream.end_cost(o, at, behind) - far
        };
        let (path, target) = self.path(o, stream, run, &start, &end)?;
        let near = if behind { target.start } else { target.end };
        let adjacent = window.distance(near) == 0.0;
        let layout = if behind {
            Layout::AFTER
        } else {
            Layout::BEFORE
        };
        let score = path.score + self.same_form(o, stream, &target);
        Some(self.judge(o, &path, target, score, (layout, adjacent)))
    }

    /// The translation that a cue announces.
    fn cued(
        &self,
        o: usize,
        stream: &TargetStream<'_>,
        after: &Range<usize>,
    ) -> Option<TranslationCandidate> {
        let unit = stream.cue(o, after)?;
        if stream.is_claimed(unit) || stream.words(after.start..unit) > CUE_REACH {
            return None;
        }
        let run = stream.free_runs(unit..after.end).into_iter().next()?;
        let start = |j: usize| {
            let at = run.start + j;
            match stream.units().get(at) {
                Some(_) if j == 0 => CUE_BONUS,
                Some(unit) if unit.begins == Edge::Block && j <= CUE_SLACK => {
                    CUE_BONUS - distance(stream.words(run.start..at)) - BARRIER
                }
                _ => f64::NEG_INFINITY,
            }
        };
        let end = |j: usize| -stream.end_cost(o, run.start + j, true);
        let (path, target) = self.path(o, stream, &run, &start, &end)?;
        let units = self.units(o) as f64;
        Some(TranslationCandidate {
            strength: path.score / units,
            worth: (path.score + price(CUED, units)).max(LEAST_CUED),
            target: TargetPlace::Stream(target),
            layout: Layout::CUED,
        })
    }

    /// The best translations of an original in a range of the stream far from it.
    pub(super) fn far(
        &self,
        o: usize,
        stream: &TargetStream<'_>,
        window: Range<usize>,
    ) -> Vec<TranslationCandidate> {
        let free = stream.free_runs(window);
        free.into_iter()
            .filter_map(|run| {
                let start = |j: usize| -stream.start_cost(o, run.start + j);
                let end = |j: usize| -stream.end_cost(o, run.start + j, true);
                let texts = texts(&stream.units()[run.clone()]);
                let own = self::texts(&self.space.originals[o].passage.units);
                let lang = self.space.originals[o].lang;
                let all = |_| 0..texts.len();
                let evidence = self.space.evidence(lang, &own, &texts, &all);
                let (path, target) = self.path_by(&*evidence, o, stream, &run, (&start, &end))?;
                let shifted = ShiftedEvidence {
                    evidence: &*evidence,
                    source: 0,
                    target: target.start - run.start,
                };
                let (covered, _) = self.covered(o, &path, &shifted);
                let units = self.units(o) as f64;
                let prices = Prices::by(evidence.measure());
                let worth = path.score - price(prices.elsewhere, units);
                Some(TranslationCandidate {
                    target: TargetPlace::Stream(target),
                    layout: Layout::ELSEWHERE,
                    strength: path.score / units,
                    worth: if covered < LEAST_COVER { -1.0 } else { worth },
                })
            })
            .collect()
    }

    /// The best path for an original through a run of free units, and the units that it covers.
    pub(super) fn path(
        &self,
        o: usize,
        stream: &TargetStream<'_>,
        run: &Range<usize>,
        start: &dyn Fn(usize) -> f64,
        end: &dyn Fn(usize) -> f64,
    ) -> Option<(LatticePath, Range<usize>)> {
        let starts: Vec<f64> = (0..=run.len()).map(start).collect();
        let ends: Vec<f64> = (0..=run.len()).map(end).collect();
        let mut cache = self.cache.borrow_mut();
        let paths = cache.entry((o, run.clone())).or_default();
        let same = |path: &&CachedPath| path.starts == starts && path.ends == ends;
        if let Some(same) = paths.iter().find(same) {
            return same.path.clone();
        }
        let evidence = self.evidence(o, run.start);
        let (start, end) = (|j: usize| starts[j], |j: usize| ends[j]);
        let path = self.path_by(&evidence, o, stream, run, (&start, &end));
        paths.push(CachedPath {
            path: path.clone(),
            starts,
            ends,
        });
        path
    }

    fn path_by(
        &self,
        evidence: &dyn Evidence,
        o: usize,
        stream: &TargetStream<'_>,
        run: &Range<usize>,
        (start, end): (&dyn Fn(usize) -> f64, &dyn Fn(usize) -> f64),
    ) -> Option<(LatticePath, Range<usize>)> {
        if run.is_empty() {
            return None;
        }
        let original = &self.space.originals[o];
        let band = open_band(
            TextSequence {
                lang: original.lang,
                texts: &texts(&original.passage.units),
            },
            TextSequence {
                lang: self.space.target_lang,
                texts: &texts(&stream.units()[run.clone()]),
            },
        );
        let ends = PathEnds {
            start: Box::new(start),
            end: Box::new(end),
            barrier: Box::new(|j| stream.barrier(run.start + j)),
            ends_in_bead: true,
        };
        let path = best_path(evidence, &band, &ends)?;
        let (first, last) = (path.steps.first()?, path.steps.last()?);
        let target = run.start + first.target.start..run.start + last.target.end;
        (!target.is_empty()).then_some((path, target))
    }

    /// The evidence for an original against the stream, from unit `first` on.
    fn evidence(&self, o: usize, first: usize) -> ShiftedEvidence<'_> {
        ShiftedEvidence {
            evidence: &*self.evidence[&self.space.originals[o].lang],
            source: self.offsets[o],
            target: first,
        }
    }

    /// A path as a candidate, good enough or not, for a translation that nothing announces.
    fn judge(
        &self,
        o: usize,
        path: &LatticePath,
        target: Range<usize>,
        score: f64,
        (layout, adjacent): (Layout, bool),
    ) -> TranslationCandidate {
        let evidence = self.evidence(o, target.start);
        let (covered, meant) = self.covered(o, path, &evidence);
        let n = self.units(o) as f64;
        let prices = Prices::by(evidence.measure());
        // What only fits in form must fit very well.
        let least = match (adjacent, meant >= LEAST_MEANT) {
            (true, true) => prices.near,
            (true, false) => prices.in_form,
            (false, _) => prices.far,
        };
        let worth = score - price(least, n);
        TranslationCandidate {
            target: TargetPlace::Stream(target),
            layout,
            strength: score / n,
            worth: if covered < LEAST_COVER {
                worth.min(0.0)
            } else {
                worth
            },
        }
    }

    /// The shares of an original's characters that a path pairs with something, and with something that
    /// shares its meaning. `evidence` counts from the path's first target text.
    fn covered(&self, o: usize, path: &LatticePath, evidence: &dyn Evidence) -> (f64, f64) {
        let units = &self.space.originals[o].passage.units;
        let offset = path.steps.first().map_or(0, |step| step.target.start);
        let (mut covered, mut meant) = (0, 0);
        for step in &path.steps {
            if step.source.is_empty() || step.target.is_empty() {
                continue;
            }
            let chars: usize = units[step.source.clone()].iter().map(|u| u.chars).sum();
            covered += chars;
            let beside = step.target.start - offset..step.target.end - offset;
            if evidence.shares_meaning(step.source.clone(), beside) {
                meant += chars;
            }
        }
        let total = self.space.originals[o].passage.chars() as f64;
        (covered as f64 / total, meant as f64 / total)
    }

    fn same_form(&self, o: usize, stream: &TargetStream<'_>, target: &Range<usize>) -> f64 {
        let source = &self.space.blocks[self.space.originals[o].first_block()];
        let Some(unit) = stream.units().get(target.start) else {
            return 0.0;
        };
        let target = &self.space.blocks[unit.block];
        let verse = !source.lines.is_empty() && !target.lines.is_empty();
        if verse || (source.quoted && target.quoted) {
            SAME_FORM
        } else {
            0.0
        }
    }
}

/// Which places of the lattice are searched for a translation of `source` somewhere in `target`: all if
/// there are few, otherwise a band through what surely belongs together.
fn open_band(source: TextSequence<'_>, target: TextSequence<'_>) -> Band {
    Band::open(source.texts.len(), target.texts.len(), || {
        anchors(source, target)
    })
}
