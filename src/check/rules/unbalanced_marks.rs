//! Quotation marks and brackets without a counterpart, in an original or in a translation: something
//! was lost there.
//!
//! Each kind of mark is paired by itself; this rule does not report kinds that cross. What passes: marks whose
//! counterpart is in the document directly before or after the text, or in a gap of it, as extraction leaves
//! outer marks out; a mark at the beginning of a line that repeats one that is still open (each
//! paragraph of a long quotation opens with it, by old custom); one closing mark for two («роман
//! «Паром»); apostrophes, inches, lists ("a)"), smileys.

use crate::check::checked::{Checked, CheckedQuote};
use crate::check::observation::Observation;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use crate::check::trace::{MOST_PLACES, in_order, trace};
use crate::quote::Segment;
use crate::record::Status;
use crate::text::{Span, ceil_boundary, floor_boundary};

pub(super) const RULE: Rule = Rule {
    code: "unbalanced-marks",
    severity: Severity::Info,
    on: true,
    about: FindingSubject::Quote,
    summary: "quotation marks or brackets of a quote are unbalanced",
    page: include_str!("../../../docs/rules/unbalanced-marks.md"),
    look: Look::Document(look),
};

/// How far from a text its outer marks may be, in bytes.
const REACH: usize = 24;
/// How much of a gap between two parts of a text the rule looks at, in bytes.
const LONGEST_GAP: usize = 2000;
/// Longest label of a list item, in characters: "a)", "12)", "iv)".
const LONGEST_LABEL: usize = 4;
/// Longest word after an English apostrophe for its lost beginning, in letters: "‘tis".
const LONGEST_ELISION: usize = 4;

/// Marks that pair with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MarkPair {
    Round,
    Square,
    Guillemets,
    Angles,
    Double,
    Single,
}

const MARK_PAIRS: [MarkPair; 6] = [
    MarkPair::Round,
    MarkPair::Square,
    MarkPair::Guillemets,
    MarkPair::Angles,
    MarkPair::Double,
    MarkPair::Single,
];

impl MarkPair {
    fn of(c: char) -> Option<Self> {
        Some(match c {
            '(' | ')' => MarkPair::Round,
            '[' | ']' => MarkPair::Square,
            '«' | '»' => MarkPair::Guillemets,
            '‹' | '›' => MarkPair::Angles,
            '"' | '“' | '”' | '„' | '‟' => MarkPair::Double,
            '‘' | '’' => MarkPair::Single,
            _ => return None,
        })
    }

    /// Whether its marks are quotation marks.
    fn quotes(self) -> bool {
        !matches!(self, MarkPair::Round | MarkPair::Square)
    }
}

/// A mark in a text of several segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct QuotationMark {
    kind: MarkPair,
    c: char,
    /// The number of its segment, and its place there in bytes.
    segment: usize,
    at: usize,
}

/// A segment of a text.
#[derive(Clone, Copy, Debug)]
struct MarkedSegment<'a> {
    text: &'a str,
    /// Whether it begins where a line of the document does.
    begins_line: bool,
}

/// The marks around a text, with which marks in it may pair.
#[derive(Clone, Debug, Default)]
struct OuterMarks {
    before: Vec<MarkPair>,
    after: Vec<MarkPair>,
}

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let text = checked.document.text();
    let counts = |quote: &CheckedQuote<'_>| {
        // A text that people have edited is as they want it.
        let mut records = quote.records.iter();
        !records.any(|r| matches!(r.status, Status::Rejected | Status::Edited))
    };
    let sides = |quote: CheckedQuote<'_>| {
        let source = observation(text, &quote, &quote.found.source, "original");
        let target = observation(text, &quote, &quote.found.target, "translation");
        [source, target].into_iter().flatten()
    };
    checked.quotes().filter(counts).flat_map(sides).collect()
}

