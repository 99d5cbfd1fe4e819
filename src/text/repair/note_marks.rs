//! Footnote marks, as books and OCR write them: `[^1]`, `¹`, `^{1}`, `^{1 `, `<sup>1</sup>`, bare digits
//! ("the people.6", «съезда.4»), signs and brackets from the tables (`†`, `[1]`).
//!
//! What is certainly not a footnote mark stays: powers and measures ("10^6", "12 km²"), numbers that a word
//! announces ("p.5", "chapter2") and numbers before a measure ("length5 km").

use super::entities::entity;
use super::input::{RepairInput, ahead, before};
use super::marked_word::{MarkedWord, STOPS, closes, ends_word};
use super::replacement::{Replacement, ReplacementKind};
use crate::text::boundary::floor_boundary;
use crate::text::markup::{MarkupKind, MarkupToken};
use std::collections::HashSet;

/// Most digits of a footnote's number.
const MOST_DIGITS: usize = 3;
/// Fewest letters of a word with a bare number, or one in brackets, stuck to it.
const LEAST_WORD: usize = 4;
/// Fewest letters of such a word at the end of a sentence: a shorter one may be an abbreviation.
const LEAST_LAST_WORD: usize = 3;
/// Longest label in a superscript, in characters.
const LONGEST_LABEL: usize = 4;
/// Longest superscript with a label, with its closing tag, in bytes.
const LONGEST_SUPERSCRIPT: usize = 60;
/// Longest text of a link to a footnote or back, with its closing tag, in bytes.
const LONGEST_LINK_TEXT: usize = 200;
/// Longest text of a link to a footnote that has its number, in bytes.
const LONGEST_NUMBERED_LINK: usize = 60;
/// How far a number is looked at together with what is stuck to it, in bytes.
const LONGEST_FORMULA: usize = 1000;

/// The footnote marks of a text.
pub(super) fn find<'a>(input: &'a RepairInput<'a>) -> Vec<Replacement> {
    let mut finder = NoteMarkFinder {
        input,
        text: input.text,
        found: Vec::new(),
        doubtful: Vec::new(),
    };
    finder.scan();
    finder.signs();
    finder.numbers_in_brackets();
    finder.decide();
    finder.found
}

struct NoteMarkFinder<'a> {
    input: &'a RepairInput<'a>,
    text: &'a str,
    found: Vec<Replacement>,
    /// Numbers stuck to names ("Assassination2"), which may be part of them ("Apollo11").
    doubtful: Vec<Replacement>,
}

