//! The network's matrices, as they stand in the file: whole steps, of a length for each column.

use super::{Bytes, Code, Fault};
use crate::encode::matmul::{Instructions, Weights};

/// Activations are between this and its negative.
pub const LARGEST_ACTIVATION: i16 = (1 << 14) - 1;
/// A matrix is coded in so many parts of the same length.
const STREAMS: usize = 64;

/// A matrix: inner × columns.
#[derive(Debug)]
pub struct Matrix {
    inner: usize,
    columns: usize,
    /// How much one step is worth, for each column.
    steps: Vec<f32>,
    /// Row after row.
    values: Vec<i16>,
}

impl Matrix {
    /// Reads a matrix.
    pub fn read(bytes: &mut Bytes<'_>) -> Result<Self, Fault> {
        let (inner, columns) = (bytes.u16()?, bytes.u16()?);
        let least = bytes.i16()?;
        let steps = bytes.f32s(columns)?;
        let code = Code::read(bytes)?;
        let sizes = bytes.counts(STREAMS)?;
        let mut content = Bytes::new(bytes.prefixed()?, 0);
        let mut values = vec![0; inner * columns];
        let part = values.len().div_ceil(STREAMS).max(1);
        if i32::from(least) + code.symbols() as i32 > i32::from(i16::MAX) {
            return Err(Fault::Malformed("a weight is too large"));
        }
        for (size, values) in sizes.iter().zip(values.chunks_mut(part)) {
            let stream = content.take(2 * *size as usize)?;
            code.decode(stream, values, |symbol| least + symbol as i16);
        }
        Ok(Self {
            inner,
            columns,
            steps,
            values,
        })
    }

    /// That the matrix has this shape.
    pub fn expect(self, inner: usize, columns: usize) -> Result<Self, Fault> {
        match (self.inner, self.columns) == (inner, columns) {
            true => Ok(self),
            false => Err(Fault::Malformed("a matrix has another shape")),
        }
    }
}

/// One or more matrices side by side, packed to be multiplied.
#[derive(Debug)]
pub struct Layer {
    /// In steps.
    pub weights: Weights,
    /// How much one step is worth, for each column.
    pub steps: Vec<f32>,
}

impl Layer {
    /// Packs matrices of the same inner dimension side by side.
    pub fn new(matrices: &[Matrix], instructions: Instructions) -> Result<Self, Fault> {
        let columns: Vec<(&Matrix, usize)> = matrices
            .iter()
            .flat_map(|matrix| (0..matrix.columns).map(move |column| (matrix, column)))
            .collect();
        let inner = matrices.first().map_or(0, |matrix| matrix.inner);
        let weights = Weights::pack_with(inner, columns.len(), instructions, |k, column| {
            let (matrix, column) = columns[column];
            matrix.values[k * matrix.columns + column]
        });
        let largest = weights.largest_column_sum().checked_mul(LARGEST_ACTIVATION as u64);
        if largest.is_none_or(|largest| largest > i32::MAX as u64) {
            return Err(Fault::Malformed("a product with its weights may be too large"));
        }
        Ok(Self {
            weights,
            steps: matrices.iter().flat_map(|m| m.steps.clone()).collect(),
        })
    }
}
