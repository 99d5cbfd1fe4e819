//! Text as the vocabulary spells it: rules applied, spaces collapsed and marked.
//!
//! A vocabulary is learned on text in one form, so that text must be brought into that form before
//! its pieces are looked up: `ﬁ` into `fi`, `e` with a combining accent into `é`, tabs and
//! no-break spaces into spaces. What enters is any text; what leaves begins with a [`SPACE`], has
//! one wherever words are parted, and none at its end. Nothing is refused.

use super::trie::Trie;

/// What stands for a space in pieces and in normalised text: U+2581, a lower block.
pub const SPACE: char = '\u{2581}';

/// Rules to rewrite text by, made ready to be applied.
#[derive(Clone, Debug)]
pub struct Normalizer {
    /// What rules rewrite, each with its place in `replacements`.
    sources: Trie,
    /// Where each replacement begins and ends in `replaced`.
    replacements: Vec<(usize, usize)>,
    replaced: String,
    /// By the first byte of a character and, as a set of bits, the byte after it: where a rule may
    /// begin, and where a space is.
    heeded: Vec<[u64; 4]>,
}

impl Normalizer {
    /// A normaliser by `rules`: what to rewrite, and what it becomes.
    ///
    /// Of two rules for the same source the first counts; a rule for the empty string is ignored.
    pub fn new(rules: &[(&str, &str)]) -> Self {
        let mut replaced = String::new();
        let replacements = rules
            .iter()
            .map(|(_, replacement)| {
                let start = replaced.len();
                replaced.push_str(replacement);
                (start, replaced.len())
            })
            .collect();
        let mut heeded = vec![[0; 4]; 256];
        heeded[usize::from(b' ')] = [u64::MAX; 4];
        for (source, _) in rules {
            match *source.as_bytes() {
                [] => {}
                [first] => heeded[usize::from(first)] = [u64::MAX; 4],
                [first, second, ..] => {
                    heeded[usize::from(first)][usize::from(second >> 6)] |= 1 << (second & 63);
                }
            }
        }
        let sources = (0..)
            .zip(rules)
            .map(|(at, (source, _))| (source.as_bytes(), at));
        Self {
            sources: Trie::new(sources.collect()),
            replacements,
            replaced,
            heeded,
        }
    }

    /// Writes `text` in normal form to `normal`, in place of what that holds.
    ///
    /// From left to right, the longest source that the rest of the text begins with is replaced, and
    /// a character that begins none is kept. Of several spaces one is left, and none at either end;
    /// then each becomes [`SPACE`], and one more goes before the first word. Of text that is nothing
    /// but spaces nothing is left.
    pub fn normalize(&self, text: &str, normal: &mut String) {
        normal.clear();
        normal.push(SPACE);
        let mut after_space = true;
        let mut rest = text;
        loop {
            let (plain, special) = rest.split_at(self.plain(rest));
            normal.push_str(plain);
            after_space &= plain.is_empty();
            let Some(first) = special.chars().next() else {
                break;
            };
            let (length, mut replacement) = match self.longest(special) {
                Some(found) => found,
                None => (first.len_utf8(), &special[..first.len_utf8()]),
            };
            rest = &special[length..];
            if after_space {
                replacement = replacement.trim_start_matches(' ');
            }
            if replacement.is_empty() {
                continue;
            }
            after_space = replacement.ends_with(' ');
            for (at, word) in replacement.split(' ').enumerate() {
                if at > 0 {
                    normal.push(SPACE);
                }
                normal.push_str(word);
            }
        }
        normal.truncate(normal.trim_end_matches(SPACE).len());
    }

    /// How many bytes at the beginning of `text` are characters to be kept as they are: no rule begins
    /// with them and what follows, and they are no spaces. In most text that is most of it, which
    /// this finds without a walk in the trie for each character.
    fn plain(&self, text: &str) -> usize {
        let bytes = text.as_bytes();
        let mut at = 0;
        // The last byte has nothing after it to go by.
        while let Some(&[first, second]) = bytes.get(at..at + 2) {
            let heeded = self.heeded[usize::from(first)][usize::from(second >> 6)];
            if heeded & (1 << (second & 63)) != 0 {
                break;
            }
            at += match first {
                0xF0.. => 4,
                0xE0.. => 3,
                0xC0.. => 2,
                _ => 1,
            };
        }
        at
    }

    /// The longest source that `text` begins with: its length in bytes, and what replaces it.
    fn longest(&self, text: &str) -> Option<(usize, &str)> {
        let (length, rule) = self.sources.prefixes(text.as_bytes()).last()?;
        let (start, end) = self.replacements[rule as usize];
        Some((length, &self.replaced[start..end]))
    }
}
