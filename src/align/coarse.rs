//! The coarse alignment: where the beads must be, from coarse to fine, so that time and memory are linear.
//!
//! Enters: two parts. Leaves: a narrow band. Pairs of texts that belong together, *links*, are found by
//! dynamic programming: first between blocks of many texts, each with the mean of their vectors; then
//! between blocks of half as many texts near the links; and so on down to single texts (after Thompson and
//! Koehn 2019, section 3.2). The band is what is beside the last links.

use super::surface::SideSurfaces;
use crate::encode::{CompactVectors, WIDTH};
use crate::lattice::Band;
use crate::similarity::{Meaning, Measure, TextSide};
use std::ops::Range;

/// Largest lattice that needs no band, in places.
const SMALL: usize = 1_600;
/// Most blocks of a side at the coarsest level.
const MOST_BLOCKS: usize = 256;
/// Distance from the links of blocks within which finer links are looked for, in finer blocks.
const MARGIN: usize = 8;
/// Distance from the links of single texts within which beads are looked for, in texts.
const HALF_WIDTH: usize = 8;
/// Excess over the mean cosine that blocks, and single texts, which have nothing to do with each other
/// seldom reach.
const CHANCE: f64 = 0.12;

/// The places between which the beads of two parts are looked for. Rows and columns count from the
/// beginnings of the parts. `anchors` are used where meaning has no vectors.
pub(super) fn band(
    meaning: &dyn Meaning,
    surfaces: &[SideSurfaces; 2],
    bounds: &[Range<usize>; 2],
    anchors: &dyn Fn() -> Vec<(usize, usize)>,
) -> Band {
    let [source, target] = bounds;
    let (n, m) = (source.len(), target.len());
    if (n + 1).saturating_mul(m + 1) <= SMALL {
        return Band::full(n, m);
    }
    let coarse = match meaning.vectors() {
        Some([a, b]) => from_blocks([(a, source), (b, target)]),
        None => Band::closed(n, m, anchors),
    };
    let lengths = |side: usize, text: usize| surfaces[side].chars(text..text + 1) as f64;
    let ratio = total(&surfaces[1], target) / total(&surfaces[0], source);
    let chance = match meaning.measure() {
        Measure::Encoder => CHANCE,
        Measure::Words => 0.0,
    };
    let reach = reach(&coarse, source, target);
    let singles = meaning.singles(source.clone(), target.clone(), &reach);
    let gain = |i: usize, j: usize| {
        let (i, j) = (source.start + i, target.start + j);
        let background = f64::from(singles.background(TextSide::Source, i))
            + f64::from(singles.background(TextSide::Target, j));
        let gain = f64::from(singles.cosine(i, j)) - background / 2.0 - chance;
        if gain <= 0.0 {
            return 0.0;
        }
        let (x, y) = (lengths(0, i) * ratio, lengths(1, j));
        gain * libm::log2(1.0 + x.min(y) / x.max(y))
    };
    let links = links(&coarse, &gain);
    Band::beside(n, m, &links, HALF_WIDTH)
}

/// From a source text to the target texts that share a place with it.
fn reach<'a>(
    places: &'a Band,
    source: &'a Range<usize>,
    target: &'a Range<usize>,
) -> impl Fn(usize) -> Range<usize> + 'a {
    move |text| {
        let row = text
            .checked_sub(source.start)
            .filter(|row| *row < places.source_len());
        let (lo, hi) = row.map_or((0, 0), |row| (places.row(row).0, places.row(row + 1).1));
        target.start + lo..target.start + hi
    }
}

/// For each text of two parts, how alike the most alike text of the other part within its reach is,
/// beyond chance; -1 if there is none.
pub(super) fn nearest(
    meaning: &dyn Meaning,
    bounds: &[Range<usize>; 2],
    places: &Band,
) -> [Vec<f32>; 2] {
    let [source, target] = bounds;
    let reach = reach(places, source, target);
    let singles = meaning.singles(source.clone(), target.clone(), &reach);
    let mut nearest = [vec![-1.0; source.len()], vec![-1.0; target.len()]];
    for i in source.clone() {
        for j in reach(i) {
            let cosine = singles.cosine(i, j);
            for (side, text, at) in [
                (TextSide::Source, i, i - source.start),
                (TextSide::Target, j, j - target.start),
            ] {
                let own: &mut f32 = &mut nearest[side as usize][at];
                *own = own.max(cosine - singles.background(side, text));
            }
        }
    }
    nearest
}

fn total(surfaces: &SideSurfaces, texts: &Range<usize>) -> f64 {
    surfaces.typical_chars(texts.clone()).max(1) as f64
}

fn add(sum: &mut [f32], row: &[f32]) {
    for (sum, x) in sum.iter_mut().zip(row) {
        *sum += x;
    }
}

