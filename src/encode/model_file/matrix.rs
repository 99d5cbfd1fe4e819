//! The matrices of the network, as they are in the file: whole steps, whose length depends on the column.

use super::bytes::Bytes;
use super::code::Code;
use super::fault::Fault;
use crate::encode::floats::LARGEST_ACTIVATION;
use crate::encode::matmul::{Instructions, PackedWeights};

/// Longest step of a weight; those of real models are a tenth of it. With it, six layers of the largest
/// weights on the largest features still give numbers that an `f32` can hold.
const LARGEST_STEP: f32 = 1.0;
/// Number of parts, all of the same length, in which a matrix is coded.
const STREAMS: usize = 64;
/// Number of streams that are decoded at once.
const AT_ONCE: usize = 4;

/// A matrix, inner × columns, as it is in the file.
#[derive(Debug)]
pub(crate) struct Matrix<'a> {
    inner: usize,
    columns: usize,
    /// The length of a step, for each column.
    steps: Vec<f32>,
    /// Value of the first symbol of the code, in steps.
    least: i16,
    code: Code,
    /// The values, row after row, as symbols.
    streams: [&'a [u8]; STREAMS],
}

impl<'a> Matrix<'a> {
    /// Reads a matrix. Refuses one of another shape.
    pub(crate) fn read(bytes: &mut Bytes<'a>, inner: usize, columns: usize) -> Result<Self, Fault> {
        if (bytes.u16()?, bytes.u16()?) != (inner, columns)
            || !(inner * columns).is_multiple_of(STREAMS)
        {
            return Err(Fault::Malformed("a matrix has another shape"));
        }
        let least = bytes.i16()?;
        let steps = bytes.f32s(columns)?;
        if steps.iter().any(|step| step.abs() > LARGEST_STEP) {
            return Err(Fault::Malformed("a step of its weights is too long"));
        }
        let code = Code::read(bytes)?;
        if i32::from(least) + code.symbols() as i32 > i32::from(i16::MAX) {
            return Err(Fault::Malformed("a weight is too large"));
        }
        let sizes = bytes.counts(STREAMS)?;
        let mut content = Bytes::new(bytes.prefixed()?, 0);
        let mut streams = [[].as_slice(); STREAMS];
        for (stream, words) in streams.iter_mut().zip(sizes) {
            let size = (words as usize).saturating_mul(2);
            *stream = content.take(size)?;
        }
        content.end()?;
        Ok(Self {
            inner,
            columns,
            steps,
            least,
            code,
            streams,
        })
    }

    /// The values, in steps, row after row.
    fn decoded(&self) -> Vec<i16> {
        let mut values = vec![0; self.inner * self.columns];
        let part = values.len() / STREAMS;
        let (streams, _) = self.streams.as_chunks::<AT_ONCE>();
        for (streams, values) in streams.iter().zip(values.chunks_mut(part * AT_ONCE)) {
            let streams = streams.map(|stream| (&self.code, stream));
            Code::decode(streams, part, |stream, i, symbol| {
                // The value is within bounds: a code has at most 4096 symbols, and the last of them fits.
                values[stream * part + i] = self.least + symbol as i16;
            });
        }
        values
    }
}

/// One or more matrices side by side, packed to be multiplied.
#[derive(Debug)]
pub(crate) struct NetworkLayer {
    /// The weights, in steps.
    pub weights: PackedWeights,
    /// The length of a step, for each column.
    pub steps: Vec<f32>,
}

impl NetworkLayer {
    /// Decodes matrices of the same inner dimension, and packs them side by side.
    pub(crate) fn new(matrices: &[Matrix<'_>], instructions: Instructions) -> Result<Self, Fault> {
        let decoded: Vec<Vec<i16>> = matrices.iter().map(Matrix::decoded).collect();
        let columns: Vec<(&[i16], usize, usize)> = matrices
            .iter()
            .zip(&decoded)
            .flat_map(|(matrix, values)| {
                (0..matrix.columns).map(|column| (values.as_slice(), matrix.columns, column))
            })
            .collect();
        let inner = matrices.first().map_or(0, |matrix| matrix.inner);
        let weights = PackedWeights::pack_with(inner, columns.len(), instructions, |k, column| {
            let (values, width, column) = columns[column];
            values[k * width + column]
        });
        let largest = weights
            .largest_column_sum()
            .checked_mul(LARGEST_ACTIVATION as u64);
        if largest.is_none_or(|largest| largest > i32::MAX as u64) {
            return Err(Fault::Malformed(
                "a product with its weights may be too large",
            ));
        }
        Ok(Self {
            weights,
            steps: matrices.iter().flat_map(|m| m.steps.clone()).collect(),
        })
    }
}
