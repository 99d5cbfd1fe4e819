//! Where in a document the text of a bead is, and what findings say about it.

use super::checked::CheckedQuote;
use super::observation::Observation;
use crate::lang::Lang;
use crate::record::{BeadSide, Record, Status};
use crate::text::{Span, cut};
use std::ops::Range;

/// Most places that a finding shows; more are only counted.
pub(super) const MOST_PLACES: usize = 10;
/// Most of them that its message names.
const MOST_NAMED: usize = 3;
/// How much of one its message shows, in columns.
const LONGEST: usize = 24;

/// The text of one side of a bead.
#[derive(Clone, Copy, Debug)]
pub(super) struct SideText<'a> {
    /// Its language.
    pub lang: Lang,
    /// As it is exported.
    pub text: &'a str,
    /// Where it is.
    pub spans: &'a [Span],
}

impl<'a> SideText<'a> {
    fn of(side: &'a BeadSide) -> Self {
        Self {
            lang: side.lang,
            text: &side.text,
            spans: &side.spans,
        }
    }

    /// Where in the document a part of the text is.
    pub(super) fn trace(&self, range: &Range<usize>, document: &str) -> Vec<Span> {
        trace(self.text, self.spans, range, document)
    }
}

/// Where in the document a part of a text is that was made of `spans`: if the document has the same words
/// as often, at the one of the same number. If not, repairs have made them, and they are somewhere in
/// the whole.
pub(super) fn trace(text: &str, spans: &[Span], range: &Range<usize>, document: &str) -> Vec<Span> {
    let wanted = &text[range.clone()];
    let here: Vec<usize> = text.match_indices(wanted).map(|(at, _)| at).collect();
    let there: Vec<usize> = spans
        .iter()
        .flat_map(|span| {
            let found = span.slice(document).match_indices(wanted);
            found.map(|(at, _)| span.start + at)
        })
        .collect();
    match here.iter().position(|&at| at == range.start) {
        Some(number) if here.len() == there.len() => {
            vec![Span::new(there[number], there[number] + wanted.len())]
        }
        _ => spans.to_owned(),
    }
}

impl<'a> CheckedQuote<'a> {
    /// The texts of its beads, both sides, as people left them, without those that they rejected.
    pub(super) fn side_texts(&self) -> impl Iterator<Item = SideText<'a>> {
        let records = self.records.iter();
        let kept = records.filter(|record: &&Record| record.status != Status::Rejected);
        kept.flat_map(|record| [record.source.as_ref(), record.target.as_ref()])
            .flatten()
            .map(SideText::of)
    }
}

/// One observation about a quote for all that `find` finds in its texts. The message begins with what is
/// wrong, in the singular and the plural.
pub(super) fn one_a_quote<'a>(
    quote: &CheckedQuote<'a>,
    document: &str,
    (one, many): (&str, &str),
    find: impl Fn(&SideText<'a>) -> Vec<Range<usize>>,
) -> Option<Observation> {
    let mut count = 0;
    let mut spans: Vec<Span> = Vec::new();
    let mut named: Vec<String> = Vec::new();
    for side in quote.side_texts() {
        for range in find(&side) {
            count += 1;
            if count > MOST_PLACES {
                continue;
            }
            spans.extend(side.trace(&range, document));
            let name = format!("`{}`", cut(&side.text[range], LONGEST));
            if named.len() < MOST_NAMED && !named.contains(&name) {
                named.push(name);
            }
        }
    }
    let named = named.join(", ");
    let message = match count {
        0 => return None,
        1 => format!("{one}: {named}"),
        2 | 3 => format!("{count} {many}: {named}"),
        _ => format!("{count} {many}, such as {named}"),
    };
    Some(Observation::at(&in_order(spans), message).of_quote(&quote.found.id))
}

/// Spans in the order of the document; those that overlap become one.
pub(super) fn in_order(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort();
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last) if last.end > span.start => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_found_by_its_number_among_the_same_words() {
        let document = "лёд, *лёд*, лёд. Снег. ледо-\nкол";
        let spans = [Span::new(0, document.len())];
        let side = SideText {
            lang: Lang::RU,
            text: "лёд, лёд, лёд. Снег. ледокол",
            spans: &spans,
        };
        let traced = |from: usize, len| side.trace(&(from..from + len), document);
        let second = traced("лёд, ".len(), "лёд".len());
        assert_eq!(second, [Span::new("лёд, *".len(), "лёд, *лёд".len())]);
        let repaired = side.text.find("ледокол").unwrap();
        assert_eq!(traced(repaired, "ледокол".len()), spans);
    }

    #[test]
    fn spans_that_overlap_become_one() {
        let spans = [(4, 6), (0, 3), (5, 9), (9, 10)].map(|(a, b)| Span::new(a, b));
        let expected = [(0, 3), (4, 9), (9, 10)].map(|(a, b)| Span::new(a, b));
        assert_eq!(in_order(spans.to_vec()), expected);
    }
}
