//! Originals: what stands in a document in one of the languages that may be quoted.
//!
//! Enters: blocks. Leaves: which blocks are the author's prose, and the originals, in order: runs of
//! whole blocks, read over page breaks and footnotes, and foreign stretches inside a sentence.

use crate::block::{Block, Kind, continues};
use crate::lang::{Identifier, Label, Lang, Run, Words, tables};
use crate::segment::{Passage, Piece};
use crate::text::words;
use std::ops::Range;

/// Share of a block's words that must be in one language for the block to be an original.
const WHOLE: f64 = 0.65;
/// Longest run of words in another language inside such a block: citations, names.
const LONGEST_GUEST: usize = 9;
/// Least support, in nats a word, for a block and for a stretch in the prose's script.
const SUPPORT_BLOCK: f64 = 0.9;
const SUPPORT_INLINE: f64 = 1.2;
/// Fewest words that can hardly be the prose's language.
const LEAST_DISTINCTIVE: usize = 2;
/// Fewest words of an original inside a sentence, and of one that nothing sets off.
const LEAST_INLINE: usize = 4;
const LEAST_UNMARKED: usize = 7;
/// Longest source behind a quotation, in words.
const LONGEST_SOURCE: usize = 8;
/// How many words at an end of a stretch may stand outside its quotation marks.
const MOST_OUTSIDE: usize = 2;
/// Share of a block's words in no known language from which it is no prose of the author's.
const THIRD_LANGUAGE: f64 = 0.6;

/// A quote's original side.
#[derive(Clone, Debug)]
pub struct Original {
    /// Its language.
    pub lang: Lang,
    /// Where it stands.
    pub pieces: Vec<Piece>,
    /// Whether it stands inside a sentence.
    pub inline: bool,
    /// Its text, in units.
    pub passage: Passage,
}

impl Original {
    /// Its first block.
    pub fn first_block(&self) -> usize {
        self.pieces.first().map_or(0, |piece| piece.block)
    }

