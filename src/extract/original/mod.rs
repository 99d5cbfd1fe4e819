//! Originals: what stands in a document in one of the languages that may be quoted.
//!
//! Enters: blocks. Leaves: which blocks are the author's prose, and the originals, in order: runs of
//! whole blocks, read over page breaks and footnotes ([`group`]), lines that stand in turn with the
//! author's language ([`interleaved`]), foreign stretches inside a sentence
//! ([`inline`]), and what footnotes quote ([`note`]).

mod group;
mod inline;
mod interleaved;
mod note;

use super::{PassedOver, PassedOverReason};
use crate::block::{Block, BlockKind};
use crate::lang::{Identifier, Lang, LanguageLabel, LanguageRun, Library, ScoredWords, facts};
use crate::segment::{BlockSpan, Passage};
use group::Member;
use std::ops::Range;

/// Share of a block's words that must be in one language for the block to be an original.
const WHOLE: f64 = 0.65;
/// Longest run of words in another language inside such a block: citations, names.
const LONGEST_GUEST: usize = 9;
/// Least support, in nats a word, for a block in the prose's script.
const SUPPORT_BLOCK: f64 = 0.9;
/// Fewest words that can hardly be the prose's language.
const LEAST_DISTINCTIVE: usize = 2;
/// A line of so many words is decided by what stands beside it.
const LONGEST_SHORT: usize = 12;
/// Share of a block's words in no known language from which it is no prose of the author's.
const THIRD_LANGUAGE: f64 = 0.6;

/// The marks that quotations open with, and those that close them.
const QUOTATION_MARKS: &[(char, char)] = &[('«', '»'), ('“', '”'), ('„', '“'), ('"', '"')];

/// Where an original stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Setting {
    /// In blocks of its own.
    Block,
    /// Inside a sentence of the author's.
    Sentence,
    /// In a footnote or endnote.
    Note,
}

/// A quote's original side.
#[derive(Clone, Debug)]
pub struct Original {
    /// Its language.
    pub lang: Lang,
    /// Where it stands.
    pub pieces: Vec<BlockSpan>,
    /// In what.
    pub setting: Setting,
    /// Whether it is one only if something translates it: in a footnote, what is not set off may as
    /// well be a title.
    pub tentative: bool,
    /// Its text, in units.
    pub passage: Passage,
}

impl Original {
    /// Reads pieces of blocks as an original.
    fn new(
        blocks: &[Block],
        lang: Lang,
        pieces: Vec<BlockSpan>,
        setting: Setting,
        library: &Library,
    ) -> Self {
        Self {
            lang,
            passage: Passage::read(blocks, &pieces, library.tables(lang)),
            pieces,
            setting,
            tentative: false,
        }
    }

    /// Its first block.
    pub fn first_block(&self) -> usize {
        self.pieces.first().map_or(0, |piece| piece.block)
    }

    /// Its last block.
    pub fn last_block(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.block)
    }

    /// Whether it stands in blocks of its own.
    pub fn is_block(&self) -> bool {
        self.setting == Setting::Block
    }

    /// What is told of it when it is passed over.
    pub fn passed_over(&self, reason: PassedOverReason) -> PassedOver {
        let segments = self.passage.all_segments();
        PassedOver {
            lang: self.lang,
            spans: segments
                .into_iter()
                .flat_map(|segment| segment.spans)
                .collect(),
            reason,
        }
    }
}

/// What extraction knows of each block's language.
#[derive(Clone, Debug)]
pub struct Reading {
    /// For each block, whether it may hold a translation: it is mostly in the prose's language.
    pub prose: Vec<bool>,
    /// The originals, in order.
    pub originals: Vec<Original>,
}

/// A block's words and the runs of languages in them.
struct Labelled<'a> {
    identifier: &'a Identifier,
    block: &'a Block,
    words: ScoredWords,
    runs: Vec<LanguageRun>,
}

