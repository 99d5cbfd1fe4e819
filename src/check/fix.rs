//! What would mend a document without doubt: the edits of its findings, put into its text.

use super::harmless::harmless;
use super::judge::Finding;
use super::observe::TextEdit;
use crate::extract::ExtractOptions;

/// A text with edits in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedText {
    /// The text; what no edit is about is as it was, byte for byte.
    pub text: String,
    /// What was put into it, in order, with the places in the text before.
    pub edits: Vec<TextEdit>,
}

/// A text as its findings want it. Accepted findings want nothing, of edits that overlap the first
/// counts, and those that would change how the document is read are left out; `options` say how it is
/// read. `None` if nothing changes, or if the findings are not of this text.
///
/// ```
/// use diglot::check::fixed;
/// use diglot::extract::ExtractOptions;
///
/// assert_eq!(fixed("Text.", &[], &ExtractOptions::default()), None);
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

/// A text with all edits that can be put into it together.
pub(super) fn put(text: &str, edits: &[TextEdit]) -> Option<FixedText> {
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
    use crate::text::Span;

    fn put_all(text: &str, edits: &[(usize, usize, &str)]) -> Option<(String, usize)> {
        let edits: Vec<TextEdit> = edits
            .iter()
            .map(|&(start, end, text)| TextEdit {
                span: Span::new(start, end),
                text: text.to_owned(),
            })
            .collect();
        put(text, &edits).map(|fixed| (fixed.text, fixed.edits.len()))
    }

    #[test]
    fn edits_are_put_in_whatever_their_order() {
        let fixed = put_all("the feRry runs", &[(10, 11, "R"), (6, 7, "r")]);
        assert_eq!(fixed, Some(("the ferry Runs".to_owned(), 2)));
    }

    #[test]
    fn of_edits_that_overlap_the_first_counts() {
        let fixed = put_all(
            "abcdef",
            &[(1, 3, "B"), (2, 5, "x"), (3, 4, "D"), (1, 2, "y")],
        );
        assert_eq!(fixed, Some(("aBDef".to_owned(), 2)));
    }

    #[test]
    fn edits_of_another_text_are_refused() {
        assert_eq!(put_all("ёж", &[(1, 2, "e")]), None);
        assert_eq!(put_all("", &[(4, 5, "e")]), None);
    }

    #[test]
    fn edits_that_change_nothing_are_none() {
        assert_eq!(put_all("ab", &[(0, 1, "a")]), None);
    }
}
