//! A band: which places of a lattice are looked at.

use std::ops::Range;

/// Largest lattice that is looked at as a whole, in cells. A larger one gets a band.
const FULL: usize = 1_500_000;
/// Half the width of a band between anchors, in target texts.
const HALF_WIDTH: usize = 40;
/// Most places between two links that are all looked at.
const LARGEST_GAP: usize = 250_000;

/// For each number of source texts consumed, 0 to n, the range of numbers of target texts consumed that is
/// looked at. Rows overlap, so that there is always a path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Band {
    /// First and last column of each row, both included.
    rows: Vec<(usize, usize)>,
    /// Where each row begins when rows are laid end to end.
    offsets: Vec<usize>,
}

/// The cells of one row of a band; no cells by default.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BandRow {
    /// The first column.
    first: usize,
    /// Number of columns.
    len: usize,
    /// Where the first cell is stored.
    offset: usize,
}

impl BandRow {
    /// The first column.
    pub(crate) fn first(self) -> usize {
        self.first
    }

    /// The column after the last.
    pub(crate) fn end(self) -> usize {
        self.first + self.len
    }

    /// Where the cells of some of its columns are stored.
    pub(crate) fn cells(self, columns: Range<usize>) -> Range<usize> {
        self.offset + columns.start - self.first..self.offset + columns.end - self.first
    }

    /// Where the cell of column `j` is stored, if it is looked at.
    pub(crate) fn cell(self, j: usize) -> Option<usize> {
        let at = j.wrapping_sub(self.first);
        (at < self.len).then_some(self.offset + at)
    }
}

impl Band {
    /// Every cell of an n by m lattice.
    pub(crate) fn full(n: usize, m: usize) -> Self {
        Self::of(vec![(0, m); n + 1])
    }

    /// Where to look for a path from end to end of an n by m lattice: everywhere if the lattice is small,
    /// otherwise in a band that goes through anchors.
    pub(crate) fn closed(
        n: usize,
        m: usize,
        anchors: impl FnOnce() -> Vec<(usize, usize)>,
    ) -> Self {
        match Self::is_small(n, m) {
            true => Self::full(n, m),
            false => Self::between(n, m, &anchors()),
        }
    }

    /// Where to look for a path that begins and ends anywhere on the target side: everywhere if the
    /// lattice is small, otherwise in a band that goes through anchors and continues in their direction.
    pub(crate) fn open(n: usize, m: usize, anchors: impl FnOnce() -> Vec<(usize, usize)>) -> Self {
        match Self::is_small(n, m) {
            true => Self::full(n, m),
            false => Self::along(n, m, &anchors()),
        }
    }

    /// Whether an n by m lattice is small enough to look at every cell.
    pub(super) fn is_small(n: usize, m: usize) -> bool {
        (n + 1).saturating_mul(m + 1) <= FULL
    }

    /// A band that goes through the anchors.
    fn between(n: usize, m: usize, anchors: &[(usize, usize)]) -> Self {
        let points = std::iter::once((0, 0))
            .chain(anchors.iter().map(|&(i, j)| (i + 1, j + 1)))
            .chain([(n, m)]);
        Self::through(points, n, m, HALF_WIDTH)
    }

