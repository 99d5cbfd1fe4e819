//! A trie over byte strings, which does not change once it is built.
//!
//! Enters: byte strings, each with a number. Leaves: which of them a text begins with. It is built once
//! per run for more than a hundred thousand strings, so that building it must cost little more than
//! reading them. So the children of a node lie side by side, which needs no search for free places as a
//! double array does, and strings that come sorted are not sorted again.

/// The node that every walk begins from.
const ROOT: NodeId = NodeId(0);

/// Most labels that a node holds by itself. A node with more children has a fan.
const LABELS: usize = 8;

/// Marks the beginning of a fan, in place of the first child.
const FAN: u32 = 1 << 31;

/// The number of no entry.
const NONE: u32 = u32::MAX;

/// Index of a node: of a string that some entry begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct NodeId(u32);

/// A node, in 16 bytes, so that a step reads one cache line.
#[derive(Clone, Copy, Debug)]
struct TrieNode {
    /// The bytes that lead to its children, in order; the places left over repeat the first. With a
    /// fan, its lowest label and its highest.
    labels: [u8; LABELS],
    /// The first child, or [`FAN`] and where its fan begins, or 0 for a leaf.
    first: u32,
    /// The number of the entry that ends here, or [`NONE`].
    value: u32,
}

/// A set of byte strings with a number for each. See the [module](self).
#[derive(Clone, Debug)]
pub(super) struct Trie {
    nodes: Vec<TrieNode>,
    /// The children of each node with a fan: by byte from its lowest label to its highest, 0 (the
    /// root is nobody's child) where there is none.
    fans: Vec<u32>,
}

impl Trie {
    /// The trie of `entries`. Of entries with the same bytes the first counts; the empty string, and
    /// an entry numbered `u32::MAX`, are never found.
    ///
    /// Takes time in proportion to their bytes if they come sorted, or as a few sorted runs; else
    /// they are sorted first. Their bytes must number fewer than 2³¹.
    pub(super) fn new(mut entries: Vec<(&[u8], u32)>) -> Self {
        entries.retain(|(text, _)| !text.is_empty());
        // Stable, so that the first of two stays first; linear in runs that are sorted already.
        entries.sort_by(|a, b| a.0.cmp(b.0));
        entries.dedup_by(|later, earlier| later.0 == earlier.0);

        let mut trie = Self {
            nodes: vec![TrieNode::LEAF],
            fans: Vec::new(),
        };
        // Nodes without children yet, each with the entries below it and its depth in bytes.
        let mut pending = vec![(0, &entries[..], 0)];
        let mut labels = Vec::new();
        while let Some((node, mut below, depth)) = pending.pop() {
            if let Some((text, value)) = below.first()
                && text.len() == depth
            {
                trie.nodes[node].value = *value;
                below = &below[1..];
            }
            if let [(text, value)] = below {
                trie.hang(node, &text[depth..], *value);
                continue;
            }
            labels.clear();
            let mut child = trie.nodes.len();
            while let Some((text, _)) = below.first() {
                let label = text[depth];
                let (branch, rest) = below.split_at(run(below, depth, label));
                pending.push((child, branch, depth + 1));
                labels.push(label);
                child += 1;
                below = rest;
            }
            trie.adopt(node, &labels);
        }
        trie
    }

    /// Hangs the rest of an entry below a node without children, as a chain of only children.
    fn hang(&mut self, mut node: usize, rest: &[u8], value: u32) {
        for &label in rest {
            let child = self.nodes.len();
            self.nodes[node].labels = [label; LABELS];
            self.nodes[node].first = child as u32;
            self.nodes.push(TrieNode::LEAF);
            node = child;
        }
        self.nodes[node].value = value;
    }