fn observation(
    document: &str,
    quote: &CheckedQuote<'_>,
    segments: &[Segment],
    side: &str,
) -> Option<Observation> {
    let has_marks = |segment: &Segment| segment.text.contains(|c| MarkPair::of(c).is_some());
    if !segments.iter().any(has_marks) {
        return None;
    }
    let lines: Vec<MarkedSegment<'_>> = segments
        .iter()
        .map(|segment| MarkedSegment {
            text: &segment.text,
            begins_line: segment
                .spans
                .first()
                .is_some_and(|span| begins_line(&document[..span.start])),
        })
        .collect();
    let spans: Vec<Span> = segments
        .iter()
        .flat_map(|s| s.spans.iter().copied())
        .collect();
    let unpaired = unpaired(&lines, &around(document, &spans));
    let first = unpaired.first()?;
    let message = match unpaired.len() {
        1 => format!("`{}` in the {side} has no counterpart", first.c),
        n => format!(
            "`{}` and {} more in the {side} have no counterpart",
            first.c,
            n - 1
        ),
    };
    let places = unpaired.iter().take(MOST_PLACES).flat_map(|mark| {
        let segment = &segments[mark.segment];
        let range = mark.at..mark.at + mark.c.len_utf8();
        trace(&segment.text, &segment.spans, &range, document)
    });
    let places = in_order(places.collect());
    let help = "check whether the mark or the text after it is missing";
    Some(
        Observation::at(&places, message)
            .of_quote(&quote.found.id)
            .help(help),
    )
}

/// Whether a text ends where a line begins, but for markers.
fn begins_line(before: &str) -> bool {
    let bare = before.trim_end_matches(|c: char| " \t>|*_-".contains(c));
    bare.is_empty() || bare.ends_with('\n')
}

/// The marks in the document around a text and in its gaps.
fn around(document: &str, spans: &[Span]) -> OuterMarks {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
        return OuterMarks::default();
    };
    let from = floor_boundary(document, first.start.saturating_sub(REACH));
    let to = ceil_boundary(document, (last.end + REACH).min(document.len()));
    let is_outer = |c: &char| MarkPair::of(*c).is_some() || !c.is_alphanumeric();
    let kinds = |chars: &mut dyn Iterator<Item = char>| -> Vec<MarkPair> {
        chars
            .take_while(is_outer)
            .filter_map(MarkPair::of)
            .collect()
    };
    let mut around = OuterMarks {
        before: kinds(&mut document[from..first.start].chars().rev()),
        after: kinds(&mut document[last.end..to].chars()),
    };
    for pair in spans.windows(2) {
        // The spans of a text may go back in its document, where a note is between them.
        let far = floor_boundary(document, pair[0].end + LONGEST_GAP);
        let gap = Span::new(pair[0].end, pair[1].start.min(far));
        let inside: Vec<MarkPair> = gap
            .slice(document)
            .chars()
            .filter_map(MarkPair::of)
            .collect();
        around.before.extend(&inside);
        around.after.extend(&inside);
    }
    around
}

/// The marks without counterpart in a text of several segments.
fn unpaired(lines: &[MarkedSegment<'_>], around: &OuterMarks) -> Vec<QuotationMark> {
    let mut out = Vec::new();
    for kind in MARK_PAIRS {
        out.extend(unpaired_of(kind, lines, around));
    }
    out.sort_by_key(|mark| (mark.segment, mark.at));
    out
}

/// The function of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BracketRole {
    Opens,
    Closes,
    Nothing,
}

