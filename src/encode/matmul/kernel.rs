//! The inner loop, written once for all instructions.
//!
//! A few rows and a panel of weights enter, their product leaves. An instruction set gives five
//! operations on sixteen columns; [`kernel!`] makes the loop of them.
//! A macro and not a trait, because a function compiled with `#[target_feature]` is the only place
//! where an intrinsic is both safe to call and sure to be inlined.

#![allow(unsafe_code)]

use super::rows::ActivationRows;

/// Number of columns of a line of weights.
pub(super) const COLUMNS: usize = 16;

/// The weights of two consecutive `k` for [`COLUMNS`] columns, ordered as [`Kernel::place`] says:
/// one line of cache, and aligned to it, so that no load touches two.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
pub(super) struct WeightLine(pub(super) [i16; 2 * COLUMNS]);

impl Default for WeightLine {
    fn default() -> Self {
        Self([0; 2 * COLUMNS])
    }
}

/// What computes a tile with some instructions. Only [`Instructions::kernel`] hands them out.
///
/// [`Instructions::kernel`]: super::Instructions::kernel
pub(super) struct Kernel {
    /// The greatest height of a tile.
    pub(super) rows: usize,
    /// The width of a tile, in lines.
    pub(super) lines: usize,
    /// Number of columns of the same `k` that are neighbours in a line.
    pub(super) run: usize,
    /// See [`Kernel::multiply_tile`].
    pub(super) tile: unsafe fn(ActivationRows<'_>, &[WeightLine], &mut [i32], usize, usize),
    /// See [`Kernel::spin`].
    pub(super) spin: Option<unsafe fn(u64)>,
}

impl Kernel {
    /// The width of a tile, in columns.
    pub(super) fn columns(&self) -> usize {
        self.lines * COLUMNS
    }

    /// Where a line keeps the weight of a column (below [`COLUMNS`]) for its first or second `k`.
    /// With runs of one, the two `k` of a column are neighbours: what `vpmaddwd` wants.
    pub(super) fn place(&self, k: usize, column: usize) -> usize {
        (column / self.run * 2 + k) * self.run + column % self.run
    }

    /// Writes the product of at most [`Kernel::rows`] rows and a panel. Row `r` of it goes to the
    /// first `columns` places of `out[r * stride..]`.
    pub(super) fn multiply_tile(
        &self,
        rows: ActivationRows<'_>,
        panel: &[WeightLine],
        out: &mut [i32],
        stride: usize,
        columns: usize,
    ) {
        // SAFETY: the tile needs the CPU to have its instructions, nothing else; and kernels are
        // handed out only where it has them.
        unsafe { (self.tile)(rows, panel, out, stride, columns) }
    }

    /// Number of products that one turn of [`Kernel::spin`] computes.
    pub(super) fn products_per_turn(&self) -> u64 {
        (self.rows * self.columns() * 2) as u64
    }

    /// Runs the arithmetic of the inner loop `turns` times, without its reads; false if there is no such
    /// loop.
    pub(super) fn spin(&self, turns: u64) -> bool {
        // SAFETY: as for a tile.
        self.spin.map(|spin| unsafe { spin(turns) }).is_some()
    }
}

/// Defines `KERNEL`, of tiles up to `rows` high (all heights are listed) and `lines` lines wide,
/// with what [`spin!`](super::peak::spin) defines, if anything.
///
/// In scope must be, each with the given attributes:
///
/// - `zero() -> Sums`: sixteen sums of 32 bits,
/// - `load(&WeightLine) -> Pairs`: the weights of a line, two for each column,
/// - `broadcast([i16; 2]) -> Pair`: two activations, to be multiplied with all columns,
/// - `multiply_add(Sums, Pairs, Pair) -> Sums`, wrapping around,
/// - `store(Sums, &mut [i32; 16])`.
macro_rules! kernel {
    ($(#[$attribute:meta])* rows: [$($height:literal)+], lines: $lines:literal, run: $run:literal, spin: $spin:expr) => {
        /// The kernel of these instructions.
        pub(super) const KERNEL: Kernel = Kernel {
            rows: ROWS,
            lines: LINES,
            run: $run,
            tile,
            spin: $spin,
        };

        const LINES: usize = $lines;
        const ROWS: usize = {
            let heights = [$($height),+];
            heights[heights.len() - 1]
        };

        /// See [`Kernel::multiply_tile`].
        $(#[$attribute])*
        fn tile(
            rows: ActivationRows<'_>,
            panel: &[WeightLine],
            out: &mut [i32],
            stride: usize,
            columns: usize,
        ) {
            match rows.count() {
                $($height => tile_of::<$height>(rows, panel, out, stride, columns),)+
                0 => {}
                _ => unreachable!("no tile is so high"),
            }
        }

        /// A tile of `R` rows, a constant, so that its sums stay in registers.
        $(#[$attribute])*
        fn tile_of<const R: usize>(
            rows: ActivationRows<'_>,
            panel: &[WeightLine],
            out: &mut [i32],
            stride: usize,
            columns: usize,
        ) {
            let rows: [(&[[i16; 2]], &[i16]); R] = from_fn(|r| rows.row(r).as_chunks());
            let (panel, last) = panel.as_chunks::<LINES>().0.split_at(rows[0].0.len());
            let mut sums = [[zero(); LINES]; R];
            for (pairs, lines) in TileSteps::new(rows.map(|(pairs, _)| pairs), panel) {
                let weights: [Pairs; LINES] = from_fn(|l| load(&lines[l]));
                for r in 0..R {
                    let pair = broadcast(pairs[r]);
                    for l in 0..LINES {
                        sums[r][l] = multiply_add(sums[r][l], weights[l], pair);
                    }
                }
            }
            // The last `k` of an odd inner dimension has no partner; its line is filled up with zeros.
            if let Some(lines) = last.first() {
                for r in 0..R {
                    let pair = broadcast([rows[r].1[0], 0]);
                    for l in 0..LINES {
                        sums[r][l] = multiply_add(sums[r][l], load(&lines[l]), pair);
                    }
                }
            }
            for r in 0..R {
                let out = &mut out[r * stride..][..columns];
                for (l, out) in out.chunks_mut(COLUMNS).enumerate() {
                    match out.first_chunk_mut() {
                        Some(out) => store(sums[r][l], out),
                        None => {
                            let mut line = [0; COLUMNS];
                            store(sums[r][l], &mut line);
                            out.copy_from_slice(&line[..out.len()]);
                        }
                    }
                }
            }
        }
    };
}

pub(super) use kernel;
