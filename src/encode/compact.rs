//! Vectors in a byte a number, for comparing very many of them.

use super::matmul::Instructions;
use super::product::product;
use super::{Vector, WIDTH, floats};

/// Vectors, each number of which is a whole multiple of a unit of its vector's own.
///
/// What is lost is less than a hundredth of a cosine.
#[derive(Clone, Debug)]
pub struct Compact {
    /// Which the CPU has, asked once: a comparison takes hardly longer than the question.
    instructions: Instructions,
    values: Vec<i8>,
    /// How much one is worth, for each vector.
    units: Vec<f32>,
}

impl Default for Compact {
    fn default() -> Self {
        Self {
            instructions: Instructions::best(),
            values: Vec::new(),
            units: Vec::new(),
        }
    }
}

impl Compact {
    /// How many vectors there are.
    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// One vector more.
    pub fn push(&mut self, vector: &Vector) {
        let start = self.values.len();
        self.values.resize(start + WIDTH, 0);
        let out = &mut self.values[start..];
        let unit = floats::quantize_to_bytes(self.instructions, vector, out);
        self.units.push(unit);
    }

    /// One of them, as it is here.
    pub fn vector(&self, i: usize) -> Vec<f32> {
        let unit = self.units[i];
        self.row(i).iter().map(|&x| f32::from(x) * unit).collect()
    }

    /// The cosine of one of these vectors and one of others.
    ///
    /// # Panics
    ///
    /// If there are not so many.
    pub fn cosine(&self, own: usize, others: &Self, other: usize) -> f32 {
        let [a, b] = [(self, own), (others, other)].map(|(vectors, i)| vectors.row(i));
        let product = product(self.instructions, a, b);
        product as f32 * (self.units[own] * others.units[other])
    }

    fn row(&self, i: usize) -> &[i8] {
        &self.values[i * WIDTH..][..WIDTH]
    }
}

impl<'a> Extend<&'a Vector> for Compact {
    fn extend<T: IntoIterator<Item = &'a Vector>>(&mut self, vectors: T) {
        for vector in vectors {
            self.push(vector);
        }
    }
}
