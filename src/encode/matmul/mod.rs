//! Exact products of integer matrices.
//!
//! Activations of 16 bits ([`ActivationRows`]) and weights of 16 bits ([`PackedWeights`]) enter, sums of
//! 32 bits leave; [`multiply`] computes `out[r][c] = Σ_k rows[r][k] * weights[k][c]`. As nothing is rounded,
//! every [instruction set](Instructions) gives the same bits, and so does every machine. The caller
//! refuses sums that may exceed 32 bits: see [`PackedWeights::largest_column_sum`].
//!
//! # Method
//!
//! Goto and van de Geijn, *Anatomy of high-performance matrix multiplication* (2008), without the
//! packing of the left matrix: its rows are read where they lie, so that overlapping windows (an
//! n-gram convolution) need no copy. Weights are packed once, in panels of columns, two consecutive
//! `k` beside each other, because one `vpmaddwd` multiplies two pairs of 16 bits and adds the
//! products. A *tile* (a few rows by a panel) keeps its sums in registers over all of `k`.
//!
//! | file | what it holds |
//! |---|---|
//! | `rows` | the activations, and why no read leaves them |
//! | `weights` | the packing |
//! | `kernel` | the one inner loop |
//! | `steps` | what the loop reads in each turn |
//! | `portable`, `avx2`, `avx512`, `avx512_vnni`, `neon` | the five operations the loop is made of |
//! | `quarters` | the order of `neon` in plain arithmetic, for tests |
//! | `peak` | the same loop without its reads |
//! | `instructions` | which of them this CPU has |

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "x86_64")]
mod avx512_vnni;
mod instructions;
mod kernel;
#[cfg(target_arch = "aarch64")]
mod neon;
mod peak;
mod portable;
#[cfg(test)]
mod quarters;
mod rows;
mod steps;
mod weights;

#[cfg(test)]
mod tests;

pub use instructions::Instructions;
pub use peak::peak;
pub use rows::ActivationRows;
pub use weights::PackedWeights;

/// Bytes of activations that are multiplied by a panel before the next panel: a part of the second-level
/// cache (512 KiB on Zen 3) that leaves room for the panel and for the sums.
const BLOCK_BYTES: usize = 128 * 1024;

/// Writes to `out`, row after row, the product of `rows` (count × inner) and `weights`
/// (inner × columns): count × columns sums.
///
/// The sums are exact if `max |activation| * weights.largest_column_sum() < 2^31`. Beyond that they
/// wrap around, the same way with all instructions.
///
/// # Panics
///
/// If rows are not as long as the weights' inner dimension, or `out` is not count × columns long.
///
/// ```
/// use diglot::encode::matmul::{ActivationRows, Instructions, PackedWeights, multiply};
///
/// // Bigrams of three vectors of two numbers each: two rows of four that overlap.
/// let vectors = [1, 2, 3, 4, 5, 6];
/// let bigrams = ActivationRows::new(&vectors, 4, 2, 2);
/// let weights = PackedWeights::pack(&[1, 0, 1, 0, 0, 1, 0, -1], 4, 2, Instructions::best());
/// let mut out = [0; 4];
/// multiply(bigrams, &weights, &mut out);
/// assert_eq!(out, [3, -1, 7, -1]);
/// ```
pub fn multiply(rows: ActivationRows<'_>, weights: &PackedWeights, out: &mut [i32]) {
    let columns = weights.columns();
    assert_eq!(rows.inner(), weights.inner(), "the inner dimensions differ");
    assert_eq!(
        Some(out.len()),
        rows.count().checked_mul(columns),
        "out is not count × columns long"
    );
    let kernel = weights.kernel();
    for block in rows.parts(block_rows(&rows)) {
        for (panel, columns_of_panel) in weights.panels() {
            let tiles = block.len().div_ceil(kernel.rows);
            for tile in 0..tiles {
                // Tiles of nearly equal height: seven rows are 4 + 3, not 6 + 1.
                let first = block.start + block.len() * tile / tiles;
                let end = block.start + block.len() * (tile + 1) / tiles;
                kernel.multiply_tile(
                    rows.slice(first..end),
                    panel,
                    &mut out[first * columns + columns_of_panel.start..],
                    columns,
                    columns_of_panel.len(),
                );
            }
        }
    }
}

/// Number of rows in a block of [`BLOCK_BYTES`].
fn block_rows(rows: &ActivationRows<'_>) -> usize {
    let bytes = rows.inner().min(rows.stride()).max(1) * size_of::<i16>();
    (BLOCK_BYTES / bytes).max(1)
}
