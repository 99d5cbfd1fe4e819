//! Translations whose place the page itself gives: the cell beside an original, the words in
//! brackets or quotation marks behind it.

use super::link::{Link, Target};
use super::original::Original;
use crate::align::{Corridor, Ends, best_path};
use crate::block::{Block, Kind};
use crate::lang::Lang;
use crate::segment::{Passage, Piece};
use crate::similarity::{Pair, Relation, Similarity, Texts};
use crate::text::words;

/// What it is worth, in nats, that two cells stand in one row, and that a gloss stands in brackets
/// or quotation marks directly behind an original.
const ROW_BONUS: f64 = 3.0;
const GLOSS_BONUS: f64 = 2.0;
/// Least evidence, in nats, with the bonus.
const LEAST: f64 = 0.2;
/// How many words may stand between an original in a sentence and its gloss.
const GAP: usize = 3;

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
    original: &Original,
    similarity: &dyn Similarity,
    target_lang: Lang,
) -> Option<Link> {
    let (pieces, bonus) = if original.inline {
        (glosses(blocks, original), GLOSS_BONUS)
    } else {
        (cells(blocks, original), ROW_BONUS)
    };
    pieces
        .into_iter()
        .filter_map(|piece| {
            let strength = evidence(blocks, original, &piece, similarity, target_lang)? + bonus;
            (strength > LEAST).then_some(Link {
                target: Target::Piece(piece),
                strength,
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
    let texts = |passage: &'_ Passage| -> Vec<String> {
        passage.units.iter().map(|u| u.text.clone()).collect()
    };
    let (parts, target_parts) = (texts(&original.passage), texts(&target));
    if target_parts.is_empty() {
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
        if n == 1 && m == 1 {
            return evidence.bead(0..1, 0..1);
        }
        best_path(&*evidence, &Corridor::full(n, m), &Ends::closed(m))
            .map_or(f64::NEG_INFINITY, |path| path.score / n as f64)
    };
    let (source, target) = (parts.join(" "), target_parts.join(" "));
    let whole = judge(&[&source], &[&target]);
    if parts.len() == 1 && target_parts.len() == 1
        || !Corridor::is_small(parts.len(), target_parts.len())
    {
        return Some(whole);
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let target_parts: Vec<&str> = target_parts.iter().map(String::as_str).collect();
    Some(whole.max(judge(&parts, &target_parts)))
}

/// The other cells of an original's row.
fn cells(blocks: &[Block], original: &Original) -> Vec<Piece> {
    let own = original.first_block();
    let Kind::Cell { table, row, .. } = blocks[own].kind else {
        return Vec::new();
    };
    blocks
        .iter()
        .enumerate()
        .filter(|&(i, block)| {
            i != own
                && matches!(block.kind, Kind::Cell { table: t, row: r, .. } if (t, r) == (table, row))
        })
        .map(|(i, _)| Piece::whole(blocks, i, false))
        .collect()
}

/// What stands in brackets or quotation marks near an original in the same block.
fn glosses(blocks: &[Block], original: &Original) -> Vec<Piece> {
    let Some(own) = original.pieces.first() else {
        return Vec::new();
    };
    let text = blocks[own.block].text();
    let mut out = Vec::new();
    // The marks that close the original itself open nothing.
    let mut at = own.range.end;
    at += text[at..].len()
        - text[at..]
            .trim_start_matches(|c: char| {
                c.is_ascii_punctuation() && !"([=".contains(c) || "»”’…".contains(c)
            })
            .len();
    while let Some((open, start)) = text[at..].char_indices().find_map(|(i, c)| {
        BRACKETS
            .iter()
            .find(|(open, _)| *open == c)
            .map(|&pair| (pair, at + i + c.len_utf8()))
    }) {
        if words(&text[own.range.end..start]).count() > GAP {
            break;
        }
        let Some(length) = text[start..].find(open.1) else {
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
    // "= an idea", "means an idea": to the end of the sentence or the closing mark.
    let rest = &text[own.range.end..];
    let bare = rest.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '=' && c != '(');
    if let Some(gloss) = bare.strip_prefix('=') {
        let start = text.len() - gloss.trim_start_matches([' ', '"', '“', '\'']).len();
        let end = text[start..]
            .find(['"', '”', ';'])
            .map_or(text.len(), |length| start + length);
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
        if let Some(start) = body.rfind(['"', '“', '‘']) {
            let start = start + text[start..].chars().next().map_or(1, char::len_utf8);
            out.push(Piece {
                block: own.block,
                range: start..body.len(),
                follows_on: false,
            });
        }
    }
    out
}