fn unpaired_of(
    kind: MarkPair,
    lines: &[MarkedSegment<'_>],
    around: &OuterMarks,
) -> Vec<QuotationMark> {
    let mut open: Vec<QuotationMark> = Vec::new();
    let mut lone: Vec<QuotationMark> = Vec::new();
    // Where the last pair began.
    let mut last_pair: Option<(usize, usize)> = None;
    for (segment, MarkedSegment { text, begins_line }) in lines.iter().enumerate() {
        for (at, c) in text
            .char_indices()
            .filter(|&(_, c)| MarkPair::of(c) == Some(kind))
        {
            let mark = QuotationMark {
                kind,
                c,
                segment,
                at,
            };
            let repeats = kind.quotes() && at == 0 && *begins_line && !open.is_empty();
            match role(text, at, c, open.last()) {
                _ if repeats => {}
                BracketRole::Nothing => {}
                BracketRole::Opens => open.push(mark),
                BracketRole::Closes => match open.pop() {
                    Some(opening) => last_pair = Some((opening.segment, opening.at)),
                    None => lone.push(mark),
                },
            }
        }
    }
    // One closing mark may close two, if both are the same.
    let coincide = matches!(kind, MarkPair::Guillemets) || open.iter().any(|mark| mark.c == '"');
    open.retain(|mark| !(coincide && last_pair.is_some_and(|pair| pair > (mark.segment, mark.at))));
    // Outer marks that were left out.
    let has = |kinds: &[MarkPair]| kinds.iter().filter(|&&other| other == kind).count();
    let from = lone.len().min(has(&around.before));
    lone.drain(..from);
    let to = open.len().saturating_sub(has(&around.after));
    open.truncate(to);
    lone.extend(open);
    // Only the spaces around them show which of them opens and which closes, and these may be wrong.
    let straight = lone.iter().all(|mark| mark.c == '"');
    if straight && lone.len().is_multiple_of(2) {
        lone.clear();
    }
    lone
}

fn role(text: &str, at: usize, c: char, open: Option<&QuotationMark>) -> BracketRole {
    let before = text[..at].chars().next_back();
    let after = text[at + c.len_utf8()..].chars().next();
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    match c {
        '(' | ')' if is_smiley(&text[..at]) => BracketRole::Nothing,
        ')' if open.is_none() && is_label(&text[..at]) => BracketRole::Nothing,
        '(' | '[' | '«' | '‹' | '„' | '‟' => BracketRole::Opens,
        ')' | ']' | '»' | '›' | '”' => BracketRole::Closes,
        // „German“ and «„Russian“», or “English”.
        '“' if open.is_some_and(|mark| mark.c == '„') => BracketRole::Closes,
        '“' => BracketRole::Opens,
        '‘' if is_letter(before) || is_elision(&text[at + c.len_utf8()..]) => {
            BracketRole::Nothing
        }
        '‘' => BracketRole::Opens,
        // An apostrophe, unless it may close something.
        '’' if open.is_some() && !is_space(before) && !is_letter(after) => BracketRole::Closes,
        '’' => BracketRole::Nothing,
        // Inches, minutes.
        _ if open.is_none() && before.is_some_and(|c| c.is_ascii_digit()) => BracketRole::Nothing,
        _ => {
            let opens = (is_space(before) || before.is_some_and(|c| "([«“‘—–-".contains(c)))
                && !is_space(after);
            let unclear = is_space(before) == is_space(after);
            match open {
                None if opens || unclear => BracketRole::Opens,
                Some(_) if opens && !unclear => BracketRole::Opens,
                _ => BracketRole::Closes,
            }
        }
    }
}

/// Whether a text ends in the eyes of a smiley.
fn is_smiley(before: &str) -> bool {
    let eyes = before.strip_suffix('-').unwrap_or(before);
    let eyes = eyes.strip_suffix([':', ';', '=']);
    eyes.is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '.', '!', '?']))
        || before.ends_with(')') && before.trim_end_matches(')').ends_with([':', ';'])
}

/// Whether a text ends in the label of a list item: "a", "12", "1.2".
fn is_label(before: &str) -> bool {
    let label = before
        .rsplit([' ', '\u{a0}', '—', ';'])
        .next()
        .unwrap_or_default();
    let length = label.chars().count();
    let is_number = label
        .chars()
        .all(|c| c.is_ascii_digit() || c == '.' || c == '*');
    let is_roman = label.chars().all(|c| "ivxIVX".contains(c));
    (1..=LONGEST_LABEL).contains(&length) && (length == 1 || is_number || is_roman)
}

