//! Which beads are considered: a first pass over all in the band leaves the probable ones.

use super::Frame;
use super::bead::{Candidate, Scene};
use super::deletion::Lone;
use super::lattice::{Arc, Gap, Lattice, Posteriors, Scope};
use super::weights::{Pass, Weights};
use crate::lattice::Band;
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
/// The texts are looked at in parts of so many source texts, in parallel.
const PART: usize = 256;
/// How far the first pass looks beyond a part, so that its ends do not matter.
const MARGIN: usize = 24;
/// A bead that is less probable than this after the first pass is left out.
pub const LEAST: f64 = 1e-6;
/// A bead whose lengths are further from what is expected, in standard deviations, is not looked at.
const FARTHEST: f64 = 8.0;
/// How much less probable a place may be.
const PLACE: f64 = 0.1;

/// The first and the last column of rows.
type Rows = Vec<(usize, usize)>;

/// What is worth considering, weighed. Places and beads count from the beginning of what is aligned.
#[derive(Default)]
pub struct Considered {
    /// The places that paths may go through.
    pub places: Band,
    /// The beads, by the place where they end.
    pub arcs: Vec<Arc>,
    /// For each place, what speaks for leaving the next source text alone there.
    pub deletions: Vec<f64>,
    /// For each place, what speaks for leaving the next target text alone there.
    pub insertions: Vec<f64>,
    /// What gaps weigh.
    pub gap: Gap,
}

impl Considered {
    /// The lattice of what is considered, from end to end.
    pub fn lattice(&self) -> Lattice<'_> {
        Lattice {
            places: &self.places,
            arcs: &self.arcs,
            deletions: &self.deletions,
            insertions: &self.insertions,
            gap: self.gap,
            scope: Scope::Whole,
        }
    }
}

/// Considers the beads within the band.
pub fn prune(
    meaning: &dyn Meaning,
    frame: &Frame<'_>,
    weights: &Weights,
    least: f64,
) -> Considered {
    let band = &frame.band;
    let n = band.source_len();
    let m = frame.bounds[1].len();
    let parts = parts(n);
    // What each part leaves of its rows and beads.
    let probable: Vec<(Rows, Vec<Arc>)> = parts
        .par_iter()
        .map(|part| probable(meaning, frame, part, &weights.first, least))
        .collect();
    let (rows, arcs): (Vec<_>, Vec<_>) = probable.into_iter().unzip();
    let places = Band::connected(rows.concat(), m);
    let arcs: Vec<Vec<Arc>> = arcs
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
    let weighed: Vec<Considered> = parts
        .par_iter()
        .zip(arcs)
        .map(|(part, arcs)| weigh(meaning, frame, &places, part, arcs, &weights.second))
        .collect();
    let mut all = Considered {
        places,
        gap: weights.second.gap,
        ..Considered::default()
    };
    for part in weighed {
        all.arcs.extend(part.arcs);
        all.deletions.extend(part.deletions);
        all.insertions.extend(part.insertions);
    }
    all
}

/// The parts of so many source texts.
pub fn parts(n: usize) -> Vec<Range<usize>> {
    (0..n.max(1))
        .step_by(PART)
        .map(|start| start..n.min(start + PART))
        .collect()
}

/// The rows of a part: the places behind each of its source texts, and before the very first.
pub fn rows_of(part: &Range<usize>) -> Range<usize> {
    let first = if part.start == 0 { 0 } else { part.start + 1 };
    first..part.end + 1
}

/// A window that covers the beads which end in some rows, and their neighbours.
pub fn window_over(frame: &Frame<'_>, places: &Band, rows: &Range<usize>) -> [Range<usize>; 2] {
    let [source, target] = &frame.bounds;
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

/// The rows of a part (the places behind each of its source texts, and before its first if it is the
/// very first) with the columns that are probable at all, and the probable beads that end there.
fn probable(
    meaning: &dyn Meaning,
    frame: &Frame<'_>,
    part: &Range<usize>,
    weights: &Pass,
    least: f64,
) -> (Rows, Vec<Arc>) {
    let band = &frame.band;
    let n = band.source_len();
    let rows = part.start.saturating_sub(MARGIN)..(part.end + MARGIN).min(n);
    let [source, target] = window_over(frame, band, &rows);
    let window = meaning.window(source, target);
    let scene = frame.scene(&*window);
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
                if scene.misfit(i, j, (a, b)) > FARTHEST {
                    continue;
                }
                let candidate = candidate(&scene, i, j, (a, b));
                arcs.push(Arc {
                    source: (i - rows.start) as u32,
                    target: j as u32,
                    shape: (a as u8, b as u8),
                    likeness: candidate.likeness(),
                    weight: weights.bead(&candidate),
                });
            }
        }
    }
    let (deletions, insertions) = lone(&scene, &places, rows.start, weights);
    let posteriors = Lattice {
        places: &places,
        arcs: &arcs,
        deletions: &deletions,
        insertions: &insertions,
        gap: weights.gap,
        scope: Scope::Part {
            begins: rows.start == 0,
            ends: rows.end == n,
        },
    }
    .posteriors_above(least * PLACE);
    let kept = columns(&places, &arcs, &posteriors, least * PLACE);
    let own = rows_of(part);
    // Not in place: the few that are left would hold the memory of all.
    let arcs = arcs
        .iter()
        .zip(&posteriors.arcs)
        .filter(|&(_, &probability)| probability > least)
        .map(|(&arc, _)| Arc {
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

/// For each row, from the first to the last column that is probable at all.
fn columns(places: &Band, arcs: &[Arc], posteriors: &Posteriors, least: f64) -> Rows {
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

/// Weighs the beads that end in a part, and what speaks for leaving texts alone at its places.
fn weigh(
    meaning: &dyn Meaning,
    frame: &Frame<'_>,
    places: &Band,
    part: &Range<usize>,
    mut arcs: Vec<Arc>,
    weights: &Pass,
) -> Considered {
    let [source, target] = window_over(frame, places, part);
    let window = meaning.window(source, target);
    let scene = frame.scene(&*window);
    for arc in &mut arcs {
        let shape = (usize::from(arc.shape.0), usize::from(arc.shape.1));
        let candidate = candidate(&scene, arc.source as usize, arc.target as usize, shape);
        arc.weight = weights.bead(&candidate);
    }
    let rows = rows_of(part);
    let own = places.part(rows.clone());
    let (deletions, insertions) = lone(&scene, &own, rows.start, weights);
    Considered {
        places: own,
        arcs,
        deletions,
        insertions,
        gap: weights.gap,
    }
}

/// The bead of some shape that begins at a place.
pub fn candidate<'a>(
    scene: &'a Scene<'a>,
    row: usize,
    column: usize,
    (a, b): (usize, usize),
) -> Candidate<'a> {
    let source = TextRun {
        first: scene.bounds[0].start + row,
        len: a,
    };
    let target = TextRun {
        first: scene.bounds[1].start + column,
        len: b,
    };
    Candidate::new(scene, source, target)
}

/// For each place, what speaks for leaving the next source text alone there, and the next target
/// text; 0 where there is none. The places' first row is row `first` of what is aligned.
fn lone(scene: &Scene<'_>, places: &Band, first: usize, weights: &Pass) -> (Vec<f64>, Vec<f64>) {
    let [source, target] = &scene.bounds;
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
                deletions[cell] = weights.lone(&Lone::new(scene, TextSide::Source, i, j));
            }
            if j < target.end && column < hi {
                insertions[cell] = weights.lone(&Lone::new(scene, TextSide::Target, j, i));
            }
        }
    }
    (deletions, insertions)
}
