//! Vectors of one byte a number, for comparing very many of them.

use super::floats;
use super::matmul::Instructions;
use super::product::product;
use super::vector::{Vector, WIDTH};

/// Vectors whose numbers are whole multiples of a unit. Each vector has a unit of its own.
///
/// A cosine loses less than a hundredth.
#[derive(Clone, Debug)]
pub struct CompactVectors {
    /// The instructions of the CPU, asked for once: a comparison takes hardly longer than the question.
    instructions: Instructions,
    values: Vec<i8>,
    /// The unit of each vector.
    units: Vec<f32>,
}

impl Default for CompactVectors {
    fn default() -> Self {
        Self {
            instructions: Instructions::best(),
            values: Vec::new(),
            units: Vec::new(),
        }
    }
}

impl CompactVectors {
    /// Number of vectors.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there are no vectors.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// Appends a vector.
    pub fn push(&mut self, vector: &Vector) {
        let start = self.values.len();
        self.values.resize(start + WIDTH, 0);
        let out = &mut self.values[start..];
        let unit = floats::quantize_to_bytes(self.instructions, vector, out);
        self.units.push(unit);
    }

    /// A vector, as far as it is preserved.
    pub fn vector(&self, i: usize) -> Vec<f32> {
        let unit = self.units[i];
        self.row(i).iter().map(|&x| f32::from(x) * unit).collect()
    }

    /// The cosine of one of these vectors and one of others.
    ///
    /// # Panics
    ///
    /// If an index is out of range.
    pub fn cosine(&self, own: usize, others: &Self, other: usize) -> f32 {
        let [a, b] = [(self, own), (others, other)].map(|(vectors, i)| vectors.row(i));
        let product = product(self.instructions, a, b);
        product as f32 * (self.units[own] * others.units[other])
    }

    fn row(&self, i: usize) -> &[i8] {
        &self.values[i * WIDTH..][..WIDTH]
    }
}

impl<'a> Extend<&'a Vector> for CompactVectors {
    fn extend<T: IntoIterator<Item = &'a Vector>>(&mut self, vectors: T) {
        for vector in vectors {
            self.push(vector);
        }
    }
}
