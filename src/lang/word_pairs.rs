//! Which word stems of a language translate which English ones, from its `.pairs` file.

use super::tables::pair_files;
use super::tag::Lang;
use std::collections::HashMap;
use std::sync::LazyLock;

/// For the stems of a language, the English stems that translate them, with the probability. A stem is the
/// first [`STEM`] letters of a word.
pub type WordPairs = HashMap<&'static str, Vec<(&'static str, f32)>>;

/// Length of a stem, in letters.
pub const STEM: usize = 5;

static PAIRS: LazyLock<Vec<(Lang, WordPairs)>> = LazyLock::new(|| {
    pair_files()
        .map(|(lang, file)| {
            let mut pairs = WordPairs::new();
            for (stem, english, tenths) in triples(file) {
                pairs
                    .entry(stem)
                    .or_default()
                    .push((english, tenths / 10.0));
            }
            (lang, pairs)
        })
        .collect()
});

/// How the stems of a language translate into English; `None` if no pairs are known.
pub fn word_pairs(lang: Lang) -> Option<&'static WordPairs> {
    PAIRS
        .iter()
        .find(|(tag, _)| tag.primary() == lang.primary())
        .map(|(_, pairs)| pairs)
}

fn triples(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str, f32)> {
    table.lines().filter_map(|line| {
        let mut fields = line.split('\t');
        let (stem, english) = (fields.next()?, fields.next()?);
        Some((stem, english, fields.next()?.parse().ok()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_file_is_two_stems_and_a_number() {
        for (lang, file) in pair_files() {
            assert_eq!(triples(file).count(), file.lines().count(), "{lang}");
        }
    }
}
