//! A trie over byte strings, read only once built.
//!
//! What enters is byte strings, each with a number; what leaves is which of them a text begins with.
//! It is built once per run for more than a hundred thousand strings, so that building it must cost
//! little more than reading them: children of a node lie side by side, which needs no search for
//! free places as a double array does, and strings that come sorted are not sorted again.

/// The node that every walk begins from.
pub const ROOT: Node = Node(0);

/// Children that a node holds by itself; one with more has a [`Fan`].
const LABELS: usize = 8;

/// Marks the index of a [`Fan`] where that of a first child would be.
const FAN: u32 = 1 << 31;

/// A number that stands for none.
const NONE: u32 = u32::MAX;

/// A place in the trie: a string that some entry begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node(u32);

/// A node as stored: 16 bytes, so that a step reads one cache line.
#[derive(Clone, Copy, Debug)]
struct Cell {
    /// The bytes that lead to its children, in order; the places left over repeat the first.
    labels: [u8; LABELS],
    /// The first child, or [`FAN`] with the index of a fan, or 0 (the root is nobody's child) for a
    /// leaf.
    first: u32,
    /// The number of the entry that ends here, or [`NONE`].
    value: u32,
}

/// The children of a node with more than [`LABELS`], as a set of bytes.
#[derive(Clone, Debug)]
struct Fan {
    /// Bit b % 64 of word b / 64 is set if byte b leads to a child.
    bits: [u64; 4],
    /// How many children lie before those of each word.
    before: [u8; 4],
    first: u32,
}

/// A set of byte strings with a number for each. See the [module](self).
#[derive(Clone, Debug)]
pub struct Trie {
    cells: Vec<Cell>,
    fans: Vec<Fan>,
}

impl Trie {
    /// The trie of `entries`. Of entries with the same bytes the first counts; the empty string, and
    /// an entry numbered `u32::MAX`, are never found.
    ///
    /// Takes time in proportion to their bytes if they come sorted, or as a few sorted runs; else
    /// they are sorted first. Their bytes must number fewer than 2³¹.
    pub fn new(mut entries: Vec<(&[u8], u32)>) -> Self {
        entries.retain(|(text, _)| !text.is_empty());
        // Stable, so that the first of two stays first; linear in runs that are sorted already.
        entries.sort_by(|a, b| a.0.cmp(b.0));
        entries.dedup_by(|later, earlier| later.0 == earlier.0);

        let mut trie = Self {
            cells: vec![Cell::LEAF],
            fans: Vec::new(),
        };
        // Nodes without children yet, each with the entries below it and its depth in bytes.
        let mut pending = vec![(0, &entries[..], 0)];
        let mut branches = Vec::new();
        while let Some((node, mut below, depth)) = pending.pop() {
            if let Some((text, value)) = below.first()
                && text.len() == depth
            {
                trie.cells[node].value = *value;
                below = &below[1..];
            }
            branches.clear();
            while let Some((text, _)) = below.first() {
                let label = text[depth];
                let (branch, rest) = below.split_at(run(below, depth, label));
                branches.push((label, branch));
                below = rest;
            }
            let first = trie.adopt(node, branches.iter().map(|&(label, _)| label));
            pending.extend(
                branches
                    .iter()
                    .enumerate()
                    .map(|(place, &(_, branch))| (first + place, branch, depth + 1)),
            );
        }
        trie
    }

    /// Gives a node a child for each of `labels`, which are in order; returns the first child.
    fn adopt(&mut self, node: usize, labels: impl ExactSizeIterator<Item = u8> + Clone) -> usize {
        let count = labels.len();
        let child = self.cells.len();
        self.cells.resize(child + count, Cell::LEAF);
        let cell = &mut self.cells[node];
        if count > LABELS {
            cell.first = FAN | self.fans.len() as u32;
            self.fans.push(Fan::new(labels, child as u32));
        } else if let Some(label) = labels.clone().next() {
            cell.first = child as u32;
            cell.labels = [label; LABELS];
            for (place, label) in cell.labels.iter_mut().zip(labels) {
                *place = label;
            }
        }
        child
    }

    /// Where `byte` leads from a node.
    #[inline]
    pub fn step(&self, Node(node): Node, byte: u8) -> Option<Node> {
        let Cell { labels, first, .. } = self.cells[node as usize];
        if first & FAN != 0 {
            return self.fans[(first & !FAN) as usize].child(byte);
        }
        let place = position(labels, byte)?;
        // A leaf's labels are all 0: that byte finds place 0 of no children.
        (first != 0).then_some(Node(first + place))
    }

    /// The number of the entry that ends at a node.
    #[inline]
    pub fn value(&self, Node(node): Node) -> Option<u32> {
        let value = self.cells[node as usize].value;
        (value != NONE).then_some(value)
    }

    /// The entries that `text` begins with, the shortest first: how many bytes each has, and its
    /// number.
    #[inline]
    pub fn prefixes(&self, text: &[u8]) -> impl Iterator<Item = (usize, u32)> {
        self.prefixes_from(ROOT, 0, text)
    }

    /// The entries longer than `depth` that `text` begins with, where its first `depth` bytes are
    /// known to lead to `node`.
    #[inline]
    pub fn prefixes_from(
        &self,
        node: Node,
        depth: usize,
        text: &[u8],
    ) -> impl Iterator<Item = (usize, u32)> {
        text.iter()
            .enumerate()
            .skip(depth)
            .scan(node, |node, (at, &byte)| {
                *node = self.step(*node, byte)?;
                Some((at + 1, self.value(*node)))
            })
            .filter_map(|(length, value)| Some((length, value?)))
    }
}

impl Cell {
    const LEAF: Self = Self {
        labels: [0; LABELS],
        first: 0,
        value: NONE,
    };
}

impl Fan {
    fn new(labels: impl Iterator<Item = u8>, first: u32) -> Self {
        let mut bits = [0_u64; 4];
        for label in labels {
            bits[usize::from(label >> 6)] |= 1 << (label & 63);
        }
        let mut before = [0; 4];
        for word in 1..4 {
            before[word] = before[word - 1] + bits[word - 1].count_ones() as u8;
        }
        Self {
            bits,
            before,
            first,
        }
    }

    #[inline]
    fn child(&self, byte: u8) -> Option<Node> {
        let word = usize::from(byte >> 6);
        let bit = 1_u64 << (byte & 63);
        (self.bits[word] & bit != 0).then(|| {
            let place = u32::from(self.before[word]) + (self.bits[word] & (bit - 1)).count_ones();
            Node(self.first + place)
        })
    }
}

/// The first place where `byte` is among `labels`, all of them compared at once as one word.
#[inline]
fn position(labels: [u8; LABELS], byte: u8) -> Option<u32> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let differences = u64::from_le_bytes(labels) ^ (ONES * u64::from(byte));
    // Sets the high bit of each byte that is 0; of those above the lowest it may set others too.
    let zeros = differences.wrapping_sub(ONES) & !differences & (ONES << 7);
    (zeros != 0).then(|| zeros.trailing_zeros() / 8)
}

/// How many of `entries`, sorted and all longer than `depth`, begin with `label` there: found by
/// doubling, as near the root runs are long.
fn run(entries: &[(&[u8], u32)], depth: usize, label: u8) -> usize {
    let mut known = 1;
    while let Some((text, _)) = entries.get(2 * known - 1)
        && text[depth] == label
    {
        known *= 2;
    }
    let end = entries.len().min(2 * known);
    known + entries[known..end].partition_point(|(text, _)| text[depth] == label)
}
