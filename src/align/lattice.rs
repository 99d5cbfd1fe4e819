//! The best way through the lattice (Viterbi).

use super::Corridor;
use crate::similarity::Evidence;
use std::ops::Range;

/// The kinds of beads with what each costs, in nats: source segments, target segments, cost. The
/// costs are those of a measured prototype; 1-1 is by far the most common.
pub const MOVES: &[(usize, usize, f64)] = &[
    (1, 1, 0.0),
    (1, 2, 0.7),
    (2, 1, 0.7),
    (2, 2, 1.2),
    (1, 3, 1.8),
    (3, 1, 1.8),
    (2, 3, 2.0),
    (3, 2, 2.0),
    (3, 3, 2.0),
    (1, 4, 2.6),
    (4, 1, 2.6),
    (2, 4, 2.8),
    (4, 2, 2.8),
    (1, 5, 3.4),
    (5, 1, 3.4),
    (1, 6, 4.0),
    (6, 1, 4.0),
];

/// What every bead costs: evidence is not independent, so the threshold lies above chance.
const BEAD_COST: f64 = 0.3;
/// What it costs to leave a target or a source segment alone.
const SKIP_TARGET: f64 = 2.2;
const SKIP_SOURCE: f64 = 1.6;

/// One bead of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Source segments; empty for an insertion.
    pub source: Range<usize>,
    /// Target segments; empty for a deletion.
    pub target: Range<usize>,
}

/// A way through the lattice.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Its beads in order.
    pub steps: Vec<Step>,
    /// The sum of their evidence less their costs, in nats, with what the ends cost.
    pub score: f64,
}

/// Where a path may begin and end on the target side, and what it costs there.
pub struct Ends<'a> {
    /// What it is worth to begin before target segment j; minus infinity where it may not.
    pub start: Box<dyn Fn(usize) -> f64 + 'a>,
    /// What it is worth to end before target segment j.
    pub end: Box<dyn Fn(usize) -> f64 + 'a>,
    /// What it costs more than usual to skip target segment j.
    pub barrier: Box<dyn Fn(usize) -> f64 + 'a>,
    /// Whether a path may neither begin nor end with a target segment that it skips.
    pub ends_in_bead: bool,
}

impl Ends<'_> {
    /// From the first to the last of `m` target segments.
    pub fn closed(m: usize) -> Self {
        let only = |at: usize| move |j: usize| if j == at { 0.0 } else { f64::NEG_INFINITY };
        Self {
            start: Box::new(only(0)),
            end: Box::new(only(m)),
            barrier: Box::new(|_| 0.0),
            ends_in_bead: false,
        }
    }
}

/// How a cell was reached: a move, a skipped segment, or nothing (a path begins here).
const SKIPPED_TARGET: u8 = 200;
const SKIPPED_SOURCE: u8 = 201;
const BEGIN: u8 = 202;
const NOWHERE: u8 = 255;

/// The value of a bead: its evidence less its cost.
pub(super) fn value(evidence: &dyn Evidence, i: usize, j: usize, k: usize) -> f64 {
    let (a, b, cost) = MOVES[k];
    evidence.bead(i - a..i, j - b..j) - cost - BEAD_COST
}

/// What it is worth to skip a source segment.
pub(super) fn skip_source() -> f64 {
    -SKIP_SOURCE
}

/// What it is worth to skip a target segment.
pub(super) fn skip_target() -> f64 {
    -SKIP_TARGET
}

/// The best path that consumes all source segments. `None` if the ends allow no path.
pub fn best_path(evidence: &dyn Evidence, corridor: &Corridor, ends: &Ends<'_>) -> Option<Path> {
    let n = corridor.source_len();
    let mut best = vec![f64::NEG_INFINITY; corridor.cells()];
    let mut from = vec![NOWHERE; corridor.cells()];
    for i in 0..=n {
        let (lo, hi) = corridor.row(i);
        for j in lo..=hi {
            let Some(cell) = corridor.cell(i, j) else {
                continue;
            };
            let (mut score, mut origin) = if i == 0 {
                ((ends.start)(j), BEGIN)
            } else {
                (f64::NEG_INFINITY, NOWHERE)
            };
            let mut offer = |value: f64, by: u8| {
                if value > score {
                    (score, origin) = (value, by);
                }
            };
            if i > 0 {
                for (k, &(a, b, _)) in MOVES.iter().enumerate() {
                    if a > i || b > j {
                        continue;
                    }
                    let Some(before) = corridor.cell(i - a, j - b).map(|c| best[c]) else {
                        continue;
                    };
                    if before > f64::NEG_INFINITY {
                        offer(before + value(evidence, i, j, k), k as u8);
                    }
                }
                if let Some(before) = corridor.cell(i - 1, j) {
                    offer(best[before] + skip_source(), SKIPPED_SOURCE);
                }
            }
            if j > lo {
                // A path that has not begun skips nothing: it begins further on.
                let skip = best[cell - 1] + skip_target() - (ends.barrier)(j - 1);
                if i > 0 || !ends.ends_in_bead {
                    offer(skip, SKIPPED_TARGET);
                }
            }
            best[cell] = score;
            from[cell] = if score > f64::NEG_INFINITY {
                origin
            } else {
                NOWHERE
            };
        }
    }
    let (lo, hi) = corridor.row(n);
    let mut last: Option<(f64, usize)> = None;
    for j in lo..=hi {
        let Some(cell) = corridor.cell(n, j) else {
            continue;
        };
        if ends.ends_in_bead && from[cell] == SKIPPED_TARGET {
            continue;
        }
        let score = best[cell] + (ends.end)(j);
        if score > last.map_or(f64::NEG_INFINITY, |(score, _)| score) {
            last = Some((score, j));
        }
    }
    let (score, end) = last?;
    Some(Path {
        steps: trace(corridor, &from, n, end)?,
        score,
    })
}

fn trace(corridor: &Corridor, from: &[u8], n: usize, end: usize) -> Option<Vec<Step>> {
    let (mut i, mut j) = (n, end);
    let mut steps = Vec::new();
    loop {
        let (a, b) = match from[corridor.cell(i, j)?] {
            BEGIN => break,
            SKIPPED_TARGET => (0, 1),
            SKIPPED_SOURCE => (1, 0),
            NOWHERE => return None,
            k => {
                let (a, b, _) = MOVES[k as usize];
                (a, b)
            }
        };
        steps.push(Step {
            source: i - a..i,
            target: j - b..j,
        });
        (i, j) = (i - a, j - b);
    }
    steps.reverse();
    Some(steps)
}
