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
        let sources = (0..)
            .zip(rules)
            .map(|(at, (source, _))| (source.as_bytes(), at));
        Self {
            sources: Trie::new(sources.collect()),
            replacements,
            replaced,
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
        while let Some(first) = rest.chars().next() {
            let (length, mut replacement) = match self.longest(rest) {
                Some(found) => found,
                None => (first.len_utf8(), &rest[..first.len_utf8()]),
            };
            rest = &rest[length..];
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

    /// The longest source that `text` begins with: its length in bytes, and what replaces it.
    fn longest(&self, text: &str) -> Option<(usize, &str)> {
        let (length, rule) = self.sources.prefixes(text.as_bytes()).last()?;
        let (start, end) = self.replacements[rule as usize];
        Some((length, &self.replaced[start..end]))
    }
}