    /// A band that goes through the anchors and continues in their direction, wherever that leads on the
    /// target side.
    fn along(n: usize, m: usize, anchors: &[(usize, usize)]) -> Self {
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

    /// Everything between each link and the next, widened by `half` rows and columns. A link is a source
    /// and a target text that belong together.
    pub(crate) fn beside(n: usize, m: usize, links: &[(usize, usize)], half: usize) -> Self {
        let mut rows = vec![(m, 0); n + 1];
        let mut last = (0, 0);
        let points = links.iter().flat_map(|&(i, j)| [(i, j), (i + 1, j + 1)]);
        for (i, j) in points.chain([(n, m)]) {
            let (i, j) = (i.min(n), j.min(m));
            let (height, width) = (i - last.0, j - last.1);
            for (at, row) in rows.iter_mut().enumerate().take(i + 1).skip(last.0) {
                // In a very large gap only what is near the straight line through it is looked at.
                let (from, to) = if height.saturating_mul(width) > LARGEST_GAP {
                    let middle = last.1 + width * (at - last.0) / height.max(1);
                    let half = LARGEST_GAP / (2 * height);
                    (
                        middle.saturating_sub(half).max(last.1),
                        (middle + half).min(j),
                    )
                } else {
                    (last.1, j)
                };
                *row = (row.0.min(from), row.1.max(to));
            }
            last = (i, j);
        }
        let own = rows.clone();
        for (i, row) in rows.iter_mut().enumerate() {
            row.0 = own[i.saturating_sub(half)]
                .0
                .min(row.0)
                .saturating_sub(half);
            row.1 = (own[(i + half).min(n)].1.max(row.1) + half).min(m);
        }
        Self::connected(rows, m)
    }

    /// A band of these rows, each a first and a last column, widened so that there is a way from the first
    /// place to the last.
    pub(crate) fn connected(mut rows: Vec<(usize, usize)>, m: usize) -> Self {
        let last = rows.len() - 1;
        rows[0].0 = 0;
        rows[last].1 = m;
        for row in &mut rows {
            if row.0 > row.1 {
                *row = (row.1, row.0);
            }
        }
        // No row begins further left than the row before it, so that a way that has gone right can continue.
        for i in (1..rows.len()).rev() {
            rows[i - 1].0 = rows[i - 1].0.min(rows[i].0);
        }
        for i in 1..rows.len() {
            rows[i].1 = rows[i].1.max(rows[i - 1].0);
            rows[i - 1].1 = rows[i - 1].1.max(rows[i].0);
        }
        Self::of(rows)
    }

    /// Some of its rows, as a band of their own.
    pub(crate) fn part(&self, rows: Range<usize>) -> Self {
        Self::of(self.rows[rows].to_vec())
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
        // Beads of several texts step over rows: neighbouring rows must overlap.
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

    /// Number of source texts.
    pub(crate) fn source_len(&self) -> usize {
        self.rows.len() - 1
    }

    /// Number of cells that are looked at.
    pub(crate) fn cells(&self) -> usize {
        self.offsets[self.rows.len()]
    }

    /// The columns of row `i`, both included.
    pub(crate) fn row(&self, i: usize) -> (usize, usize) {
        self.rows[i]
    }

    /// The cells of row `i`.
    pub(crate) fn cells_of(&self, i: usize) -> BandRow {
        let (lo, hi) = self.rows[i];
        BandRow {
            first: lo,
            len: hi + 1 - lo,
            offset: self.offsets[i],
        }
    }

    /// Where cell (i, j) is stored, if it is looked at.
    pub(crate) fn cell(&self, i: usize, j: usize) -> Option<usize> {
        let (lo, hi) = *self.rows.get(i)?;
        (lo..=hi).contains(&j).then(|| self.offsets[i] + (j - lo))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rows_overlap_even_where_the_band_runs_level() {
        let band = Band::through([(0, 0), (3, 0), (3, 500), (6, 500)].into_iter(), 6, 500, 2);
        for i in 0..6 {
            assert!(band.row(i).1 >= band.row(i + 1).0, "row {i}");
        }
        assert!(band.cell(3, 250).is_some());
        assert!(band.cell(1, 250).is_none());
    }

    #[test]
    fn a_large_lattice_is_a_band() {
        let band = Band::between(10_000, 12_000, &[(5_000, 4_000)]);
        assert!(band.cells() < 2_000_000, "{}", band.cells());
        assert!(band.cell(5_001, 4_001).is_some());
        assert!(band.cell(0, 0).is_some() && band.cell(10_000, 12_000).is_some());
    }

    proptest! {
        #[test]
        fn there_is_always_a_way(
            rows in proptest::collection::vec((0..30usize, 0..30usize), 1..20),
        ) {
            let m = 29;
            let band = Band::connected(rows, m);
            let last = band.source_len();
            let mut reached = vec![false; band.cells()];
            for row in 0..=last {
                let (lo, hi) = band.row(row);
                for column in lo..=hi {
                    let cell = band.cell(row, column).unwrap();
                    let above = row.checked_sub(1).and_then(|row| band.cell(row, column));
                    reached[cell] = (row, column) == (0, 0)
                        || (column > lo && reached[cell - 1])
                        || above.is_some_and(|above| reached[above]);
                }
            }
            prop_assert!(reached[band.cell(last, m).unwrap()]);
        }
    }
}
