//! What would mend a document without doubt: the edits of its findings, put into its text.

use super::judge::Finding;
use super::observe::Edit;

/// A text with edits in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The text; what no edit is about is as it was, byte for byte.
    pub text: String,
    /// How many edits there are in it.
    pub places: usize,
}

/// A text as its findings want it. Accepted findings want nothing, and of edits that overlap the first
/// counts. `None` if nothing changes, or if the findings are not of this text.
///
/// ```
/// use diglot::check::fixed;
///
/// assert_eq!(fixed("Text.", &[]), None);
/// ```
pub fn fixed<'a>(text: &str, findings: impl IntoIterator<Item = &'a Finding>) -> Option<Fixed> {
    let findings = findings.into_iter();
    let counting = findings.filter(|finding| finding.suppression.is_none());
    put(text, counting.flat_map(|finding| &finding.edits))
}

pub(super) fn put<'a>(text: &str, edits: impl Iterator<Item = &'a Edit>) -> Option<Fixed> {
    let mut edits: Vec<&Edit> = edits.collect();
    // Stable: of those that begin at one place the first finding's counts.
    edits.sort_by_key(|edit| edit.span.start);
    let mut new = String::with_capacity(text.len());
    let (mut at, mut places) = (0, 0);
    for edit in edits {
        if edit.span.start < at || places > 0 && edit.span.end <= at {
            continue;
        }
        let old = text.get(edit.span.start..edit.span.end)?;
        if old == edit.text {
            continue;
        }
        new.push_str(text.get(at..edit.span.start)?);
        new.push_str(&edit.text);
        at = edit.span.end;
        places += 1;
    }
    new.push_str(text.get(at..)?);
    (places > 0).then_some(Fixed { text: new, places })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn put_all(text: &str, edits: &[(usize, usize, &str)]) -> Option<(String, usize)> {
        let edits: Vec<Edit> = edits
            .iter()
            .map(|&(start, end, text)| Edit {
                span: Span::new(start, end),
                text: text.to_owned(),
            })
            .collect();
        put(text, edits.iter()).map(|fixed| (fixed.text, fixed.places))
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
