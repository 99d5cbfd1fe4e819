//! The clauses of a bead: each should have its like inside the bead rather than beyond it.

use super::bead::BeadCandidate;
use crate::similarity::{TextRun, TextSide};
use std::ops::Range;

/// Result of a comparison where there is nothing to compare.
const MISSING: f64 = -0.3;
/// Most clauses of a side that are all compared; of more, only those at both ends are.
const MOST: usize = 48;

/// The clauses of a bead, compared with the texts inside it and beside it.
pub(super) struct Clauses {
    /// For the first and last clause of each side: how much more alike it is to the text beyond the other
    /// side than to any text in it. −0.3 where there is no such text.
    pub outward: [f64; 4],
    /// The most that a clause at the beginning or end of a text is more alike to another text inside the
    /// bead than to the one that its whole text is most alike to; −0.3 where no text has several clauses, 0
    /// unless both sides have several texts.
    pub inward: f64,
    /// How alike the clause with the least like in the bead is to its like.
    pub least_covered: f64,
    /// How alike clauses are to their like in the bead, averaged over characters.
    pub covered: f64,
    /// How much more alike the clauses of the texts at the edges are to the texts beyond the other side than
    /// to those in it, added up over the clauses for which this is so, by their share of the side.
    pub strays: f64,
    /// For each of the four edges: how much more alike a clause inside and a clause of the text beyond the
    /// other side are to each other than to anything on their own side of the edge; 0 if none are.
    pub torn: [f64; 4],
}

impl Clauses {
    /// The clauses of a bead; `None` where clauses are not known.
    pub(super) fn of(bead: &BeadCandidate<'_>) -> Option<Self> {
        let known = TextSide::BOTH.map(|side| {
            let window = bead.context.window;
            let run = bead.run(side);
            window.clauses(side, run.first).start..window.clauses(side, run.end() - 1).end
        });
        if known.iter().any(Range::is_empty) {
            return None;
        }
        let all = known.clone().map(thin);
        let (mut least, mut covered, mut weight) = (f64::MAX, 0.0, 0.0);
        let mut strays = 0.0;
        for side in TextSide::BOTH {
            let other = side.other();
            let total = bead.context.surfaces(side).chars(bead.run(side).range()) as f64;
            for &clause in &all[side as usize] {
                let like = clause_like(bead, side, clause, &all[other as usize], bead.run(other));
                let length = bead.context.window.clause_length(side, clause) as f64;
                least = least.min(like);
                covered += like * length;
                weight += length;
                let beyond = beyond(bead, side, clause);
                strays += (beyond - like).max(0.0) * length / total;
            }
        }
        Some(Self {
            outward: outward(bead),
            inward: if bead.is_many_to_many() {
                inward(bead)
            } else {
                0.0
            },
            least_covered: least,
            covered: covered / f64::max(weight, 1.0),
            strays,
            torn: torn(bead, &all),
        })
    }
}

/// All clauses, or those at both ends if there are very many.
fn thin(clauses: Range<usize>) -> Vec<usize> {
    if clauses.len() <= MOST {
        return clauses.collect();
    }
    let half = MOST / 2;
    (clauses.start..clauses.start + half)
        .chain(clauses.end - half..clauses.end)
        .collect()
}

fn clause_and_clause(bead: &BeadCandidate<'_>, side: TextSide, own: usize, other: usize) -> f64 {
    let window = bead.context.window;
    f64::from(match side {
        TextSide::Source => window.clause_and_clause(own, other),
        TextSide::Target => window.clause_and_clause(other, own),
    })
}

fn clause_and_run(bead: &BeadCandidate<'_>, side: TextSide, clause: usize, other: TextRun) -> f64 {
    f64::from(bead.context.window.clause_and_run(side, clause, other))
}

/// How alike a clause is to what is most alike to it on the other side: a clause, a text, or the whole
/// side.
fn clause_like(
    bead: &BeadCandidate<'_>,
    side: TextSide,
    clause: usize,
    clauses: &[usize],
    texts: TextRun,
) -> f64 {
    let clauses = clauses
        .iter()
        .map(|&other| clause_and_clause(bead, side, clause, other));
    let runs = texts
        .range()
        .map(TextRun::one)
        .chain((texts.len > 1).then_some(texts))
        .map(|run| clause_and_run(bead, side, clause, run));
    clauses.chain(runs).fold(f64::MIN, f64::max)
}