impl<'a> NoteMarkFinder<'a> {
    fn scan(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            at = match bytes[at] {
                b'<' => self.tag(at),
                b'[' => self.bracket(at),
                b'^' => self.caret(at),
                b'0'..=b'9' => self.digits(at),
                0xc2 | 0xe2 => self.raised(at),
                _ => at + 1,
            };
        }
    }

    fn mark(&mut self, start: usize, end: usize, label: &str) -> usize {
        let kind = ReplacementKind::NoteReference(label.to_owned());
        let start = self.with_space(start, end);
        self.found.push(Replacement::new(start, end, "", kind));
        end
    }

    /// Where a mark begins together with a space before it that must go too: "the ice ¹, and".
    fn with_space(&self, start: usize, end: usize) -> usize {
        let bare = self.text[..start].trim_end_matches(' ');
        let follows_text = bare.ends_with(|c: char| !c.is_whitespace());
        let before_mark = self.text[end..].starts_with(|c: char| {
            STOPS.contains(&c) || matches!(c, ',' | ';' | ':' | '»' | '”' | ')')
        });
        match follows_text && before_mark {
            true => bare.len(),
            false => start,
        }
    }

    /// `<sup>1</sup>` and `<a href="#fnref1">1</a>`.
    fn tag(&mut self, at: usize) -> usize {
        let Some(MarkupToken {
            span,
            kind: MarkupKind::Tag(tag),
            ..
        }) = self.input.markup.token_at(at)
        else {
            return at + 1;
        };
        let element = |most| self.input.markup.element(self.text, at, most);
        if tag.is_named(self.text, "sup") && !tag.closes {
            if let Some((inner, end)) = element(LONGEST_SUPERSCRIPT)
                && let Some(label) = self.superscript_label(inner.slice(self.text))
            {
                return self.mark(at, end, label);
            }
        } else if tag.is_named(self.text, "a") && !tag.closes {
            let tag = span.slice(self.text).to_ascii_lowercase();
            if !tag.contains("href=\"#") {
                return at + 1;
            }
            let Some((inner, end)) = element(LONGEST_LINK_TEXT) else {
                return at + 1;
            };
            if ["back", "rev="].iter().any(|word| tag.contains(word)) {
                return self.backlink(at, end);
            }
            let inner = inner.slice(self.text);
            let label: String = inner.chars().filter(char::is_ascii_digit).collect();
            if tag.contains("ref") && !label.is_empty() && inner.len() < LONGEST_NUMBERED_LINK {
                return self.mark(at, end, &label);
            }
        }
        at + 1
    }

    /// The label of a footnote that is a whole superscript, apart from the signs around it.
    fn superscript_label<'b>(&self, superscript: &'b str) -> Option<&'b str> {
        let marks = &self.input.vocabulary.note_marks;
        let label = superscript
            .trim_matches(|c: char| !c.is_alphanumeric() && !marks.iter().any(|m| m.contains(c)));
        let length = label.chars().count();
        (1..=LONGEST_LABEL).contains(&length).then_some(label)
    }

    /// The way back from a footnote: a link, an arrow.
    fn backlink(&mut self, at: usize, end: usize) -> usize {
        self.found
            .push(Replacement::new(at, end, "", ReplacementKind::Backlink));
        end
    }

    /// `[^1]`, and `[^1]:` at the beginning of a footnote.
    fn bracket(&mut self, at: usize) -> usize {
        let Some(MarkupToken {
            span,
            kind: MarkupKind::NoteLabel { label, defines },
            ..
        }) = self.input.markup.token_at(at)
        else {
            return at + 1;
        };
        if *defines {
            let kind = ReplacementKind::Markup;
            self.found.push(Replacement::new(at, span.end, "", kind));
            return span.end;
        }
        self.mark(at, span.end, label.slice(self.text))
    }

    /// `^{12}`, `^12^`, and the unclosed `^{12 ` that OCR makes of a superscript.
    fn caret(&mut self, at: usize) -> usize {
        let rest = ahead(self.text, at, 12);
        let inner = rest.strip_prefix("^{").or_else(|| rest.strip_prefix('^'));
        let inner = inner.unwrap_or_default();
        let label: String = inner.chars().take_while(char::is_ascii_digit).collect();
        if label.is_empty() || label.len() > MOST_DIGITS {
            return at + 1;
        }
        let lead = rest.len() - inner.len();
        // "10^6" is a power, "12 km^2" a measure.
        let word = self.text[..at]
            .rsplit(|c: char| !c.is_alphanumeric())
            .next();
        let power =
            word.is_some_and(|w| self.is_unit(w) || w.ends_with(|c: char| c.is_ascii_digit()));
        if lead == 1 && power {
            return at + 1;
        }
        let mut end = at + lead + label.len();
        let follows = &self.text[end..];
        if follows.starts_with(['}', '^']) {
            end += 1;
        } else if let Some(name) = follows.strip_prefix(" &}") {
            // The superscript has swallowed the beginning of an entity: `^{1 &}quot;`.
            let length = name.find(';').filter(|&n| n < 10).unwrap_or_default();
            if let Some(c) = entity(&name[..length]) {
                self.mark(at, end, &label);
                let stop = end + " &}".len() + length + 1;
                self.found.push(Replacement::new(
                    end,
                    stop,
                    &c.to_string(),
                    ReplacementKind::Characters,
                ));
                return stop;
            }
        } else if lead == 2 && closes_after_space(follows) {
            end += 1;
        }
        self.mark(at, end, &label)
    }

    /// Superscript digits, and the arrow that leads back from a note.
    fn raised(&mut self, at: usize) -> usize {
        match self.text[at..].strip_prefix('↩') {
            // The variation selector asks for a plain form (Unicode Standard, section 23.4).
            Some(rest) => {
                let rest = rest.trim_start_matches(['\u{fe0e}', '\u{fe0f}']);
                self.backlink(at, self.text.len() - rest.len())
            }
            None => self.superscript(at),
        }
    }

    /// Superscript digits after a letter or its punctuation.
    fn superscript(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let label: String = rest.chars().map_while(superscript).collect();
        if label.is_empty() {
            return at + rest.chars().next().map_or(1, char::len_utf8);
        }
        let end = at
            + rest
                .chars()
                .take_while(|&c| superscript(c).is_some())
                .map(char::len_utf8)
                .sum::<usize>();
        let unit = self.text[..at]
            .rsplit(|c: char| !c.is_alphabetic())
            .next()
            .unwrap_or_default();
        // "12 km²" and "10⁶" are not footnotes.
        let measure = self.is_unit(unit)
            && before(self.text, at - unit.len()).is_some_and(|c| c == ' ' || c.is_ascii_digit());
        let number = self.text[..at].rsplit(|c: char| !c.is_ascii_digit()).next();
        if measure || number == Some("10") {
            return end;
        }
        self.mark(at, end, &label)
    }

    /// Bare digits stuck to the end of a sentence or to a word, or alone after the last sentence of a
    /// paragraph: "the people. 6".
    fn digits(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        let end = at + length;
        if length > MOST_DIGITS {
            return end;
        }
        let label = &rest[..length];
        let mut edge = at;
        if self.text[..at].ends_with(' ') && self.ends_paragraph(end) {
            edge = self.text[..at].trim_end_matches(' ').len();
        }
        let Some(word) = MarkedWord::before(self.text, edge) else {
            return end;
        };
        if !ends_word(self.text, end, !word.stop) || word.announces_number(self.input.vocabulary) {
            return end;
        }
        let letters = word.word.chars().count();
        let kind = || ReplacementKind::NoteReference(label.to_owned());
        match (word.stop, word.closed) {
            (true, closed) if letters >= if closed { 1 } else { LEAST_LAST_WORD } => {
                self.found.push(Replacement::new(at, end, "", kind()));
            }
            (false, true) if edge == at && letters >= LEAST_LAST_WORD => {
                self.found.push(Replacement::new(at, end, "", kind()));
            }
            (false, false) if edge == at && self.is_plain_word(word.word, at, end) => {
                let mark = Replacement::new(at, end, "", kind());
                match word.word.starts_with(char::is_lowercase) {
                    true => self.found.push(mark),
                    false => self.doubtful.push(mark),
                }
            }
            _ => {}
        }
        end
    }

    /// Whether numbers are not a part of a word (of a formula, an address, "T34"), and the number does not
    /// count what follows.
    fn is_plain_word(&self, word: &str, at: usize, end: usize) -> bool {
        let apart = |c: char| c.is_whitespace() || matches!(c, '<' | '>');
        let from = floor_boundary(self.text, at.saturating_sub(LONGEST_FORMULA));
        let head = self.text[from..at].rsplit(apart).next().unwrap_or_default();
        let next = self.text[end..].trim_start();
        let next: String = next.chars().take_while(|c| c.is_alphabetic()).collect();
        word.chars().count() >= LEAST_WORD
            && word.chars().skip(1).all(char::is_lowercase)
            && !head.contains(['/', '@', '_', '=', '#', '\\', '&'])
            && !self.text[at..].starts_with('0')
            && !self
                .input
                .vocabulary
                .after_numbers
                .contains(&next.to_lowercase())
    }

    /// Whether a blank line, or nothing, follows `at`.
    fn ends_paragraph(&self, at: usize) -> bool {
        let rest = self.text[at..].trim_start_matches([' ', '\t', '\r']);
        match rest.strip_prefix('\n') {
            None => rest.is_empty(),
            Some(next) => {
                let line = next.split('\n').next().unwrap_or_default();
                line.trim().is_empty()
            }
        }
    }

    fn is_unit(&self, word: &str) -> bool {
        self.input.vocabulary.units.contains(word)
    }

    /// Signs of the tables after a word: `†`, and stars that are not emphasis.
    fn signs(&mut self) {
        let vocabulary = self.input.vocabulary;
        let (stars, others): (Vec<&str>, Vec<&str>) = vocabulary
            .note_marks
            .iter()
            .map(String::as_str)
            .filter(|mark| !mark.contains("{}"))
            .partition(|mark| mark.starts_with('*'));
        for &at in self.input.markup.lone_stars() {
            let rest = &self.text[at..];
            let length = rest.len() - rest.trim_start_matches(['*', '\\']).len();
            let label = rest[..length].replace('\\', "");
            if stars.contains(&label.as_str()) {
                self.sign(at, at + length, &label);
            }
        }
        // "††" is one mark, not two.
        let mut begins_any = [false; 256];
        for mark in &others {
            if let Some(&first) = mark.as_bytes().first() {
                begins_any[usize::from(first)] = true;
            }
        }
        for (at, _) in self
            .text
            .bytes()
            .enumerate()
            .filter(|&(_, byte)| begins_any[usize::from(byte)])
        {
            let Some(first) = self.text[at..].chars().next() else {
                continue;
            };
            let begins = |mark: &&&str| mark.starts_with(first);
            if !others.iter().any(|mark| mark.starts_with(first)) || first.is_alphanumeric() {
                continue;
            }
            let rest = &self.text[at..];
            let longest = others
                .iter()
                .filter(begins)
                .filter(|mark| rest.starts_with(**mark))
                .max_by_key(|mark| mark.len());
            if let Some(label) = longest {
                self.sign(at, at + label.len(), label);
            }
        }
    }

    fn sign(&mut self, at: usize, end: usize, label: &str) {
        let follows = self.text[end..].chars().next();
        if MarkedWord::before(self.text, at).is_some()
            && follows.is_none_or(|c| !c.is_alphanumeric())
        {
            self.mark(at, end, label);
        }
    }

    /// Numbers in the brackets of the tables, stuck to a word or to one another: "the ice[12][13]".
    fn numbers_in_brackets(&mut self) {
        let vocabulary = self.input.vocabulary;
        for pattern in &vocabulary.note_marks {
            let Some((open, close)) = pattern.split_once("{}") else {
                continue;
            };
            // Converters escape brackets.
            let escaped = |part: &str| part.replace('[', "\\[").replace(']', "\\]");
            for (open, close) in [
                (open.to_owned(), close.to_owned()),
                (escaped(open), escaped(close)),
            ] {
                if !open.is_empty() && !close.is_empty() {
                    self.numbers_between(&open, &close);
                }
            }
        }
    }

    fn numbers_between(&mut self, open: &str, close: &str) {
        let mut last_end = None;
        for (at, _) in self.text.match_indices(open) {
            let inner = &self.text[at + open.len()..];
            let length = inner.bytes().take_while(u8::is_ascii_digit).count();
            let end = at + open.len() + length + close.len();
            let number = (1..=MOST_DIGITS).contains(&length) && !inner.starts_with('0');
            if !number || !inner[length..].starts_with(close) {
                continue;
            }
            let ends = self.text[end..]
                .chars()
                .next()
                .is_none_or(|c| !c.is_alphanumeric() && c != '(');
            let hangs = last_end == Some(at)
                || MarkedWord::before(self.text, at).is_some_and(|word| {
                    let letters = word.word.chars().count();
                    let enough = match word.stop || word.closed {
                        true => letters >= LEAST_LAST_WORD,
                        false => {
                            letters >= LEAST_WORD
                                && word.word.chars().skip(1).all(char::is_lowercase)
                        }
                    };
                    enough && !word.announces_number(self.input.vocabulary)
                });
            if ends && hangs {
                last_end = Some(self.mark(at, end, &inner[..length]));
            }
        }
    }

    /// Takes the doubtful numbers whose neighbours are footnote marks too, and those that a line begins
    /// with: a footnote.
    fn decide(&mut self) {
        if self.doubtful.is_empty() {
            return;
        }
        let number = |mark: &Replacement| match &mark.kind {
            ReplacementKind::NoteReference(label) => label.parse::<u32>().ok(),
            _ => None,
        };
        let all = self.found.iter().chain(&self.doubtful);
        let known: HashSet<u32> = all.filter_map(number).collect();
        let heads: HashSet<u32> = self.text.lines().filter_map(head_number).collect();
        let doubtful = std::mem::take(&mut self.doubtful).into_iter();
        let taken = doubtful.filter(|mark| {
            number(mark).is_some_and(|n| {
                known.contains(&(n + 1)) || n > 0 && known.contains(&(n - 1)) || heads.contains(&n)
            })
        });
        self.found.extend(taken);
    }
}

