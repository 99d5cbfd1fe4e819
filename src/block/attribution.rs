//! Lines that say where a text is from: "— Pravda, 2 November 1927", "(Le Temps, 1907)".

use super::lone_line::is_lone_line;
use super::number::is_number;
use super::types::{Block, BlockKind};
use crate::lang::Library;
use crate::text::words;

/// Longest line that says where a text is from, in words.
const LONGEST_ATTRIBUTION: usize = 16;

/// Finds the lines after a text that say where it is from, and those before a quotation.
pub(super) fn mark_attributions(blocks: &mut [Block], library: &Library) {
    let mut after_text = false;
    for i in 0..blocks.len() {
        let own = blocks[i].kind == BlockKind::Prose;
        if own && (after_text && is_attribution(&blocks[i], library) || leads_in(&blocks[i..])) {
            blocks[i].kind = BlockKind::Attribution;
        }
        if !blocks[i].is_interruption() {
            after_text = matches!(
                blocks[i].kind,
                BlockKind::Prose | BlockKind::Item | BlockKind::Attribution
            );
        }
    }
}

/// Whether the first of some blocks says where the quotation after it is from: a short line with a
/// number, "Lake Gazette, 4 May".
fn leads_in(blocks: &[Block]) -> bool {
    let Some((line, after)) = blocks.split_first() else {
        return false;
    };
    let text = line.text();
    is_lone_line(line)
        && text.starts_with(char::is_alphabetic)
        && words(text).any(|word| is_number(&text[word]))
        && after
            .iter()
            .find(|block| !block.is_interruption())
            .is_some_and(|next| {
                next.kind == BlockKind::Prose && next.text().starts_with(['«', '“', '„', '"'])
            })
}

fn is_attribution(block: &Block, library: &Library) -> bool {
    let text = block.text();
    if !block.lines.is_empty() || text.len() > 240 {
        return false;
    }
    let dash = text.starts_with(['—', '–']) || text.starts_with("--");
    let bracket = text.starts_with(['(', '[']) && text.ends_with([')', ']']);
    let led = || {
        library.all().any(|(_, tables)| {
            let mut words = tables.attribution_words.iter();
            words.any(|word| begins_with(text, word))
        })
    };
    if !(dash || bracket || led()) {
        return false;
    }
    let all: Vec<&str> = words(text).map(|range| &text[range]).collect();
    if all.len() > LONGEST_ATTRIBUTION {
        return false;
    }
    // Speech in a dialogue begins with a dash, too, and is a sentence; "1927 г." is not.
    let last = all.last().copied().unwrap_or_default();
    let sentence = text.ends_with(['.', '!', '?', '…', ',', ';', ':'])
        && !is_number(last)
        && last.chars().nth(1).is_some();
    let year = |word: &&str| word.len() == 4 && is_number(word);
    if !sentence && all.iter().any(year) {
        return true;
    }
    // A name.
    let capital = |word: &&&str| word.chars().next().is_some_and(char::is_uppercase);
    dash && !sentence && all.len() > 1 && 2 * all.iter().filter(capital).count() > all.len()
}

/// Whether a text begins with a word in lower or upper case, and continues after it.
fn begins_with(text: &str, word: &str) -> bool {
    let head: String = text.chars().take(word.chars().count()).collect();
    let after = text[head.len()..].chars().next();
    head.to_lowercase() == word && after.is_some_and(|c| c == ' ' || c == ':')
}
