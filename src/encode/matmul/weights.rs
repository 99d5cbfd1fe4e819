//! The right matrix of a product, packed in the order in which the inner loop reads it.

use super::instructions::Instructions;
use super::kernel::{COLUMNS, Kernel, WeightLine};
use std::fmt;
use std::ops::Range;

/// A matrix of weights, inner × columns, packed for one set of instructions.
///
/// A *line* holds two consecutive `k` of sixteen columns, in 64 bytes, which are one line of cache.
/// A *panel* is as many columns as a tile is wide (sixteen, or a multiple), all its lines in the
/// order of `k`. An odd inner dimension and the columns of the last panel are filled up with zeros,
/// which add nothing to any sum that is asked for.
pub struct PackedWeights {
    lines: Vec<WeightLine>,
    inner: usize,
    columns: usize,
    largest_column_sum: u64,
    instructions: Instructions,
    kernel: &'static Kernel,
}

impl fmt::Debug for PackedWeights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PackedWeights")
            .field("inner", &self.inner)
            .field("columns", &self.columns)
            .field("instructions", &self.instructions)
            .finish_non_exhaustive()
    }
}

impl PackedWeights {
    /// Packs `values`, row after row: `values[k * columns + column]`.
    ///
    /// # Panics
    ///
    /// If `values` is not inner × columns long, or this CPU lacks the instructions.
    pub fn pack(values: &[i16], inner: usize, columns: usize, instructions: Instructions) -> Self {
        assert_eq!(
            Some(values.len()),
            inner.checked_mul(columns),
            "values are not inner × columns"
        );
        Self::pack_with(inner, columns, instructions, |k, column| {
            values[k * columns + column]
        })
    }

    /// Packs what `weight(k, column)` gives, which is asked once for each weight, in no particular
    /// order.
    ///
    /// # Panics
    ///
    /// If this CPU lacks the instructions.
    ///
    /// ```
    /// use diglot::encode::matmul::{Instructions, PackedWeights};
    ///
    /// let bytes = [3_u8, 0x80];
    /// let decoded = |k: usize, column: usize| i16::from(bytes[k + column] as i8);
    /// let weights = PackedWeights::pack_with(2, 1, Instructions::Portable, decoded);
    /// assert_eq!(weights.largest_column_sum(), 3 + 128);
    /// ```
    pub fn pack_with(
        inner: usize,
        columns: usize,
        instructions: Instructions,
        mut weight: impl FnMut(usize, usize) -> i16,
    ) -> Self {
        let kernel = instructions
            .kernel()
            .unwrap_or_else(|| panic!("this CPU lacks {}", instructions.name()));
        let pairs = inner.div_ceil(2);
        let panels = columns.div_ceil(kernel.columns());
        let mut lines = vec![WeightLine::default(); panels * pairs * kernel.lines];
        // For each column the line with its first weight, and the places of the two `k` there.
        let places: Vec<(usize, [usize; 2])> = (0..columns)
            .map(|column| {
                let (panel, within) = (column / kernel.columns(), column % kernel.columns());
                let line = panel * pairs * kernel.lines + within / COLUMNS;
                (line, [0, 1].map(|k| kernel.place(k, within % COLUMNS)))
            })
            .collect();
        let mut column_sums = vec![0; columns];
        for k in 0..inner {
            for (column, (sum, (line, place))) in column_sums.iter_mut().zip(&places).enumerate() {
                let value = weight(k, column);
                *sum += u64::from(value.unsigned_abs());
                lines[line + k / 2 * kernel.lines].0[place[k % 2]] = value;
            }
        }
        let largest_column_sum = column_sums.into_iter().max().unwrap_or(0);
        Self {
            lines,
            inner,
            columns,
            largest_column_sum,
            instructions,
            kernel,
        }
    }

    /// Number of weights of a column: the length of a row of activations.
    pub fn inner(&self) -> usize {
        self.inner
    }

    /// Number of columns: the length of a row of the product.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The instructions that the weights are packed for and multiplied with.
    pub fn instructions(&self) -> Instructions {
        self.instructions
    }

    /// The greatest sum of the absolute weights of a column; 0 without weights.
    ///
    /// No sum of a product, and no part of one, is further from zero than this times the greatest
    /// absolute activation. A product is exact if that is less than 2^31.
    ///
    /// ```
    /// use diglot::encode::matmul::{Instructions, PackedWeights};
    ///
    /// let weights = PackedWeights::pack(&[100, 1, -2000, 1], 2, 2, Instructions::best());
    /// assert_eq!(weights.largest_column_sum(), 2100);
    /// let largest_activation = ((1 << 31) - 1) / weights.largest_column_sum();
    /// assert!(largest_activation > i16::MAX as u64); // No activation is too large.
    /// ```
    pub fn largest_column_sum(&self) -> u64 {
        self.largest_column_sum
    }

    pub(super) fn kernel(&self) -> &'static Kernel {
        self.kernel
    }

    /// The panels, each with the columns that it holds.
    pub(super) fn panels(&self) -> impl Iterator<Item = (&[WeightLine], Range<usize>)> {
        let length = self.inner.div_ceil(2) * self.kernel.lines;
        let width = self.kernel.columns();
        (0..self.columns.div_ceil(width)).map(move |panel| {
            let start = panel * width;
            (
                &self.lines[panel * length..][..length],
                start..self.columns.min(start + width),
            )
        })
    }
}