    /// Gives a node a child for each of `labels`, which are in order, at the end of the nodes.
    fn adopt(&mut self, node: usize, labels: &[u8]) {
        let (Some(&low), Some(&high)) = (labels.first(), labels.last()) else {
            return;
        };
        let child = self.nodes.len();
        self.nodes.resize(child + labels.len(), TrieNode::LEAF);
        let own = &mut self.nodes[node];
        if labels.len() > LABELS {
            let start = self.fans.len();
            own.first = FAN | start as u32;
            own.labels[0] = low;
            own.labels[1] = high;
            self.fans.resize(start + usize::from(high - low) + 1, 0);
            for (child, &label) in (child as u32..).zip(labels) {
                self.fans[start + usize::from(label - low)] = child;
            }
        } else {
            own.first = child as u32;
            own.labels = [low; LABELS];
            own.labels[..labels.len()].copy_from_slice(labels);
        }
    }

    /// Where `byte` leads from a node.
    #[inline]
    fn step(&self, NodeId(node): NodeId, byte: u8) -> Option<NodeId> {
        let TrieNode { labels, first, .. } = self.nodes[node as usize];
        let child = if first & FAN == 0 {
            // A leaf's labels are all 0: that byte leads from it to 0, which is none.
            first + position(labels, byte)?
        } else if (labels[0]..=labels[1]).contains(&byte) {
            self.fans[(first & !FAN) as usize + usize::from(byte - labels[0])]
        } else {
            0
        };
        (child != 0).then_some(NodeId(child))
    }

    /// The entries that `text` begins with, the shortest first: how many bytes each has, and its
    /// number.
    #[inline]
    pub(super) fn prefixes(&self, text: &[u8]) -> impl Iterator<Item = (usize, u32)> {
        (1..)
            .zip(text)
            .scan(ROOT, |node, (length, &byte)| {
                *node = self.step(*node, byte)?;
                Some((length, self.nodes[node.0 as usize].value))
            })
            .filter(|&(_, value)| value != NONE)
    }
}

impl TrieNode {
    const LEAF: Self = Self {
        labels: [0; LABELS],
        first: 0,
        value: NONE,
    };
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The entries that `text` begins with, by definition.
    fn naive(entries: &[Vec<u8>], text: &[u8]) -> Vec<(usize, u32)> {
        let mut found: Vec<(usize, u32)> = (0..)
            .zip(entries)
            .filter(|(_, entry)| !entry.is_empty() && text.starts_with(entry))
            .map(|(value, entry)| (entry.len(), value))
            .collect();
        found.sort();
        found.dedup_by_key(|&mut (length, _)| length);
        found
    }

    fn trie(entries: &[Vec<u8>]) -> Trie {
        Trie::new(entries.iter().map(Vec::as_slice).zip(0..).collect())
    }

    #[test]
    fn nothing_is_found_in_an_empty_trie() {
        assert_eq!(Trie::new(vec![]).prefixes(b"\0a").next(), None);
        assert_eq!(trie(&[vec![]]).prefixes(b"a").next(), None);
    }

    #[test]
    fn a_leaf_has_no_child_of_byte_zero() {
        assert_eq!(
            trie(&[b"a".to_vec()]).prefixes(b"a\0a").last(),
            Some((1, 0))
        );
    }

    #[test]
    fn a_node_may_have_a_child_for_every_byte() {
        let entries: Vec<_> = (0..=255).map(|byte| vec![b'x', byte]).collect();
        let trie = trie(&entries);
        for (byte, entry) in (0..).zip(&entries) {
            assert_eq!(trie.prefixes(entry).last(), Some((2, byte)));
        }
    }

    proptest! {
        #[test]
        fn what_a_text_begins_with_is_found(
            // Few bytes and many, so that nodes have chains, a few children, and fans.
            entries in prop_oneof![
                prop::collection::vec(prop::collection::vec(0..4_u8, 0..6), 0..80),
                prop::collection::vec(prop::collection::vec(any::<u8>(), 0..3), 0..400),
            ],
            texts in prop::collection::vec(prop::collection::vec(0..4_u8, 0..9), 20),
        ) {
            let trie = trie(&entries);
            for text in entries.iter().chain(&texts) {
                let found: Vec<_> = trie.prefixes(text).collect();
                prop_assert_eq!(found, naive(&entries, text));
            }
        }
    }
}
