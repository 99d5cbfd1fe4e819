//! The numbers of a text, in digits and in words.
//!
//! Enters: a text and what is known of its language. Leaves: the numbers in digits of which a
//! translation should have a counterpart, and all that could be a counterpart: numbers in digits and
//! words, Roman ones, months, parts of dates. The first are chosen strictly and the second generously,
//! because a false alarm costs more than a number that is missed.

use crate::lang::Tables;
use crate::text::words;
use std::collections::BTreeSet;
use std::ops::Range;

/// Least number that is compared: a smaller one is often not a number in the other language: "both", "once", "a".
const LEAST: u64 = 3;
/// Signs that divide thousands, decimals and the parts of dates.
const DIVIDERS: &[char] = &['.', ',', '\'', '’', ' ', '\u{a0}', '\u{202f}', '\u{2009}'];
/// The years that their last two digits can mean.
const YEARS: Range<u64> = 1000..2100;

/// A number in digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// Where it is, in bytes of the text.
    pub range: Range<usize>,
    /// The values that it can have as a whole.
    whole: Vec<u64>,
    /// The numbers between its dividers.
    parts: Vec<u64>,
}

/// The numbers of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    /// Those in digits that need a counterpart, in order.
    pub wanting: Vec<Number>,
    /// All values that numbers in the text can have.
    meant: BTreeSet<u64>,
}

impl Numbers {
    /// The numbers of a text in the language of these tables.
    pub(super) fn of(text: &str, tables: &Tables) -> Self {
        let mut numbers = Self::default();
        numbers.add(text, tables);
        numbers
    }

    /// Adds the numbers of another text; `wanting` has them in the order in which texts were added.
    fn add(&mut self, text: &str, tables: &Tables) {
        let has_words = text.contains(char::is_alphabetic);
        let brackets = bracketed(text);
        for number in in_digits(text, tables) {
            self.meant.extend(number.whole.iter().chain(&number.parts));
            let at = number.range.start;
            let is_aside = brackets.iter().any(|brackets| brackets.contains(&at));
            if has_words && !is_aside && number.wants_counterpart(text, tables) {
                self.wanting.push(number);
            }
        }
        self.meant.extend(in_words(text, tables));
    }

    /// Whether a number may stand for the next one: "the night of 4 to 5 February" is «la nuit du 5».
    pub(super) fn have_next(&self, number: &Number) -> bool {
        let next = |value: &u64| value.checked_add(1);
        let mut nexts = number.whole.iter().filter_map(next);
        nexts.any(|next| self.meant.contains(&next))
    }

    /// Adds the values that another text can have.
    pub(super) fn extend(&mut self, other: &Self) {
        self.meant.extend(&other.meant);
    }

    /// Whether a number of another text has a counterpart here.
    pub(super) fn have(&self, number: &Number) -> bool {
        let has = |&value: &u64| self.means(value);
        number.whole.iter().any(has) || (number.parts.len() > 1 && number.parts.iter().all(has))
    }

    /// Whether a number can have this value, or one that people write for it: 37 for 1937, 5 in the afternoon
    /// for 17.
    fn means(&self, value: u64) -> bool {
        let shortened = |year: u64| year % 100;
        self.meant.contains(&value)
            || (YEARS.contains(&value) && self.meant.contains(&shortened(value)))
            || ((10..100).contains(&value)
                && self
                    .meant
                    .range(YEARS)
                    .any(|&year| shortened(year) == value))
            || (value <= 24
                && [value + 12, value.saturating_sub(12)]
                    .iter()
                    .any(|hour| *hour <= 24 && *hour > 0 && self.meant.contains(hour)))
    }
}

