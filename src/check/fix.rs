//! Certain fixes of a document: the edits of its findings, applied to its text.
//!
//! Only edits are made after which the document reads as before: its blocks are the same, with the same
//! texts. So are then its quotes, beads and ids, which are made of nothing else. A change of one
//! character may do more than that: a number after a word whose accent was apart is taken for a
//! footnote mark once the word is whole.

use super::finding::Finding;
use super::observation::TextEdit;
use crate::block::{self, Block};
use crate::document::Layer;
use crate::extract::ExtractOptions;
use crate::text::Span;

/// How often harmful edits are left out before all are.
const ROUNDS: usize = 4;

/// A text with edits in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedText {
    /// The text; all that no edit is about is as it was, byte for byte.
    pub text: String,
    /// The edits that were made, in order, with the places in the text before.
    pub edits: Vec<TextEdit>,
}

/// A text with the edits of its findings. Those of accepted findings are not made, of edits that overlap the
/// first counts, and those that would change how the document is read are left out; `options` say
/// how it is read. `None` if nothing changes, or if the findings are not of this text.
///
/// ```
/// use diglot::check::fixed;
///
/// assert_eq!(fixed("Text.", &[], &Default::default()), None);
/// ```
pub fn fixed<'a>(
    text: &str,
    findings: impl IntoIterator<Item = &'a Finding>,
    options: &ExtractOptions,
) -> Option<FixedText> {
    let findings = findings.into_iter();
    let counting = findings.filter(|finding| finding.suppression.is_none());
    let edits = counting.flat_map(|finding| finding.edits.iter().cloned());
    harmless(text, edits.collect(), options)
}

/// A text with those of the edits that do no harm together; `None` if there are none.
fn harmless(text: &str, mut edits: Vec<TextEdit>, options: &ExtractOptions) -> Option<FixedText> {
    let mut fixed = edited(text, &edits)?;
    let identifier = options.identifier();
    let blocks =
        |text: &str| block::parse(text, &Layer::default(), &identifier, options.repairs).blocks;
    let before = blocks(text);
    for _ in 0..ROUNDS {
        let after = blocks(&fixed.text);
        if after.len() != before.len() {
            return None;
        }
        let pairs = before.iter().zip(&after);
        let differ: Vec<Span> = pairs
            .filter(|(before, after)| !read_the_same(before, after))
            .map(|(before, _)| before.span)
            .collect();
        if differ.is_empty() {
            return Some(fixed);
        }
        edits.retain(|edit| {
            let from = differ.partition_point(|span| span.end <= edit.span.start);
            differ
                .get(from)
                .is_none_or(|span| !span.overlaps(edit.span))
        });
        fixed = edited(text, &edits)?;
    }
    None
}

fn read_the_same(before: &Block, after: &Block) -> bool {
    before.kind == after.kind
        && before.clean.text() == after.clean.text()
        && before.lines == after.lines
        && before.adjoins == after.adjoins
        && before.quoted == after.quoted
        && before.slanted == after.slanted
        && before.references == after.references
}

/// A text with all edits that can be made together.
fn edited(text: &str, edits: &[TextEdit]) -> Option<FixedText> {
    let mut sorted: Vec<&TextEdit> = edits.iter().collect();
    // Stable: of those that begin at one place the first finding's counts.
    sorted.sort_by_key(|edit| edit.span.start);
    let mut new = String::with_capacity(text.len());
    let mut done: Vec<TextEdit> = Vec::new();
    let mut at = 0;
    for edit in sorted {
        if edit.span.start < at || !done.is_empty() && edit.span.end <= at {
            continue;
        }
        let old = text.get(edit.span.start..edit.span.end)?;
        if old == edit.text {
            continue;
        }
        new.push_str(text.get(at..edit.span.start)?);
        new.push_str(&edit.text);
        at = edit.span.end;
        done.push(edit.clone());
    }
    new.push_str(text.get(at..)?);
    (!done.is_empty()).then_some(FixedText {
        text: new,
        edits: done,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_edits(text: &str, edits: &[(usize, usize, &str)]) -> Option<(String, usize)> {
        let edits: Vec<TextEdit> = edits
            .iter()
            .map(|&(start, end, text)| TextEdit {
                span: Span::new(start, end),
                text: text.to_owned(),
            })
            .collect();
        edited(text, &edits).map(|fixed| (fixed.text, fixed.edits.len()))
    }

    #[test]
    fn edits_are_made_whatever_their_order() {
        let fixed = with_edits("the feRry runs", &[(10, 11, "R"), (6, 7, "r")]);
        assert_eq!(fixed, Some(("the ferry Runs".to_owned(), 2)));
    }

    #[test]
    fn of_edits_that_overlap_the_first_counts() {
        let fixed = with_edits(
            "abcdef",
            &[(1, 3, "B"), (2, 5, "x"), (3, 4, "D"), (1, 2, "y")],
        );
        assert_eq!(fixed, Some(("aBDef".to_owned(), 2)));
    }

    #[test]
    fn edits_of_another_text_are_refused() {
        assert_eq!(with_edits("ёж", &[(1, 2, "e")]), None);
        assert_eq!(with_edits("", &[(4, 5, "e")]), None);
    }

    #[test]
    fn edits_that_change_nothing_are_not_made() {
        assert_eq!(with_edits("ab", &[(0, 1, "a")]), None);
    }
}
