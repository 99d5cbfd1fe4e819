//! Translations whose place the page itself gives: the cell beside an original, the words in
//! brackets or quotation marks behind it.

use super::original::Original;
use super::outcome::{Link, Target};
use crate::align::{Corridor, Ends, best_path};
use crate::block::{Block, Kind};
use crate::lang::{Lang, tables};
use crate::quote::Layout;
use crate::segment::{Passage, Piece, texts};
use crate::similarity::{Pair, Relation, Similarity, Texts};
use crate::text::words;
use std::collections::BTreeMap;

/// What it is worth, in nats, that two cells stand in one row, and that a gloss stands in brackets
/// or quotation marks directly behind an original.
const ROW_BONUS: f64 = 3.0;
const GLOSS_BONUS: f64 = 2.0;
/// Least evidence, in nats, with the bonus.
const LEAST: f64 = 0.2;
/// How many words may stand between an original in a sentence and its gloss.
const GAP: usize = 3;

/// How far from an original its gloss may end, in bytes, beyond six times the original's length.
const LONGEST_GAP: usize = 200;

/// Pairs of marks that a gloss stands between.
const BRACKETS: &[(char, char)] = &[
    ('(', ')'),
    ('[', ']'),
    ('"', '"'),
    ('“', '”'),
    ('‘', '’'),
    ('\'', '\''),
];

/// The translation of an original in a table or in a sentence, if it stands where it should.
pub fn find(
    blocks: &[Block],
    rows: &Rows,
    original: &Original,
    similarity: &dyn Similarity,
    target_lang: Lang,
) -> Option<Link> {
    let (pieces, bonus, layout) = if original.inline {
        let glosses = glosses(blocks, original, target_lang);
        (glosses, GLOSS_BONUS, Layout::Gloss)
    } else {
        (cells(blocks, rows, original), ROW_BONUS, Layout::Beside)
    };
    pieces
        .into_iter()
        .filter_map(|piece| {
            let strength = evidence(blocks, original, &piece, similarity, target_lang)? + bonus;
            (strength > LEAST).then_some(Link {
                target: Target::Pieces(vec![piece]),
                strength,
                layout,
                announced: true,
            })
        })
        .max_by(|a, b| a.strength.total_cmp(&b.strength))
}

/// How well an original and the whole of a piece go together, in nats: as one bead or, on average a
/// unit of the original, as several.
fn evidence(
    blocks: &[Block],
    original: &Original,
    piece: &Piece,
    similarity: &dyn Similarity,
    target_lang: Lang,
) -> Option<f64> {
    let target = Passage::read(blocks, std::slice::from_ref(piece), target_lang);
    let (source, target) = (texts(&original.passage.units), texts(&target.units));
    if target.is_empty() {
        return None;
    }
    let judge = |source: &[&str], target: &[&str]| {
        let pair = Pair {
            source: Texts {
                lang: original.lang,
                texts: source,
            },
            target: Texts {
                lang: target_lang,
                texts: target,
            },
            relation: Relation::Within,
        };
        let (n, m) = (source.len(), target.len());
        let evidence = similarity.prepare(pair, &|_| 0..m);
        if (n, m) == (1, 1) {
            return evidence.bead(0..1, 0..1);
        }
        best_path(&*evidence, &Corridor::full(n, m), &Ends::closed(m))
            .map_or(f64::NEG_INFINITY, |path| path.score / n as f64)
    };
    let whole = judge(&[&source.join(" ")], &[&target.join(" ")]);
    let several = source.len() > 1 || target.len() > 1;
    if several && Corridor::is_small(source.len(), target.len()) {
        return Some(whole.max(judge(&source, &target)));
    }
    Some(whole)
}

/// The cells of each row of each table, by block.
pub type Rows = BTreeMap<(usize, usize), Vec<usize>>;

/// Finds the rows of a document's tables; of their cells, those that may hold a translation.
pub fn rows(blocks: &[Block], prose: &[bool]) -> Rows {
    let mut rows = Rows::new();
    for (i, block) in blocks.iter().enumerate() {
        if let Kind::Cell { table, row } = block.kind
            && prose[i]
        {
            rows.entry((table, row)).or_default().push(i);
        }
    }
    rows
}

