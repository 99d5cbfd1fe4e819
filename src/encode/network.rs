//! The network between the embeddings of a text's pieces and the vector of the text.
//!
//! [Multilingual Universal Sentence Encoder](https://arxiv.org/abs/1907.04307) (Yang et al., 2020),
//! the convolutional kind. Each piece's embedding is projected for three branches, which look at 2, 3
//! and 5 pieces at a time, twice. Their output for a piece, brought to mean 0 and variance 1, is its
//! *features*. A text's vector comes from the sum of its pieces' features, through a small
//! residual network. So the features of a piece depend on four pieces on either side and on nothing
//! else ([`REACH`]), and sums of features can be added up: `super::runs` does that.
//!
//! Activations are whole numbers when they are multiplied by weights, and so are the weights: the
//! products are exact, on any CPU.

use super::floats;
use super::matmul::{ActivationRows, Instructions, multiply};
use super::model_file::{Bytes, EmbeddingTable, Fault, Matrix, NetworkLayer};
use super::vector::WIDTH;
use rayon::prelude::*;
use std::ops::Range;

/// Length of the embedding of a piece.
pub(super) const EMBEDDING: usize = 512;
/// Number of pieces on either side that the features of a piece depend on.
pub(super) const REACH: usize = 4;

/// Length of what a branch computes for each piece.
const BRANCH: usize = 256;
/// The branches, by the pieces that each looks at.
const BRANCHES: [ConvolutionWindow; 3] = [
    ConvolutionWindow {
        pieces: 2,
        before: 0,
    },
    ConvolutionWindow {
        pieces: 3,
        before: 1,
    },
    ConvolutionWindow {
        pieces: 5,
        before: 2,
    },
];
const BRANCHED: usize = BRANCHES.len() * BRANCH;
const FEATURES: usize = EMBEDDING + BRANCHED;
/// The width of the small residual network's first layers.
const HIDDEN: usize = 320;

/// Number of units of whole activations that are 1: of embeddings, which reach to ±23; of projections,
/// which have variance 1; and of the output of the first convolution, which reaches to ±71.
const EMBEDDING_UNITS: f32 = 512.0;
const PROJECTION_UNITS: f32 = 512.0;
const CONVOLUTION_UNITS: f32 = 128.0;

/// The pieces that a convolution looks at.
#[derive(Clone, Copy, Debug)]
struct ConvolutionWindow {
    /// Number of pieces.
    pieces: usize,
    /// How many of them are before the piece itself.
    before: usize,
}

impl ConvolutionWindow {
    /// Number of rows of zeros beyond each end of a text.
    fn margin(self) -> usize {
        self.before.max(self.pieces - 1 - self.before)
    }
}

/// All weights, ready for use.
#[derive(Debug)]
pub(super) struct Network {
    instructions: Instructions,
    /// For all branches side by side.
    projection: NetworkLayer,
    projection_bias: Vec<f32>,
    projection_gain: Vec<f32>,
    projection_shift: Vec<f32>,
    branches: Vec<[Convolution; 2]>,
    features_gain: Vec<f32>,
    features_shift: Vec<f32>,
    output: NetworkLayer,
    output_bias: Vec<f32>,
    /// d0 and p1, d1, d2 and p3, d3: see [`Network::vectors`].
    first: NetworkLayer,
    second: NetworkLayer,
    third: NetworkLayer,
    fourth: NetworkLayer,
}

/// A convolution over n-grams of pieces.
#[derive(Debug)]
struct Convolution {
    layer: NetworkLayer,
    bias: Vec<f32>,
}

/// Consecutive pieces of a text, with those whose features are needed.
#[derive(Clone, Debug)]
pub(super) struct PieceChunk<'a> {
    /// The pieces. Beyond them there is nothing: where the text continues, the first and the last
    /// [`REACH`] of them are there only for their neighbours.
    pub ids: &'a [u32],
    /// The zones whose features are added up, one sum for each.
    pub zones: Vec<Range<usize>>,
}

