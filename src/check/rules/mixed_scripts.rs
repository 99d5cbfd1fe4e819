//! A word with letters of two scripts: «Cтанция» with a Latin C. Nobody sees it, but a search does not find
//! the word.
//!
//! What people write on purpose passes: Roman numbers with a Russian ending («XXго») and foreign names with
//! one («PDFки»). Hyphens and apostrophes divide words. Letters of other scripts, such as Greek, do not
//! count.

use crate::check::checked::Checked;
use crate::check::observation::Observation;
use crate::check::observation::TextEdit;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use crate::text::repair::{RepairInput, has_like, is_roman_ordinal, replacements};
use crate::text::{Repair, Repairs, Script, Span, composes, cut, words};
use unicode_normalization::UnicodeNormalization;

pub(super) const RULE: Rule = Rule {
    code: "mixed-scripts",
    severity: Severity::Warning,
    on: true,
    about: FindingSubject::Quote,
    summary: "a word has Latin and Cyrillic letters",
    page: include_str!("../../../docs/rules/mixed-scripts.md"),
    look: Look::Document(look),
};

/// Fewest letters of a foreign name with a Russian ending.
const LEAST_NAME: usize = 2;
/// Longest word in a message, in columns.
const LONGEST_WORD: usize = 40;

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let text = checked.document.text();
    let mut found = mixed_words(text).peekable();
    if found.peek().is_none() {
        return Vec::new();
    }
    // What follows reads the whole document, and few documents need it.
    let markup = checked.markup();
    let input = RepairInput::new(text, markup, checked.options.library.vocabulary());
    let edits = match checked.can_be_fixed() {
        true => edits(&input, checked.options.repairs),
        false => Vec::new(),
    };
    let quotes = QuoteSpans::of(checked);
    let of_quote = |observation: Observation| match quotes.holding(observation.spans[0]) {
        Some(quote) => observation.of_quote(quote),
        None => observation,
    };
    found
        .filter(|&span| markup.is_prose(text, span))
        .filter_map(|span| observation(text, span, within(&edits, span)))
        .map(of_quote)
        .collect()
}

/// Where quotes are, in order, each with its id.
struct QuoteSpans<'a>(Vec<(Span, &'a str)>);

impl<'a> QuoteSpans<'a> {
    fn of(checked: &Checked<'a>) -> Self {
        let spans = checked.quotes().flat_map(|quote| {
            let spans = quote.source_spans().into_iter().chain(quote.target_spans());
            spans.map(move |span| (span, quote.found.id.as_str()))
        });
        let mut spans: Vec<_> = spans.collect();
        spans.sort();
        Self(spans)
    }

    /// The quote that a span is in.
    fn holding(&self, span: Span) -> Option<&'a str> {
        let before = self
            .0
            .partition_point(|(other, _)| other.start <= span.start);
        let (last, quote) = self.0[..before].last()?;
        (last.end >= span.end).then_some(*quote)
    }
}

/// The words of a text that have Latin and Cyrillic letters.
fn mixed_words(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    let pieces = text.split_inclusive([' ', '\n']).map(move |piece| {
        at += piece.len();
        (at - piece.len(), piece)
    });
    // Most are plain English, or all of them are Russian: only few are looked at twice.
    let pieces = pieces.filter(|(_, piece)| !piece.is_ascii());
    pieces.flat_map(|(at, piece)| {
        words(piece)
            .filter(|range| is_mixed(&piece[range.clone()]))
            .map(move |range| Span::new(at + range.start, at + range.end))
    })
}

fn is_mixed(word: &str) -> bool {
    let has = |wanted| word.chars().any(|c| Script::of(c) == Some(wanted));
    has(Script::Cyrillic) && has(Script::Latin)
}

/// The replacements that the repair would make, unless it is switched off: such a project does not trust it. A
/// letter comes with its accents, as it may compose with them only when it is replaced.
fn edits(input: &RepairInput<'_>, repairs: Repairs) -> Vec<TextEdit> {
    if !repairs.has(Repair::LookAlikes) {
        return Vec::new();
    }
    let replaced = replacements(input, Repairs::none().with(Repair::LookAlikes)).into_iter();
    let composed = repairs.has(Repair::Nfc);
    replaced
        .map(|one| {
            let rest = &input.text[one.span.end..];
            let accents = match composed {
                true => &rest[..rest.len() - rest.trim_start_matches(composes).len()],
                false => "",
            };
            TextEdit {
                span: Span::new(one.span.start, one.span.end + accents.len()),
                text: format!("{}{accents}", one.shown).nfc().collect(),
            }
        })
        .collect()
}

