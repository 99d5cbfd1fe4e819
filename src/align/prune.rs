//! Pruning: a first pass over all beads in the band leaves the probable ones, which are then weighed.

use super::bead::BeadCandidate;
use super::context::BeadContext;
use super::deletion::LoneText;
use super::setup::AlignmentSetup;
use super::weights::{AlignerWeights, PassWeights};
use crate::lattice::{Band, BeadArc, GapWeights, PathScope, Posteriors, WeighedLattice};
use crate::similarity::{LONGEST_RUN, Meaning, TextRun, TextSide};
use rayon::prelude::*;
use std::ops::Range;

/// The shapes of beads with two sides: source and target texts.
const SHAPES: &[(usize, usize)] = &[
    (1, 1),
    (1, 2),
    (2, 1),
    (1, 3),
    (3, 1),
    (2, 2),
    (1, 4),
    (4, 1),
    (2, 3),
    (3, 2),
    (3, 3),
    (1, 5),
    (5, 1),
    (2, 4),
    (4, 2),
    (1, 6),
    (6, 1),
    (3, 4),
    (4, 3),
    (2, 5),
    (5, 2),
];
/// Length of the parts that are pruned in parallel, in source texts.
const PART: usize = 256;
/// Texts beyond a part that the first pass looks at, so that the ends of the part do not matter.
const MARGIN: usize = 24;
/// Least probability, after the first pass, of a bead that is kept.
pub(super) const LEAST_PROBABILITY: f64 = 1e-6;
/// Greatest misfit of the lengths of a bead that is looked at, in standard deviations.
const MOST_MISFIT: f64 = 8.0;
/// Least probability of a place that is kept, as a share of that of a bead.
const PLACE: f64 = 0.1;

/// The first and the last column of each row.
type RowBounds = Vec<(usize, usize)>;

/// The beads and places that are left, weighed. They count from the first texts that are aligned.
#[derive(Default)]
pub(super) struct PrunedLattice {
    /// The places that paths may go through.
    pub places: Band,
    /// The beads, by the place where they end.
    pub arcs: Vec<BeadArc>,
    /// For each place, the weight of leaving the next source text alone there.
    pub deletions: Vec<f64>,
    /// For each place, the weight of leaving the next target text alone there.
    pub insertions: Vec<f64>,
    /// The weights of gaps.
    pub gap: GapWeights,
}

impl PrunedLattice {
    /// The lattice of what is left, from end to end.
    pub(super) fn lattice(&self) -> WeighedLattice<'_> {
        WeighedLattice {
            places: &self.places,
            arcs: &self.arcs,
            deletions: &self.deletions,
            insertions: &self.insertions,
            gap: self.gap,
            scope: PathScope::Whole,
        }
    }
}

/// Prunes the beads within the band that are less probable than `least`, and weighs the others.
pub(super) fn prune(
    meaning: &dyn Meaning,
    setup: &AlignmentSetup<'_>,
    weights: &AlignerWeights,
    least: f64,
) -> PrunedLattice {
    let band = &setup.band;
    let n = band.source_len();
    let m = setup.bounds[1].len();
    let parts = parts(n);
    // The rows and beads that are left of each part.
    let probable: Vec<(RowBounds, Vec<BeadArc>)> = parts
        .par_iter()
        .map(|part| probable(meaning, setup, part, &weights.first, least))
        .collect();
    let (rows, arcs): (Vec<_>, Vec<_>) = probable.into_iter().unzip();
    let places = Band::connected(rows.concat(), m);
    let arcs: Vec<Vec<BeadArc>> = arcs
        .into_iter()
        .map(|mut arcs| {
            arcs.retain(|arc| {
                let from = places.cell(arc.source as usize, arc.target as usize);
                from.and(places.cell(arc.source_end(), arc.target_end()))
                    .is_some()
            });
            arcs
        })
        .collect();
    let weighed: Vec<PrunedLattice> = parts
        .par_iter()
        .zip(arcs)
        .map(|(part, arcs)| weigh(meaning, setup, &places, part, arcs, &weights.second))
        .collect();
    let mut all = PrunedLattice {
        places,
        gap: weights.second.gap,
        ..PrunedLattice::default()
    };
    for part in weighed {
        all.arcs.extend(part.arcs);
        all.deletions.extend(part.deletions);
        all.insertions.extend(part.insertions);
    }
    all
}

