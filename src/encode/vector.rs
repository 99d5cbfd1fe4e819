//! Vectors: what the encoder makes of texts.

/// Length of the vector of a text.
pub const WIDTH: usize = 512;

/// The vector of a text, or of a run of texts. Its squares sum to 1.
pub type Vector = [f32; WIDTH];

/// How alike the meanings of two texts are: the cosine of the angle between their vectors, -1 to 1.
/// For a sentence and its translation it is seldom below 0.4, for any other seldom above.
pub fn cosine(a: &Vector, b: &Vector) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Rows of [`WIDTH`] numbers as vectors.
pub(super) fn in_rows(numbers: &[f32]) -> Vec<Vector> {
    let (rows, _) = numbers.as_chunks();
    rows.to_vec()
}