fn within(edits: &[TextEdit], span: Span) -> &[TextEdit] {
    let from = edits.partition_point(|edit| edit.span.start < span.start);
    let to = edits.partition_point(|edit| edit.span.start < span.end);
    &edits[from..to]
}

fn observation(text: &str, span: Span, edits: &[TextEdit]) -> Option<Observation> {
    let word = span.slice(text);
    if is_meant(word, edits.is_empty()) {
        return None;
    }
    let odd = match edits.first() {
        Some(edit) => edit.span.slice(text).chars().next().and_then(Script::of)?,
        None => rarer(word),
    };
    Some(Observation {
        edits: edits.to_owned(),
        ..Observation::at(&[span], message(word, odd)).help(help(edits.is_empty()))
    })
}

fn help(unsure: bool) -> &'static str {
    match unsure {
        true => "type it again in one script",
        false => "`diglot check --fix` shows the correction",
    }
}

/// Whether people write a word of two scripts on purpose: a Roman number or a foreign name with a Russian
/// ending. Of the words that the repair would change, these are only those with a name in capitals.
fn is_meant(word: &str, unsure: bool) -> bool {
    let Some(at) = word.find(|c| Script::of(c) == Some(Script::Cyrillic)) else {
        return true;
    };
    let (head, ending) = word.split_at(at);
    let ends = ending
        .chars()
        .all(|c| c.is_lowercase() && Script::of(c) == Some(Script::Cyrillic));
    let letters = || head.chars().filter(|c| c.is_alphabetic());
    let is_name = letters().count() >= LEAST_NAME
        && letters().any(|c| Script::of(c) == Some(Script::Latin) && !has_like(c))
        && (unsure || letters().all(char::is_uppercase));
    is_roman_ordinal(word) || ends && (head == "V" || is_name)
}

/// The script of the fewer letters of a word.
fn rarer(word: &str) -> Script {
    let count = |wanted| {
        word.chars()
            .filter(|&c| Script::of(c) == Some(wanted))
            .count()
    };
    match count(Script::Cyrillic) < count(Script::Latin) {
        true => Script::Cyrillic,
        false => Script::Latin,
    }
}

fn message(word: &str, odd: Script) -> String {
    let mut letters: Vec<String> = Vec::new();
    for c in word.chars().filter(|&c| Script::of(c) == Some(odd)) {
        let letter = format!("`{c}`");
        if !letters.contains(&letter) {
            letters.push(letter);
        }
    }
    let (last, others) = letters
        .split_last()
        .map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
    let (named, verb) = match others.is_empty() {
        true => (last.to_owned(), "is"),
        false => (format!("{} and {last}", others.join(", ")), "are"),
    };
    let rest = match odd {
        Script::Latin => Script::Cyrillic,
        Script::Cyrillic => Script::Latin,
    };
    format!(
        "{named} in `{}` {verb} {}, the others are {}",
        cut(word, LONGEST_WORD),
        odd.name(),
        rest.name()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Markup;
    use crate::lang::Library;

    fn messages(text: &str) -> Vec<String> {
        let library = Library::default();
        let vocabulary = library.vocabulary();
        let markup = Markup::of(text);
        let input = RepairInput::new(text, &markup, vocabulary);
        let edits = edits(&input, Repairs::default());
        let observations =
            mixed_words(text).filter_map(|span| observation(text, span, within(&edits, span)));
        observations
            .map(|o| format!("{} ({})", o.message, o.edits.len()))
            .collect()
    }

    #[test]
    fn the_letters_that_the_repair_replaces_are_named() {
        assert_eq!(
            messages("the mоre the better"),
            ["`о` in `mоre` is Cyrillic, the others are Latin (1)"]
        );
        assert_eq!(
            messages("Cтaнция, пapaд"),
            [
                "`C` and `a` in `Cтaнция` are Latin, the others are Cyrillic (2)",
                "`a` and `p` in `пapaд` are Latin, the others are Cyrillic (3)",
            ]
        );
        assert_eq!(
            messages("they and theу"),
            ["`у` in `theу` is Cyrillic, the others are Latin (1)"]
        );
    }

    #[test]
    fn where_the_repair_is_unsure_the_rarer_letters_are_named() {
        assert_eq!(
            messages("слово Wордь"),
            ["`W` in `Wордь` is Latin, the others are Cyrillic (0)"]
        );
    }

    #[test]
    fn what_people_write_on_purpose_passes() {
        for text in [
            "XXго века, IVй, Vй, VIPы",
            "в PDFке и в WiFiем",
            "Windows-сервер, email'ом",
            "5 μm, λx, ∆t",
            "x или у",
            "А4, B2, T-34, 19-го",
        ] {
            assert_eq!(messages(text), [""; 0], "{text}");
        }
    }
}
