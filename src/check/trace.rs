//! Where in a document stands what the text of a bead has, and how findings tell of it.

use super::observe::{CheckedQuote, Observation};
use crate::lang::Lang;
use crate::record::{BeadSide, Record, Status};
use crate::text::{Span, cut};
use std::ops::Range;

/// How many places a finding shows: the others are counted.
pub(super) const MOST_PLACES: usize = 10;
/// How many of them its message names.
const MOST_NAMED: usize = 3;
/// The longest of them, in columns.
const LONGEST: usize = 24;

/// A part of the text of a quote.
#[derive(Clone, Copy, Debug)]
pub(super) struct SideText<'a> {
    /// Its language.
    pub lang: Lang,
    /// As it is exported.
    pub text: &'a str,
    /// Where it stands.
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

    /// Where in the document a part of the text stands.
    pub fn trace(&self, range: &Range<usize>, document: &str) -> Vec<Span> {
        trace(self.text, self.spans, range, document)
    }
}

/// Where in the document a part of a text stands that was made of `spans`: where as often as here what
/// stands before it is the same. Repairs may have made it; then it is somewhere in the whole.
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
    /// The texts of its beads, both sides, as people left them; not those that they rejected.
    pub fn parts(&self) -> impl Iterator<Item = SideText<'a>> {
        let records = self.records.iter();
        let kept = records.filter(|record: &&Record| record.status != Status::Rejected);
        kept.flat_map(|record| [record.source.as_ref(), record.target.as_ref()])
            .flatten()
            .map(SideText::of)
    }
}

/// One observation on a quote for all that `find` finds in its texts: `what` is wrong, in the singular
/// and the plural.
pub(super) fn one_a_quote<'a>(
    seen: &CheckedQuote<'a>,
    document: &str,
    (one, many): (&str, &str),
    find: impl Fn(&SideText<'a>) -> Vec<Range<usize>>,
) -> Option<Observation> {
    let mut count = 0;
    let mut spans: Vec<Span> = Vec::new();
    let mut named: Vec<String> = Vec::new();
    for part in seen.parts() {
        for range in find(&part) {
            count += 1;
            if count > MOST_PLACES {
                continue;
            }
            spans.extend(part.trace(&range, document));
            let name = format!("`{}`", cut(&part.text[range], LONGEST));
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
    Some(Observation::at(&in_order(spans), message).of_quote(&seen.quote.id))
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
    fn a_part_is_found_where_it_is_said_as_often() {
        let document = "лёд, *лёд*, лёд. Снег. ледо-\nкол";
        let spans = [Span::new(0, document.len())];
        let part = SideText {
            lang: Lang::RU,
            text: "лёд, лёд, лёд. Снег. ледокол",
            spans: &spans,
        };
        let traced = |from: usize, len| part.trace(&(from..from + len), document);
        let second = traced("лёд, ".len(), "лёд".len());
        assert_eq!(second, [Span::new("лёд, *".len(), "лёд, *лёд".len())]);
        let repaired = part.text.find("ледокол").unwrap();
        assert_eq!(traced(repaired, "ледокол".len()), spans);
    }

    #[test]
    fn spans_that_overlap_become_one() {
        let spans = [(4, 6), (0, 3), (5, 9), (9, 10)].map(|(a, b)| Span::new(a, b));
        let expected = [(0, 3), (4, 9), (9, 10)].map(|(a, b)| Span::new(a, b));
        assert_eq!(in_order(spans.to_vec()), expected);
    }
}
