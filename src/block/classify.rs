//! What a block is, where that depends on other blocks: on their words, their order, and what repeats in
//! the document.

use super::attribution::mark_attributions;
use super::cue::{cue, translation_heading};
use super::join::continues;
use super::lone_line::is_lone_line;
use super::number::leading_number;
use super::types::{Block, BlockKind};
use crate::lang::Library;
use std::collections::HashMap;

/// Most blocks between the two halves of a sentence that a page break cuts.
const MOST_BETWEEN: usize = 6;
/// Fewest times that a document has a running head.
const HEAD_REPEATS: usize = 3;
/// Shortest distance between two running heads, on average, in blocks.
const HEAD_DISTANCE: usize = 8;

/// Decides the kinds that depend on more than one block: running heads, notes, attributions, cues,
/// bibliographies, lone short lines.
pub(super) fn decide(blocks: &mut [Block], library: &Library) {
    mark_running_heads(blocks);
    mark_notes(blocks, library);
    mark_page_breaks(blocks);
    mark_attributions(blocks, library);
    let mut bibliography: Option<u8> = None;
    let (count, mut seen) = (blocks.len(), 0);
    for block in blocks {
        seen += 1;
        let heading = match block.kind {
            BlockKind::Heading(level) => Some(level),
            BlockKind::Prose if is_lone_line(block) => Some(0),
            _ => None,
        };
        if let Some(level) = heading {
            // A lone word is a heading only towards the end, where a bibliography is. In a table of
            // contents it is an entry.
            if is_bibliography_heading(block.text(), library) && (level > 0 || 3 * seen > 2 * count)
            {
                bibliography = Some(level);
            } else if bibliography.is_some_and(|above| level != 0 && level <= above.max(1)) {
                bibliography = None;
            }
        }
        if bibliography.is_some() {
            let is_entry = match block.kind {
                BlockKind::Prose | BlockKind::Item => true,
                BlockKind::Note(_) => !block.declared,
                _ => false,
            };
            if is_entry {
                block.kind = BlockKind::Bibliography;
            }
            continue;
        }
        if matches!(
            block.kind,
            BlockKind::Prose | BlockKind::Item | BlockKind::Heading(_)
        ) && block.lines.is_empty()
            && let Some(lang) = cue(block.text(), library)
        {
            block.kind = BlockKind::Cue(lang);
        } else if matches!(block.kind, BlockKind::Heading(_))
            && let Some(lang) = translation_heading(block.text(), library)
        {
            block.kind = BlockKind::Cue(lang);
        }
    }
}

/// Finds footnotes and endnotes that only their number and their place show: what is under a heading like
/// "Notes", and a paragraph that begins with a number that a mark before it refers to.
fn mark_notes(blocks: &mut [Block], library: &Library) {
    let mut section: Option<u8> = None;
    let mut label = String::new();
    let mut awaited: Vec<String> = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::Heading(level) => {
                if is_notes_heading(block.text(), library) {
                    section = Some(level);
                } else if section.is_some_and(|above| level <= above) {
                    section = None;
                }
            }
            BlockKind::Prose | BlockKind::Item if section.is_some() => {
                let own = leading_number(block.text());
                if !own.is_empty() {
                    label = own.to_owned();
                }
                if !label.is_empty() {
                    block.kind = BlockKind::Note(label.clone());
                }
            }
            BlockKind::Prose if is_lone_line(block) && is_notes_heading(block.text(), library) => {
                section = Some(0);
                block.kind = BlockKind::Heading(0);
            }
            BlockKind::Prose => {
                let own = leading_number(block.text());
                let rest = &block.text()[own.len()..];
                // "6 Pravda, 1927"; not a year, and not "3 March", which nothing refers to.
                if rest.starts_with(' ')
                    && let Some(at) = awaited.iter().position(|label| label == own)
                {
                    awaited.drain(..=at);
                    block.kind = BlockKind::Note(own.to_owned());
                }
            }
            _ => {}
        }
        if !matches!(block.kind, BlockKind::Note(_)) {
            awaited.extend(block.references.iter().map(|(label, _)| label.clone()));
        }
    }
}

fn is_notes_heading(text: &str, library: &Library) -> bool {
    let bare = bare_heading(text);
    library
        .all()
        .any(|(_, tables)| tables.note_headings.contains(&bare))
}

/// A heading in lower case, without the signs around its words.
fn bare_heading(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '*'))
        .to_lowercase()
}

fn is_bibliography_heading(text: &str, library: &Library) -> bool {
    let bare = bare_heading(text);
    library
        .all()
        .any(|(_, tables)| tables.bibliography_headings.contains(&bare))
}

/// Finds the furniture inside sentences: a short line between notes and page numbers that interrupt a
/// sentence is the printer's too.
fn mark_page_breaks(blocks: &mut [Block]) {
    let mut last_text: Option<usize> = None;
    for i in 0..blocks.len() {
        if !is_text(&blocks[i]) {
            continue;
        }
        if let Some(before) = last_text
            && (2..=MOST_BETWEEN).contains(&(i - before))
            && blocks[before + 1..i].iter().any(Block::is_interruption)
            && continues(blocks[before].text(), blocks[i].text(), false).is_some()
        {
            for block in &mut blocks[before + 1..i] {
                if block.kind == BlockKind::Prose && !block.declared {
                    block.kind = BlockKind::Furniture;
                }
            }
        }
        last_text = Some(i);
    }
}

/// Whether a block is running text, not a short line of unclear kind.
fn is_text(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Prose | BlockKind::Item) && !is_lone_line(block)
}

/// Finds running heads: short lines that come back every few pages.
fn mark_running_heads(blocks: &mut [Block]) {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, block) in blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Prose | BlockKind::Heading(_))
            && !block.declared
            && is_lone_line(block)
        {
            let key: String = block
                .text()
                .chars()
                .filter(|c| c.is_alphabetic())
                .flat_map(char::to_lowercase)
                .collect();
            if key.chars().count() >= 3 {
                places.entry(key).or_default().push(i);
            }
        }
    }
    for at in places.values() {
        let (Some(first), Some(last)) = (at.first(), at.last()) else {
            continue;
        };
        if at.len() >= HEAD_REPEATS && (last - first) / (at.len() - 1) >= HEAD_DISTANCE {
            for &i in at {
                blocks[i].kind = BlockKind::Furniture;
            }
        }
    }
}
