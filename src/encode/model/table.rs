//! The embedding of each piece: 512 numbers, kept in their code until they are asked for.

use super::{Bytes, Code, Fault};
use std::borrow::Cow;
use std::ops::Range;

/// One embedding for each piece.
#[derive(Debug)]
pub struct Table {
    /// The file that the rows lie in.
    content: Cow<'static, [u8]>,
    layout: Layout,
}

/// Where the embeddings lie in a file, and how to decode them.
#[derive(Debug)]
pub struct Layout {
    groups: Vec<Group>,
    /// The group of each row.
    group: Vec<u16>,
    /// Where each row lies in the file, and where the last one ends.
    places: Vec<usize>,
    width: usize,
}

/// Rows that share their code.
#[derive(Debug)]
struct Group {
    code: Code,
    /// What each symbol stands for.
    values: Vec<i16>,
}

impl Layout {
    /// Reads all but the rows, which stay where they are.
    pub fn read(bytes: &mut Bytes<'_>) -> Result<Self, Fault> {
        let width = bytes.u16()?;
        let groups = bytes.u16()?;
        let groups = (0..groups)
            .map(|_| {
                let code = Code::read(bytes)?;
                let values = bytes.i16s(code.symbols())?;
                Ok(Group { code, values })
            })
            .collect::<Result<Vec<_>, Fault>>()?;
        let count = bytes.count()?;
        let group = bytes.u16s(count)?;
        if group.iter().any(|&group| usize::from(group) >= groups.len()) {
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

    /// How many pieces have an embedding.
    pub fn rows(&self) -> usize {
        self.group.len()
    }

    /// How long an embedding is.
    pub fn width(&self) -> usize {
        self.width
    }

    fn place(&self, piece: usize) -> Option<Range<usize>> {
        Some(*self.places.get(piece)?..*self.places.get(piece + 1)?)
    }
}

impl Table {
    /// The table that lies in a file as its layout says: the one that it was read from.
    pub fn new(content: Cow<'static, [u8]>, layout: Layout) -> Self {
        Self { content, layout }
    }

    /// Writes the embedding of a piece to `out`, in 512ths. A piece that there is not has none:
    /// zeros.
    pub fn row(&self, piece: u32, out: &mut [i16]) {
        let layout = &self.layout;
        let piece = piece as usize;
        let (Some(group), Some(place)) = (layout.group.get(piece), layout.place(piece)) else {
            out.fill(0);
            return;
        };
        let Group { code, values } = &layout.groups[usize::from(*group)];
        code.decode(&self.content[place], out, |symbol| {
            values[usize::from(symbol)]
        });
    }
}
