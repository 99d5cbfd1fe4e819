//! A block with the language of each of its words, and what follows for the block.

use crate::block::Block;
use crate::lang::{Identifier, Lang, LanguageLabel, LanguageRun, ScoredWords, facts};
use std::ops::Range;

/// Least share of a block's words in one language for the block to be an original.
const WHOLE: f64 = 0.65;
/// Longest run of words in another language inside such a block: citations, names.
const LONGEST_GUEST: usize = 9;
/// Least support for a block in the prose's script, in nats a word.
const SUPPORT_BLOCK: f64 = 0.9;
/// Fewest words that can hardly be in the prose's language.
const LEAST_DISTINCTIVE: usize = 2;
/// Longest line whose language its neighbours decide, in words.
const LONGEST_SHORT: usize = 12;

/// A block's words, and the runs of languages in them.
pub(super) struct LabelledBlock<'a> {
    pub identifier: &'a Identifier,
    pub block: &'a Block,
    pub words: ScoredWords,
    pub runs: Vec<LanguageRun>,
}

impl LabelledBlock<'_> {
    /// The share of its words that are in no known language.
    pub(super) fn third_language(&self) -> f64 {
        let other = self
            .runs
            .iter()
            .filter(|run| run.label == LanguageLabel::Other);
        let other: usize = other.map(|run| run.words).sum();
        other as f64 / self.words.len().max(1) as f64
    }

    /// The language that the block as a whole is an original in.
    pub(super) fn whole_language(&self) -> Option<Lang> {
        let total: usize = self.runs.iter().map(|run| run.words).sum();
        self.identifier.languages().skip(1).find(|&lang| {
            let of = |own: bool| {
                let runs = self.runs.iter();
                runs.filter(move |run| (run.label == LanguageLabel::In(lang)) == own)
                    .map(|run| run.words)
            };
            of(true).sum::<usize>() as f64 >= WHOLE * total as f64
                && of(false).max().unwrap_or_default() <= LONGEST_GUEST
                && self.is_clear(0..self.words.len(), lang, SUPPORT_BLOCK)
        })
    }

    /// Where an original begins in a block of its language that the author's words introduce: "He wrote to
    /// his brother: «…»". 0 if none do.
    pub(super) fn lead_in(&self, lang: Lang) -> usize {
        let [first, second, ..] = self.runs.as_slice() else {
            return 0;
        };
        let text = self.block.text();
        let gap = text
            .get(first.range.end..second.range.start)
            .unwrap_or_default();
        let quote = gap.find(['«', '“', '„', '"']);
        let leads = first.label != LanguageLabel::In(lang)
            && second.label == LanguageLabel::In(lang)
            && (quote.is_some() || gap.contains(':'));
        match (leads, quote) {
            (true, Some(at)) => first.range.end + at,
            (true, None) => second.range.start,
            (false, _) => 0,
        }
    }

    /// The support for each language of originals in a short line, in nats a word: too little to decide by
    /// itself, but enough beside an original. Nothing for longer texts.
    pub(super) fn leanings(&self) -> Vec<(Lang, f64)> {
        let all = 0..self.words.len();
        if all.is_empty() || all.len() > LONGEST_SHORT || !self.block.lines.is_empty() {
            return Vec::new();
        }
        let languages = self.identifier.languages().skip(1);
        languages
            .map(|lang| {
                (
                    lang,
                    self.identifier.support(&self.words, all.clone(), lang),
                )
            })
            .collect()
    }

    /// Whether words are surely `lang`. A language in another script always is. One in the same script is
    /// if the words together, and at least two of them by themselves, support it.
    pub(super) fn is_clear(&self, which: Range<usize>, lang: Lang, least: f64) -> bool {
        if self.has_own_script(lang) {
            return which.len() > 1;
        }
        self.identifier.support(&self.words, which.clone(), lang) >= least
            && self.identifier.distinctive(&self.words, which, lang) >= LEAST_DISTINCTIVE
    }

    /// Whether a language is written in another script than the prose.
    pub(super) fn has_own_script(&self, lang: Lang) -> bool {
        let prose = self.identifier.languages().next();
        prose.is_some_and(|prose| facts(prose).script != facts(lang).script)
    }

    /// The largest share of a text that one pair of marks sets in italics.
    pub(super) fn slanted(&self, range: &Range<usize>) -> f64 {
        let slanted = &self.block.slanted;
        let first = slanted.partition_point(|s| s.end <= range.start);
        let longest = slanted[first..]
            .iter()
            .take_while(|s| s.start < range.end)
            .map(|s| s.end.min(range.end) - s.start.max(range.start))
            .max();
        longest.unwrap_or_default() as f64 / range.len().max(1) as f64
    }
}
