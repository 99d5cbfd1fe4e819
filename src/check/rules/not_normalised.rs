//! Characters in a quote that a search does not match: letters with their accents apart, ligatures, soft hyphens
//! and others without width. Exports have none of them; the document has.
//!
//! An edit is offered only if the repairs show the same with it. It is not offered where a class of
//! repairs is switched off, where another repair concerns the place, where a character without width is
//! at the edge of a word, or where the document would read differently with it.

use crate::block::Markup;
use crate::check::checked::{Checked, CheckedQuote};
use crate::check::observation::Observation;
use crate::check::observation::TextEdit;
use crate::check::rule::{FindingSubject, Look, Rule};
use crate::check::severity::Severity;
use crate::text::repair::{self, RepairInput, Replacement, replacements};
use crate::text::{Repair, Repairs, Script, Span, composes, counted, is_invisible};
use std::iter::Peekable;
use std::str::CharIndices;
use unicode_normalization::{UnicodeNormalization, is_nfc};

pub(super) const RULE: Rule = Rule {
    code: "not-normalised",
    severity: Severity::Info,
    on: true,
    about: FindingSubject::Quote,
    summary: "a quote has characters that a search misses",
    page: include_str!("../../../docs/rules/not-normalised.md"),
    look: Look::Document(look),
};

/// A character that a search misses, with the characters that compose with it.
#[derive(Clone, Debug, PartialEq)]
struct UnnormalisedCharacter {
    span: Span,
    /// The classes that repair it.
    classes: Vec<Repair>,
    /// What should be there.
    normal: String,
}

fn look(checked: &Checked<'_>) -> Vec<Observation> {
    let text = checked.document.text();
    let quotes: Vec<(CheckedQuote<'_>, Vec<UnnormalisedCharacter>)> = checked
        .quotes()
        .map(|quote| (quote, odd_in_quote(text, &quote)))
        .filter(|(_, odd)| !odd.is_empty())
        .collect();
    if quotes.is_empty() {
        return Vec::new();
    }
    let places = SafePlaces::of(checked);
    let edit = |odd: &UnnormalisedCharacter| TextEdit {
        span: odd.span,
        text: odd.normal.clone(),
    };
    let observation = |(quote, odd): (CheckedQuote<'_>, Vec<UnnormalisedCharacter>)| {
        let spans: Vec<Span> = odd.iter().map(|odd| odd.span).collect();
        let edits: Vec<TextEdit> = odd
            .iter()
            .filter(|odd| checked.can_be_fixed() && places.is_safe(odd))
            .map(edit)
            .collect();
        let help = match edits.is_empty() {
            true => "type it again",
            false => "`diglot check --fix` shows the correction",
        };
        Observation {
            edits,
            ..Observation::at(&spans, message(&odd))
                .of_quote(&quote.found.id)
                .help(help)
        }
    };
    quotes.into_iter().map(observation).collect()
}

/// Both sides, in the order of the document.
fn odd_in_quote(text: &str, quote: &CheckedQuote<'_>) -> Vec<UnnormalisedCharacter> {
    let spans = quote.source_spans().into_iter().chain(quote.target_spans());
    let mut odd: Vec<UnnormalisedCharacter> = spans.flat_map(|span| odd_in(text, span)).collect();
    odd.sort_by_key(|odd| odd.span);
    // What two beads share is listed once.
    odd.dedup_by_key(|odd| odd.span);
    odd
}

/// The characters in a span of a document that a search misses.
fn odd_in(text: &str, span: Span) -> Vec<UnnormalisedCharacter> {
    let slice = span.slice(text);
    if slice.is_ascii() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut chars = slice.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        // Most characters are whole, and nothing follows that composes with them.
        let end = cluster_end(&mut chars, at + c.len_utf8());
        let after = text[span.start + end..].chars().next();
        let odd = odd(&slice[at..end], after, span.start + at);
        // A soft hyphen at a line's end is as good as a hyphen.
        let at_line_end = text[span.start + end..].starts_with(['\n', '\r']);
        found.extend(odd.filter(|_| !(at_line_end && slice[at..end].ends_with('\u{ad}'))));
    }
    found
}

/// Where a character ends, with the characters that compose with it or have no width.
fn cluster_end(chars: &mut Peekable<CharIndices<'_>>, mut end: usize) -> usize {
    while let Some((at, c)) = chars.next_if(|&(_, c)| composes(c) || is_invisible(c)) {
        end = at + c.len_utf8();
    }
    end
}

/// A character with those that compose with it, if a search misses it; `after` is the next character.
fn odd(cluster: &str, after: Option<char>, at: usize) -> Option<UnnormalisedCharacter> {
    let first = cluster.chars().next()?;
    let whole = first.len_utf8() == cluster.len();
    if whole && (first.is_ascii() || matches!(first, '\u{400}'..='\u{4ff}')) {
        return None;
    }
    let mut next = cluster.chars().skip(1).chain(after);
    let mut is_noise = |c| {
        let next = next.next();
        is_invisible(c) && !(is_joiner(c) && joins(first) && next.is_some_and(joins))
    };
    let visible: String = cluster.chars().filter(|&c| !is_noise(c)).collect();
    let letters: String = visible
        .chars()
        .flat_map(|c| match repair::letters(c) {
            Some(letters) => letters.chars().collect(),
            None => vec![c],
        })
        .collect();
    let classes = [
        (letters != visible, Repair::Ligatures),
        (visible.len() != cluster.len(), Repair::Invisible),
        (!is_nfc(&letters), Repair::Nfc),
    ];
    let classes: Vec<Repair> = classes
        .into_iter()
        .filter_map(|(is, repair)| is.then_some(repair))
        .collect();
    (!classes.is_empty()).then(|| UnnormalisedCharacter {
        span: Span::new(at, at + cluster.len()),
        classes,
        normal: letters.nfc().collect(),
    })
}