impl Network {
    /// Reads the weights, and packs them for some instructions.
    pub(super) fn read(bytes: &mut Bytes<'_>, instructions: Instructions) -> Result<Self, Fault> {
        let mut projections: [Vec<f32>; 3] = Default::default();
        let mut biases = Vec::new();
        for _ in BRANCHES {
            for projection in &mut projections {
                projection.extend(bytes.f32s(BRANCH)?);
            }
            biases.push([bytes.f32s(BRANCH)?, bytes.f32s(BRANCH)?]);
        }
        let [projection_bias, projection_gain, projection_shift] = projections;
        let (features_gain, features_shift) = (bytes.f32s(FEATURES)?, bytes.f32s(FEATURES)?);
        let output_bias = bytes.f32s(WIDTH)?;

        // Layer by layer, the matrices that are side by side in it.
        let mut matrix = |inner, columns| Matrix::read(bytes, inner, columns);
        let mut projection = Vec::new();
        let mut layers = Vec::new();
        for window in BRANCHES {
            projection.push(matrix(EMBEDDING, BRANCH)?);
            layers.push(vec![matrix(window.pieces * BRANCH, BRANCH)?]);
            layers.push(vec![matrix(window.pieces * BRANCH, BRANCH)?]);
        }
        layers.insert(0, projection);
        layers.push(vec![matrix(FEATURES, WIDTH)?]);
        layers.push(vec![matrix(WIDTH, HIDDEN)?, matrix(WIDTH, HIDDEN)?]);
        layers.push(vec![matrix(HIDDEN, HIDDEN)?]);
        layers.push(vec![matrix(HIDDEN, WIDTH)?, matrix(HIDDEN, WIDTH)?]);
        layers.push(vec![matrix(WIDTH, WIDTH)?]);
        let layers = layers
            .par_iter()
            .map(|matrices| NetworkLayer::new(matrices, instructions))
            .collect::<Result<Vec<NetworkLayer>, Fault>>()?;
        let mut layers = layers.into_iter();
        let mut next = || layers.next().ok_or(Fault::Malformed("a layer is missing"));
        Ok(Self {
            instructions,
            projection: next()?,
            projection_bias,
            projection_gain,
            projection_shift,
            branches: biases
                .into_iter()
                .map(|[first, second]| {
                    Ok([
                        Convolution {
                            layer: next()?,
                            bias: first,
                        },
                        Convolution {
                            layer: next()?,
                            bias: second,
                        },
                    ])
                })
                .collect::<Result<_, Fault>>()?,
            features_gain,
            features_shift,
            output: next()?,
            output_bias,
            first: next()?,
            second: next()?,
            third: next()?,
            fourth: next()?,
        })
    }