impl Number {
    /// Whether a translation should have it: it is not that of a page or a list, and not a mistake of the scanner.
    fn wants_counterpart(&self, text: &str, tables: &Tables) -> bool {
        let before = text.get(..self.range.start).unwrap_or_default();
        let after = text.get(self.range.end..).unwrap_or_default();
        let is_small = self.parts.iter().all(|&part| part < LEAST);
        let numbers_list = before.trim().is_empty() && after.starts_with(['.', ')', ':', '°']);
        // A footnote mark left after a sentence, or a mistake of the scanner: "the ice.6", «5а».
        let is_glued = before.ends_with(['.', '!', '?', '…', ',', ';', '»', '”', '"'])
            || after.starts_with(char::is_alphabetic);
        // "12:53" is "seven to one" elsewhere, and "3:16" a verse.
        let is_clock = ends_in_digit(before.trim_end().strip_suffix(':'))
            || starts_with_digit(after.strip_prefix(':'));
        !is_small && !numbers_list && !is_glued && !is_clock && !is_cited(before, tables)
    }
}

fn ends_in_digit(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.trim_end().ends_with(|c: char| c.is_ascii_digit()))
}

fn starts_with_digit(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether the text before a number says that it is that of a page, a volume or the like.
fn is_cited(before: &str, tables: &Tables) -> bool {
    let before = before.trim_end();
    let bare = before.trim_end_matches('.');
    let start = bare
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphanumeric() || *c == '№')
        .last()
        .map_or(bare.len(), |(at, _)| at);
    let word = before.get(start..).unwrap_or_default();
    let lower = word.trim_end_matches('.').to_lowercase();
    let is_month = tables.months.get(&lower).is_some();
    let is_abbreviation = tables.abbreviations_before_numbers.contains(word)
        || tables.page_words.contains(&lower)
        || matches!(word, "№" | "§" | "n°");
    (is_abbreviation && !is_month) || before.ends_with(['№', '§', '#', '°'])
}

/// The ranges in brackets: mostly references, or what the translator adds.
fn bracketed(text: &str) -> Vec<Range<usize>> {
    let mut open = None;
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => _ = open.get_or_insert(at),
            ')' | ']' => found.extend(open.take().map(|start| start..at)),
            _ => {}
        }
    }
    // One that is never closed ends in another text.
    found.extend(open.map(|start| start..text.len()));
    found
}

/// The numbers in digits, in order.
fn in_digits<'a>(text: &'a str, tables: &'a Tables) -> impl Iterator<Item = Number> + 'a {
    let mut end = 0;
    std::iter::from_fn(move || {
        loop {
            let start = end + text.get(end..)?.find(|c: char| c.is_ascii_digit())?;
            let before = text[..start].chars().next_back();
            end = end_of_number(text, start);
            // After a letter it is a part of something else: «М5», "A4".
            if !before.is_some_and(char::is_alphabetic)
                && let Some(number) = number(text, start..end, tables)
            {
                return Some(number);
            }
        }
    })
}

/// Where a number that begins at `start` ends, with all digits that dividers join to it.
fn end_of_number(text: &str, start: usize) -> usize {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len())
    };
    let mut first = digits(start);
    let mut end = start + first;
    while let Some(divider) = text[end..].chars().next().filter(|c| DIVIDERS.contains(c)) {
        let next = end + divider.len_utf8();
        let length = digits(next);
        let is_thousands = length == 3 && first <= 3;
        let joins = match divider {
            '.' | ',' => length > 0,
            _ => is_thousands,
        };
        if !joins {
            break;
        }
        if !is_thousands {
            first = usize::MAX;
        }
        end = next + length;
    }
    end
}

/// The number at a place, with all values that its dividers allow; `None` for one that is too long.
fn number(text: &str, range: Range<usize>, tables: &Tables) -> Option<Number> {
    let token = text.get(range.clone())?;
    let groups: Vec<&str> = token.split(DIVIDERS).collect();
    // "500.00"
    let groups = match groups.as_slice() {
        [units @ .., "0" | "00"] if !units.is_empty() => units,
        groups => groups,
    };
    let mut whole = Vec::new();
    let is_grouped = groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    if groups.len() == 1 || is_grouped {
        whole.push(groups.concat().parse().ok()?);
    }
    // The parts between dividers of thousands are not numbers.
    let parts = match whole.as_slice() {
        [] => groups
            .iter()
            .map(|group| group.parse().ok())
            .collect::<Option<_>>()?,
        whole => whole.to_vec(),
    };
    let next = words(text.get(range.end..)?).next();
    let scale = next
        .filter(|word| text[range.end..][..word.start].trim().is_empty())
        .and_then(|word| tables.numbers.get(&text[range.end..][word].to_lowercase()))
        .filter(|&value| value >= 100);
    if let Some(scale) = scale {
        whole.extend(scaled(groups, scale));
    }
    Some(Number {
        range,
        whole,
        parts,
    })
}