/// Whether a short word follows that has lost its beginning to an apostrophe.
fn is_elision(rest: &str) -> bool {
    let letters = rest.chars().take_while(|c| c.is_alphabetic()).count();
    let after = rest.chars().nth(letters);
    (1..=LONGEST_ELISION).contains(&letters) && after != Some('’')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(texts: &[&str]) -> String {
        let line = |text| MarkedSegment {
            text,
            begins_line: true,
        };
        let lines: Vec<MarkedSegment<'_>> = texts.iter().copied().map(line).collect();
        let unpaired = unpaired(&lines, &OuterMarks::default());
        unpaired.iter().map(|mark| mark.c).collect()
    }

    #[test]
    fn marks_that_are_not_closed_or_not_opened_are_found() {
        for (text, lone) in [
            ("the ice (near the bank.", "("),
            ("the ice near the bank).", ")"),
            ("«Паром ушёл.", "«"),
            ("Паром» ушёл.", "»"),
            ("He said, \"Come, and went.", "\""),
            ("He said, “Come, and went.", "“"),
            ("(a] b", "(]"),
            ("“one “two” three", "“"),
        ] {
            assert_eq!(marks(&[text]), lone, "{text}");
        }
    }

    #[test]
    fn pairs_of_every_custom_pass() {
        for text in [
            "„Паром“, «Паром», \"Паром\", ‘Паром’, “Ferry”, „Ferry”",
            "«роман „Паром“ вышел», «роман «Паром»» и «роман «Паром»",
            "'tis the boys’ ferry, ‘tis l’été, the ’90s, ‘the boys’ ferry’",
            "a) ice; b) snow; 1) rain, 12) hail",
            "a smile :) and ;-) and :( there",
            "a plank of 5' 10\" there",
            "He said: \"Come\", and \"go\".",
            "\"Come,\" he said,\" and go.\"",
            "(the [so-called] \"ferry\")",
        ] {
            assert_eq!(marks(&[text]), "", "{text}");
        }
    }

    #[test]
    fn each_paragraph_may_open_with_a_mark() {
        assert_eq!(marks(&["«Снег.", "«Лёд.", "«Паром»."]), "");
        assert_eq!(marks(&["“Snow.", "“Ice.”"]), "");
        assert_eq!(marks(&["«Neige.", "» Glace.", "» Bac.»"]), "");
    }

    #[test]
    fn a_mark_that_begins_a_segment_inside_a_line_does_not_repeat_one() {
        let line = |text| MarkedSegment {
            text,
            begins_line: false,
        };
        let lines = ["« Le bac !", "» criait-il."].map(line);
        assert_eq!(unpaired(&lines, &OuterMarks::default()), []);
    }

    #[test]
    fn a_long_gap_may_end_inside_a_character() {
        for shift in ["", "x"] {
            let document = format!("Лёд{shift}«{}Снег", "ж".repeat(LONGEST_GAP));
            let ice = Span::new(0, "Лёд".len());
            let snow = Span::new(document.len() - "Снег".len(), document.len());
            assert_eq!(
                around(&document, &[ice, snow]).before,
                [MarkPair::Guillemets]
            );
        }
    }

    #[test]
    fn outer_marks_that_were_left_out_are_not_missed() {
        let document = "He wrote: «Снег», — сказал он. «Лёд».";
        let start = document.find("Снег").unwrap();
        let end = document.find("».").unwrap();
        let span = Span::new(start, end);
        let around = around(document, &[span]);
        let line = MarkedSegment {
            text: span.slice(document),
            begins_line: false,
        };
        assert_eq!(unpaired(&[line], &around), []);
    }
}