    /// For each zone of each chunk the projected sum of its pieces' features, [`WIDTH`] numbers,
    /// one after the other.
    ///
    /// The sums of a chunk do not depend on the other chunks; together they are faster.
    pub(super) fn sums(&self, table: &EmbeddingTable, chunks: &[PieceChunk<'_>]) -> Vec<f32> {
        let pieces: usize = chunks.iter().map(|chunk| chunk.ids.len()).sum();
        let embeddings = embeddings(table, chunks, pieces);
        let mut sums = vec![0; pieces * BRANCHED];
        multiply(
            ActivationRows::new(&embeddings, EMBEDDING, EMBEDDING, pieces),
            &self.projection.weights,
            &mut sums,
        );
        let projected = self.projected(&sums);
        let mut features = vec![0.0; pieces * FEATURES];
        for (embedding, features) in
            rows(&embeddings, EMBEDDING).zip(rows_mut(&mut features, FEATURES))
        {
            let features = &mut features[..EMBEDDING];
            floats::dequantize(self.instructions, embedding, EMBEDDING_UNITS, features);
        }
        for branch in 0..BRANCHES.len() {
            self.convolve(branch, chunks, &projected, &mut features);
        }
        for row in rows_mut(&mut features, FEATURES) {
            floats::normalize(self.instructions, row);
        }
        self.zones(chunks, &features)
    }

    /// The projections of all pieces, all branches of a piece side by side, brought to mean 0 and
    /// variance 1 over all three.
    fn projected(&self, sums: &[i32]) -> Vec<f32> {
        let steps: Vec<f32> = self.projection.steps_of(EMBEDDING_UNITS).collect();
        let mut projected = vec![0.0; sums.len()];
        for (row, sums) in rows_mut(&mut projected, BRANCHED).zip(rows(sums, BRANCHED)) {
            floats::scale(self.instructions, sums, &steps, &self.projection_bias, row);
            floats::normalize(self.instructions, row);
            let (gain, shift) = (&self.projection_gain, &self.projection_shift);
            floats::gain(self.instructions, row, gain, shift);
        }
        projected
    }

    /// One branch: two convolutions, each added to what it looked at; into its part of the features.
    fn convolve(
        &self,
        branch: usize,
        chunks: &[PieceChunk<'_>],
        projected: &[f32],
        features: &mut [f32],
    ) {
        let window = BRANCHES[branch];
        let margin = window.margin();
        let [first, second] = &self.branches[branch];
        // Between chunks, and before the first, are rows of zeros: there is nothing beyond a text.
        let pieces = projected.len() / BRANCHED;
        let count = pieces + chunks.len().saturating_sub(1) * margin;
        let mut activations = vec![0; (count + 2 * margin) * BRANCH];
        let places: Vec<usize> = places(chunks, margin).collect();

        let in_branch = branch * BRANCH..(branch + 1) * BRANCH;
        for (&place, row) in places.iter().zip(rows(projected, BRANCHED)) {
            let out = &mut activations[(place + margin) * BRANCH..][..BRANCH];
            floats::quantize(
                self.instructions,
                &row[in_branch.clone()],
                PROJECTION_UNITS,
                out,
            );
        }
        let sums_of = |activations: &[i16], layer: &NetworkLayer| {
            let from = &activations[(margin - window.before) * BRANCH..];
            let windows = ActivationRows::new(from, window.pieces * BRANCH, BRANCH, count);
            let mut sums = vec![0; count * BRANCH];
            multiply(windows, &layer.weights, &mut sums);
            sums
        };
        let sums = sums_of(&activations, &first.layer);
        let steps: Vec<f32> = first.layer.steps_of(PROJECTION_UNITS).collect();
        let mut convolved = vec![0.0; pieces * BRANCH];
        let pairs = places.iter().zip(rows(projected, BRANCHED));
        for ((&place, row), out) in pairs.zip(rows_mut(&mut convolved, BRANCH)) {
            let sums = &sums[place * BRANCH..][..BRANCH];
            let row = &row[in_branch.clone()];
            floats::scale_rectify_add(self.instructions, sums, &steps, &first.bias, row, out);
            let whole = &mut activations[(place + margin) * BRANCH..][..BRANCH];
            floats::quantize(self.instructions, out, CONVOLUTION_UNITS, whole);
        }
        let sums = sums_of(&activations, &second.layer);
        let steps: Vec<f32> = second.layer.steps_of(CONVOLUTION_UNITS).collect();
        let pairs = places.iter().zip(rows(&convolved, BRANCH));
        for ((&place, row), features) in pairs.zip(rows_mut(features, FEATURES)) {
            let sums = &sums[place * BRANCH..][..BRANCH];
            let out = &mut features[EMBEDDING + branch * BRANCH..][..BRANCH];
            floats::scale_rectify_add(self.instructions, sums, &steps, &second.bias, row, out);
        }
    }

    /// Adds up the features of each zone, and projects the sums.
    fn zones(&self, chunks: &[PieceChunk<'_>], features: &[f32]) -> Vec<f32> {
        let count = chunks.iter().map(|chunk| chunk.zones.len()).sum();
        let mut sizes = Vec::with_capacity(count);
        let mut sums = vec![0.0; count * FEATURES];
        let mut out = rows_mut(&mut sums, FEATURES);
        let mut rest = features;
        for chunk in chunks {
            let (own, others) = rest.split_at(chunk.ids.len() * FEATURES);
            rest = others;
            for (zone, sum) in chunk.zones.iter().zip(&mut out) {
                let zone_features = &own[zone.start * FEATURES..zone.end * FEATURES];
                for row in rows(zone_features, FEATURES) {
                    floats::add(self.instructions, sum, row);
                }
                let pieces = zone.len() as f32;
                sizes.push(pieces);
                // Gain and shift are the same for each piece.
                let shift: Vec<f32> = self.features_shift.iter().map(|x| x * pieces).collect();
                floats::gain(self.instructions, sum, &self.features_gain, &shift);
            }
        }
        let mut projected = self.apply(&self.output, &sums);
        for (row, pieces) in rows_mut(&mut projected, WIDTH).zip(sizes) {
            for (x, bias) in row.iter_mut().zip(&self.output_bias) {
                *x += bias * pieces;
            }
        }
        projected
    }

    /// The vectors of texts, [`WIDTH`] numbers each, whose squares sum to 1. `sums` are their
    /// projected sums over all pieces, one after the other; `pieces` how many pieces each has.
    pub(super) fn vectors(
        &self,
        mut sums: Vec<f32>,
        pieces: impl Iterator<Item = usize>,
    ) -> Vec<f32> {
        for (row, pieces) in rows_mut(&mut sums, WIDTH).zip(pieces) {
            let scale = 1.0 / (pieces.max(1) as f32).sqrt();
            for x in row {
                *x *= scale;
            }
        }
        // With m the sums: y0 = relu(m d0), y1 = relu(m p1 + y0 d1), y2 = relu(y1 d2).
        let (mut y0, direct) = split(&self.apply(&self.first, &sums), HIDDEN);
        rectify(&mut y0);
        let mut y1 = self.apply(&self.second, &y0);
        floats::add(self.instructions, &mut y1, &direct);
        rectify(&mut y1);
        let (mut y2, direct) = split(&self.apply(&self.third, &y1), WIDTH);
        rectify(&mut y2);
        let mut vectors = self.apply(&self.fourth, &y2);
        floats::add(self.instructions, &mut vectors, &direct);
        for row in rows_mut(&mut vectors, WIDTH) {
            for x in &mut *row {
                // Not the tanh of the system, which differs from one system to the next.
                *x = libm::tanhf(*x);
            }
            let squares = floats::squares(self.instructions, row);
            let scale = 1.0 / squares.max(1e-12).sqrt();
            for x in row {
                *x *= scale;
            }
        }
        vectors
    }

    /// The product of rows and a layer, each row in units of its own.
    fn apply(&self, layer: &NetworkLayer, input: &[f32]) -> Vec<f32> {
        let (inner, columns) = (layer.weights.inner(), layer.weights.columns());
        let mut activations = vec![0; input.len()];
        let units: Vec<f32> = rows(input, inner)
            .zip(rows_mut(&mut activations, inner))
            .map(|(row, out)| floats::quantize_finely(self.instructions, row, out))
            .collect();
        let mut sums = vec![0; units.len() * columns];
        let activations = ActivationRows::new(&activations, inner, inner, units.len());
        multiply(activations, &layer.weights, &mut sums);
        let mut out = vec![0.0; sums.len()];
        for ((out, sums), units) in rows_mut(&mut out, columns)
            .zip(rows(&sums, columns))
            .zip(units)
        {
            let unit = 1.0 / units;
            for ((out, &sum), step) in out.iter_mut().zip(sums).zip(&layer.steps) {
                *out = sum as f32 * (step * unit);
            }
        }
        out
    }
}

impl NetworkLayer {
    /// The factor of a sum of products, for each column, if `units` units are 1.
    fn steps_of(&self, units: f32) -> impl Iterator<Item = f32> {
        let unit = 1.0 / units;
        self.steps.iter().map(move |step| step * unit)
    }
}

/// The embeddings of all pieces. A piece that occurs several times is decoded once.
fn embeddings(table: &EmbeddingTable, chunks: &[PieceChunk<'_>], pieces: usize) -> Vec<i16> {
    let ids = chunks.iter().flat_map(|chunk| chunk.ids);
    let mut places: Vec<(u32, usize)> = ids.copied().zip(0..).collect();
    places.sort_unstable();
    let mut distinct: Vec<u32> = places.iter().map(|&(id, _)| id).collect();
    distinct.dedup();
    let mut decoded = vec![0; distinct.len() * EMBEDDING];
    table.embeddings(&distinct, &mut decoded);
    let mut embeddings = vec![0; pieces * EMBEDDING];
    let same = places.chunk_by(|(a, _), (b, _)| a == b);
    for (places, row) in same.zip(rows(&decoded, EMBEDDING)) {
        for (_, place) in places {
            embeddings[place * EMBEDDING..][..EMBEDDING].copy_from_slice(row);
        }
    }
    embeddings
}

/// Where each piece's row is when there are `margin` rows between chunks.
fn places(chunks: &[PieceChunk<'_>], margin: usize) -> impl Iterator<Item = usize> {
    let mut next = 0;
    chunks.iter().flat_map(move |chunk| {
        let start = next;
        next += chunk.ids.len() + margin;
        start..start + chunk.ids.len()
    })
}

fn rows<T>(matrix: &[T], width: usize) -> std::slice::ChunksExact<'_, T> {
    matrix.chunks_exact(width)
}

fn rows_mut<T>(matrix: &mut [T], width: usize) -> std::slice::ChunksExactMut<'_, T> {
    matrix.chunks_exact_mut(width)
}

/// The columns before `at` and those from there on. Rows are twice as wide as `at`.
fn split(matrix: &[f32], at: usize) -> (Vec<f32>, Vec<f32>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for row in rows(matrix, 2 * at) {
        left.extend_from_slice(&row[..at]);
        right.extend_from_slice(&row[at..]);
    }
    (left, right)
}

fn rectify(row: &mut [f32]) {
    for x in row {
        *x = x.max(0.0);
    }
}