/// A number of hundreds, thousands or millions.
fn scaled(groups: &[&str], scale: u64) -> Option<u64> {
    match groups {
        [units] => units.parse::<u64>().ok()?.checked_mul(scale),
        [units, decimals] => {
            let tenths = 10_u64.checked_pow(decimals.len().try_into().ok()?)?;
            let all: u64 = format!("{units}{decimals}").parse().ok()?;
            Some(all.checked_mul(scale)? / tenths)
        }
        _ => None,
    }
}

/// The values that the words of a text can have: numerals alone and composed, Roman numbers, months.
fn in_words(text: &str, tables: &Tables) -> BTreeSet<u64> {
    let mut meant = BTreeSet::new();
    let mut composed = Composed::default();
    let mut previous = 0;
    for range in words(text) {
        let word = &text[range.clone()];
        let gap = text.get(previous..range.start).unwrap_or_default();
        previous = range.end;
        if !gap
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, '-' | '‐' | '‑'))
        {
            composed = Composed::default();
        }
        let lower = word.to_lowercase();
        meant.extend(roman(word));
        meant.extend(tables.months.get(&lower));
        match tables.numbers.get(&lower) {
            Some(value) => {
                composed.add(value);
                meant.extend([value, composed.value()]);
            }
            // "nineteen hundred and five", «vingt et un»
            None if is_joint(word) => {}
            None => composed = Composed::default(),
        }
    }
    meant
}

/// Whether a word can be inside a number in words.
fn is_joint(word: &str) -> bool {
    word.chars().count() <= 3 && word.chars().all(char::is_lowercase)
}

/// The value of a number in several words, as far as it is read.
#[derive(Clone, Copy, Debug, Default)]
struct Composed {
    thousands: u64,
    rest: u64,
}

impl Composed {
    fn value(self) -> u64 {
        self.thousands.saturating_add(self.rest)
    }

    fn add(&mut self, value: u64) {
        let rest = self.rest;
        match value {
            1000.. => {
                let thousands = rest.max(1).saturating_mul(value);
                self.thousands = self.thousands.saturating_add(thousands);
                self.rest = 0;
            }
            // "nineteen hundred", «deux cents»
            100 if (1..100).contains(&rest) => self.rest = rest * 100,
            // «quatre-vingts»
            20 if rest % 100 == 4 => self.rest = rest + 76,
            // «soixante-dix», and otherwise "nineteen thirty-seven"
            10..100 if (10..100).contains(&rest) && !(rest.is_multiple_of(20) && value < 20) => {
                self.rest = rest * 100 + value;
            }
            _ => self.rest = rest.saturating_add(value),
        }
    }
}

/// The Roman number that a word is, or begins with: «XIXe». Cyrillic letters count, too, as scanners write
/// centuries in them.
fn roman(word: &str) -> Option<u64> {
    let digits = word.trim_end_matches(char::is_lowercase);
    if digits.is_empty() || word.chars().count() > digits.chars().count() + 4 {
        return None;
    }
    let values: Option<Vec<u64>> = digits.chars().map(roman_digit).collect();
    let values = values?;
    let next = values.iter().skip(1).chain([&0]);
    let signed = values.iter().zip(next).map(|(&value, &next)| {
        let value = value as i64;
        if value < next as i64 { -value } else { value }
    });
    u64::try_from(signed.sum::<i64>()).ok()
}

