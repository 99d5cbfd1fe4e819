//! The input of a tile, step by step.

#![allow(unsafe_code)]

use super::kernel::WeightLine;
use std::array::from_fn;

/// For each two consecutive `k` the activations of `R` rows, and their `L` lines of a panel.
///
/// An iterator of its own because indexing `R` slices checks `R` bounds in each step, though all
/// have one length; that alone would cost the inner loop an eighth of its speed.
pub(super) struct TileSteps<'a, const R: usize, const L: usize> {
    /// Both at least `end` long.
    rows: [&'a [[i16; 2]]; R],
    panel: &'a [[WeightLine; L]],
    next: usize,
    end: usize,
}

impl<'a, const R: usize, const L: usize> TileSteps<'a, R, L> {
    /// As many steps as the panel has.
    ///
    /// # Panics
    ///
    /// If a row is shorter than that.
    pub(super) fn new(rows: [&'a [[i16; 2]]; R], panel: &'a [[WeightLine; L]]) -> Self {
        let end = panel.len();
        assert!(
            rows.iter().all(|row| row.len() >= end),
            "a row is too short"
        );
        Self {
            rows,
            panel,
            next: 0,
            end,
        }
    }
}

impl<'a, const R: usize, const L: usize> Iterator for TileSteps<'a, R, L> {
    type Item = ([[i16; 2]; R], &'a [WeightLine; L]);

    // It has no instructions of its own, and so may always be inlined where others are enabled.
    #[inline(always)]
    fn next(&mut self) -> Option<Self::Item> {
        if self.next == self.end {
            return None;
        }
        let k = self.next;
        self.next += 1;
        // SAFETY: `k` is below `end`, and all rows and the panel are at least so long: `new`
        // checked it, and nothing writes to them since.
        unsafe {
            let pairs = from_fn(|r| *self.rows[r].get_unchecked(k));
            Some((pairs, self.panel.get_unchecked(k)))
        }
    }
}