/// The other cells of an original's row.
fn cells(blocks: &[Block], rows: &Rows, original: &Original) -> Vec<Piece> {
    let own = original.first_block();
    let Kind::Cell { table, row } = blocks[own].kind else {
        return Vec::new();
    };
    let cells = rows
        .get(&(table, row))
        .map(Vec::as_slice)
        .unwrap_or_default();
    cells
        .iter()
        .filter(|&&cell| cell != own)
        .map(|&cell| Piece::whole(blocks, cell, false))
        .collect()
}

/// What stands in brackets or quotation marks near an original in the same block.
fn glosses(blocks: &[Block], original: &Original, target_lang: Lang) -> Vec<Piece> {
    let Some(own) = original.pieces.first() else {
        return Vec::new();
    };
    let text = blocks[own.block].text();
    let mut out = Vec::new();
    // Nothing further off than a gloss can be is looked at.
    let reach = own.range.end..ahead(text, own.range.end, LONGEST_GAP + 6 * own.range.len());
    let rest = &text[reach.clone()];
    // The marks that close the original itself open nothing.
    let closed = rest
        .trim_start_matches(|c: char| "\"'»”’….,;:!?*".contains(c))
        .len();
    let mut at = reach.end - closed;
    while let Some((close, start)) = text[at..reach.end].char_indices().find_map(|(i, c)| {
        BRACKETS
            .iter()
            .find(|(open, _)| *open == c)
            .map(|&(_, close)| (close, at + i + c.len_utf8()))
    }) {
        if words(&text[own.range.end..start]).count() > GAP {
            break;
        }
        let Some(length) = text[start..reach.end].find(close) else {
            break;
        };
        if words(&text[start..start + length]).next().is_some() {
            out.push(Piece {
                block: own.block,
                range: start..start + length,
                follows_on: false,
            });
            break;
        }
        // Nothing between them: it closed something.
        at = start;
    }
    // "= an idea", "means an idea": to the closing mark or the end of the sentence.
    let bare = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '=' && c != '(');
    let after_word = tables(target_lang).gloss_words.iter().find_map(|word| {
        let head = bare.get(..word.len())?;
        let gloss = &bare[word.len()..];
        (head.to_lowercase() == *word && gloss.starts_with([' ', ',', ':'])).then_some(gloss)
    });
    if let Some(gloss) = bare.strip_prefix('=').or(after_word) {
        let start = reach.end
            - gloss
                .trim_start_matches([' ', '"', '“', '\'', ',', ':'])
                .len();
        let end = text[start..reach.end]
            .find(['"', '”', ';', '.', ')'])
            .map_or(reach.end, |length| start + length);
        out.push(Piece {
            block: own.block,
            range: start..end,
            follows_on: false,
        });
    }
    // The gloss may stand first: "the ice broke" (лёд сломался).
    let before = text[..own.range.start].trim_end_matches([' ', '(', '[', '«', '"', '“', ',', '—']);
    if before.ends_with(['"', '”', '’']) && before.len() < own.range.start {
        let body = before.trim_end_matches(['"', '”', '’']);
        let from = behind(body, LONGEST_GAP + 6 * own.range.len());
        if let Some(start) = body[from..].rfind(['"', '“', '‘']) {
            let start = from + start;
            let start = start + text[start..].chars().next().map_or(1, char::len_utf8);
            out.push(Piece {
                block: own.block,
                range: start..body.len(),
                follows_on: false,
            });
        }
    }
    // A gloss in quotation marks inside brackets is what stands between the marks.
    for piece in &mut out {
        let gloss = &text[piece.range.clone()];
        let marks = |c: char| c.is_whitespace() || "\"“”‘’«»".contains(c);
        let start = piece.range.start + (gloss.len() - gloss.trim_start_matches(marks).len());
        piece.range = start..start + gloss.trim_matches(marks).len();
    }
    out
}

/// The character boundary at most `bytes` after `at`.
fn ahead(text: &str, at: usize, bytes: usize) -> usize {
    let mut end = (at + bytes).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// The character boundary at most `bytes` before the end.
fn behind(text: &str, bytes: usize) -> usize {
    let mut start = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    start
}