/// The number that a line begins with, with any signs around it.
fn head_number(line: &str) -> Option<u32> {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || "[({^>*-•".contains(c));
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let superscripts: String = line.chars().map_while(superscript).collect();
    if !superscripts.is_empty() {
        return superscripts.parse().ok();
    }
    let follows = line[digits..].starts_with(['.', ')', ']', '}', ' ', ':', '^']);
    match digits {
        1..=MOST_DIGITS if follows => line[..digits].parse().ok(),
        _ => None,
    }
}

/// Whether a space and then a closing mark follow, at the end of a word: ` "`.
fn closes_after_space(follows: &str) -> bool {
    let mut chars = follows.chars();
    chars.next() == Some(' ')
        && chars.next().is_some_and(closes)
        && chars.next().is_none_or(|c| !c.is_alphanumeric())
}

/// The digit of a superscript; `None` for any other character.
pub fn superscript(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => char::from(b'4' + (c as u32 - '⁴' as u32) as u8),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown as all;

    fn shown(text: &str) -> String {
        all(text, &[])
    }

    #[test]
    fn marks_go_and_numbers_stay() {
        assert_eq!(shown("the ice.¹ Then"), "the ice. Then");
        assert_eq!(shown("на станции.5 Потом"), "на станции. Потом");
        assert_eq!(shown("the \"ferry.\"12 Then"), "the \"ferry.\" Then");
        assert_eq!(
            shown("the ferry[^7] and<sup>8</sup> more^{9}"),
            "the ferry and more"
        );
        assert_eq!(
            shown("on p.5 of vol.2, в 12 км² льда, see No.3 "),
            "on p.5 of vol.2, в 12 км² льда, see No.3 "
        );
        assert_eq!(
            shown("the last page. 12\n\nNext"),
            "the last page. \n\nNext"
        );
        assert_eq!(shown("the last page. 12 men"), "the last page. 12 men");
        assert_eq!(shown("it was 1921.5 metres"), "it was 1921.5 metres");
    }

    #[test]
    fn powers_stay() {
        for text in ["10^6 days on 12 km^2", "10⁶ days"] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn a_bare_number_stuck_to_a_word_goes() {
        assert_eq!(shown("ледокола6 и бани7, там"), "ледокола и бани, там");
        assert_eq!(shown("«Ледокол»4 вышел"), "«Ледокол» вышел");
        assert_eq!(shown("\"The Ferry,\"4 he wrote"), "\"The Ferry,\" he wrote");
        for text in [
            "глава5 и chapter2",
            "длиной5 км",
            "a T34, H2O",
            "see a.org/lake12 there",
            "the Apollo11 flight",
        ] {
            assert_eq!(shown(text), text);
        }
        // The number of its footnote is elsewhere.
        assert_eq!(
            shown("Journal2 was\n\n2. The same."),
            "Journal was\n\n2. The same."
        );
    }

    #[test]
    fn signs_and_brackets_after_a_word_go() {
        assert_eq!(
            shown("the ferry† and boat** came*, too.‡"),
            "the ferry and boat came, too."
        );
        assert_eq!(shown(r"the ferry\* and boat\[2\]"), "the ferry and boat");
        assert_eq!(
            shown("the ferry[12][13] and boat(3)."),
            "the ferry and boat."
        );
        for text in [
            "he [12] and (3)",
            "article(3), f(2)",
            "an *asterisk",
            "2*3",
            "Vetrov †1921",
        ] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn no_space_is_left_before_a_full_stop_or_a_closing_mark() {
        assert_eq!(shown("the ice ¹, and"), "the ice, and");
        assert_eq!(shown("\"the ice^{15 \" he said"), "\"the ice\" he said");
    }

    #[test]
    fn a_superscript_that_swallowed_an_entity_is_a_mark_and_a_character() {
        assert_eq!(shown("^{1 &}quot;The Ferry"), "\"The Ferry");
    }
}
