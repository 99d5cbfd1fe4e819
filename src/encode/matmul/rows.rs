//! The left matrix of a product: rows of activations, read where they lie.

use std::ops::Range;

/// `count` rows of `inner` activations each; row `r` begins at `data[r * stride]`.
///
/// Rows may overlap (`stride < inner`), as the windows of a convolution do, and may leave gaps
/// (`stride > inner`). That each row lies within `data` is checked once, by [`ActivationRows::new`].
///
/// ```
/// use diglot::encode::matmul::ActivationRows;
///
/// let rows = ActivationRows::new(&[1, 2, 3, 4, 5], 3, 1, 3);
/// assert_eq!(rows.row(2), [3, 4, 5]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ActivationRows<'a> {
    data: &'a [i16],
    inner: usize,
    stride: usize,
    count: usize,
}

impl<'a> ActivationRows<'a> {
    /// Rows of `inner` activations whose beginnings are `stride` activations apart.
    ///
    /// # Panics
    ///
    /// If the last row ends beyond `data`. No rows fit in any data.
    pub fn new(data: &'a [i16], inner: usize, stride: usize, count: usize) -> Self {
        let end = match count.checked_sub(1) {
            None => Some(0),
            Some(last) => last
                .checked_mul(stride)
                .and_then(|start| start.checked_add(inner)),
        };
        assert!(
            end.is_some_and(|end| end <= data.len()),
            "{count} rows of {inner}, {stride} apart, do not lie in {} activations",
            data.len()
        );
        Self {
            data,
            inner,
            stride,
            count,
        }
    }

    /// The length of each row, in activations.
    pub fn inner(&self) -> usize {
        self.inner
    }

    /// From the beginning of a row to that of the next, in activations.
    pub fn stride(&self) -> usize {
        self.stride
    }

    /// Number of rows.
    pub fn count(&self) -> usize {
        self.count
    }

    /// One row, `inner` activations long.
    ///
    /// # Panics
    ///
    /// If there is no such row.
    pub fn row(&self, row: usize) -> &'a [i16] {
        assert!(row < self.count, "row {row} of {}", self.count);
        &self.data[row * self.stride..][..self.inner]
    }

    /// Some consecutive rows, at least one.
    pub(super) fn slice(&self, rows: Range<usize>) -> Self {
        let data = &self.data[rows.start * self.stride..];
        Self::new(data, self.inner, self.stride, rows.len())
    }

    /// The indices of all rows, `rows` at a time.
    pub(super) fn parts(&self, rows: usize) -> impl Iterator<Item = Range<usize>> + use<> {
        let count = self.count;
        (0..count)
            .step_by(rows)
            .map(move |start| start..count.min(start + rows))
    }
}