/// How alike a clause of a text at an edge is to the text of the other side beyond that edge; less than
/// anything where there is no such text.
fn beyond(bead: &BeadCandidate<'_>, side: TextSide, clause: usize) -> f64 {
    let context = bead.context;
    let [own, other] = [bead.run(side), bead.run(side.other())];
    let window = context.window;
    let mut most = f64::MIN;
    let edges = [
        (own.first, other.first as isize - 1),
        (own.end() - 1, other.end() as isize),
    ];
    for (text, beyond) in edges {
        if !window.clauses(side, text).contains(&clause) {
            continue;
        }
        if let Some(beyond) = context.run(side.other(), beyond, 1) {
            let clauses = thin(window.clauses(side.other(), beyond.first));
            most = most.max(clause_like(bead, side, clause, &clauses, beyond));
        }
    }
    most
}

/// See [`Clauses::torn`].
fn torn(bead: &BeadCandidate<'_>, all: &[Vec<usize>; 2]) -> [f64; 4] {
    let context = bead.context;
    let mut torn = [0.0f64; 4];
    for side in TextSide::BOTH {
        let other = side.other();
        let [own_run, other_run] = [bead.run(side), bead.run(other)];
        let edges = [
            (
                own_run.first,
                own_run.first as isize - 1,
                other_run.first as isize - 1,
            ),
            (
                own_run.end() - 1,
                own_run.end() as isize,
                other_run.end() as isize,
            ),
        ];
        for (at, (text, before, beyond)) in edges.into_iter().enumerate() {
            let Some(beyond) = context.run(other, beyond, 1) else {
                continue;
            };
            let before = context.run(side, before, 1);
            let likes: Vec<(usize, f64)> = thin(context.window.clauses(other, beyond.first))
                .into_iter()
                .map(|clause| {
                    let like = before.map_or(0.0, |before| {
                        let clauses = thin(context.window.clauses(side, before.first));
                        clause_like(bead, other, clause, &clauses, before)
                    });
                    (clause, like)
                })
                .collect();
            for clause in thin(context.window.clauses(side, text)) {
                let like = clause_like(bead, side, clause, &all[other as usize], other_run);
                for &(partner, partners_like) in &likes {
                    let pair = clause_and_clause(bead, side, clause, partner);
                    let most = &mut torn[2 * side as usize + at];
                    *most = most.max(pair - like.max(partners_like));
                }
            }
        }
    }
    torn
}

fn outward(bead: &BeadCandidate<'_>) -> [f64; 4] {
    let context = bead.context;
    let mut out = [MISSING; 4];
    for side in TextSide::BOTH {
        let [own, other] = [bead.run(side), bead.run(side.other())];
        let first = context.window.clauses(side, own.first);
        let last = context.window.clauses(side, own.end() - 1);
        let edges = [
            (first.len() > 1, first.start, other.first as isize - 1),
            (
                last.len() > 1,
                last.end.saturating_sub(1),
                other.end() as isize,
            ),
        ];
        for (at, (is_part, clause, beyond)) in edges.into_iter().enumerate() {
            let beyond = context.run(side.other(), beyond, 1);
            if let (true, Some(beyond)) = (is_part, beyond) {
                let inside = other
                    .range()
                    .map(|text| clause_and_run(bead, side, clause, TextRun::one(text)))
                    .fold(f64::MIN, f64::max);
                out[2 * side as usize + at] = clause_and_run(bead, side, clause, beyond) - inside;
            }
        }
    }
    out
}

fn inward(bead: &BeadCandidate<'_>) -> f64 {
    let context = bead.context;
    let mut most = MISSING;
    for side in TextSide::BOTH {
        let other = bead.run(side.other());
        for text in bead.run(side).range() {
            let clauses = context.window.clauses(side, text);
            if clauses.len() < 2 {
                continue;
            }
            let whole = |partner: usize| {
                context
                    .cosine(side, Some(TextRun::one(text)), Some(TextRun::one(partner)))
                    .unwrap_or_default()
            };
            let favourite = other.range().fold(other.first, |best, partner| {
                if whole(partner) > whole(best) {
                    partner
                } else {
                    best
                }
            });
            for clause in [clauses.start, clauses.end - 1] {
                let own =
                    |partner: usize| clause_and_run(bead, side, clause, TextRun::one(partner));
                let best = other.range().map(own).fold(f64::MIN, f64::max);
                most = most.max(best - own(favourite));
            }
        }
    }
    most
}