/// The band for single texts, by way of blocks.
fn from_blocks(sides: [(&CompactVectors, &Range<usize>); 2]) -> Band {
    let [n, m] = sides.map(|(_, texts)| texts.len());
    let means = sides.map(|(vectors, texts)| {
        let mut mean = sum(vectors, texts.clone());
        scale(&mut mean, 1.0 / texts.len().max(1) as f32);
        mean
    });
    let blocks = |count: usize, size: usize| count.div_ceil(size);
    let mut size = 1;
    while blocks(n.max(m), size) > MOST_BLOCKS {
        size *= 2;
    }
    let mut band = Band::full(blocks(n, size), blocks(m, size));
    while size > 1 {
        let [a, b] = [0, 1].map(|side| in_blocks(sides[side].0, sides[side].1, &means[side], size));
        let gain = |i: usize, j: usize| (f64::from(a.cosine(i, &b, j)) - CHANCE).max(0.0);
        let found = links(&band, &gain);
        size /= 2;
        let finer: Vec<(usize, usize)> = found.iter().map(|&(i, j)| (2 * i, 2 * j)).collect();
        band = Band::beside(blocks(n, size), blocks(m, size), &finer, MARGIN);
    }
    band
}

/// The sum of some vectors.
fn sum(vectors: &CompactVectors, texts: Range<usize>) -> [f32; WIDTH] {
    let mut sum = [0.0; WIDTH];
    for text in texts {
        add(&mut sum, &vectors.vector(text));
    }
    sum
}

fn scale(vector: &mut [f32; WIDTH], by: f32) {
    for x in vector {
        *x *= by;
    }
}

/// The sums of the vectors of blocks of `size` texts, each vector less the mean, scaled to length 1.
fn in_blocks(
    vectors: &CompactVectors,
    texts: &Range<usize>,
    mean: &[f32; WIDTH],
    size: usize,
) -> CompactVectors {
    let mut blocks = CompactVectors::default();
    for start in texts.clone().step_by(size) {
        let block = start..texts.end.min(start + size);
        let mut sum = sum(vectors, block.clone());
        for (x, mean) in sum.iter_mut().zip(mean) {
            *x -= mean * block.len() as f32;
        }
        let squares: f32 = sum.iter().map(|x| x * x).sum();
        scale(&mut sum, 1.0 / squares.max(1e-12).sqrt());
        blocks.push(&sum);
    }
    blocks
}

/// The pairs of a source and a target text, rising in both, whose gains add up to the most.
fn links(places: &Band, gain: &dyn Fn(usize, usize) -> f64) -> Vec<(usize, usize)> {
    let mut best = vec![0.0; places.cells()];
    let mut linked = vec![false; places.cells()];
    let last = places.source_len();
    for row in 0..=last {
        let (lo, hi) = places.row(row);
        for column in lo..=hi {
            let Some(cell) = places.cell(row, column) else {
                continue;
            };
            let above = row.checked_sub(1);
            let beside = if column > lo {
                best[cell - 1]
            } else {
                f64::NEG_INFINITY
            };
            let over = above
                .and_then(|row| places.cell(row, column))
                .map_or(f64::NEG_INFINITY, |from| best[from]);
            let mut own = beside
                .max(over)
                .max(if row == 0 { 0.0 } else { f64::NEG_INFINITY });
            if let (Some(row), Some(column)) = (above, column.checked_sub(1))
                && let Some(from) = places.cell(row, column)
            {
                let gain = gain(row, column);
                if gain > 0.0 && best[from] + gain >= own {
                    own = best[from] + gain;
                    linked[cell] = true;
                }
            }
            best[cell] = own;
        }
    }
    let mut links = Vec::new();
    let (mut row, mut column) = (last, places.row(last).1);
    while row > 0 {
        let Some(cell) = places.cell(row, column) else {
            break;
        };
        if linked[cell] {
            (row, column) = (row - 1, column - 1);
            links.push((row, column));
        } else if column > places.row(row).0 && best[cell - 1] == best[cell] {
            column -= 1;
        } else {
            row -= 1;
        }
    }
    links.reverse();
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_rise_on_both_sides_and_leave_a_gap_out() {
        // The source lacks texts 3 to 6 of the target.
        let gain = |i: usize, j: usize| {
            let partner = if i < 3 { i } else { i + 4 };
            f64::from(u8::from(j == partner))
        };
        let found = links(&Band::full(6, 10), &gain);
        assert_eq!(found, [(0, 0), (1, 1), (2, 2), (3, 7), (4, 8), (5, 9)]);
        assert_eq!(links(&Band::full(0, 3), &gain), []);
        assert_eq!(links(&Band::full(4, 4), &|_, _| 0.0), []);
    }

    #[test]
    fn a_chapter_that_is_missing_leaves_the_band_whole() {
        // Texts of no meaning but their number, written out as vectors that hardly share anything.
        let vector = |text: usize| {
            let mut vector = [0.0; WIDTH];
            let mut bits = text as u64 * 2 + 1;
            for x in &mut vector {
                bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                *x = if bits >> 63 == 0 { 1.0 } else { -1.0 } / (WIDTH as f32).sqrt();
            }
            vector
        };
        let side = |texts: &[usize]| {
            let mut vectors = CompactVectors::default();
            for &text in texts {
                vectors.push(&vector(text));
            }
            vectors
        };
        let source: Vec<usize> = (0..3000).collect();
        let target: Vec<usize> = (0..1000).chain(1400..3000).collect();
        let (a, b) = (side(&source), side(&target));
        let band = from_blocks([(&a, &(0..source.len())), (&b, &(0..target.len()))]);
        for (j, &text) in target.iter().enumerate() {
            assert!(band.cell(text, j).is_some(), "text {text}");
        }
        assert!(band.cells() < 40 * source.len(), "{}", band.cells());
    }
}