/// Whether a character joins those beside it, or keeps them apart.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether a joiner beside a character may be needed: for emoji, and in Persian and Indic words.
fn joins(c: char) -> bool {
    !c.is_whitespace() && !is_invisible(c) && Script::of(c).is_none()
}

/// Where a document can be changed without a change of its text as it is shown.
struct SafePlaces<'a> {
    text: &'a str,
    repairs: Repairs,
    markup: &'a Markup,
    /// What other repairs replace, in order.
    others: Vec<Replacement>,
    /// The letters that another rule offers to replace.
    look_alikes: Vec<Replacement>,
}

impl<'a> SafePlaces<'a> {
    fn of(checked: &Checked<'a>) -> Self {
        let (text, markup) = (checked.document.text(), checked.markup());
        let input = RepairInput::new(text, markup, checked.options.library.vocabulary());
        let repairs = checked.options.repairs;
        Self {
            text,
            repairs,
            markup,
            others: replacements(
                &input,
                repairs
                    .without(Repair::Ligatures)
                    .without(Repair::LookAlikes),
            ),
            look_alikes: match repairs.has(Repair::LookAlikes) {
                true => replacements(&input, Repairs::none().with(Repair::LookAlikes)),
                false => Vec::new(),
            },
        }
    }

    fn is_safe(&self, odd: &UnnormalisedCharacter) -> bool {
        let all_on = odd.classes.iter().all(|&class| self.repairs.has(class));
        let hides = odd.classes.contains(&Repair::Invisible);
        // What touches a replacement may be the reason for it.
        let wider = Span::new(odd.span.start.saturating_sub(1), odd.span.end + 1);
        all_on
            && !overlaps(&self.others, wider)
            && !overlaps(&self.look_alikes, odd.span)
            && self.markup.is_prose(self.text, odd.span)
            && (!hides || self.is_inside_word(odd.span))
    }

    /// Whether a character with others without width is a letter, and another letter follows.
    fn is_inside_word(&self, span: Span) -> bool {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let begins = self.text[span.start..].chars().next();
        is_letter(begins) && is_letter(self.text[span.end..].chars().next())
    }
}

fn overlaps(replaced: &[Replacement], span: Span) -> bool {
    let from = replaced.partition_point(|one| one.span.end <= span.start);
    replaced
        .get(from)
        .is_some_and(|one| one.span.start < span.end)
}

fn message(odd: &[UnnormalisedCharacter]) -> String {
    let count = |class| {
        odd.iter()
            .filter(|odd| odd.classes.contains(&class))
            .count()
    };
    let kinds = [
        (Repair::Nfc, "decomposed letter"),
        (Repair::Ligatures, "ligature"),
        (Repair::Invisible, "invisible character"),
    ];
    let kinds: Vec<String> = kinds
        .into_iter()
        .map(|(class, name)| (count(class), name))
        .filter(|&(count, _)| count > 0)
        .map(|(count, name)| counted(count, name))
        .collect();
    format!("a search misses text with {}", kinds.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, String)> {
        let odd = odd_in(text, Span::new(0, text.len()));
        odd.iter()
            .map(|odd| (odd.span.slice(text), odd.normal.clone()))
            .collect()
    }

    #[test]
    fn each_kind_has_its_normal_form() {
        let normal = |text| -> Vec<String> { found(text).into_iter().map(|(_, n)| n).collect() };
        assert_eq!(normal("e\u{301}te\u{301}"), ["é", "é"]);
        assert_eq!(normal("и\u{306}"), ["й"]);
        assert_eq!(normal("the ﬁrst"), ["fi"]);
        assert_eq!(normal("pa\u{ad}per"), ["a"]);
        assert_eq!(normal("e\u{ad}\u{301}"), ["é"]);
        assert_eq!(normal("па\u{200d}ром f\u{200c}ig"), ["а", "f"]);
        assert_eq!(normal("👨\u{200d} 👩\u{200b}"), ["👨", "👩"]);
    }

    #[test]
    fn normal_characters_pass() {
        for text in [
            "été, йод",
            "under\u{a0}way",
            "а\u{301}том",
            "pa\u{ad}\nper",
            "№ ½ µ…",
            "👨\u{200d}👩\u{200d}👧 and ❤\u{fe0f}\u{200d}🔥",
            "می\u{200c}خواهم",
            "क\u{94d}\u{200d}ष",
        ] {
            assert_eq!(found(text), [], "{text:?}");
        }
    }

    #[test]
    fn kinds_are_counted() {
        let odd = odd_in("e\u{301} ﬁ e\u{301}", Span::new(0, 11));
        assert_eq!(
            message(&odd),
            "a search misses text with 2 decomposed letters, 1 ligature"
        );
    }
}