/// The parts of `n` source texts.
pub(super) fn parts(n: usize) -> Vec<Range<usize>> {
    (0..n.max(1))
        .step_by(PART)
        .map(|start| start..n.min(start + PART))
        .collect()
}

/// The rows of a part: the places after each of its source texts, and before the very first.
pub(super) fn rows_of(part: &Range<usize>) -> Range<usize> {
    let first = if part.start == 0 { 0 } else { part.start + 1 };
    first..part.end + 1
}

/// The texts of a window that covers the beads which end in some rows, and their neighbours.
pub(super) fn window_over(
    setup: &AlignmentSetup<'_>,
    places: &Band,
    rows: &Range<usize>,
) -> [Range<usize>; 2] {
    let [source, target] = &setup.bounds;
    let first = rows.start.saturating_sub(LONGEST_RUN + 1);
    let last = (rows.end + LONGEST_RUN).min(places.source_len());
    let lo = (first..=last)
        .map(|row| places.row(row).0)
        .min()
        .unwrap_or_default();
    let hi = (first..=last)
        .map(|row| places.row(row).1)
        .max()
        .unwrap_or_default();
    let reach = 2 * LONGEST_RUN;
    [
        source.start + first.saturating_sub(reach)..source.end.min(source.start + last + reach),
        target.start + lo.saturating_sub(reach)..target.end.min(target.start + hi + reach),
    ]
}

/// The columns of each row of a part (see [`rows_of`]) that are probable at all, and the probable beads
/// that end there.
fn probable(
    meaning: &dyn Meaning,
    setup: &AlignmentSetup<'_>,
    part: &Range<usize>,
    weights: &PassWeights,
    least: f64,
) -> (RowBounds, Vec<BeadArc>) {
    let band = &setup.band;
    let n = band.source_len();
    let rows = part.start.saturating_sub(MARGIN)..(part.end + MARGIN).min(n);
    let [source, target] = window_over(setup, band, &rows);
    let window = meaning.window(source, target);
    let context = setup.context(&*window);
    let places = band.part(rows.start..rows.end + 1);
    let mut arcs = Vec::new();
    for row in rows.start..=rows.end {
        let (lo, hi) = band.row(row);
        for column in lo..=hi {
            for &(a, b) in SHAPES {
                let (Some(i), Some(j)) = (row.checked_sub(a), column.checked_sub(b)) else {
                    continue;
                };
                if i < rows.start || places.cell(i - rows.start, j).is_none() {
                    continue;
                }
                if context.misfit(i, j, (a, b)) > MOST_MISFIT {
                    continue;
                }
                let candidate = candidate(&context, i, j, (a, b));
                arcs.push(BeadArc {
                    source: (i - rows.start) as u32,
                    target: j as u32,
                    shape: (a as u8, b as u8),
                    likeness: candidate.likeness(),
                    weight: weights.bead(&candidate),
                });
            }
        }
    }
    let (deletions, insertions) = lone(&context, &places, rows.start, weights);
    let posteriors = WeighedLattice {
        places: &places,
        arcs: &arcs,
        deletions: &deletions,
        insertions: &insertions,
        gap: weights.gap,
        scope: PathScope::Part {
            begins: rows.start == 0,
            ends: rows.end == n,
        },
    }
    .posteriors_above(least * PLACE);
    let kept = columns(&places, &arcs, &posteriors, least * PLACE);
    let own = rows_of(part);
    // Not in place: the few that are left would keep the memory of all.
    let arcs = arcs
        .iter()
        .zip(&posteriors.arcs)
        .filter(|&(_, &probability)| probability > least)
        .map(|(&arc, _)| BeadArc {
            source: arc.source + rows.start as u32,
            ..arc
        })
        .filter(|arc| own.contains(&arc.source_end()))
        .collect();
    (
        kept[own.start - rows.start..own.end - rows.start].to_vec(),
        arcs,
    )
}

