//! The search space: a document as the search for translations sees it.

use super::original::Original;
use crate::block::{Block, BlockKind};
use crate::lang::{Lang, Library, Tables};
use crate::segment::{BlockSpan, Passage};
use crate::similarity::{Evidence, Reach, Relation, Similarity, TextPair, TextSequence};
use std::collections::BTreeMap;
use std::ops::Range;

/// Blocks, originals, and what may translate them.
pub(super) struct SearchSpace<'a> {
    /// The document's blocks.
    pub blocks: &'a [Block],
    /// Its originals, in order.
    pub originals: &'a [Original],
    /// For each block, whether it is mostly in the language of the translations.
    pub prose: &'a [bool],
    /// The stream: running text in that language, read as one passage.
    pub passage: &'a Passage,
    /// The cells that may hold a translation, by table and row.
    pub rows: BTreeMap<(usize, usize), Vec<usize>>,
    /// The notes and the marks of each label.
    pub notes: BTreeMap<&'a str, LabelledNotes>,
    /// Compares texts.
    pub similarity: &'a dyn Similarity,
    /// The language of the translations.
    pub target_lang: Lang,
    /// The words of all languages.
    pub library: &'a Library,
}

impl SearchSpace<'_> {
    /// The words of the language of the translations.
    pub(super) fn tables(&self) -> &Tables {
        self.library.tables(self.target_lang)
    }

    /// Prepares the comparison of original texts in one language with texts that may translate them; see
    /// [`Similarity::prepare`].
    pub(super) fn evidence<'t>(
        &'t self,
        lang: Lang,
        source: &'t [&'t str],
        target: &'t [&'t str],
        reach: &Reach<'_>,
    ) -> Box<dyn Evidence + 't> {
        let pair = TextPair {
            source: TextSequence {
                lang,
                texts: source,
            },
            target: TextSequence {
                lang: self.target_lang,
                texts: target,
            },
            relation: Relation::Within,
        };
        self.similarity.prepare(pair, reach)
    }

    /// Whether any of some spans belongs to an original.
    pub(super) fn is_foreign(&self, pieces: &[BlockSpan]) -> bool {
        // Originals are in order, and none overlaps another.
        let end = |original: &Original| {
            let last = original.pieces.last();
            last.map(|piece| (piece.block, piece.range.end))
        };
        let start = |original: &Original| {
            let first = original.pieces.first();
            first.map(|piece| (piece.block, piece.range.start))
        };
        pieces.iter().any(|piece| {
            let from = Some((piece.block, piece.range.start));
            let to = Some((piece.block, piece.range.end));
            let first = self.originals.partition_point(|own| end(own) <= from);
            let near = self.originals[first..]
                .iter()
                .take_while(|own| start(own) < to);
            near.flat_map(|original| &original.pieces)
                .any(|own| own.overlaps(piece))
        })
    }

    /// The other cells of a cell's row.
    pub(super) fn beside(&self, cell: usize) -> impl Iterator<Item = usize> + '_ {
        let row = match self.blocks[cell].kind {
            BlockKind::Cell { table, row } => self.rows.get(&(table, row)),
            _ => None,
        };
        let cells = row.map(Vec::as_slice).unwrap_or_default();
        cells.iter().copied().filter(move |&other| other != cell)
    }
}

/// The notes of one label, and the marks that refer to it, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct LabelledNotes {
    /// The first block of each note.
    pub notes: Vec<usize>,
    /// The block of each mark, and the mark's place in the block's clean text.
    pub marks: Vec<(usize, usize)>,
}

/// The notes and marks of a document, by their label.
pub(super) fn notes(blocks: &[Block]) -> BTreeMap<&str, LabelledNotes> {
    let mut labels: BTreeMap<&str, LabelledNotes> = BTreeMap::new();
    for (i, block) in blocks.iter().enumerate() {
        let BlockKind::Note(label) = &block.kind else {
            for (label, at) in &block.references {
                labels.entry(label).or_default().marks.push((i, *at));
            }
            continue;
        };
        // A note of several paragraphs is one note.
        let goes_on = i > 0 && blocks[i - 1].kind == block.kind;
        if !goes_on {
            labels.entry(label).or_default().notes.push(i);
        }
    }
    labels
}

/// The cells that may hold a translation, by table and row.
pub(super) fn rows(blocks: &[Block], prose: &[bool]) -> BTreeMap<(usize, usize), Vec<usize>> {
    let mut rows: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (i, block) in blocks.iter().enumerate() {
        if let BlockKind::Cell { table, row } = block.kind
            && prose[i]
        {
            rows.entry((table, row)).or_default().push(i);
        }
    }
    rows
}

/// Everything that may be a translation, read as one passage.
pub(super) fn stream(blocks: &[Block], prose: &[bool], tables: &Tables) -> Passage {
    let mut pieces: Vec<BlockSpan> = Vec::new();
    for (i, block) in blocks.iter().enumerate() {
        if !prose[i] || matches!(block.kind, BlockKind::Cell { .. }) {
            continue;
        }
        let follows_on = pieces
            .last()
            .is_some_and(|last| blocks[last.block + 1..i].iter().all(Block::is_interruption));
        pieces.extend(
            without_remarks(block.text())
                .into_iter()
                .enumerate()
                .map(|(k, range)| BlockSpan {
                    block: i,
                    range,
                    follows_on: follows_on || k > 0,
                }),
        );
    }
    Passage::read(blocks, &pieces, tables)
}

/// Shortest remark in brackets that counts as an editor's, in bytes.
const LONG_REMARK: usize = 90;

/// The parts of a text outside long remarks in square brackets: a remark of an editor or translator inside
/// a translation is not part of it.
fn without_remarks(text: &str) -> Vec<Range<usize>> {
    let mut stretches = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(open) = text[at..].find('[').map(|n| at + n) {
        let Some(close) = text[open..].find(']').map(|n| open + n + 1) else {
            break;
        };
        if close - open >= LONG_REMARK && !text[..open].trim().is_empty() {
            let before = text[start..open].trim_end();
            if !before.is_empty() {
                stretches.push(start..start + before.len());
            }
            let space = text[close..].len() - text[close..].trim_start().len();
            start = close + space;
        }
        at = close;
    }
    if !text[start..].trim().is_empty() || stretches.is_empty() {
        stretches.push(start..text.len());
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_remark_inside_a_text_is_left_out() {
        let remark = format!("[{}]", "The engineer says so elsewhere, too. ".repeat(3));
        let text = format!("First class {remark} Second class [sic]");
        let shown: Vec<&str> = without_remarks(&text)
            .into_iter()
            .map(|r| &text[r])
            .collect();
        assert_eq!(shown, ["First class", "Second class [sic]"]);
        assert_eq!(without_remarks(&remark).len(), 1);
    }
}