fn roman_digit(c: char) -> Option<u64> {
    Some(match c {
        'I' | 'І' => 1,
        'V' => 5,
        'X' | 'Х' => 10,
        'L' => 50,
        'C' | 'С' => 100,
        'D' => 500,
        'M' | 'М' => 1000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Lang, Library};

    fn numbers(text: &str, lang: Lang) -> Numbers {
        Numbers::of(text, Library::default().tables(lang))
    }

    /// The numbers of a text that have no counterpart in another.
    fn odd<'a>(text: &'a str, lang: Lang, other: (&str, Lang)) -> Vec<&'a str> {
        let other = numbers(other.0, other.1);
        let wanting = numbers(text, lang).wanting;
        let odd = wanting.into_iter().filter(|number| !other.have(number));
        odd.map(|number| &text[number.range]).collect()
    }

    #[test]
    fn digits_and_words_are_one_number() {
        for (foreign, lang, english) in [
            ("97 bateaux", Lang::FR, "ninety-seven boats"),
            ("70 bateaux", Lang::FR, "seventy boats"),
            ("21 лодка", Lang::RU, "twenty-one boats"),
            ("в 1937 году", Lang::RU, "in nineteen thirty-seven"),
            ("en 1905", Lang::FR, "in nineteen hundred and five"),
            ("2,5 млн рублей", Lang::RU, "2,500,000 roubles"),
            ("3 тысячи судов", Lang::RU, "three thousand ships"),
            ("12 суток", Lang::RU, "a dozen days"),
            ("3/16 марта", Lang::RU, "on the third (sixteenth) of March"),
        ] {
            assert_eq!(
                odd(foreign, lang, (english, Lang::EN)),
                [""; 0],
                "{english}"
            );
        }
        for (english, foreign, lang) in [
            ("97 boats", "quatre-vingt-dix-sept bateaux", Lang::FR),
            ("75 boats", "soixante-quinze bateaux", Lang::FR),
            ("180 boats", "cent quatre-vingts bateaux", Lang::FR),
            (
                "In 1937",
                "в тысяча девятьсот тридцать седьмом году",
                Lang::RU,
            ),
            ("the 19th and 20 more", "XIX век и двадцать ещё", Lang::RU),
            ("in the 19 th", "au XIXe siècle", Lang::FR),
        ] {
            assert_eq!(
                odd(english, Lang::EN, (foreign, lang)),
                [""; 0],
                "{foreign}"
            );
        }
    }

    #[test]
    fn dividers_of_thousands_and_decimals_make_no_difference() {
        for (one, other) in [
            ("1 000 лет", "1,000 years"),
            ("12\u{a0}500 лет", "12.500 years"),
            ("3,75 метра", "3.75 metres"),
            ("1.12.1934 вечером", "on the evening of 1 December 1934"),
            ("в 17.30 отплыли", "they sailed at 5.30 p.m."),
            ("в 1930-31 годах", "in 1930 and 1931"),
            ("летом 1937", "in the summer of '37"),
            ("пятьсот франков", "500 francs"),
            ("100 тысяч франков", "100,000.00 francs"),
        ] {
            assert_eq!(odd(one, Lang::RU, (other, Lang::EN)), [""; 0], "{one}");
        }
    }

    #[test]
    fn another_number_is_not_a_counterpart() {
        let years = ("in the spring of 1973", Lang::EN);
        assert_eq!(odd("весной 1937", Lang::RU, years), ["1937"]);
        assert_eq!(
            odd("1 500 лодок", Lang::RU, ("15,000 boats", Lang::EN)),
            ["1 500"]
        );
        assert_eq!(odd("8 лодок", Lang::RU, ("many boats", Lang::EN)), ["8"]);
    }

    #[test]
    fn pages_lists_notes_and_asides_need_no_counterpart() {
        for text in [
            "Так он пишет (т. III, стр. 310).",
            "Смотри стр. 310 и № 17",
            "12. Лодки ушли.",
            "Лодки ушли [в 1937].",
            "Лодки15 ушли",
            "Лодок было 2, и обе 5а",
            "Лодки ушли...6 Снег.",
            "Лодки ушли в 12: 53.",
            "47",
        ] {
            assert_eq!(numbers(text, Lang::RU).wanting, [], "{text}");
        }
    }

    #[test]
    fn texts_that_are_hardly_numbers_do_no_harm() {
        for text in [
            "",
            "9".repeat(50).as_str(),
            "1.",
            "1,,2",
            "1. .",
            "IIIIX",
            "12 34 567 89",
        ] {
            let numbers = numbers(text, Lang::EN);
            assert!(
                numbers.wanting.iter().all(|number| numbers.have(number)),
                "{text}"
            );
        }
    }
}