    /// Its last block.
    pub fn last_block(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.block)
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

/// Finds the originals of a document.
pub fn read(blocks: &[Block], identifier: &Identifier) -> Reading {
    let mut prose = vec![false; blocks.len()];
    let mut whole: Vec<Option<(Lang, usize)>> = vec![None; blocks.len()];
    let mut inline: Vec<(usize, Run, Lang)> = Vec::new();
    let mut previous = None;
    for (i, block) in blocks.iter().enumerate() {
        match block.kind {
            Kind::Prose | Kind::Item | Kind::Cell { .. } => {}
            _ => continue,
        }
        let words = identifier.words(block.text());
        let runs = identifier.label(block.text(), &words, previous);
        previous = runs.last().map(|run| run.label);
        if let Some(lang) = whole_language(identifier, &words, &runs) {
            whole[i] = Some((lang, lead_in(block.text(), &runs, lang)));
            continue;
        }
        prose[i] = third_language(&runs) < THIRD_LANGUAGE;
        for run in runs {
            let run = snapped(block.text(), &words, run);
            if let Label::In(lang) = run.label
                && Some(lang) != identifier.languages().next()
                && is_inline_original(identifier, block, &words, &run, lang)
            {
                inline.push((i, run, lang));
            }
        }
    }
    let mut originals = group(blocks, &whole);
    for (block, run, lang) in inline {
        let piece = Piece {
            block,
            range: run.range,
            follows_on: false,
        };
        originals.push(Original {
            lang,
            passage: Passage::read(blocks, std::slice::from_ref(&piece), lang),
            pieces: vec![piece],
            inline: true,
        });
    }
    originals.retain(|original| !original.passage.units.is_empty());
    originals.sort_by_key(|o| (o.first_block(), o.pieces[0].range.start));
    Reading { prose, originals }
}

/// The share of a block's words that are in no known language.
fn third_language(runs: &[Run]) -> f64 {
    let words = |runs: &mut dyn Iterator<Item = &Run>| runs.map(|r| r.words).sum::<usize>();
    let other = words(&mut runs.iter().filter(|r| r.label == Label::Other));
    other as f64 / words(&mut runs.iter()).max(1) as f64
}

/// The language that a whole block is an original in.
fn whole_language(identifier: &Identifier, words: &Words, runs: &[Run]) -> Option<Lang> {
    let total: usize = runs.iter().map(|r| r.words).sum();
    identifier.languages().skip(1).find(|&lang| {
        let own: usize = runs
            .iter()
            .filter(|r| r.label == Label::In(lang))
            .map(|r| r.words)
            .sum();
        let guest = runs
            .iter()
            .filter(|r| r.label != Label::In(lang))
            .map(|r| r.words)
            .max()
            .unwrap_or_default();
        own as f64 >= WHOLE * total as f64
            && guest <= LONGEST_GUEST
            && is_clear(identifier, words, 0..words.len(), lang, SUPPORT_BLOCK)
    })
}

/// Where an original begins in a block of its language that the author's words lead in: "He wrote
/// to his brother: «…»". 0 where none do.
fn lead_in(text: &str, runs: &[Run], lang: Lang) -> usize {
    let [first, second, ..] = runs else {
        return 0;
    };
    let gap = text
        .get(first.range.end..second.range.start)
        .unwrap_or_default();
    let quote = gap.find(['«', '“', '„', '"']);
    let leads = first.label != Label::In(lang)
        && second.label == Label::In(lang)
        && (quote.is_some() || gap.contains(':'));
    match (leads, quote) {
        (true, Some(at)) => first.range.end + at,
        (true, None) => second.range.start,
        (false, _) => 0,
    }
}

/// Whether words are `lang` beyond doubt: a language of another script always, one of the same
/// script if the words on the whole and at least two of them in particular say so.
fn is_clear(
    identifier: &Identifier,
    words: &Words,
    which: Range<usize>,
    lang: Lang,
    least: f64,
) -> bool {
    if has_own_script(identifier, lang) {
        return which.len() > 1;
    }
    identifier.support(words, which.clone(), lang) >= least
        && identifier.distinctive(words, which, lang) >= LEAST_DISTINCTIVE
}

/// Whether a language is written in another script than the prose.
fn has_own_script(identifier: &Identifier, lang: Lang) -> bool {
    let prose = identifier.languages().next();
    prose.is_some_and(|prose| tables(prose).script != tables(lang).script)
}

/// A stretch without the word or two at its ends that the quotation marks leave outside: "in his
/// sentence: «Et le jour…»".
fn snapped(text: &str, words: &Words, mut run: Run) -> Run {
    let own = &words.ranges()[words.within(&run.range)];
    let gap = |i: usize| text.get(own[i].end..own[i + 1].start).unwrap_or_default();
    let last = own.len().saturating_sub(1);
    let opens = |gap: &str| {
        gap.contains(['«', '“', '„', '"', ':', '(']) || gap.len() > 1 && gap.ends_with('\'')
    };
    if let Some(i) = (0..last.min(MOST_OUTSIDE)).rev().find(|&i| opens(gap(i))) {
        run.range.start = own[i + 1].start;
        run.words -= i + 1;
    }
    let closes = |gap: &str| gap.contains(['»', '”', '"', ')']);
    let tail = last.saturating_sub(MOST_OUTSIDE)..last;
    if let Some(i) = tail
        .into_iter()
        .find(|&i| own[i].start >= run.range.start && closes(gap(i)))
    {
        run.range.end = own[i].end;
        run.words -= last - i;
    }
    run
}

fn is_inline_original(
    identifier: &Identifier,
    block: &Block,
    words: &Words,
    run: &Run,
    lang: Lang,
) -> bool {
    if run.words < LEAST_INLINE {
        return false;
    }
    let text = block.text();
    let before = text[..run.range.start].trim_end();
    let after = text[run.range.end..].trim_start();
    let set_off = before.is_empty()
        || before.ends_with(['"', '«', '“', '„', '‘', '\'', '(', '[', ':'])
        || after.starts_with(['"', '»', '”', '’', ')', ']']);
    let first = block.slanted.partition_point(|s| s.end <= run.range.start);
    let slanted = block.slanted[first..]
        .iter()
        .take_while(|s| s.start < run.range.end)
        .map(|s| s.end.min(run.range.end) - s.start.max(run.range.start))
        .max()
        .unwrap_or_default();
    // A title is slanted, or stands in quotation marks before its publisher.
    if 10 * slanted > 6 * run.range.len() {
        return false;
    }
    // Another script sets itself off.
    (set_off || has_own_script(identifier, lang) || run.words >= LEAST_UNMARKED)
        && is_clear(
            identifier,
            words,
            words.within(&run.range),
            lang,
            SUPPORT_INLINE,
        )
}

/// Groups whole blocks of one language into originals: what stands between them is only page
/// furniture and notes. A block that opens with its own quotation mark after one that has closed
/// its own begins another original.
fn group(blocks: &[Block], whole: &[Option<(Lang, usize)>]) -> Vec<Original> {
    let mut groups: Vec<(Lang, Vec<usize>)> = Vec::new();
    for (i, block) in whole.iter().enumerate() {
        let Some((lang, lead)) = *block else {
            continue;
        };
        match groups.last_mut() {
            Some((last_lang, members))
                if *last_lang == lang
                    && lead == 0
                    && members.last().is_some_and(|&last| belongs(blocks, last, i)) =>
            {
                members.push(i);
            }
            _ => groups.push((lang, vec![i])),
        }
    }
    groups
        .into_iter()
        .map(|(lang, members)| {
            let pieces: Vec<Piece> = members
                .into_iter()
                .map(|block| Piece {
                    range: whole[block].map_or(0, |(_, lead)| lead)..blocks[block].text().len(),
                    ..Piece::whole(blocks, block, true)
                })
                .collect();
            Original {
                lang,
                passage: Passage::read(blocks, &pieces, lang),
                pieces,
                inline: false,
            }
        })
        .collect()
}

fn belongs(blocks: &[Block], last: usize, next: usize) -> bool {
    let (before, after) = (&blocks[last], &blocks[next]);
    if matches!(before.kind, Kind::Cell { .. }) || matches!(after.kind, Kind::Cell { .. }) {
        return false;
    }
    if before.quoted != after.quoted {
        return false;
    }
    let between = &blocks[last + 1..next];
    if between.iter().all(Block::is_interruption) {
        return !(closes(before.text()) && opens(after.text()));
    }
    // A footnote may go on in paragraphs that nothing marks; the sentence that it cuts goes on
    // behind them.
    let after_note = between
        .iter()
        .position(|b| matches!(b.kind, Kind::Note(_)))
        .is_some_and(|note| between[..note].iter().all(Block::is_interruption));
    after_note
        && between.len() <= 4
        && !between
            .iter()
            .any(|b| matches!(b.kind, Kind::Heading(_) | Kind::Cue(_)))
        && continues(before.text(), after.text(), false).is_some()
}

/// Whether a text ends in a closing quotation mark, but for the source that is given behind it:
/// "(col. 1)", "-- Tessier, Journal".
fn closes(text: &str) -> bool {
    let Some(at) = text.rfind(['"', '»', '”', '“']) else {
        return false;
    };
    let mark = text[at..].chars().next().map_or(1, char::len_utf8);
    let source = text[at + mark..].trim_start_matches(['.', ';', ',', '!', '?', ' ']);
    source.is_empty()
        || (source.starts_with(['(', '[', '—', '–', '-'])
            && words(source).count() <= LONGEST_SOURCE)
}

/// Whether a text begins with an opening quotation mark.
fn opens(text: &str) -> bool {
    text.trim_start_matches(['-', '—', ' ', '.', '…'])
        .starts_with(['"', '«', '“', '„'])
}