/// Finds the originals of a document.
pub fn read(blocks: &[Block], identifier: &Identifier) -> Reading {
    let mut prose = vec![false; blocks.len()];
    let mut whole: Vec<Option<Member>> = vec![None; blocks.len()];
    let mut short: Vec<Vec<(Lang, f64)>> = vec![Vec::new(); blocks.len()];
    let mut originals = Vec::new();
    let mut previous = None;
    for (i, block) in blocks.iter().enumerate() {
        let in_note = matches!(block.kind, BlockKind::Note(_));
        match block.kind {
            BlockKind::Prose | BlockKind::Item | BlockKind::Cell { .. } | BlockKind::Note(_) => {}
            _ => continue,
        }
        let words = identifier.words(block.text());
        let before = if in_note { None } else { previous };
        let runs = identifier.label(block.text(), &words, before);
        if !in_note {
            previous = runs.last().map(|run| run.label);
        }
        let labelled = Labelled {
            identifier,
            block,
            words,
            runs,
        };
        if in_note {
            originals.extend(note::originals(blocks, i, &labelled));
            continue;
        }
        if let Some(lang) = labelled.whole_language() {
            whole[i] = Some(Member {
                lang,
                lead: labelled.lead_in(lang),
            });
            continue;
        }
        short[i] = labelled.leanings();
        prose[i] = labelled.third_language() < THIRD_LANGUAGE;
        originals.extend(inline::originals(blocks, i, &labelled));
    }
    group::fill(blocks, &short, &mut whole);
    for (i, own) in whole.iter().enumerate() {
        prose[i] &= own.is_none();
    }
    originals.retain(|original: &Original| whole[original.first_block()].is_none());
    for chain in interleaved::chains(blocks, &whole, &prose) {
        let lines = chain.iter();
        let pieces: Vec<BlockSpan> = lines
            .map(|&line| BlockSpan::whole(blocks, line, false))
            .collect();
        if let Some(Member { lang, .. }) = whole[chain[0]] {
            let library = identifier.library();
            originals.push(Original::new(blocks, lang, pieces, Setting::Block, library));
        }
        for line in chain {
            whole[line] = None;
        }
    }
    originals.extend(group::originals(blocks, &whole, identifier.library()));
    originals.retain(|original| !original.passage.units.is_empty());
    originals.sort_by_key(|o| (o.first_block(), o.pieces[0].range.start));
    Reading { prose, originals }
}

impl Labelled<'_> {
    /// The share of its words that are in no known language.
    fn third_language(&self) -> f64 {
        let other = self
            .runs
            .iter()
            .filter(|run| run.label == LanguageLabel::Other);
        let other: usize = other.map(|run| run.words).sum();
        other as f64 / self.words.len().max(1) as f64
    }

    /// The language that the whole is an original in.
    fn whole_language(&self) -> Option<Lang> {
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

    /// Where an original begins in a block of its language that the author's words lead in: "He
    /// wrote to his brother: «…»". 0 where none do.
    fn lead_in(&self, lang: Lang) -> usize {
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

    /// What speaks, in nats a word, for a short line's being in each language of originals: too
    /// little to decide by itself, but enough beside an original. Nothing for longer texts.
    fn leanings(&self) -> Vec<(Lang, f64)> {
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

    /// Whether words are `lang` beyond doubt: a language of another script always, one of the same
    /// script if the words on the whole and at least two of them in particular say so.
    fn is_clear(&self, which: Range<usize>, lang: Lang, least: f64) -> bool {
        if self.has_own_script(lang) {
            return which.len() > 1;
        }
        self.identifier.support(&self.words, which.clone(), lang) >= least
            && self.identifier.distinctive(&self.words, which, lang) >= LEAST_DISTINCTIVE
    }

    /// Whether a language is written in another script than the prose.
    fn has_own_script(&self, lang: Lang) -> bool {
        let prose = self.identifier.languages().next();
        prose.is_some_and(|prose| facts(prose).script != facts(lang).script)
    }

    /// The share of a stretch that is slanted, at the most by one pair of marks.
    fn slanted(&self, range: &Range<usize>) -> f64 {
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
