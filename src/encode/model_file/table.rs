//! The embedding of each piece: 512 numbers, kept in their code until they are needed.

use super::bytes::Bytes;
use super::code::Code;
use super::fault::Fault;
use crate::encode::floats::LARGEST_ACTIVATION;
use std::array::from_fn;
use std::borrow::Cow;

/// Number of embeddings that are decoded at once.
const AT_ONCE: usize = 4;

/// One embedding for each piece.
#[derive(Debug)]
pub(crate) struct EmbeddingTable {
    /// The file that the rows lie in.
    content: Cow<'static, [u8]>,
    layout: EmbeddingLayout,
}

/// Where the embeddings lie in a file, and how to decode them.
#[derive(Debug)]
pub(crate) struct EmbeddingLayout {
    groups: Vec<RowGroup>,
    /// The group of each row.
    group: Vec<u16>,
    /// Where each row begins in the file; at the end, where the last row ends.
    places: Vec<usize>,
    width: usize,
}

/// Rows that share their code.
#[derive(Debug)]
struct RowGroup {
    code: Code,
    /// The value of each symbol.
    values: Vec<i16>,
}

impl EmbeddingLayout {
    /// Reads everything but the rows, which stay where they are.
    pub(crate) fn read(bytes: &mut Bytes<'_>) -> Result<Self, Fault> {
        let width = bytes.u16()?;
        let groups = bytes.u16()?;
        let groups = (0..groups)
            .map(|_| {
                let code = Code::read(bytes)?;
                let values = bytes.i16s(code.symbols())?;
                // They are multiplied by weights as they are.
                let largest = LARGEST_ACTIVATION.unsigned_abs();
                if values.iter().any(|value| value.unsigned_abs() > largest) {
                    return Err(Fault::Malformed("a value of its table is too large"));
                }
                Ok(RowGroup { code, values })
            })
            .collect::<Result<Vec<_>, Fault>>()?;
        let count = bytes.count()?;
        let group = bytes.u16s(count)?;
        if group
            .iter()
            .any(|&group| usize::from(group) >= groups.len())
        {
            return Err(Fault::Malformed("a row's group is missing"));
        }
        let sizes = bytes.u16s(count)?;
        let rows = bytes.prefixed()?.len();
        let mut places = vec![bytes.position() - rows];
        for words in sizes {
            places.push(places[places.len() - 1] + 2 * usize::from(words));
        }
        if places.last() != Some(&bytes.position()) {
            return Err(Fault::Malformed("its rows are not as long as it says"));
        }
        Ok(Self {
            groups,
            group,
            places,
            width,
        })
    }

    /// Number of pieces that have an embedding.
    pub(crate) fn pieces(&self) -> usize {
        self.group.len()
    }

    /// Length of an embedding.
    pub(crate) fn width(&self) -> usize {
        self.width
    }
}

impl EmbeddingTable {
    /// The table in the file that `layout` was read from.
    pub(crate) fn new(content: Cow<'static, [u8]>, layout: EmbeddingLayout) -> Self {
        Self { content, layout }
    }

    /// Writes the embeddings of pieces to `out`, one after the other, in 512ths.
    ///
    /// # Panics
    ///
    /// If the vocabulary has no such piece.
    pub(crate) fn embeddings(&self, pieces: &[u32], out: &mut [i16]) {
        let width = self.layout.width;
        let (together, rest) = pieces.as_chunks::<AT_ONCE>();
        let (out_together, out_rest) = out.split_at_mut(together.len() * AT_ONCE * width);
        for (pieces, out) in together
            .iter()
            .zip(out_together.chunks_mut(AT_ONCE * width))
        {
            self.decode(*pieces, out);
        }
        for (&piece, out) in rest.iter().zip(out_rest.chunks_mut(width)) {
            self.decode([piece], out);
        }
    }

    fn decode<const N: usize>(&self, pieces: [u32; N], out: &mut [i16]) {
        let EmbeddingLayout {
            groups,
            group,
            places,
            width,
        } = &self.layout;
        let groups = pieces.map(|piece| &groups[usize::from(group[piece as usize])]);
        let streams = from_fn(|n| {
            let piece = pieces[n] as usize;
            (
                &groups[n].code,
                &self.content[places[piece]..places[piece + 1]],
            )
        });
        Code::decode::<N>(streams, *width, |n, i, symbol| {
            out[n * width + i] = groups[n].values[usize::from(symbol)];
        });
    }
}