/// The first and the last column of each row that is probable at all.
fn columns(places: &Band, arcs: &[BeadArc], posteriors: &Posteriors, least: f64) -> RowBounds {
    let mut rows: Vec<Option<(usize, usize)>> = vec![None; places.source_len() + 1];
    let mut keep = |row: usize, column: usize| {
        if let Some(own) = rows.get_mut(row) {
            let (lo, hi) = own.unwrap_or((column, column));
            *own = Some((lo.min(column), hi.max(column)));
        }
    };
    for (arc, probability) in arcs.iter().zip(&posteriors.arcs) {
        if *probability > least {
            keep(arc.source as usize, arc.target as usize);
            keep(arc.source_end(), arc.target_end());
        }
    }
    for row in 0..=places.source_len() {
        let (lo, hi) = places.row(row);
        for column in lo..=hi {
            let Some(cell) = places.cell(row, column) else {
                continue;
            };
            if posteriors.deletions[cell] > least {
                keep(row, column);
                keep(row + 1, column);
            }
            if posteriors.insertions[cell] > least {
                keep(row, column);
                keep(row, column + 1);
            }
        }
    }
    rows.iter()
        .enumerate()
        .map(|(row, kept)| kept.unwrap_or(places.row(row)))
        .collect()
}

/// Weighs the beads that end in a part, and the texts left alone at its places.
fn weigh(
    meaning: &dyn Meaning,
    setup: &AlignmentSetup<'_>,
    places: &Band,
    part: &Range<usize>,
    mut arcs: Vec<BeadArc>,
    weights: &PassWeights,
) -> PrunedLattice {
    let [source, target] = window_over(setup, places, part);
    let window = meaning.window(source, target);
    let context = setup.context(&*window);
    for arc in &mut arcs {
        let shape = (usize::from(arc.shape.0), usize::from(arc.shape.1));
        let candidate = candidate(&context, arc.source as usize, arc.target as usize, shape);
        arc.weight = weights.bead(&candidate);
    }
    let rows = rows_of(part);
    let own = places.part(rows.clone());
    let (deletions, insertions) = lone(&context, &own, rows.start, weights);
    PrunedLattice {
        places: own,
        arcs,
        deletions,
        insertions,
        gap: weights.gap,
    }
}

/// The candidate for a bead of some shape that begins at a place.
pub(super) fn candidate<'a>(
    context: &'a BeadContext<'a>,
    row: usize,
    column: usize,
    (a, b): (usize, usize),
) -> BeadCandidate<'a> {
    let source = TextRun {
        first: context.bounds[0].start + row,
        len: a,
    };
    let target = TextRun {
        first: context.bounds[1].start + column,
        len: b,
    };
    BeadCandidate::new(context, source, target)
}

/// For each place, the weights of leaving the next source text, and the next target text, alone there; 0
/// where there is none. The first row of `places` is row `first` of what is aligned.
fn lone(
    context: &BeadContext<'_>,
    places: &Band,
    first: usize,
    weights: &PassWeights,
) -> (Vec<f64>, Vec<f64>) {
    let [source, target] = &context.bounds;
    let mut deletions = vec![0.0; places.cells()];
    let mut insertions = vec![0.0; places.cells()];
    for row in 0..=places.source_len() {
        let (lo, hi) = places.row(row);
        for column in lo..=hi {
            let Some(cell) = places.cell(row, column) else {
                continue;
            };
            let (i, j) = (source.start + first + row, target.start + column);
            if i < source.end {
                deletions[cell] = weights.lone(&LoneText::new(context, TextSide::Source, i, j));
            }
            if j < target.end && column < hi {
                insertions[cell] = weights.lone(&LoneText::new(context, TextSide::Target, j, i));
            }
        }
    }
    (deletions, insertions)
}
