//! Which cells of the lattice are looked at.

use super::Step;
use crate::similarity::LONGEST_RUN;

/// The widest full lattice, in cells: larger ones get a corridor.
const FULL: usize = 1_500_000;
/// Half the corridor's width between anchors, in target segments.
const HALF_WIDTH: usize = 40;
/// Half the width along a path whose neighbourhood is all that matters.
const NEAR: usize = 12;

/// For each number of source segments consumed, 0 to n, the range of target segments consumed that
/// is looked at. Rows overlap, so that there is always a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corridor {
    /// First and last column of each row, both included.
    rows: Vec<(usize, usize)>,
    /// Where each row begins when rows are laid end to end.
    offsets: Vec<usize>,
}

impl Corridor {
    /// Every cell of an n by m lattice.
    pub fn full(n: usize, m: usize) -> Self {
        Self::of(vec![(0, m); n + 1])
    }

    /// Whether an n by m lattice is small enough to look at every cell.
    pub fn is_small(n: usize, m: usize) -> bool {
        (n + 1).saturating_mul(m + 1) <= FULL
    }

    /// A band that goes through the anchors.
    pub fn between(n: usize, m: usize, anchors: &[(usize, usize)]) -> Self {
        let points = std::iter::once((0, 0))
            .chain(anchors.iter().map(|&(i, j)| (i + 1, j + 1)))
            .chain([(n, m)]);
        Self::through(points, n, m, HALF_WIDTH)
    }

    /// A band that goes through the anchors and on in their direction, wherever that leads on the
    /// target side.
    pub fn along(n: usize, m: usize, anchors: &[(usize, usize)]) -> Self {
        let (Some(&first), Some(&last)) = (anchors.first(), anchors.last()) else {
            return Self::between(n, m, anchors);
        };
        let slope = match last.0 - first.0 {
            0 => 1.0,
            rows => (last.1 - first.1) as f64 / rows as f64,
        };
        let start = (first.1 as f64 - slope * first.0 as f64).max(0.0) as usize;
        let end = last.1 as f64 + 1.0 + slope * n.saturating_sub(last.0 + 1) as f64;
        let points = std::iter::once((0, start.min(m)))
            .chain(anchors.iter().map(|&(i, j)| (i + 1, j + 1)))
            .chain([(n, (end as usize).min(m))]);
        Self::through(points, n, m, HALF_WIDTH)
    }

    /// The neighbourhood of a path.
    pub fn around(steps: &[Step], n: usize, m: usize) -> Self {
        let points = std::iter::once((0, 0))
            .chain(steps.iter().map(|s| (s.source.end, s.target.end)))
            .chain([(n, m)]);
        Self::through(points, n, m, NEAR)
    }

    /// A band of `half` columns on each side of the line through `points`, which rise.
    fn through(
        points: impl Iterator<Item = (usize, usize)>,
        n: usize,
        m: usize,
        half: usize,
    ) -> Self {
        let mut rows = vec![(m, 0); n + 1];
        let mut cover = |i: usize, lo: usize, hi: usize| {
            let row: &mut (usize, usize) = &mut rows[i];
            row.0 = row.0.min(lo.saturating_sub(half));
            row.1 = row.1.max((hi + half).min(m));
        };
        let mut points = points.peekable();
        // The line begins where its first point is.
        let mut last: (usize, usize) = (0, points.peek().map_or(0, |&(_, j)| j));
        for (i, j) in points {
            let rise = i.saturating_sub(last.0);
            let run = j.saturating_sub(last.1);
            for k in 0..=rise {
                // The line may cross many columns within one row: all of them are covered.
                let from = last.1 + run * k.saturating_sub(1) / rise.max(1);
                let to = last.1 + (run * k).checked_div(rise).unwrap_or(run);
                cover(last.0 + k, if rise == 0 { last.1 } else { from }, to);
            }
            last = (i, j);
        }
        // Beads of several segments step over rows; keep the band's neighbours inside it.
        for i in (1..rows.len()).rev() {
            rows[i - 1].1 = rows[i - 1].1.max(rows[i].0.min(m));
        }
        Self::of(rows)
    }

    fn of(rows: Vec<(usize, usize)>) -> Self {
        let mut offsets = Vec::with_capacity(rows.len() + 1);
        let mut total = 0;
        for &(lo, hi) in &rows {
            offsets.push(total);
            total += hi + 1 - lo.min(hi + 1);
        }
        offsets.push(total);
        Self { rows, offsets }
    }

    /// How many source segments there are.
    pub fn source_len(&self) -> usize {
        self.rows.len() - 1
    }

    /// How many cells are looked at.
    pub fn cells(&self) -> usize {
        self.offsets[self.rows.len()]
    }

    /// The columns of row `i`, both included.
    pub fn row(&self, i: usize) -> (usize, usize) {
        self.rows[i]
    }

    /// The target segments that source segment `i` can be in one bead with.
    pub fn reach(&self, i: usize) -> std::ops::Range<usize> {
        let first = i.saturating_sub(LONGEST_RUN);
        let last = (i + LONGEST_RUN).min(self.rows.len() - 1);
        let rows = self.rows.get(first..=last).unwrap_or_default();
        let lo = rows.iter().map(|row| row.0).min().unwrap_or_default();
        let hi = rows.iter().map(|row| row.1).max().unwrap_or_default();
        lo..hi
    }

    /// Where cell (i, j) is stored, if it is looked at.
    pub fn cell(&self, i: usize, j: usize) -> Option<usize> {
        let (lo, hi) = *self.rows.get(i)?;
        (lo..=hi).contains(&j).then(|| self.offsets[i] + (j - lo))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_overlap_even_where_the_band_runs_level() {
        let band = Corridor::through([(0, 0), (3, 0), (3, 500), (6, 500)].into_iter(), 6, 500, 2);
        for i in 0..6 {
            assert!(band.row(i).1 >= band.row(i + 1).0, "row {i}");
        }
        assert!(band.cell(3, 250).is_some());
        assert!(band.cell(1, 250).is_none());
    }

    #[test]
    fn a_large_lattice_is_a_band() {
        let band = Corridor::between(10_000, 12_000, &[(5_000, 4_000)]);
        assert!(band.cells() < 2_000_000, "{}", band.cells());
        assert!(band.cell(5_001, 4_001).is_some());
        assert!(band.cell(0, 0).is_some() && band.cell(10_000, 12_000).is_some());
    }
}
